"""Makes the small latent model: `python scripts/prior/latent/make.py`.

Autoencoder, latents, network of single views, and with --joint that of four views; then their folders, RUN/model-single and RUN/model-joint.
Steps that are done are left, and those that were stopped go on, when it is called again. See README.md here.
"""

import argparse
from pathlib import Path

import torch
from transformers import CLIPTokenizer

from autoencoder import train_autoencoder
from latents import make_latents, normalise
from library import CONCEPTS, DIRECTIONS, Library, with_article
from network import train_network
from save import save_model
from shapes import PICTURE
from words import write_tokenizer


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", default=[".cache/prior/data/latent-known", ".cache/prior/data/latent-all"])
    parser.add_argument("--run", type=Path, default=Path(".cache/prior/latent"), help="where checkpoints, samples and models are kept")
    parser.add_argument("--vae-pictures", type=int, default=12_000, help="that the autoencoder sees in all")
    parser.add_argument("--decoder-pictures", type=int, default=4_000, help="that the decoder sees then, alone")
    parser.add_argument("--vae-batch", type=int, default=4)
    parser.add_argument("--files", type=int, default=8, help="of latents, 2000 pictures each")
    parser.add_argument("--pictures", type=int, default=165_000, help="that the network of single views sees in all")
    parser.add_argument("--joint", action="store_true", help="the network of four views, too, from the other's weights")
    parser.add_argument("--joint-pictures", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--decay", type=float, default=0.3, help="last share of each training, over which the rate falls to zero")
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="bfloat16", help="of convolutions and matrix products in training")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--prompts", nargs="*", default=[with_article(name) for name in CONCEPTS], help="of the sheets of samples")
    parser.add_argument("--smoke", action="store_true", help="everything in seconds: that it runs and is read, nothing is learned")
    parser.add_argument("--save-only", action="store_true", help="writes the folders of what is trained so far")
    args = parser.parse_args()
    if args.smoke:
        args.vae_pictures = args.decoder_pictures = args.pictures = args.joint_pictures = 16
        args.files, args.batch, args.joint = 1, 8, True
        args.prompts = args.prompts[:1]
    if args.save_only:
        args.vae_pictures = args.decoder_pictures = args.files = args.pictures = args.joint_pictures = 0
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    library = Library(args.data, PICTURE)
    vae = normalise(train_autoencoder(library, args.run, args), library)
    make_latents(vae, library, args.run / "latents", args.files, args.seed, 16 if args.smoke else 500)
    words = [*library.words, *" ".join(DIRECTIONS).split(), "an", ","]
    write_tokenizer(args.run / "tokenizer", words)
    tokenizer = CLIPTokenizer.from_pretrained(args.run / "tokenizer")
    for joint in (False, True)[: 1 + args.joint]:
        network = train_network(vae, library, tokenizer, args.run, args, joint)
        save_model(args.run / f"model-{'joint' if joint else 'single'}", vae, network, tokenizer, args.run / "tokenizer")


main()
