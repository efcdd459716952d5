"""Latents of pictures of the library, made once: files of some hundred objects each, from four sides."""

import os

import numpy as np
import torch

VIEWS = 4
AT_ONCE = 8


def normalise(vae, library):
    """Moves and scales the latents, by the layers about them, so that each channel has mean 0 and deviation 1: then no scaling factor is needed."""
    with torch.no_grad():
        clean, _, _ = library.views(np.random.default_rng(2), 64, VIEWS)
        latents = vae.encode(clean).latent_dist.mean
        mean, deviation = latents.mean((0, 2, 3)), latents.std((0, 2, 3))
        before, behind = vae.quant_conv, vae.post_quant_conv
        channels = len(mean)
        before.weight[:channels] /= deviation[:, None, None, None]
        before.bias[:channels] = (before.bias[:channels] - mean) / deviation
        before.bias[channels:] -= 2 * deviation.log()
        behind.bias += behind.weight[:, :, 0, 0] @ mean
        behind.weight *= deviation[None, :, None, None]
    vae.register_to_config(scaling_factor=1.0)
    return vae


@torch.no_grad()
def make_latents(vae, library, folder, files, seed, objects):
    """Writes those of so many files, of so many objects each, that are not there yet."""
    folder.mkdir(exist_ok=True)
    for k in range(files):
        path = folder / f"{k:03d}.pt"
        if path.exists():
            continue
        rng = np.random.default_rng([seed, 3, k])
        parts = []
        for _ in range(-(-objects // AT_ONCE)):
            clean, said, cameras = library.views(rng, AT_ONCE, VIEWS)
            with torch.autocast("cpu", torch.bfloat16):
                latents = vae.encode(clean).latent_dist.mean
            parts.append((latents.half().unflatten(0, (AT_ONCE, VIEWS)), said[::VIEWS].short(), cameras.unflatten(0, (AT_ONCE, VIEWS))))
        latents, said, cameras = (torch.cat(part) for part in zip(*parts))
        torch.save({"latents": latents, "said": said, "cameras": cameras}, f"{path}.tmp")
        os.replace(f"{path}.tmp", path)
        print(f"latents: {k + 1} of {files} files", flush=True)


class Latents:
    """All that were made: `latents` [n, VIEWS, channels, size, size], captions' words `said` [n, words], `cameras` [n, VIEWS, 2]."""

    def __init__(self, folder):
        parts = [torch.load(path, weights_only=True) for path in sorted(folder.glob("*.pt"))]
        self.latents, self.said, self.cameras = (torch.cat([part[name] for part in parts]) for name in ("latents", "said", "cameras"))
