/*
Measures tiny-cuda-nn on one network: a hash grid over 3 coordinates (16
levels of 2 features, 2^15 entries a level, resolutions 16 to 512) followed
by its fully fused MLP (one hidden layer of 64, ReLU, 4 outputs), in half
precision. It prints, as its last line, points per second for evaluating the
network ("forward") and for evaluating it and then taking the gradients of
all its parameters, though not of the points ("both").

  tiny-cuda-nn-bench [COUNT [SECONDS [MODE]]]

  COUNT       points in a batch, a multiple of 256 (131072)
  SECONDS     how long to measure each of the two (1)
  MODE        plain      the library's calls, one after another (the default)
              graph      the same calls captured once and replayed as a CUDA graph

To build it, in a checkout of github.com/NVlabs/tiny-cuda-nn (this was written
for 6ee3546bda615f51abe684ce9edefeb414689135) made with --recursive, with CUDA
13.0's nvcc and THIS as the path of this file; sm_90 is an H100's or H200's:

  nvcc -std=c++17 -O3 -DNDEBUG -gencode arch=compute_90,code=sm_90 \
    --use_fast_math --extended-lambda --expt-relaxed-constexpr \
    -Xcompiler -fno-strict-aliasing \
    -DTCNN_HALF_PRECISION=1 -DTCNN_MIN_GPU_ARCH=90 \
    -DFMT_HEADER_ONLY=1 -DFMT_UNICODE=0 \
    -Iinclude -Idependencies -Idependencies/cutlass/include \
    -Idependencies/cutlass/tools/util/include -Idependencies/fmt/include \
    THIS src/{common_host,cpp_api,cutlass_mlp,encoding,fully_fused_mlp}.cu \
    src/{network,object,rtc_kernel}.cu \
    --threads 0 -cudart static -lcuda -o tiny-cuda-nn-bench
*/

#include <tiny-cuda-nn/cpp_api.h>

#include <cuda_fp16.h>
#include <cuda_runtime.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr uint32_t inputs = 3;
constexpr uint32_t outputs = 4;
constexpr uint32_t levels = 16;
constexpr uint32_t features = 2;
constexpr uint32_t log2_entries = 15;
constexpr uint32_t coarsest = 16;
constexpr uint32_t finest = 512;
constexpr uint32_t neurons = 64;

void check(cudaError_t code, const char* call, int line) {
	if (code != cudaSuccess) {
		throw std::runtime_error(
			std::string(call) + " (line " + std::to_string(line) + "): " + cudaGetErrorName(code) + ", " + cudaGetErrorString(code)
		);
	}
}

#define CHECK(call) check((call), #call, __LINE__)

// memory on the device, freed with its owner
template <typename T> class Buffer {
public:
	explicit Buffer(size_t count) : count(count) { CHECK(cudaMalloc(&data, count * sizeof(T))); }
	explicit Buffer(const std::vector<T>& values) : Buffer(values.size()) {
		CHECK(cudaMemcpy(data, values.data(), count * sizeof(T), cudaMemcpyHostToDevice));
	}
	Buffer(const Buffer&) = delete;
	Buffer& operator=(const Buffer&) = delete;
	~Buffer() { cudaFree(data); }

	std::vector<T> read() const {
		std::vector<T> values(count);
		CHECK(cudaMemcpy(values.data(), data, count * sizeof(T), cudaMemcpyDeviceToHost));
		return values;
	}

	T* data = nullptr;
	const size_t count;
};

// values drawn evenly from one range
std::vector<float> draw(size_t count, float low, float high, uint32_t seed) {
	std::mt19937 source(seed);
	std::uniform_real_distribution<float> range(low, high);
	std::vector<float> values(count);
	for (auto& value : values) value = range(source);
	return values;
}

// the share of values that are not zero; throws where one is not finite
double filled(const std::vector<__half>& values, const char* name) {
	size_t nonzero = 0;
	for (auto value : values) {
		const float number = __half2float(value);
		if (!std::isfinite(number)) throw std::runtime_error(std::string("a value that is not finite among the ") + name);
		nonzero += number != 0.0f;
	}
	if (nonzero == 0) throw std::runtime_error(std::string("nothing but zeros among the ") + name);
	return double(nonzero) / double(values.size());
}

