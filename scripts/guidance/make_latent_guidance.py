"""Writes packages/priors/fixtures/latent-guidance.safetensors: SDS and mean-shift distillation of the small random models, in PyTorch.

`python scripts/guidance/make_latent_guidance.py --mvdream PATH` (a clone of bytedance/MVDream; set up as in scripts/graph/README.md)

By model (sd1, sd2, mvdream):
    renders            pictures in [0, 1], [views, 16, 16, 3]
    sds_noise          at one level, SIGMA; sds_gradient is what SDS gives for it in latents, unweighted
    msd_centre_noise   of the kernel's centre, and msd_start_noise of the sampler's start
    msd_target         the sample of the product distribution, and msd_picture what it shows, in [0, 1]
"""

import argparse
import json
import math
import sys
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import load_file, save_file
from transformers import CLIPTextModel, CLIPTokenizer

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "packages/graph/fixtures"
SAMPLES = ROOT / "packages/priors/fixtures/diffusers"
OUT = ROOT / "packages/priors/fixtures/latent-guidance.safetensors"

SCALE = 7.5
SIGMA = 1.7
BANDWIDTH, STEPS, START_OVER_BANDWIDTH, SIGMA_MIN, RHO = 2.0, 4, 4.0, 0.05, 7
ELEVATION, AZIMUTH = 15.0, 20.0  # of MVDream's first camera, in degrees


class Model:
    """Denoises latents that are clean + sigma noise; `unet(sample, timestep, text, conditional)` is the network."""

    def __init__(self, vae, text, scheduler, unet):
        self.vae, self.text, self.unet = vae, text, unet
        config = json.loads(scheduler.read_text())
        self.velocity = config.get("prediction_type") == "v_prediction"
        betas = np.linspace(config["beta_start"] ** 0.5, config["beta_end"] ** 0.5, config["num_train_timesteps"]) ** 2
        left = np.cumprod(1 - betas)
        self.sigmas = np.sqrt((1 - left) / left)

    def encode(self, renders):
        pictures = renders.permute(0, 3, 1, 2) * 2 - 1
        return self.vae.encode(pictures).latent_dist.mean * self.vae.config.scaling_factor

    def decode(self, latents):
        pictures = self.vae.decode(latents / self.vae.config.scaling_factor).sample
        return (pictures / 2 + 0.5).clamp(0, 1).permute(0, 2, 3, 1)

    def denoise(self, noisy, sigma):
        """With classifier-free guidance, of noise predictions as papers have it."""
        scale = 1 / math.sqrt(1 + sigma**2)
        timestep = float(np.interp(math.log(sigma), np.log(self.sigmas), np.arange(len(self.sigmas))))
        answers = [self.unet(noisy * scale, torch.full((len(noisy),), timestep), text) for text in self.text]
        if self.velocity:  # v = (epsilon - sigma clean) / sqrt(1 + sigma^2), with noisy = clean + sigma epsilon
            answers = [scale * (v + sigma * scale * noisy) for v in answers]
        conditional, unconditional = answers
        epsilon = unconditional + SCALE * (conditional - unconditional)
        return noisy - sigma * epsilon


def sds(model, latents, noise):
    return latents - model.denoise(latents + SIGMA * noise, SIGMA)


def msd(model, latents, centre_noise, start_noise):
    """DDIM on the product of the model's distribution and a Gaussian around the latents, to which noise was added."""
    centre = latents + BANDWIDTH * centre_noise
    sigma_max = max(START_OVER_BANDWIDTH * BANDWIDTH, 1)
    roots = np.linspace(sigma_max ** (1 / RHO), SIGMA_MIN ** (1 / RHO), STEPS)
    levels = [*(roots**RHO), 0.0]
    z = centre + sigma_max * start_noise
    for sigma, following in zip(levels, levels[1:]):
        variance = 1 / (1 / BANDWIDTH**2 + 1 / sigma**2)
        mean = variance * (centre / BANDWIDTH**2 + z / sigma**2)
        clean = model.denoise(mean, math.sqrt(variance))
        z = clean + following / sigma * (z - clean)
    return z


def read_text(prompts):
    tokenizer = CLIPTokenizer.from_pretrained(SAMPLES / "tokenizer")
    ids = tokenizer(prompts, padding="max_length", max_length=77, truncation=True, return_tensors="pt").input_ids
    return lambda encoder: encoder(ids)[0]


def load_stable_diffusion(name):
    variant = dict(variant="fp16") if name == "sd2" else {}
    load = lambda kind, part: kind.from_pretrained(MODELS / name / part, torch_dtype=torch.float32, **variant)
    encoder, unet = load(CLIPTextModel, "text_encoder"), load(UNet2DConditionModel, "unet")
    text = [read_text(prompts)(encoder) for prompts in (["a corgi, front view", "a corgi, back view"], ["", ""])]
    run = lambda sample, timestep, text: unet(sample, timestep, text).sample
    return Model(load(AutoencoderKL, "vae"), text, SAMPLES / name / "scheduler_config.json", run)


def load_mvdream(clone):
    sys.path.insert(0, str(clone / "mvdream"))
    from camera_utils import get_camera
    from ldm.modules.diffusionmodules.openaimodel import MultiViewUNetModel

    config = json.loads((MODELS / "mvdream/unet/config.json").read_text())
    del config["_class_name"]
    unet = MultiViewUNetModel(**config, use_spatial_transformer=True, use_linear_in_transformer=True, use_checkpoint=False, legacy=False)
    weights = load_file(MODELS / "mvdream/unet/diffusion_pytorch_model.fp16.safetensors")
    unet.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
    unet.eval()
    cameras = get_camera(4, elevation=ELEVATION, azimuth_start=AZIMUTH)
    encoder = CLIPTextModel.from_pretrained(MODELS / "sd1/text_encoder")
    text = [read_text([prompt] * 4)(encoder) for prompt in ("a corgi", "")]
    run = lambda sample, timestep, text: unet(sample, timestep, text, camera=cameras, num_frames=4)
    vae = AutoencoderKL.from_pretrained(MODELS / "sd1/vae")
    return Model(vae, text, SAMPLES / "sd1/scheduler_config.json", run)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mvdream", type=Path, required=True)
    torch.set_num_threads(1)
    models = {"sd1": load_stable_diffusion("sd1"), "sd2": load_stable_diffusion("sd2"), "mvdream": load_mvdream(parser.parse_args().mvdream)}
    expected = {}
    for seed, (name, model) in enumerate(models.items()):
        generator = torch.Generator().manual_seed(seed)
        views = len(model.text[0])
        renders = torch.rand((views, 16, 16, 3), generator=generator)
        latents = model.encode(renders)
        noise, centre_noise, start_noise = (torch.randn(latents.shape, generator=generator) for _ in range(3))
        target = msd(model, latents, centre_noise, start_noise)
        found = dict(
            renders=renders, sds_noise=noise, sds_gradient=sds(model, latents, noise), msd_centre_noise=centre_noise,
            msd_start_noise=start_noise, msd_target=target, msd_picture=model.decode(target),
        )
        print(name, {key: round(float(tensor.std()), 3) for key, tensor in found.items()})
        expected |= {f"{name}.{key}": tensor.contiguous() for key, tensor in found.items()}
    save_file(expected, OUT)


main()
