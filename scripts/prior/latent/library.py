"""Pictures of the library and what is said of them, drawn as `scripts/prior/data.py` draws them for the embedded prior: albedo, here before grey."""

import math
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).resolve().parents[1]))
from data import Pictures  # noqa: E402

# What so small a model is to know: of several kinds, each told from the others by its shape.
CONCEPTS = (
    "hamburger", "donut", "mushroom", "cactus", "house", "chair", "mug", "car", "rocket", "snowman", "duck", "teddy bear",
)
# How much oftener than others: objects without material and pattern, what nouns alone bring to mind, what has a front.
PLAIN, BARE, FRONT = 2, 2.5, 1.5
# Of the pictures that the autoencoder learns from, so many are of any concept: it will see unfinished objects, too.
ANY_SHARE = 0.4

# The grey behind all pictures, in [0, 1]: what is behind an object is then known at every noise level.
BACKGROUND = 0.5

DEGREE = math.pi / 180
# As packages/priors/src/prompt/view-words.ts has them.
DIRECTIONS = ("front view", "side view", "back view", "overhead view")
OVERHEAD, HALF_SECTOR = 60 * DEGREE, 45 * DEGREE


def direction_of(azimuth, elevation):
    """The words for a camera, angles in radians."""
    if elevation > OVERHEAD:
        return "overhead view"
    from_front = math.acos(math.cos(azimuth))
    if from_front < HALF_SECTOR:
        return "front view"
    return "back view" if from_front > math.pi - HALF_SECTOR else "side view"


class Library:
    """Batches of several data sets that make-data.ts wrote, each time from one of them, objects of CONCEPTS wherever they are; pictures of `size` x `size` pixels, means of theirs."""

    def __init__(self, folders, size):
        self.size = size
        self.sets = [Pictures(folder) for folder in folders]
        self.words = self.sets[0].info["vocabulary"]
        if any(each.info["vocabulary"] != self.words for each in self.sets):
            raise SystemExit("data sets differ in their vocabulary")
        known = np.array([self._wanted(each).sum() for each in self.sets])
        self.shares = known / known.sum()
        self.known = [self._emphasis(each, 0) for each in self.sets]
        self.all = [self._emphasis(each, ANY_SHARE) for each in self.sets]

    @staticmethod
    def _emphasis(pictures, any_share):
        """Running sums of how often to draw each object: single ones of CONCEPTS, and of all others as often as `any_share` says."""
        weights = Library._wanted(pictures) * np.where(pictures.is_plain, PLAIN, 1) * np.where(pictures.is_bare, BARE, 1) * np.where(pictures.has_front, FRONT, 1)
        return (weights / weights.sum() * (1 - any_share) + any_share / len(weights)).cumsum()

    @staticmethod
    def _wanted(pictures):
        names = [each["name"] for each in pictures.info["concepts"]]
        return np.isin(pictures.labels["concept"], [names.index(name) for name in CONCEPTS]) & ~pictures.is_scene

    def pictures(self, rng, count):
        """Pictures [count, 3, size, size] in [-1, 1] for the autoencoder, each of another object."""
        k = rng.integers(len(self.sets))
        return self._fitted(self.sets[k].batch(rng, count, 1, shading=0, emphasis=self.all[k], background=BACKGROUND)["clean"])

    def views(self, rng, objects, views):
        """Objects of CONCEPTS, each from `views` sides, object by object: pictures [n, 3, size, size] in [-1, 1], the captions' words as their numbers
        [n, words] with 0 behind them, and cameras' azimuths and elevations [n, 2] in radians."""
        k = rng.choice(len(self.sets), p=self.shares)
        batch = self.sets[k].batch(rng, objects, views, shading=0, emphasis=self.known[k], background=BACKGROUND)
        return self._fitted(batch["clean"]), batch["tokens"], torch.stack([batch["azimuth"], batch["view"][:, 3]], 1)

    def _fitted(self, pictures):
        return torch.nn.functional.avg_pool2d(pictures, pictures.shape[-1] // self.size).contiguous()

    def said(self, numbers):
        """The caption of words' numbers [words], with an article."""
        return with_article(" ".join(self.words[number - 1] for number in numbers if number > 0))


def with_article(words):
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