struct Rate {
	double median; // points a second
	double slowest;
	double fastest;
};

// Runs a step over and over for about that long, after warming up, in batches of
// some 10 ms each timed by two events, and gives the batches' rates.
Rate measure(cudaStream_t stream, uint32_t count, double seconds, const std::function<void()>& step) {
	cudaEvent_t start, stop;
	CHECK(cudaEventCreate(&start));
	CHECK(cudaEventCreate(&stop));
	const auto time = [&](int repeats) {
		CHECK(cudaEventRecord(start, stream));
		for (int i = 0; i < repeats; ++i) step();
		CHECK(cudaEventRecord(stop, stream));
		CHECK(cudaEventSynchronize(stop));
		CHECK(cudaGetLastError());
		float milliseconds = 0.0f;
		CHECK(cudaEventElapsedTime(&milliseconds, start, stop));
		return double(milliseconds) / 1000.0;
	};

	time(10);
	double each = 0.0;
	for (double spent = 0.0; spent < 0.3;) {
		const double batch = time(50);
		each = batch / 50.0;
		spent += std::max(batch, 1e-5);
	}

	const int repeats = std::max(1, int(std::lround(0.01 / each)));
	std::vector<double> batches;
	double spent = 0.0;
	while (spent < seconds || batches.size() < 5) {
		batches.push_back(time(repeats));
		spent += batches.back();
	}
	CHECK(cudaEventDestroy(start));
	CHECK(cudaEventDestroy(stop));

	std::sort(batches.begin(), batches.end());
	const double points = double(count) * repeats;
	return {points / batches[batches.size() / 2], points / batches.back(), points / batches.front()};
}

