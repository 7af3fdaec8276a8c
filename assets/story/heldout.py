#!/usr/bin/env python3
"""The loss on texts that no part of the training saw: nats at every word, or at the words that the reader has to guess.

    heldout.py --corpus DIR --model story.safetensors
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from story_file import open_model

MASKED = 0.15  # every seventh token or so is hidden, always the same ones


def read_heldout(corpus, name):
    return json.loads((corpus / f"heldout_{name}.json").read_text())


def losses_of_writer(model, unembedding, ids):
    """(len(ids) - 1): each token after those before it; windows overlap by half in long texts."""
    context, losses, done = model.config.context, [], 0  # done: targets scored so far
    while done < len(ids) - 1:
        at = max(0, min(done - context // 2, len(ids) - 1 - context)) if done else 0
        window = ids[at:at + context + 1]
        log_p = torch.log_softmax(model.stream(window[None, :-1]) @ unembedding.t(), -1)
        losses.append(-log_p.gather(1, window[1:, None]).flatten()[done - at:])
        done += len(losses[-1])
    return torch.cat(losses)


def losses_of_reader(model, unembedding, ids, mask):
    """(n): each hidden token from those around it; windows one after the other."""
    losses = []
    hidden = torch.from_numpy(np.random.default_rng(len(ids)).random(len(ids)) < MASKED)
    hidden[0] = False
    for at in range(0, len(ids), model.config.context):
        window, places = ids[at:at + model.config.context], hidden[at:at + model.config.context].nonzero().flatten()
        shown = window.clone()
        shown[places] = mask
        log_p = torch.log_softmax(model.stream(shown[None])[places] @ unembedding.t(), -1)
        losses.append(-log_p.gather(1, window[places, None]).flatten())
    return torch.cat(losses)


@torch.no_grad()
def heldout(model, texts, end, mask):
    """[nats, characters, tokens] of whole texts, the end mark as first token; of a reader both count the hidden tokens."""
    unembedding = model.unembedding()
    sums = torch.zeros(3, dtype=torch.float64)
    for text in texts:
        ids = torch.tensor([end] + text["ids"])
        if model.config.causal:
            losses = losses_of_writer(model, unembedding, ids)
        else:
            losses = losses_of_reader(model, unembedding, ids, mask)
        characters = text["characters"] if model.config.causal else len(losses)
        sums += torch.tensor([float(losses.sum()), characters, len(losses)], dtype=torch.float64)
    return sums


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    options = parser.parse_args()
    model, tokenizer = open_model(options.model)
    for name in ("tinystories", "classics", "encyclopedia"):
        texts = read_heldout(options.corpus, name)
        nats, characters, tokens = heldout(model, texts, tokenizer.end, tokenizer.mask).tolist()
        unit = f"{nats / characters:.4f} nats a character, " if model.config.causal else ""
        print(f"{name}, {len(texts)} texts: {unit}{nats / tokens:.4f} a {'' if model.config.causal else 'hidden '}token")


if __name__ == "__main__":
    main()
