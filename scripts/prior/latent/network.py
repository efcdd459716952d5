"""The network that takes noise from latents, and the text encoder with it: single views, as Stable Diffusion has them, or four at once, as MVDream."""

import numpy as np
import torch
from diffusers.models.attention_processor import AttnProcessor
from torch import nn

from cameras import camera_matrix
from latents import VIEWS, Latents
from library import DEGREE, DIRECTIONS, direction_of, with_article
from loop import train
from shapes import CHANNELS, LATENTS, TOKENS, make_schedule, make_text_encoder, make_unet
from sheets import write_sheet

# Shares of the pictures that are told nothing, and nothing of their side.
UNTOLD, NO_DIRECTION = 0.12, 0.1


class JointAttention(AttnProcessor):
    """Self-attention in which the views of an object look at each other (Shi et al. 2023, 3.1): [n * VIEWS, s, size]."""

    def __call__(self, attn, hidden_states, *args, **kwargs):
        joint = hidden_states.unflatten(0, (-1, VIEWS)).flatten(1, 2)
        return super().__call__(attn, joint, *args, **kwargs).reshape(hidden_states.shape)


class TextToLatents(nn.Module):
    """`joint`: views come in fours, with their cameras."""

    def __init__(self, vocabulary, joint):
        super().__init__()
        self.joint = joint
        self.text_encoder = make_text_encoder(vocabulary)
        # The camera's matrix through two layers, added to the time: what diffusers has for classes.
        self.unet = make_unet(class_embed_type="projection", projection_class_embeddings_input_dim=16) if joint else make_unet()
        alone, together = AttnProcessor(), JointAttention()  # plain: on a CPU faster than what PyTorch has
        self.unet.set_attn_processor({name: together if joint and ".attn1." in name else alone for name in self.unet.attn_processors})
        alphas = make_schedule().alphas_cumprod
        self.register_buffer("signal", alphas.sqrt(), persistent=False)
        self.register_buffer("noise", (1 - alphas).sqrt(), persistent=False)

    def forward(self, noisy, timestep, ids, camera=None):
        """Velocity, of latents [n, channels, size, size] at timesteps [n], for tokens [n, TOKENS]."""
        different, which = torch.unique(ids, dim=0, return_inverse=True)
        text = self.text_encoder(different).last_hidden_state[which]
        return self.unet(noisy, timestep, text, class_labels=camera).sample.float()


def loss_of(model, inputs):
    clean, timestep = inputs["clean"], inputs["timestep"]
    noise = torch.randn_like(clean)
    signal, strength = (table[timestep][:, None, None, None] for table in (model.signal, model.noise))
    drawn = model(signal * clean + strength * noise, timestep, inputs["ids"], inputs.get("camera"))
    error = (drawn - (signal * noise - strength * clean)).square().mean()
    return error, error.detach()


class Batches:
    def __init__(self, latents, library, tokenizer, joint):
        self.latents, self.joint, self.tokenizer = latents, joint, tokenizer
        self.said = [library.said(numbers) for numbers in latents.said.tolist()]
        self.known = {}

    def ids(self, texts):
        """Tokens [n, TOKENS]."""
        for text in texts:
            if text not in self.known:
                self.known[text] = torch.tensor(self.tokenizer(text, padding="max_length", truncation=True, max_length=TOKENS).input_ids)
        return torch.stack([self.known[text] for text in texts])

    def draw(self, rng, count):
        """`count` pictures: of as many objects, or all views of a quarter as many."""
        objects = count // VIEWS if self.joint else count
        n = len(self.said)
        which = rng.integers(n, size=objects)
        views = np.arange(VIEWS)[None] if self.joint else rng.integers(VIEWS, size=(objects, 1))
        cameras = self.latents.cameras[which[:, None], views]
        texts = []
        for k, angles in zip(which, cameras.tolist()):
            untold, no_direction = rng.random(2) < (UNTOLD, NO_DIRECTION)
            for azimuth, elevation in angles:
                direction = "" if self.joint or no_direction else f", {direction_of(azimuth, elevation)}"
                texts.append("" if untold else self.said[k] + direction)
        # Every batch has all noise levels; views of an object have the same one.
        share = (np.arange(objects) + rng.random(objects)) / objects
        timestep = torch.from_numpy((share * 1000).astype(np.int64)).repeat_interleave(views.shape[1])
        inputs = {"clean": self.latents.latents[which[:, None], views].flatten(0, 1).float(), "timestep": timestep, "ids": self.ids(texts)}
        return inputs | ({"camera": camera_matrix(cameras.flatten(0, 1))} if self.joint else {})


@torch.no_grad()
def sample(model, batches, prompts, scale=4.0, steps=12, elevation=20 * DEGREE, seed=1):
    """Latents of each prompt from front, side, back and the other side, by DDIM with classifier-free guidance."""
    azimuths = torch.arange(VIEWS).repeat(len(prompts)) * 90 * DEGREE
    n = len(azimuths)
    said = [prompt if model.joint else f"{prompt}, {direction_of(float(azimuth), elevation)}" for prompt, azimuth in zip(np.repeat(prompts, VIEWS), azimuths)]
    ids = batches.ids([*said, *[""] * n])
    cameras = torch.stack([azimuths, torch.full_like(azimuths, elevation)], 1)
    camera = camera_matrix(cameras).repeat(2, 1) if model.joint else None
    schedule = make_schedule()
    schedule.set_timesteps(steps)
    latents = torch.randn(n, CHANNELS, LATENTS, LATENTS, generator=torch.Generator().manual_seed(seed))
    for t in schedule.timesteps:
        told, untold = model(latents.repeat(2, 1, 1, 1), t.repeat(2 * n), ids, camera).chunk(2)
        latents = schedule.step(untold + scale * (told - untold), t, latents).prev_sample
    return latents


def train_network(vae, library, tokenizer, run, args, joint):
    """Trained weights of unet and text encoder, in float32."""
    batches = Batches(Latents(run / "latents"), library, tokenizer, joint)
    name = "joint" if joint else "single"

    def sheet(model, seen):
        prompts = args.prompts
        with torch.no_grad():
            write_sheet(vae.decode(sample(model, batches, prompts)).sample, 4 * VIEWS, run / f"{name}-{seen:07d}.png")

    def warm(model):
        """As the one for single views begins: cameras are new, and looking at other views is not."""
        single = torch.load(run / "single.pt", weights_only=True)["average"]
        left = model.load_state_dict(single, strict=False)
        print(f"begins as the one for single views, but for {', '.join(left.missing_keys)}", flush=True)

    return train(
        TextToLatents(len(tokenizer), joint), batches.draw, loss_of, run / f"{name}.pt", args,
        pictures=args.joint_pictures if joint else args.pictures, batch=args.batch, rate=5e-4, matrix_rate=0.01, draw_sheet=sheet,
        warm=warm if joint and (run / "single.pt").exists() else None,
    )
