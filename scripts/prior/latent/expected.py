"""What diffusers samples from a folder: `python scripts/prior/latent/expected.py RUN/model-single OUT.safetensors`; `compare.ts` then says whether we do as well.

Ten steps of DDIM with classifier-free guidance, of one prompt seen from front, side, back and the other side. A network of four views, which diffusers has not,
is the trained one of RUN/joint.pt, rounded as in the folder.
"""

import json
import math
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextModel, CLIPTokenizer

from cameras import camera_matrix
from latents import VIEWS
from library import DEGREE, direction_of
from network import TextToLatents

PROMPT, STEPS, SCALE, ELEVATION = "a red mug", 10, 4.0, 20 * DEGREE


def trained_joint(folder):
    network = TextToLatents(json.loads((folder / "text_encoder/config.json").read_text())["vocab_size"], True)
    network.load_state_dict(torch.load(folder.parent / "joint.pt", weights_only=True)["average"])
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(parameter.half().float())
    return network.unet


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    folder, out = map(Path, sys.argv[1:])
    load = lambda kind, part: kind.from_pretrained(folder / part, torch_dtype=torch.float32)
    joint = json.loads((folder / "model_index.json").read_text())["_class_name"] == "MVDreamPipeline"
    vae, text_encoder = load(AutoencoderKL, "vae"), load(CLIPTextModel, "text_encoder")
    unet = trained_joint(folder) if joint else load(UNet2DConditionModel, "unet")
    tokenizer, schedule = CLIPTokenizer.from_pretrained(folder / "tokenizer"), DDIMScheduler.from_pretrained(folder / "scheduler")

    azimuths = torch.arange(VIEWS) * math.pi / 2
    texts = [PROMPT if joint else f"{PROMPT}, {direction_of(float(azimuth), ELEVATION)}" for azimuth in azimuths]
    ids = tokenizer([*texts, *[""] * VIEWS], padding="max_length", truncation=True, return_tensors="pt").input_ids
    text = text_encoder(ids).last_hidden_state
    cameras = torch.stack([azimuths, torch.full_like(azimuths, ELEVATION)], 1)
    more = {"class_labels": camera_matrix(cameras).repeat(2, 1)} if joint else {}
    side = unet.config.sample_size
    noise = latents = torch.randn(VIEWS, unet.config.in_channels, side, side, generator=torch.Generator().manual_seed(0))
    schedule.set_timesteps(STEPS)
    for t in schedule.timesteps:
        told, untold = unet(latents.repeat(2, 1, 1, 1), t.repeat(2 * VIEWS), text, **more).sample.chunk(2)
        latents = schedule.step(untold + SCALE * (told - untold), t, latents).prev_sample
    pictures = vae.decode(latents / vae.config.scaling_factor).sample
    encoded = vae.encode(pictures).latent_dist.mean * vae.config.scaling_factor
    save_file({"noise": noise, "latents": latents, "pictures": (pictures + 1) / 2, "encoded": encoded, "ids": ids[:VIEWS].int()}, out)


main()
