"""The embedded prior: a small multi-view diffusion model of colour and geometry (UNet on folded pixels, preconditioned after Karras et al. 2022)."""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

SIGMA_DATA = 0.5
# Deviation of a pixel from what its surroundings tell: flat regions leave little. Below this noise level the input is passed on, above it the
# network draws the picture itself. (With SIGMA_DATA in this place it would have to carry the noise of every pixel through its narrow trunk.)
SIGMA_DETAIL = 0.1

# What a picture has beside its colours, at half their size: opacity, and the point of the object that is seen, premultiplied by it. All zero in front of nothing.
GEOMETRY = 4
# They are drawn so many times as large as they are (opacity in [0, 2], points in [-2, 2]): a cell of theirs has the noise of one pixel, where colours
# have four pixels there.
GEOMETRY_SCALE = 2.0
# At 64 pixels noise hides as much as twice the noise does at 128: the network is told the noise of a picture of this size.
REFERENCE_SIZE = 64


@dataclass
class ModelConfig:
    vocabulary: int
    size: int = 128
    fold: int = 4  # pixels of a fold x fold square become channels of one cell, and half as many of geometry
    fine: int = 64  # channels at size / fold
    width: int = 64  # channels at half of that
    deep: int = 160  # channels at a quarter of that
    blocks: int = 2  # residual blocks at `width`, on the way down and on the way up
    deep_blocks: int = 5
    head_width: int = 32
    text: int = 128
    text_layers: int = 2
    condition: int = 256
    tokens: int = 16

    def as_dict(self):
        return asdict(self)


