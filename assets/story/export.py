#!/usr/bin/env python3
"""Writes a trained checkpoint as the container that the program opens.

    export.py --corpus DIR --checkpoint RUN/checkpoint.pt --stories DIR --encyclopedia DIR --output story.safetensors
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from make_corpus import articles, count_case, stories, tiny_names
from story_file import tensors, write
from story_model import Config, StoryModel
from story_tokenizer import MASK
from train import start_of_rest


def load(corpus, checkpoint):
    tokens = json.loads((corpus / "tokenizer.json").read_text(encoding="utf-8"))
    glove = torch.from_numpy(np.load(corpus / "glove.npy").astype(np.float32))
    saved = torch.load(checkpoint)
    model = StoryModel(Config(**{**saved["config"], "half": False}), glove, start_of_rest(tokens, glove), 1)
    model.load_state_dict(saved["model"])
    return model, tokens, saved


def with_capitals(tokens, tiny, others):
    """Marks the words that are written with a capital: names, and what the other texts hardly ever write without."""
    cased = count_case(others)
    named = tiny_names(tiny)
    small = Counter()
    for text in tiny:
        for before, word in zip(text.split(), text.split()[1:]):
            # Names follow no article: "the queen", "a button" are no names however often a toy is called so.
            small[word.strip('.,!?"'), before in ("the", "a", "an", "her", "his", "my", "your", "their")] += 1
    for token in tokens:
        text = token["text"]
        token.pop("capital", None)
        if token["kind"] != "word" or not text[0].isalpha():
            continue
        common = small[text, True] > 0.1 * (small[text, True] + small[text, False])
        in_others = cased[text, True] > 4 * cased[text, False] and cased[text, True] >= 5
        in_tiny = named[text] >= 3 and cased[text, False] < max(20, named[text])
        if text == "i" or (in_others or in_tiny) and not common:
            token["capital"] = True
    return tokens


def config_of(model):
    c = model.config
    return {"family": "story", "dims": c.dims, "table_dims": c.table_dims, "layers": c.layers, "heads": c.heads,
            "hidden": c.hidden, "vocabulary": c.vocabulary, "context": c.context, "rope_base": c.rope_base,
            "norm_epsilon": 1e-12, "residual": "shell", "causal": c.causal, **({} if c.causal else {"mask": MASK})}


def trained_to(causal, options):
    """What the run taught, in words that go on from "trained": the program shows them. options: of the run, as text."""
    aims = [f"to {'guess the next word' if causal else 'guess hidden words'}"]
    if float(options["aim"]):
        aims.append("to point, at each word, towards other words of its text")
    if float(options.get("pairs", "0")):
        aims.append("to be alike where one text says a word twice")
    return ", ".join(aims[:-1]) + (" and " if aims[1:] else "") + aims[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--encyclopedia", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()

    run = options.checkpoint.parent / "options.json"
    model, tokens, saved = load(options.corpus, options.checkpoint)
    written = tensors(model)
    tiny = stories(options.stories / "tinystories.txt")
    others = stories(options.stories / "classics.txt") + articles(options.encyclopedia / "encyclopedia.txt")
    metadata = {
        "title": "Embedscope story model" if model.config.causal else "Embedscope reader",
        "source": "TinyStories (Eldan, Li 2023), public-domain children's books, Wikipedia and WordNet 3.0; input vectors: "
                  "GloVe 6B, 100 dimensions (Pennington, Socher, Manning 2014)",
        "licence": "weights: MIT as far as ours to give; texts: CDLA-Sharing-1.0, public domain, CC BY-SA 3.0, WordNet "
                   "licence; GloVe: PDDL 1.0",
        "trained_to": trained_to(model.config.causal, json.loads(run.read_text(encoding="utf-8"))),
        "training": f"{saved['tokens'] / 1e6:.1f} million tokens, {saved['seconds'] / 60:.0f} minutes",
        "config": json.dumps(config_of(model)),
        "tokenizer": json.dumps(with_capitals(tokens, tiny, others), ensure_ascii=False, separators=(",", ":")),
    }
    write(options.output, metadata, written)
    print(f"{options.output}: {options.output.stat().st_size:,} bytes, "
          f"{sum(a.size for n, a in written.items() if not n.endswith('.scale')):,} parameters")


if __name__ == "__main__":
    main()