void run(uint32_t count, double seconds, const std::string& mode) {
	const bool graph = mode == "graph";
	if (!graph && mode != "plain") throw std::runtime_error("a mode that is not known: " + mode);
	if (count == 0 || count % tcnn::cpp::batch_size_granularity() != 0) {
		throw std::runtime_error("the count of points must be a multiple of " + std::to_string(tcnn::cpp::batch_size_granularity()));
	}

	int device = 0, driver = 0, runtime = 0;
	cudaDeviceProp properties;
	CHECK(cudaGetDevice(&device));
	CHECK(cudaGetDeviceProperties(&properties, device));
	CHECK(cudaDriverGetVersion(&driver));
	CHECK(cudaRuntimeGetVersion(&runtime));

	const double scale_per_level = std::exp(std::log(double(finest) / coarsest) / (levels - 1));
	const tcnn::cpp::json encoding = {
		{"otype", "HashGrid"},
		{"n_levels", levels},
		{"n_features_per_level", features},
		{"log2_hashmap_size", log2_entries},
		{"base_resolution", coarsest},
		{"per_level_scale", scale_per_level},
	};
	const tcnn::cpp::json network = {
		{"otype", "FullyFusedMLP"},
		{"activation", "ReLU"},
		{"output_activation", "None"},
		{"n_neurons", neurons},
		{"n_hidden_layers", 1},
	};
	std::unique_ptr<tcnn::cpp::Module> model(tcnn::cpp::create_network_with_input_encoding(inputs, outputs, encoding, network));
	if (model->param_precision() != tcnn::cpp::Precision::Fp16 || model->output_precision() != tcnn::cpp::Precision::Fp16) {
		throw std::runtime_error("the library was not built for half precision");
	}
	model->set_jit_fusion(false);

	// The parameters as the library starts them, but the grid's entries, which it
	// draws from 0.0001 either side of 0, brought to 0.1, a trained grid's order.
	const size_t size = model->n_params();
	const uint32_t padded_outputs = model->n_output_dims();
	const size_t weights = neurons * levels * features + padded_outputs * neurons;
	std::vector<__half> params(size);
	{
		Buffer<float> start(size);
		model->initialize_params(1, start.data, 1.0f);
		CHECK(cudaDeviceSynchronize());
		const auto values = start.read();
		for (size_t i = 0; i < size; ++i) params[i] = __float2half(i < weights ? values[i] : values[i] * 1000.0f);
	}

	const auto places = draw(size_t(count) * inputs, 0.0f, 1.0f, 2);
	const auto slopes = draw(size_t(count) * outputs, -1.0f, 1.0f, 3);
	std::vector<__half> padded(size_t(count) * padded_outputs, __float2half(0.0f));
	for (size_t i = 0; i < slopes.size(); ++i) padded[i / outputs * padded_outputs + i % outputs] = __float2half(slopes[i]);

	Buffer<__half> parameters(params), output(padded.size()), output_gradients(padded), gradients(size);
	Buffer<float> points(places);
	CHECK(cudaMemset(output.data, 0, output.count * sizeof(__half)));
	CHECK(cudaMemset(gradients.data, 0, gradients.count * sizeof(__half)));

	cudaStream_t stream;
	CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
	CHECK(cudaDeviceSynchronize());

	const std::function<void()> forward = [&] { model->inference(stream, count, points.data, output.data, parameters.data); };
	const std::function<void()> both = [&] {
		const auto context = model->forward(stream, count, points.data, output.data, parameters.data, false);
		model->backward(
			stream, context, count, nullptr, output_gradients.data, gradients.data, points.data, output.data, parameters.data
		);
	};

	// a step as it is, or captured once and replayed; the capture follows some
	// plain runs, since nothing may be allocated within it
	const auto prepare = [&](const std::function<void()>& step) -> std::function<void()> {
		for (int i = 0; i < 3; ++i) step();
		CHECK(cudaGetLastError());
		CHECK(cudaStreamSynchronize(stream));
		if (!graph) return step;
		cudaGraph_t captured;
		cudaGraphExec_t ready;
		CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeRelaxed));
		step();
		CHECK(cudaStreamEndCapture(stream, &captured));
		CHECK(cudaGraphInstantiate(&ready, captured, 0));
		CHECK(cudaGraphDestroy(captured));
		return [stream, ready] { CHECK(cudaGraphLaunch(ready, stream)); };
	};

	const Rate forward_rate = measure(stream, count, seconds, prepare(forward));
	CHECK(cudaDeviceSynchronize());
	filled(output.read(), "outputs");

	const Rate both_rate = measure(stream, count, seconds, prepare(both));
	CHECK(cudaDeviceSynchronize());
	filled(output.read(), "outputs");
	const auto slopes_found = gradients.read();
	const double filled_weights = filled({slopes_found.begin(), slopes_found.begin() + weights}, "gradients of the weights");
	const double filled_entries = filled({slopes_found.begin() + weights, slopes_found.end()}, "gradients of the grid");
	CHECK(cudaStreamDestroy(stream));

	const tcnn::cpp::json details = {
		{"device", properties.name},
		{"driver", driver},
		{"runtime", runtime},
		{"mode", mode},
		{"parameters", size},
		{"padded_outputs", padded_outputs},
		{"forward_range", {forward_rate.slowest, forward_rate.fastest}},
		{"both_range", {both_rate.slowest, both_rate.fastest}},
		{"filled_weight_gradients", filled_weights},
		{"filled_grid_gradients", filled_entries},
	};
	std::printf("%s\n", details.dump().c_str());
	const tcnn::cpp::json result = {{"forward", forward_rate.median}, {"both", both_rate.median}, {"count", count}};
	std::printf("%s\n", result.dump().c_str());
}

} // namespace

int main(int argc, char** argv) {
	try {
		const long count = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 131072;
		const double seconds = argc > 2 ? std::strtod(argv[2], nullptr) : 1.0;
		if (count <= 0 || count > (1l << 24) || !(seconds > 0.0)) throw std::runtime_error("a count or a time that is no positive number");
		run(uint32_t(count), seconds, argc > 3 ? argv[3] : "plain");
		return 0;
	} catch (const std::exception& error) {
		std::fprintf(stderr, "tiny-cuda-nn-bench: %s\n", error.what());
		return 1;
	}
}
