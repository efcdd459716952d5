"""Writes a model of true size with random weights, in diffusers' layout, for measuring: `python scripts/graph/full_size.py sd15|sd21 FOLDER [--half]`"""

import argparse
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

UNETS = {
    "sd15": dict(sample_size=64, cross_attention_dim=768, attention_head_dim=8),
    "sd21": dict(sample_size=64, cross_attention_dim=1024, attention_head_dim=(5, 10, 20, 20), use_linear_projection=True),
}
TEXT_ENCODERS = {
    "sd15": dict(hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12, hidden_act="quick_gelu"),
    "sd21": dict(hidden_size=1024, intermediate_size=4096, num_hidden_layers=23, num_attention_heads=16, hidden_act="gelu"),
}
VAE = dict(
    sample_size=512, block_out_channels=(128, 256, 512, 512), layers_per_block=2,
    down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=UNETS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", action="store_true", help="float16 files, named .fp16")
    args = parser.parse_args()
    torch.set_num_threads(1)
    makers = {
        "text_encoder": lambda: CLIPTextModel(CLIPTextConfig(**TEXT_ENCODERS[args.model])),
        "unet": lambda: UNet2DConditionModel(**UNETS[args.model]),
        "vae": lambda: AutoencoderKL(**VAE),
    }
    for part, make in makers.items():
        model = make()
        (model.half() if args.half else model).save_pretrained(args.folder / part, variant="fp16" if args.half else None, max_shard_size="20GB")


main()
