"""What a decoded target is worth beside the vector-Jacobian product of the encoder, and what each costs.

`python scripts/guidance/decoded_targets.py FOLDER [--size PIXELS]`    FOLDER holds a diffusers AutoencoderKL; `sd` stands for one of Stable Diffusion's shape, of random weights: for its cost;
`tiny` for one that is trained now, on pictures like those that are compared

A picture x is to have the latents y of another picture. Decoded: Adam goes to decode(y), which is computed once. Product: Adam
goes down |encode(x) - y|^2, through the encoder at every update. Told are, after so many updates, the distance of encode(x)
from y, and of x from the picture that y was made of, each as a share of what it was at the start.
"""

import argparse
import time

import torch
from diffusers import AutoencoderKL

UPDATES = (4, 20, 100)
RATE = 0.02
SEEDS = 3
STABLE_DIFFUSION = dict(
    block_out_channels=(128, 256, 512, 512), down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4, layers_per_block=2,
    latent_channels=4,
)


TINY = dict(
    block_out_channels=(16, 32, 32), down_block_types=["DownEncoderBlock2D"] * 3, up_block_types=["UpDecoderBlock2D"] * 3, layers_per_block=1,
    latent_channels=4, norm_num_groups=8,
)
TRAINING, BATCH = 500, 8


def trained(size):
    vae = AutoencoderKL(**TINY)
    adam = torch.optim.Adam(vae.parameters(), lr=2e-3)
    generator = torch.Generator().manual_seed(99)
    for step in range(TRAINING):
        pictures = smooth(generator, size, BATCH)
        latents = vae.encode(pictures).latent_dist
        loss = (vae.decode(latents.sample()).sample - pictures).square().mean() + 1e-5 * latents.kl().mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
    print(f"trained: mean square {loss.item():.4f}")
    return vae


def smooth(generator, size, count=1):
    coarse = torch.rand((count, 3, 4, 4), generator=generator) * 2 - 1
    return torch.nn.functional.interpolate(coarse, size=(size, size), mode="bicubic", align_corners=False).clamp(-1, 1)


def seconds(work):
    work()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--size", type=int, default=64)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    if arguments.folder == "sd":
        vae = AutoencoderKL(**STABLE_DIFFUSION)
    elif arguments.folder == "tiny":
        vae = trained(arguments.size)
    else:
        vae = AutoencoderKL.from_pretrained(arguments.folder, torch_dtype=torch.float32)
    vae.requires_grad_(False).eval()
    encode = lambda x: vae.encode(x).latent_dist.mean
    decode = lambda y: vae.decode(y).sample

    x = smooth(torch.Generator().manual_seed(0), arguments.size)
    y = encode(x)

    def product():
        leaf = x.clone().requires_grad_(True)
        encode(leaf).square().sum().backward()

    times = {name: seconds(work) for name, work in (("encode", lambda: encode(x)), ("decode", lambda: decode(y)), ("encode, and back", product))}
    print({name: f"{1000 * each:.1f} ms" for name, each in times.items()})
    if arguments.folder == "sd":
        return

    shares = {}
    for seed in range(SEEDS):
        generator = torch.Generator().manual_seed(seed)
        start, picture = smooth(generator, arguments.size), smooth(generator, arguments.size)
        wanted = encode(picture)
        losses = {
            "decoded": (lambda goal: lambda x: (x - goal).square().sum())(decode(wanted).clamp(-1, 1)),
            "product": lambda x: (encode(x) - wanted).square().sum(),
        }
        for name, loss in losses.items():
            x = start.clone().requires_grad_(True)
            adam = torch.optim.Adam([x], lr=RATE)
            for update in range(1, UPDATES[-1] + 1):
                adam.zero_grad()
                loss(x).backward()
                adam.step()
                if update in UPDATES:
                    with torch.no_grad():
                        latents = (encode(x) - wanted).norm() / (encode(start) - wanted).norm()
                        pixels = (x - picture).norm() / (start - picture).norm()
                    shares.setdefault((name, update), []).append((float(latents), float(pixels)))
    for (name, update), found in shares.items():
        latents, pixels = (sum(each) / SEEDS for each in zip(*found))
        print(f"{name:8} {update:4} updates: latents {latents:.2f}, pixels {pixels:.2f}")


main()
