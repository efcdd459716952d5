"""A network by diffusers, transformers or MVDream's own code: `python diffusers.py CONTEST`, where CONTEST is JSON with folder, part, inputs, output, threads, precision, provider
and mvdream (packages/lab/src/model/contestant.ts). Prints a line of JSON once it has started, and one in answer to each line that it reads: `run`, `end`."""

import json
import resource
import sys
import time
from pathlib import Path

if sys.path[0] == str(Path(__file__).resolve().parent):
    sys.path.pop(0)  # this file is called as the package is

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import load_file, save_file
from transformers import CLIPTextModel

VIEWS = 4


def load_multi_view_unet(folder, clone):
    sys.path.insert(0, str(Path(clone) / "mvdream"))  # its outermost package wants what is not needed here
    from ldm.modules.diffusionmodules.openaimodel import MultiViewUNetModel

    config = {k: v for k, v in json.loads((folder / "config.json").read_text()).items() if not k.startswith("_")}
    options = dict(use_spatial_transformer=True, use_linear_in_transformer=True, use_checkpoint=False, legacy=False)
    model = MultiViewUNetModel(**(config | options))
    for file in folder.glob("*.safetensors"):
        model.load_state_dict(load_file(file))
    return model, lambda sample, timestep, encoder_hidden_states, camera: model(sample, timestep, encoder_hidden_states, camera=camera, num_frames=VIEWS)


def load(part, folder, dtype, clone):
    folder = Path(folder) / {"vae_encoder": "vae", "vae_decoder": "vae"}.get(part, part)
    if json.loads((folder / "config.json").read_text()).get("_class_name") == "MultiViewUNetModel":
        if not clone:
            raise SystemExit("MVDream's network is none of diffusers: a clone of its code is needed, --mvdream")
        model, run = load_multi_view_unet(folder, clone)
        return model.to(dtype), run
    whole = [f for f in folder.glob("*.safetensors") if ".fp16" not in f.name and ".non_ema" not in f.name]
    options = dict(torch_dtype=dtype, variant=None if whole else "fp16", use_safetensors=True, local_files_only=True)
    if part == "text_encoder":
        model = CLIPTextModel.from_pretrained(folder, **options)
        return model, lambda input_ids: model(input_ids.long()).last_hidden_state
    if part == "unet":
        model = UNet2DConditionModel.from_pretrained(folder, **options)
        return model, lambda sample, timestep, encoder_hidden_states: model(sample, timestep, encoder_hidden_states).sample
    model = AutoencoderKL.from_pretrained(folder, **options)
    if part == "vae_encoder":
        return model, lambda sample: model.encode(sample).latent_dist.mean
    return model, lambda sample: model.decode(sample).sample


def say(**answer):
    print(json.dumps(answer), flush=True)


def main():
    contest = json.loads(sys.argv[1])
    torch.set_num_threads(contest["threads"])
    torch.set_num_interop_threads(1)
    device = "cpu" if contest["provider"] == "cpu" else "cuda"
    wait = torch.cuda.synchronize if device == "cuda" else lambda: None
    dtype = getattr(torch, contest["precision"])
    inputs = {k: (t.to(dtype) if t.is_floating_point() else t).to(device) for k, t in load_file(contest["inputs"]).items()}
    began = time.perf_counter()
    model, run = load(contest["part"], contest["folder"], dtype, contest["mvdream"])
    model.to(device).eval()
    say(secondsToSession=time.perf_counter() - began, version=torch.__version__)
    output = None
    with torch.inference_mode():
        for line in sys.stdin:
            if line.strip() == "end":
                break
            began = time.perf_counter()
            output = run(**inputs)
            wait()
            say(ms=1000 * (time.perf_counter() - began))
    if output is not None:
        save_file({"output": output.float().cpu().contiguous()}, contest["output"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    say(peakMemoryMiB=peak / 1024 / (1024 if sys.platform == "darwin" else 1))


main()
