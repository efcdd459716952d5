"""Writes a model of true size with random weights, in diffusers' layout, for measuring.

`python scripts/graph/full_size.py sd15|sd21|mvdream FOLDER [--half] [--mvdream CLONE]` (see README.md here for the clone). What is made of a prompt means nothing: the
tokenizer is that of the tests.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import save_file
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

TOKENIZER = Path(__file__).resolve().parents[2] / "packages/priors/fixtures/clip-tokenizer/sd1"
SCHEDULER = dict(
    _class_name="DDIMScheduler", num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", set_alpha_to_one=False,
    steps_offset=1, clip_sample=False, prediction_type="epsilon",
)

MVDREAM = dict(
    image_size=32, in_channels=4, out_channels=4, model_channels=320, attention_resolutions=[4, 2, 1], num_res_blocks=2, channel_mult=[1, 2, 4, 4],
    num_head_channels=64, transformer_depth=1, context_dim=1024, camera_dim=16,
)


def write_mvdream(folder, half, clone):
    sys.path.insert(0, str(clone / "mvdream"))
    from ldm.modules.diffusionmodules.openaimodel import MultiViewUNetModel

    model = MultiViewUNetModel(**MVDREAM, use_spatial_transformer=True, use_linear_in_transformer=True, use_checkpoint=False, legacy=False)
    with torch.no_grad():
        for p in model.parameters():
            if not p.any():  # its last layers begin at zero, and nothing would come out of them
                p.normal_(std=0.02)
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"_class_name": "MultiViewUNetModel", **MVDREAM}, indent=2))
    tensors = (model.half() if half else model).state_dict()
    save_file(tensors, folder / f"diffusion_pytorch_model{'.fp16' if half else ''}.safetensors")


def write_json(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=[*UNETS, "mvdream"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", action="store_true", help="float16 files, named .fp16")
    parser.add_argument("--mvdream", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(1)
    is_mvdream = args.model == "mvdream"
    like = "sd21" if is_mvdream else args.model
    if is_mvdream:
        write_mvdream(args.folder / "unet", args.half, args.mvdream)
    makers = {
        "text_encoder": lambda: CLIPTextModel(CLIPTextConfig(**TEXT_ENCODERS[like])),
        "unet": lambda: UNet2DConditionModel(**UNETS[like]),
        "vae": lambda: AutoencoderKL(**VAE),
    }
    for part, make in makers.items():
        if is_mvdream and part == "unet":
            continue
        model = make()
        (model.half() if args.half else model).save_pretrained(args.folder / part, variant="fp16" if args.half else None, max_shard_size="20GB")
    write_json(args.folder / "model_index.json", {"_class_name": "MVDreamPipeline" if is_mvdream else "StableDiffusionPipeline"})
    write_json(args.folder / "scheduler/scheduler_config.json", SCHEDULER)
    shutil.copytree(TOKENIZER, args.folder / "tokenizer")


main()
