"""Writes packages/priors/fixtures/diffusers: what diffusers' pipeline samples, by ten steps of DDIM with classifier-free guidance, from the small random models of packages/graph/fixtures.

`python scripts/graph/make_samples.py` (see README.md here)

    tokenizer       letters, digits and a few pairs: the models know 120 tokens
    sd1, sd2        scheduler_config.json as the models of that name have it; sd2 predicts velocity
    expected        by model: noise that is started from, latents that come out, and their pictures, in [0, 1]
"""

import json
import string
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextModel, CLIPTokenizer

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "packages/graph/fixtures"
OUT = ROOT / "packages/priors/fixtures/diffusers"

PROMPTS = ["a corgi, front view", "a corgi, back view"]
NEGATIVE = "blurry"
STEPS, SCALE, VIEWS = 10, 7.5, len(PROMPTS)

SCHEDULE = dict(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", num_train_timesteps=1000, clip_sample=False, steps_offset=1)
SCHEDULERS = {
    "sd1": SCHEDULE | dict(set_alpha_to_one=False),
    "sd2": SCHEDULE | dict(set_alpha_to_one=True, prediction_type="v_prediction"),
}


def write_json(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n")


def write_tokenizer(folder):
    signs = string.ascii_lowercase + string.digits + ","
    merges = [("c", "o"), ("co", "r"), ("v", "i"), ("e", "w</w>"), ("vi", "ew</w>"), ("g", "i</w>")]
    tokens = [*signs, *(sign + "</w>" for sign in signs), *("".join(pair) for pair in merges)]
    tokens += [f"<|unused{i}|>" for i in range(118 - len(tokens))] + ["<|startoftext|>", "<|endoftext|>"]
    write_json(folder / "vocab.json", {token: i for i, token in enumerate(tokens)})
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    write_json(folder / "tokenizer_config.json", dict(model_max_length=77, tokenizer_class="CLIPTokenizer"))


def main():
    torch.set_num_threads(1)
    write_tokenizer(OUT / "tokenizer")
    expected = {}
    for seed, (name, schedule) in enumerate(SCHEDULERS.items()):
        write_json(OUT / name / "scheduler_config.json", dict(_class_name="PNDMScheduler", **schedule))
        variant = dict(variant="fp16") if name == "sd2" else {}
        parts = [
            load.from_pretrained(MODELS / name / part, torch_dtype=torch.float32, **variant)
            for load, part in ((AutoencoderKL, "vae"), (CLIPTextModel, "text_encoder"), (UNet2DConditionModel, "unet"))
        ]
        vae, text_encoder, unet = parts
        pipeline = StableDiffusionPipeline(
            vae=vae, text_encoder=text_encoder, tokenizer=CLIPTokenizer.from_pretrained(OUT / "tokenizer"), unet=unet,
            scheduler=DDIMScheduler(**schedule), safety_checker=None, feature_extractor=None, requires_safety_checker=False,
        )
        pipeline.set_progress_bar_config(disable=True)
        noise = torch.randn((VIEWS, 4, 8, 8), generator=torch.Generator().manual_seed(seed))
        common = dict(
            prompt=PROMPTS, negative_prompt=[NEGATIVE] * VIEWS, num_inference_steps=STEPS, guidance_scale=SCALE, latents=noise, height=16, width=16,
        )
        latents = pipeline(**common, output_type="latent").images
        pictures = pipeline(**common, output_type="pt").images
        with torch.no_grad():
            again = vae.encode(pictures * 2 - 1).latent_dist.mean * vae.config.scaling_factor
        print(name, "scale", vae.config.scaling_factor, "latents", float(latents.std()), "pictures", float(pictures.min()), float(pictures.max()))
        print([pipeline.tokenizer(p).input_ids for p in [*PROMPTS, NEGATIVE]])
        for key, tensor in dict(noise=noise, latents=latents, pictures=pictures, encoded=again).items():
            expected[f"{name}.{key}"] = tensor.detach().contiguous()
    save_file(expected, OUT / "expected.safetensors")


main()
