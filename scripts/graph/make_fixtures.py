"""Writes packages/graph/fixtures: small random models in diffusers' layout, with what diffusers, transformers and MVDream's own code make of given inputs.

`python scripts/graph/make_fixtures.py --mvdream PATH` (a clone of bytedance/MVDream; see README.md here)

    sd1      Stable Diffusion 1: quick_gelu, projections that are convolutions; the VAE with the old names of attention and without scaling_factor
    sd2      Stable Diffusion 2 (epsilon and v alike: the scheduler tells them apart): gelu, linear projections, heads by level; float16 files
    turbo    SD Turbo: as sd2, unet in two shards
    xl       SDXL's UNet: depths by level, and what describes a picture; float16 files
    mvdream  MVDream's UNet in its own names; float16 files

Numbers are those of float32, from weights that are rounded where the files are float16.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import load_file, save_file
from transformers import CLIPTextConfig, CLIPTextModel

OUT = Path(__file__).resolve().parents[2] / "packages/graph/fixtures"
TOKENS, TEXT, VOCABULARY = 77, 24, 120

UNET = dict(
    sample_size=8, block_out_channels=(16, 32), layers_per_block=1, norm_num_groups=8, cross_attention_dim=TEXT, attention_head_dim=4,
    down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
)
UNET_2 = UNET | dict(use_linear_projection=True, attention_head_dim=(2, 4))
VAE = dict(
    sample_size=16, block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=4,
    down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2,
)
TEXT_ENCODER = dict(vocab_size=VOCABULARY, hidden_size=TEXT, intermediate_size=48, num_hidden_layers=2, num_attention_heads=3)
MVDREAM = dict(
    image_size=8, in_channels=4, out_channels=4, model_channels=32, attention_resolutions=[2, 1], num_res_blocks=1, channel_mult=[1, 1],
    num_head_channels=8, transformer_depth=1, context_dim=TEXT, camera_dim=16,
)
OLD_NAMES = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}


def randomised(model, generator, half):
    """A model whose every number matters, rounded to float16 where its file will be"""
    with torch.no_grad():
        for p in model.parameters():
            noise = torch.randn(p.shape, generator=generator)
            p.copy_(noise / p[0].numel() ** 0.5 if p.ndim > 1 else p + 0.1 * noise)
            if half:
                p.copy_(p.half().float())
    return model.eval()


def halved(tensors):
    return {name: t.half() if t.is_floating_point() else t for name, t in tensors.items()}


def write_json(path, content):
    path.write_text(json.dumps(content, indent=2) + "\n")


class Fixture:
    def __init__(self, name, seed, half):
        self.folder = OUT / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.generator = torch.Generator().manual_seed(seed)
        self.half = half
        self.expected = {}

    def normal(self, *shape):
        return torch.randn(shape, generator=self.generator)

    def expect(self, part, output, **inputs):
        """What a part makes of inputs, by the names that the graph has for them"""
        for name, tensor in {**inputs, "output": output}.items():
            self.expected[f"{part}.{name}"] = tensor.detach().contiguous()

    def save(self, model, part, **options):
        folder = self.folder / part
        variant = "fp16" if self.half else None
        (model.half() if self.half else model).save_pretrained(folder, variant=variant, **options)
        model.float()
        # What differs from one release of diffusers to the next.
        path = folder / "config.json"
        config = json.loads(path.read_text())
        write_json(path, {k: v for k, v in config.items() if k not in ("_diffusers_version", "transformers_version")})

    def text_encoder(self, activation):
        config = CLIPTextConfig(**TEXT_ENCODER, hidden_act=activation, bos_token_id=VOCABULARY - 2, eos_token_id=VOCABULARY - 1)
        model = randomised(CLIPTextModel(config), self.generator, self.half)
        ids = torch.randint(0, VOCABULARY, (2, TOKENS), generator=self.generator)
        with torch.no_grad():
            self.expect("text_encoder", model(ids).last_hidden_state, input_ids=ids.int())
        self.save(model, "text_encoder")

    def unet(self, config, added=None, **options):
        model = randomised(UNet2DConditionModel(**config), self.generator, self.half)
        inputs = dict(sample=self.normal(2, 4, 8, 8), timestep=torch.tensor([981.0, 20.5]), encoder_hidden_states=self.normal(2, TOKENS, TEXT))
        with torch.no_grad():
            self.expect("unet", model(**inputs, added_cond_kwargs=added).sample, **inputs, **(added or {}))
        self.save(model, "unet", **options)

    def vae(self, old=False):
        model = randomised(AutoencoderKL(**VAE), self.generator, self.half)
        picture, latents = self.normal(1, 3, 16, 16), self.normal(1, 4, 8, 8)
        with torch.no_grad():
            self.expect("vae_encoder", model.encode(picture).latent_dist.mean, sample=picture)
            self.expect("vae_decoder", model.decode(latents).sample, sample=latents)
        self.save(model, "vae")
        if not old:
            return
        folder = self.folder / "vae"
        weights = folder / "diffusion_pytorch_model.safetensors"
        tensors = load_file(weights)
        for new, name in OLD_NAMES.items():
            tensors = {k.replace(f"attentions.0.{new}.", f"attentions.0.{name}."): t for k, t in tensors.items()}
        save_file(tensors, weights, metadata={"format": "pt"})
        config = json.loads((folder / "config.json").read_text())
        write_json(folder / "config.json", {k: v for k, v in config.items() if k != "scaling_factor"})

    def multi_view_unet(self, clone):
        sys.path.insert(0, str(clone / "mvdream"))  # its outermost package wants what is not needed here
        from ldm.modules.diffusionmodules.openaimodel import MultiViewUNetModel

        model = MultiViewUNetModel(**MVDREAM, use_spatial_transformer=True, use_linear_in_transformer=True, use_checkpoint=False, legacy=False)
        randomised(model, self.generator, self.half)
        views = 4
        inputs = dict(
            sample=self.normal(2 * views, 4, 8, 8), timestep=torch.tensor([700.0, 30.0]).repeat_interleave(views),
            encoder_hidden_states=self.normal(2 * views, TOKENS, TEXT), camera=self.normal(2 * views, 16),
        )
        with torch.no_grad():
            sample, timestep, context, camera = inputs.values()
            self.expect("unet", model(sample, timestep, context, camera=camera, num_frames=views), **inputs)
        folder = self.folder / "unet"
        folder.mkdir()
        save_file({k: t.contiguous() for k, t in halved(model.state_dict()).items()}, folder / "diffusion_pytorch_model.fp16.safetensors")
        write_json(folder / "config.json", {"_class_name": "MultiViewUNetModel", **MVDREAM})

    def finish(self):
        save_file(self.expected, self.folder / "expected.safetensors")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mvdream", type=Path, required=True)
    clone = parser.parse_args().mvdream
    torch.set_num_threads(1)

    sd1 = Fixture("sd1", 1, half=False)
    sd1.text_encoder("quick_gelu")
    sd1.unet(UNET)
    sd1.vae(old=True)
    sd1.finish()

    sd2 = Fixture("sd2", 2, half=True)
    sd2.text_encoder("gelu")
    sd2.unet(UNET_2 | dict(upcast_attention=True))
    sd2.vae()
    sd2.finish()

    turbo = Fixture("turbo", 3, half=True)
    turbo.unet(UNET_2, max_shard_size="300KB")
    turbo.finish()

    xl = Fixture("xl", 4, half=True)
    added = dict(text_embeds=xl.normal(2, 16), time_ids=torch.tensor([[512.0, 512, 0, 0, 512, 512], [768, 512, 10, 20, 512, 512]]))
    addition = dict(addition_embed_type="text_time", addition_time_embed_dim=8, projection_class_embeddings_input_dim=16 + 6 * 8)
    levels = dict(
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), transformer_layers_per_block=(1, 2),
    )
    xl.unet(UNET_2 | levels | addition, added=added)
    xl.finish()

    mvdream = Fixture("mvdream", 5, half=True)
    mvdream.multi_view_unet(clone)
    mvdream.finish()


main()