def group_norm(channels):
    return nn.GroupNorm(channels // 16, channels)


def attend(q, k, v, mask):
    """Scaled dot-product attention. Spelled out on CPU cores in bfloat16: the backward pass of PyTorch's own takes four times as long there."""
    if q.device.type == "cuda" or q.dtype != torch.bfloat16:
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    scores = (q * q.shape[-1] ** -0.5) @ k.mT
    return (scores if mask is None else scores + mask).softmax(-1).to(v.dtype) @ v


class Attention(nn.Module):
    """Pre-norm multi-head attention of `x` [batch, n, dim] to itself, or to `memory` [batch, m, memory_dim]."""

    def __init__(self, dim, heads, memory_dim=None):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(dim)
        self.query = nn.Linear(dim, dim)
        self.key_value = nn.Linear(memory_dim or dim, 2 * dim)
        self.out = nn.Linear(dim, dim)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x, memory=None, mask=None):
        h = self.norm(x)
        memory = h if memory is None else memory
        batch, n, dim = h.shape
        split = lambda t: t.view(batch, -1, self.heads, dim // self.heads).transpose(1, 2)
        k, v = self.key_value(memory).chunk(2, dim=-1)
        q, k, v = split(self.query(h)), split(k), split(v)
        mask = None if mask is None else mask[:, None, None, :]
        y = attend(q, k, v, mask).transpose(1, 2).reshape(batch, n, dim)
        return x + self.out(y)


class ResBlock(nn.Module):
    """Two 3x3 convolutions; the condition scales and shifts between them (adaptive group normalisation)."""

    def __init__(self, inputs, outputs, condition):
        super().__init__()
        self.norm1 = group_norm(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.affine = nn.Linear(condition, 2 * outputs)
        self.norm2 = group_norm(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.skip = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)

    def forward(self, x, c):
        h = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.affine(c)[:, :, None, None].chunk(2, dim=1)
        h = self.conv2(F.silu(self.norm2(h) * (1 + scale) + shift))
        return self.skip(x) + h


class TextEncoder(nn.Module):
    """Word embeddings and a small transformer. Token 0 is padding; no word at all is the unconditional text."""

    def __init__(self, config):
        super().__init__()
        self.embed = nn.Embedding(config.vocabulary + 1, config.text)
        self.position = nn.Parameter(torch.randn(config.tokens, config.text) * 0.02)
        self.layers = nn.ModuleList()
        for _ in range(config.text_layers):
            mlp = nn.Sequential(
                nn.LayerNorm(config.text),
                nn.Linear(config.text, 4 * config.text),
                nn.GELU(),
                nn.Linear(4 * config.text, config.text),
            )
            self.layers.append(nn.ModuleList([Attention(config.text, 4), mlp]))
        self.norm = nn.LayerNorm(config.text)

    def forward(self, tokens):
        """tokens [n, length] -> words [n, length, text], their mean [n, text], additive attention mask [n, length]"""
        padding = (tokens == 0).float()
        # The first place stays open, so that an empty text attends to its padding word and not to nothing.
        padding = torch.cat([torch.zeros_like(padding[:, :1]), padding[:, 1:]], dim=1)
        mask = padding * -1e4
        x = self.embed(tokens) + self.position
        for attention, mlp in self.layers:
            x = attention(x, mask=mask)
            x = x + mlp(x)
        x = self.norm(x)
        keep = (1 - padding)[:, :, None]
        return x, (x * keep).sum(1) / keep.sum(1), mask


class DeepBlock(nn.Module):
    """At the coarsest level: convolutions, attention across all places of all views of the object, attention to the words."""

    def __init__(self, config):
        super().__init__()
        deep, heads = config.deep, config.deep // config.head_width
        self.conv = ResBlock(deep, deep, config.condition)
        self.joint = Attention(deep, heads)
        self.words = Attention(deep, heads, config.text)

    def forward(self, x, c, words, mask, views):
        x = self.conv(x, c)
        n, channels, height, width = x.shape
        h = x.flatten(2).transpose(1, 2)
        h = self.words(h, words, mask)
        h = self.joint(h.reshape(n // views, views * height * width, channels)).reshape(n, height * width, channels)
        return h.transpose(1, 2).reshape(n, channels, height, width)


class Rays(nn.Module):
    """Tells every place of a picture where in the world it looks: embeds the point of the plane through the origin that the place sees, and
    the direction to the camera. Parts that sit on one side of the object are then at fixed coordinates, whatever the azimuth."""

    def __init__(self, places, channels):
        super().__init__()
        steps = (torch.arange(places) + 0.5) / places * 2 - 1
        self.register_buffer("across", steps[None, None, :].repeat(1, places, 1), persistent=False)
        self.register_buffer("upwards", -steps[None, :, None].repeat(1, 1, places), persistent=False)
        self.embed = nn.Sequential(nn.Conv2d(18, channels, 1), nn.SiLU(), nn.Conv2d(channels, channels, 1))
        nn.init.zeros_(self.embed[2].weight)
        nn.init.zeros_(self.embed[2].bias)

    def forward(self, view):
        """view [n, 8] -> [n, channels, places, places]; without a view, zero"""
        present, sin, cos, elevation, size = [v[:, None, None] for v in view[:, :5].unbind(1)]
        low, high = elevation.sin(), elevation.cos()
        # The camera's right is (cos, 0, -sin), its up (-sin low, high, -cos low), the direction to it (sin high, low, cos high).
        points = [
            (self.across * cos - self.upwards * sin * low) / size,
            (self.upwards * high + 0 * self.across) / size,
            (-self.across * sin - self.upwards * cos * low) / size,
        ]
        flat = 0 * self.across + 0 * self.upwards
        towards = [sin * high + flat, low + flat, cos * high + flat]
        waves = [f(k * math.pi * p) for p in points for k in (1, 2) for f in (torch.sin, torch.cos)]
        features = torch.stack(points + towards + waves, dim=1)
        return self.embed(features) * present[:, None]


class Prior(nn.Module):
    """D(x; sigma, text, view): E[clean | noisy], of pictures in groups of `views` that show one object. A UNet on folded pixels."""

    def __init__(self, config):
        super().__init__()
        self.config = config
        c = config
        self.places = c.size // c.fold // 4
        self.text = TextEncoder(c)
        embed = lambda inputs: nn.Sequential(nn.Linear(inputs, c.condition), nn.SiLU(), nn.Linear(c.condition, c.condition))
        self.noise, self.view, self.sentence = embed(64), embed(8 + 3 + 3), embed(c.text)
        self.register_buffer("frequencies", torch.exp(torch.linspace(math.log(0.25), math.log(16), 32)))
        self.deep_rays = Rays(self.places, c.deep)
        self.place = nn.Parameter(torch.randn(1, c.deep, self.places, self.places) * 0.02)
        self.deep = nn.ModuleList(DeepBlock(c) for _ in range(c.deep_blocks))
        pixels = 3 * c.fold**2 + GEOMETRY * (c.fold // 2) ** 2
        self.enter = nn.Conv2d(pixels, c.fine, 3, padding=1)
        self.fine_down = ResBlock(c.fine, c.fine, c.condition)
        self.halve = nn.Conv2d(c.fine, c.width, 3, stride=2, padding=1)
        self.rays = Rays(2 * self.places, c.width)
        self.down = nn.ModuleList(ResBlock(c.width, c.width, c.condition) for _ in range(c.blocks))
        self.shrink = nn.Conv2d(c.width, c.deep, 3, stride=2, padding=1)
        self.grow = nn.Conv2d(c.deep, c.width, 3, padding=1)
        self.up = nn.ModuleList(
            ResBlock(2 * c.width if i == 0 else c.width, c.width, c.condition) for i in range(c.blocks)
        )
        self.refine = nn.Conv2d(c.width, c.fine, 3, padding=1)
        self.fine_up = ResBlock(2 * c.fine, c.fine, c.condition)
        self.norm = group_norm(c.fine)
        self.gain = nn.Linear(c.condition, pixels)
        self.head = nn.Conv2d(c.fine + pixels, pixels, 3, padding=1)
        for layer in (self.gain, self.head):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, colour, geometry, sigma, tokens, view, light, background, views):
        """colour [n, 3, size, size] in [-1, 1]; geometry [n, GEOMETRY, size / 2, size / 2] times GEOMETRY_SCALE; both plus noise of sigma [n];
        tokens [n, length]; view [n, 8]; light, background [n, 3]; views: an int. Returns clean colour and geometry."""
        fold = self.config.fold
        # The background is known, so the network works on the difference to it, which is zero in most places.
        behind = (background * 2 - 1)[:, :, None, None]
        cells = torch.cat([F.pixel_unshuffle(colour - behind, fold), F.pixel_unshuffle(geometry, fold // 2)], dim=1)
        told = sigma * (REFERENCE_SIZE / self.config.size)
        noise = torch.log(told)[:, None] / 4 * self.frequencies * 2
        words, sentence, mask = self.text(tokens)
        condition = self.noise(torch.cat([noise.sin(), noise.cos()], dim=1)) + self.sentence(sentence)
        condition = F.silu(condition + self.view(torch.cat([view, light, background], dim=1) * 2))
        drawn = self.draw(cells / torch.sqrt(told**2 + SIGMA_DATA**2)[:, None, None, None], condition, view, words, mask, views)
        s = sigma[:, None, None, None]
        keep = SIGMA_DETAIL**2 / (s**2 + SIGMA_DETAIL**2)
        scale = torch.sqrt(((1 - keep) * SIGMA_DATA) ** 2 + (keep * s) ** 2)
        clean = keep * cells + scale * drawn
        of_colour, of_geometry = clean.split([3 * fold**2, GEOMETRY * (fold // 2) ** 2], dim=1)
        return F.pixel_shuffle(of_colour, fold) + behind, F.pixel_shuffle(of_geometry, fold // 2)

    def draw(self, cells, condition, view, words, mask, views):
        fine = self.fine_down(self.enter(cells), condition)
        h = self.halve(fine) + self.rays(view)
        for block in self.down:
            h = block(h, condition)
        skip = h
        h = self.shrink(h) + self.place + self.deep_rays(view)
        for block in self.deep:
            h = block(h, condition, words, mask, views)
        h = self.grow(F.interpolate(h, scale_factor=2.0, mode="nearest"))
        h = torch.cat([h, skip], dim=1)
        for block in self.up:
            h = block(h, condition)
        h = self.refine(F.interpolate(h, scale_factor=2.0, mode="nearest"))
        h = self.fine_up(torch.cat([h, fine], dim=1), condition)
        direct = cells * (1 + self.gain(condition)[:, :, None, None])
        return self.head(torch.cat([F.silu(self.norm(h)), direct], dim=1))
