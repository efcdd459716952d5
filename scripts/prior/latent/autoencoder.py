"""The autoencoder: pictures to latents and back."""

import numpy as np
import torch

from loop import train
from shapes import CHANNELS, make_vae
from sheets import write_sheet

# Of the latents' divergence from a normal distribution, in nats a number: keeps them smooth, at some hundredths of noise.
DIVERGENCE_WEIGHT = 1e-4
EDGE_WEIGHT = 0.5
# Logarithm of the latents' variance at first: little noise, so that what they say is heard from the start.
LOG_VARIANCE = -5


def picture_loss(drawn, clean):
    """What to descend along, and the mean absolute error."""
    error = drawn.float() - clean
    edges = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
    absolute = error.abs().mean()
    return absolute + error.square().mean() + EDGE_WEIGHT * edges, absolute.detach()


def loss_of(vae, inputs):
    clean = inputs["clean"]
    distribution = vae.encode(clean).latent_dist
    loss, told = picture_loss(vae.decode(distribution.sample()).sample, clean)
    return loss + DIVERGENCE_WEIGHT * divergence(distribution), told


def decoder_loss(vae, inputs):
    """With the encoder as it is."""
    clean = inputs["clean"]
    with torch.no_grad():
        latents = vae.encode(clean).latent_dist.sample()
    return picture_loss(vae.decode(latents).sample, clean)


def divergence(distribution):
    mean, log_variance = distribution.mean.float(), distribution.logvar.float()
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()


def train_autoencoder(library, run, args):
    """Trained weights, in float32. The decoder then learns on alone: latents stay what they are, so that the network may be trained before that or after."""

    def sheet(name):
        def draw(vae, seen):
            clean = library.pictures(np.random.default_rng(1), 16)
            with torch.no_grad():
                latents = vae.encode(clean).latent_dist
                drawn = vae.decode(latents.mean).sample
            error = (drawn - clean).square().mean().item() / 4
            print(f"{name} at {seen}: mean squared error {error:.5f}, deviation of latents {latents.mean.std():.3f}, their noise {latents.std.mean():.3f}", flush=True)
            write_sheet(torch.stack([clean, drawn], 1).flatten(0, 1), 8, run / f"{name}-{seen:07d}.png")

        return draw

    def learn(vae, name, loss, pictures):
        draw = lambda rng, n: {"clean": library.pictures(rng, n)}
        return train(
            vae, draw, loss, run / f"{name}.pt", args, pictures=pictures, batch=args.vae_batch, rate=3e-4, matrix_rate=0.005, draw_sheet=sheet(name),
        )

    vae = make_vae()
    with torch.no_grad():
        vae.quant_conv.bias[CHANNELS:] += LOG_VARIANCE
    vae = learn(vae, "autoencoder", loss_of, args.vae_pictures)
    vae.decoder.requires_grad_(True)
    vae.post_quant_conv.requires_grad_(True)
    return learn(vae, "decoder", decoder_loss, args.decoder_pictures)
