"""Writes packages/priors/fixtures/diffusers/guidance.safetensors: where ten steps of DDIM end that are guided by a negative prompt, Perp-Neg and rescaling, by the small random models of packages/graph/fixtures in PyTorch.

`python scripts/graph/make_guidance.py` (see README.md here; after make_samples.py, whose tokenizer and schedules it reads)

    noise                     that all start from, one picture for each of VIEWS
    MODEL.rescaled            classifier-free guidance with a negative prompt, a word for each view, and RESCALE
    MODEL.perp                the same with Perp-Neg in place of rescaling, and texts blended by azimuth
    MODEL.both                with both
"""

import json
import math
from pathlib import Path

import torch
from diffusers import DDIMScheduler, UNet2DConditionModel
from diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion import rescale_noise_cfg
from safetensors.torch import save_file
from transformers import CLIPTextModel, CLIPTokenizer

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "packages/graph/fixtures"
OUT = ROOT / "packages/priors/fixtures/diffusers"

PROMPT, NEGATIVE = "a corgi", "blurry, dark"
STEPS, SCALE, RESCALE = 10, 7.5, 0.6
# Azimuth in degrees, and the word that is said where none are blended.
VIEWS = [(20, "front"), (-120, "side"), (190, "back"), (45, "overhead")]


def perp_neg(azimuth, word):
    """Shares of words, and (word, weight) of what is avoided."""
    if word == "overhead":
        return {word: 1.0}, []
    degrees = abs((azimuth + 180) % 360 - 180)
    if degrees < 90:
        r = 1 - degrees / 90
        return {"front": r, "side": 1 - r}, [("front", 4 * math.exp(-0.5 * r) - 2.426), ("side", 4 * math.exp(-0.5 * (1 - r)) - 2.426)]
    r = 2 - degrees / 90
    return {"side": r, "back": 1 - r}, [("side", math.exp(-0.5 * r) - 0.606), ("front", math.exp(-0.5 * r) + 0.967)]


class Model:
    def __init__(self, name):
        variant = dict(variant="fp16") if name == "sd2" else {}
        load = lambda cls, part: cls.from_pretrained(MODELS / name / part, torch_dtype=torch.float32, **variant)
        self.unet, self.text_encoder = load(UNet2DConditionModel, "unet"), load(CLIPTextModel, "text_encoder")
        self.tokenizer = CLIPTokenizer.from_pretrained(OUT / "tokenizer")
        self.schedule = {key: value for key, value in json.loads((OUT / name / "scheduler_config.json").read_text()).items() if key != "_class_name"}
        self.scheduler = DDIMScheduler(**self.schedule)
        # Takes clean pictures, as they are after rescaling.
        self.stepper = DDIMScheduler(**self.schedule | dict(prediction_type="sample"))

    def embed(self, text):
        ids = self.tokenizer(text, padding="max_length", max_length=77, truncation=True, return_tensors="pt").input_ids
        return self.text_encoder(ids)[0][0]

    def predict(self, latents, t, embeddings):
        return self.unet(latents, t, encoder_hidden_states=torch.stack(embeddings)).sample

    def clean(self, output, t, latents):
        return self.scheduler.step(output, t, latents).pred_original_sample

    def sample(self, noise, perp, rescale):
        count = len(VIEWS)
        words = {word: self.embed(f"{PROMPT}, {word} view") for word in ("front", "side", "back", "overhead")}
        negative = [self.embed(NEGATIVE)] * count
        plans = [perp_neg(azimuth, word) if perp else ({word: 1.0}, []) for azimuth, word in VIEWS]
        wanted = [sum(share * words[word] for word, share in shares.items()) for shares, _ in plans]
        for scheduler in (self.scheduler, self.stepper):
            scheduler.set_timesteps(STEPS)
        latents = noise
        for t in self.stepper.timesteps:
            unconditional = self.predict(latents, t, negative)
            conditional = self.predict(latents, t, wanted)
            difference = conditional - unconditional
            total = difference.clone()
            for word in ("front", "side"):
                other = self.predict(latents, t, [words[word]] * count) - unconditional
                for i, (_, avoided) in enumerate(plans):
                    onto = torch.nn.functional.normalize(difference[i].flatten(), dim=0)
                    across = other[i].flatten() - (other[i].flatten() @ onto) * onto
                    total[i] -= dict(avoided).get(word, 0.0) * across.view_as(total[i])
            clean = self.clean(unconditional + SCALE * total, t, latents)
            if rescale:
                clean = rescale_noise_cfg(clean, self.clean(conditional, t, latents), guidance_rescale=rescale)
            latents = self.stepper.step(clean, t, latents).prev_sample
        return latents


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    expected = {"noise": torch.randn((len(VIEWS), 4, 8, 8), generator=torch.Generator().manual_seed(5))}
    for name in ("sd1", "sd2"):
        model = Model(name)
        for key, perp, rescale in (("rescaled", False, RESCALE), ("perp", True, 0), ("both", True, RESCALE)):
            latents = model.sample(expected["noise"], perp, rescale)
            print(name, key, float(latents.std()))
            expected[f"{name}.{key}"] = latents.contiguous()
        differences = expected[f"{name}.perp"] - expected[f"{name}.both"]
        print(name, "perp and both differ by", float(differences.std()))
    save_file(expected, OUT / "guidance.safetensors")


main()
