"""The field of packages/nerf in PyTorch, for comparison: `python pytorch.py CONFIG`, where CONFIG is JSON with levels (resolution, offset, size, hashed),
hidden, points, threads, seconds, compile and device. Prints points a second, forward alone and with backward, eager and compiled."""

import json
import statistics
import sys
import time

import torch
import torch.nn.functional as F

PRIMES = (1, 2654435761, 805459861)


class Field(torch.nn.Module):
    def __init__(self, config):
        super().__init__()
        self.levels = config["levels"]
        entries = sum(level["size"] for level in self.levels)
        self.table = torch.nn.Parameter(torch.rand(entries, 2) * 2e-4 - 1e-4)
        self.hidden = torch.nn.Parameter(torch.randn(2 * len(self.levels), config["hidden"]) * 0.2)
        self.output = torch.nn.Parameter(torch.randn(config["hidden"], 4) * 0.2)
        self.register_buffer("corner", torch.tensor([[i & 1, i >> 1 & 1, i >> 2] for i in range(8)]))

    def forward(self, points):
        features = []
        for level in self.levels:
            n = level["resolution"]
            scaled = (points * 0.5 + 0.5) * n
            cell = scaled.long().clamp(0, n - 1)
            upper = scaled - cell
            vertex = cell[:, None] + self.corner
            x, y, z = vertex.unbind(2)
            if level["hashed"]:
                entry = (x * PRIMES[0] ^ y * PRIMES[1] ^ z * PRIMES[2]) & (level["size"] - 1)
            else:
                entry = x + y * (n + 1) + z * (n + 1) ** 2
            weight = torch.where(self.corner == 1, upper[:, None], 1 - upper[:, None]).prod(2)
            values = F.embedding(entry + level["offset"], self.table)
            features.append((weight[..., None] * values).sum(1))
        output = F.relu(torch.cat(features, 1) @ self.hidden) @ self.output
        bias = 2.5 * (1 - points.norm(dim=1) / 0.4)
        return F.softplus(output[:, 0] + bias), torch.sigmoid(output[:, 1:])


def measure(field, config):
    device = config["device"]
    points = torch.rand(config["points"], 3, device=device) * 2 - 1
    by_density, by_colour = torch.randn(config["points"], device=device), torch.randn(config["points"], 3, device=device)
    parameters = [field.table, field.hidden, field.output] if isinstance(field, Field) else list(field.parameters())

    def forward():
        with torch.no_grad():
            field(points)

    def both():
        density, colour = field(points)
        torch.autograd.backward([density, colour], [by_density, by_colour])
        for parameter in parameters:
            parameter.grad = None

    return [config["points"] / typical_seconds(run, config["seconds"], device) for run in (forward, both)]


def typical_seconds(run, seconds, device):
    """The median time of a call, over so many seconds and at least three measurements, after two calls to warm up. On a GPU ten calls are waited for at once."""
    calls, wait = (10, torch.cuda.synchronize) if device == "cuda" else (1, lambda: None)
    for _ in range(2):
        run()
    wait()
    times = []
    while len(times) < 3 or sum(times) * calls < seconds:
        began = time.perf_counter()
        for _ in range(calls):
            run()
        wait()
        times.append((time.perf_counter() - began) / calls)
    return statistics.median(times)


def main():
    config = json.loads(sys.argv[1])
    torch.manual_seed(0)
    torch.set_num_threads(config["threads"])
    field = Field(config).to(config["device"])
    result = {"version": torch.__version__, "eager": measure(field, config)}
    if config["compile"]:
        try:
            result["compiled"] = measure(torch.compile(field), config)
        except Exception as error:  # no compiler, or none that it knows
            print(f"not compiled: {error}", file=sys.stderr)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
