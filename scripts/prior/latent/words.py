"""A tokenizer of CLIP's kind, with a small vocabulary: each of the given words is one token, and all others are spelled."""

import json

from shapes import TOKENS

START, END, WORD_END = "<|startoftext|>", "<|endoftext|>", "</w>"


def byte_letters():
    """The letter that each byte is written as (GPT-2, CLIP): what can be seen is itself, the others are letters from U+0100 on."""
    seen = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in seen]
    return [*map(chr, seen), *(chr(0x100 + i) for i in range(len(others)))]


def learn_merges(words):
    """Pairs of tokens to join, the most frequent first, until each word is one token (Sennrich et al. 2016)."""
    parts = [[*word[:-1], word[-1] + WORD_END] for word in sorted(set(words))]
    merges = []
    while True:
        counts = {}
        for tokens in parts:
            for pair in zip(tokens, tokens[1:]):
                counts[pair] = counts.get(pair, 0) + 1
        if not counts:
            return merges
        best = min(counts, key=lambda pair: (-counts[pair], pair))
        merges.append(best)
        parts = [joined(tokens, best) for tokens in parts]


def joined(tokens, pair):
    out = []
    for token in tokens:
        if out and (out[-1], token) == pair:
            out[-1] += token
        else:
            out.append(token)
    return out


def write_tokenizer(folder, words):
    """vocab.json, merges.txt and what transformers wants beside them. Returns how many tokens there are."""
    letters = byte_letters()
    merges = learn_merges(words)
    tokens = dict.fromkeys([*letters, *(letter + WORD_END for letter in letters), *("".join(pair) for pair in merges), START, END])
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "vocab.json", {token: i for i, token in enumerate(tokens)})
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    special = dict(bos_token=START, eos_token=END, unk_token=END, pad_token=END)
    write_json(folder / "special_tokens_map.json", special)
    write_json(folder / "tokenizer_config.json", dict(tokenizer_class="CLIPTokenizer", model_max_length=TOKENS, **special))
    return len(tokens)


def write_json(path, content):
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
