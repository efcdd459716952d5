"""The model card of the embedded prior: what a reader of its folder should know, from the checkpoint and the evaluation."""

import json
from pathlib import Path

FIGURES = {
    "accuracy": ("pictures in which the judge sees the object asked for", "{:.1%}"),
    "within45": ("pictures within 45 degrees of the azimuth asked for, of objects with a front", "{:.1%}"),
    "bindingAccuracy": ("objects of the colour asked for, and seen as the noun in most views", "{:.1%}"),
    "pairAccuracy": ("scenes of two objects in which the judge finds both", "{:.1%}"),
    "frechet": ("Frechet distance to held-out pictures of the same captions, in the judge's features", "{:.2f}"),
    "frechetFloor": ("the same between two sets of held-out pictures: the least that can be hoped for", "{:.2f}"),
    "msPerEvaluationBatch8": ("milliseconds for an evaluation of eight views on two CPU cores", "{:.0f}"),
}


def evaluation_section(path):
    """From what `yarn -s bench prior --json` printed, whose last line is JSON."""
    if not path:
        return "Not evaluated yet: `yarn bench prior`."
    result = json.loads(Path(path).read_text().strip().splitlines()[-1])
    figures = "\n".join(f"| {meaning} | {how.format(result['metrics'][name])} |" for name, (meaning, how) in FIGURES.items())
    percent = lambda share: f"{share:.0%}" if isinstance(share, (int, float)) else "-"
    rows = "\n".join(f"| {row['prompt']} | {percent(row['right'])} | {percent(row['within45'])} |" for row in result["rows"] if row["part"] == "concepts")
    return f"""Samples of the model alone, eight views of an object at once, judged by an independent classifier (`scripts/prior/judge.py`).
Figures of `yarn -s bench prior --json`:

| figure | value |
|---|---|
{figures}

| object | right | within 45 degrees |
|---|---|---|
{rows}"""


def shell_of(config, size):
    """What is around the coarsest level."""
    fold = config["fold"]
    return f"- UNet on {fold}x{fold} folded pixels: {config['fine']} channels at {size // fold}x{size // fold}, {config['width']} at half and {config['deep']} at a quarter of that."


def model_card(*, version, sha256, megabytes, parameters, weights, config, info, sigmas, training, weaknesses, evaluation):
    """
    training: pictures, seconds, machine; weaknesses: text; evaluation: path of what `yarn -s bench prior --json` printed, or None
    """
    size, colours, concepts = info["size"], info["colours"], info["concepts"]
    names = {word for concept in concepts for word in concept["name"].split()}
    others = [word for word in info["vocabulary"] if word not in colours and word not in names]
    table = "\n".join(f"| {c['name']} | {', '.join(c['synonyms'])} | {c['category']} |" for c in concepts)
    return f"""---
license: mit
---

# The embedded prior

A small text-conditioned multi-view diffusion model of colour and geometry: from noisy {size}x{size} pictures of one object, noisy opacity and seen points at half
the size, their cameras and a few words it tells the clean ones. It is what `yarn train` distils when no other `--model` is given. It knows {len(concepts)} kinds of objects and nothing else.

Version {version}. `model.onnx`: {parameters / 1e6:.1f} million parameters, {megabytes:.1f} MiB, {weights} weights, float32 arithmetic, SHA-256 `{sha256}`.

## Architecture

{shell_of(config, size)}
- At the coarsest level {config['deep_blocks']} blocks of convolutions, attention to the words, and attention across all places of all views of the object.
- Words: {config['text_layers']} transformer layers of width {config['text']} over at most {info['tokenLength']} word numbers.
- Noise level, sentence, camera, light and background scale and shift every residual block.
- Preconditioned after Karras et al. 2022, on the difference to the known background.
- Pictures of one object may have noise of different levels: some may be known, others asked for.

Inputs and outputs: `packages/priors/src/embedded/session.ts`.

## Data

Synthetic throughout: {info['objects']:,} objects, {info['objects'] // len(concepts)} of each kind, made at random by the procedures of `packages/objects`, each rendered from {info['views']} sides
by that package's rasteriser to colour, opacity, normals and seen points, with {info['captions']} true captions. Light and background are drawn at training time. No
picture, mesh or text of anybody else's is in it.

## Training

{training['pictures']:,} pictures seen, {training['seconds'] / 3600:.1f} hours on {training['machine']}. Noise from {sigmas[0]} to {sigmas[1]} (standard deviation, pixels in [-1, 1]); outside it the model must not be asked.
Captions and cameras are left out at random, for classifier-free guidance.

## What it knows

Colours: {', '.join(colours)}.

| object | also called | kind |
|---|---|---|
{table}

Other words: {', '.join(others)}.

## Evaluation

{evaluation_section(evaluation)}

## Known weaknesses

{weaknesses}

## Licence

That of the repository, as for its code: see `LICENSE`.

## Making it again

`scripts/prior/README.md` has the commands.
"""
