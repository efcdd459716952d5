"""Writes a model's folder in diffusers' layout, in float16: Stable Diffusion's classes, or MVDream's own names for the network of four views."""

import json
import re
import shutil

from diffusers import StableDiffusionPipeline
from safetensors.torch import save_file

from shapes import CHANNELS, HEAD, LATENTS, LEVELS, TEXT, make_schedule
from words import write_json

# Of a residual block.
RESNET = {
    "norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0", "conv2": "out_layers.3",
    "conv_shortcut": "skip_connection",
}
TOP = {
    "conv_in": "input_blocks.0.0", "time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2",
    "class_embedding.linear_1": "camera_embed.0", "class_embedding.linear_2": "camera_embed.2", "conv_norm_out": "out.0", "conv_out": "out.2",
    "mid_block.resnets.0": "middle_block.0", "mid_block.attentions.0": "middle_block.1", "mid_block.resnets.1": "middle_block.2",
}
# Blocks of a level: on the way down one and the layer that halves, on the way up two.
DOWN, UP = 2, 2


def save_model(folder, vae, network, tokenizer, tokenizer_folder):
    """`tokenizer` as transformers has it, of the files in `tokenizer_folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    parts = dict(vae=vae, text_encoder=network.text_encoder, unet=network.unet)
    pipeline = StableDiffusionPipeline(
        **{name: part.half() for name, part in parts.items()}, tokenizer=tokenizer, scheduler=make_schedule(),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )
    pipeline.save_pretrained(folder)
    for part in parts.values():
        part.float()
    shutil.rmtree(folder / "tokenizer")
    shutil.copytree(tokenizer_folder, folder / "tokenizer")
    if network.joint:
        shutil.rmtree(folder / "unet")
        write_multi_view(folder / "unet", network.unet)
        index = json.loads((folder / "model_index.json").read_text())
        write_json(folder / "model_index.json", index | {"_class_name": "MVDreamPipeline", "unet": ["mvdream.models", "MultiViewUNetModel"]})
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {total / 2**20:.1f} MiB", flush=True)


def write_multi_view(folder, unet):
    folder.mkdir()
    tensors = {multi_view_name(name): tensor.half().contiguous() for name, tensor in unet.state_dict().items()}
    save_file(tensors, folder / "diffusion_pytorch_model.safetensors", metadata={"format": "pt"})
    attention = [2**level for level, block in enumerate(unet.config.down_block_types) if block.startswith("CrossAttn")]
    write_json(folder / "config.json", dict(
        _class_name="MultiViewUNetModel", image_size=LATENTS, in_channels=CHANNELS, out_channels=CHANNELS, model_channels=LEVELS[0],
        channel_mult=[size // LEVELS[0] for size in LEVELS], attention_resolutions=attention, num_res_blocks=1, num_head_channels=HEAD,
        transformer_depth=1, context_dim=TEXT, camera_dim=16,
    ))


def multi_view_name(name):
    """A weight's name in the code that MVDream comes from."""
    for own, theirs in TOP.items():
        if name.startswith(f"{own}."):
            return theirs + inner_name(name[len(own):])
    way, level, kind, i, rest = re.fullmatch(r"(down|up)_blocks\.(\d+)\.(resnets|attentions|downsamplers|upsamplers)\.(\d+)(\..+)", name).groups()
    level, i = int(level), int(i)
    if kind == "downsamplers":
        return f"input_blocks.{DOWN * (level + 1)}.0{rest.replace('.conv.', '.op.')}"
    if kind == "upsamplers":
        has_attention = level > 0  # the first block of the way up, at the lowest level, has none
        return f"output_blocks.{UP * level + UP - 1}.{1 + has_attention}{rest}"
    block = f"input_blocks.{1 + DOWN * level + i}" if way == "down" else f"output_blocks.{UP * level + i}"
    return f"{block}.{int(kind == 'attentions')}{inner_name(rest)}"


def inner_name(rest):
    """`.conv1.weight` -> `.in_layers.2.weight`; what is in transformers is called alike."""
    head, _, tail = rest[1:].partition(".")
    return f".{RESNET[head]}.{tail}" if head in RESNET else rest
