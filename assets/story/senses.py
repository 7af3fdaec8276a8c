#!/usr/bin/env python3
"""How well a model's states tell the senses of a word apart, by the public set CoarseWSD-20 (Loureiro et al. 2021).

    senses.py --data CoarseWSD-20 --model story.safetensors
    senses.py --data CoarseWSD-20 --table ../words/glove-100d.safetensors

The set's licence is non-commercial (CC BY-NC 4.0): for measuring only; no model learns from it. Of 12 words up to 600
sentences for the centroids of the senses and 400 to be told (seed 0): a state belongs to the sense whose mean has the
largest cosine with it. A writer reads up to and with the word, a reader all of the sentence. --table measures what needs
no model: the mean of the table's vectors of the last ten words before the word that it has, and of ten on both sides.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from make_corpus import read_table
from story_file import open_model
from story_tokenizer import CLOSE_QUOTE, OPEN_QUOTE, SUFFIXES, lower

WORDS = ("mole", "bank", "crane", "bass", "seal", "spring", "java", "apple", "bow", "chair", "club", "pitcher")
TRAINING, TEST = 600, 400
NEAR = 10  # words on a side, of the baselines


def sentences(folder, part, limit):
    """List of (words, place of the word, sense)."""
    lines = (folder / f"{part}.data.txt").read_text(encoding="utf-8").split("\n")
    golds = (folder / f"{part}.gold.txt").read_text(encoding="utf-8").split()
    cases = []
    for line, gold in zip(lines, golds):
        place, text = line.split("\t")
        cases.append((text.split(" "), int(place), int(gold)))
    order = np.random.default_rng(0).permutation(len(cases)) if len(cases) > limit else range(len(cases))
    return [cases[i] for i in order[:limit]]


def nearest(centroids, states):
    return (states @ centroids.T).argmax(1)


def unit(states):
    return states / np.maximum(np.linalg.norm(states, axis=-1, keepdims=True), 1e-12)


def accuracy(training, test):
    """training, test: (states (n, d), senses (n)); share of the test states that are nearest to their sense's mean."""
    senses = np.unique(training[1])
    centroids = unit(np.stack([unit(training[0])[training[1] == sense].mean(0) for sense in senses]))
    return float((senses[nearest(centroids, unit(test[0]))] == test[1]).mean())


def mean_cosines(states, senses):
    """Mean cosine of two states of one sense, and of two of different senses."""
    cosines = unit(states) @ unit(states).T
    same = senses[:, None] == senses[None]
    apart = ~np.eye(len(states), dtype=bool)
    return cosines[same & apart].mean(), cosines[~same].mean()


def mean(rows):
    return np.mean(rows, 0, np.float32) if rows else np.zeros(100, np.float32)


class TableBaseline:
    """Means of the word vectors around a word: what needs no model."""

    LAYERS = ("ten before", "ten on both sides")

    def __init__(self, path):
        self.table = read_table(path)

    def rows(self, words):
        return [self.table[w] for w in words if w in self.table]

    def states(self, cases):
        """(2, n, 100)"""
        before = [self.rows(words[:place])[-NEAR:] for words, place, _ in cases]
        after = [self.rows(words[place + 1:])[:NEAR] for words, place, _ in cases]
        return np.stack([[mean(b) for b in before], [mean(b + a) for b, a in zip(before, after)]])


class ModelStates:
    """States of a model at a word, before the blocks and after each."""

    def __init__(self, path):
        self.model, self.tokenizer = open_model(path)
        self.LAYERS = ("token", *(f"layer {i + 1}" for i in range(self.model.config.layers)))

    def tokens(self, words):
        """The ids of each of the set's words; its quotes have lost their direction and open and close by turns."""
        opened = False
        for word in words:
            if word in SUFFIXES:
                yield [self.tokenizer.start[word]]
            elif word == '"':
                opened = not opened
                yield [self.tokenizer.start[OPEN_QUOTE if opened else CLOSE_QUOTE]]
            else:
                yield self.tokenizer.encode(lower(word))

    def read(self, words, place):
        """(ids with an end mark before them, place of the word's last token)"""
        ids, at = [self.tokenizer.end], 0
        for index, new in enumerate(self.tokens(words)):
            ids += new
            if index == place:
                at = len(ids) - 1
                if self.model.config.causal:
                    break
        size = self.model.config.context
        begin = max(0, min(at - size // 2, len(ids) - size)) if not self.model.config.causal else max(0, len(ids) - size)
        return ids[begin:begin + size], at - begin

    @torch.no_grad()
    def states(self, cases):
        """(layers + 1, n, dims); texts of one length are read together."""
        read = [self.read(words, place) for words, place, _ in cases]
        lengths = np.array([len(ids) for ids, _ in read])
        out = np.empty((len(self.LAYERS), len(cases), self.model.config.dims), np.float32)
        for length in np.unique(lengths):
            group = (lengths == length).nonzero()[0]
            ids = torch.tensor([read[i][0] for i in group])
            at = torch.tensor([n * length + read[i][1] for n, i in enumerate(group)])
            out[:, group] = torch.stack([x[at] for x in self.model.states(ids)]).numpy()
        return out


def measure(source, folder):
    """Of one word: majority, (layers, 2) accuracies of all and of the drawn dimensions, (layers, 2) cosines."""
    training, test = sentences(folder, "train", TRAINING), sentences(folder, "test", TEST)
    commonest = Counter(sense for *_, sense in training).most_common(1)[0][0]
    senses = [np.array([sense for *_, sense in cases]) for cases in (training, test)]
    layers = list(zip(source.states(training), source.states(test)))
    right = [[accuracy((a[:, :d], senses[0]), (b[:, :d], senses[1])) for d in (a.shape[1], 100)] for a, b in layers]
    cosines = [mean_cosines(b, senses[1]) for _, b in layers]
    return float((senses[1] == commonest).mean()), np.array(right), np.array(cosines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--model", type=Path)
    group.add_argument("--table", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    source = ModelStates(options.model) if options.model else TableBaseline(options.table)
    results = {word: measure(source, options.data / word) for word in WORDS}
    majorities, right, cosines = (np.array(values) for values in zip(*results.values()))
    print(f"majority {100 * majorities.mean():.1f}")
    for layer, name in enumerate(source.LAYERS):
        (all_dims, drawn), (same, different) = right.mean(0)[layer], cosines.mean(0)[layer]
        print(f"{name}: {100 * all_dims:.1f}, drawn dimensions {100 * drawn:.1f}; cosine of one sense {same:.3f}, of different "
              f"senses {different:.3f}")
    print("last: " + ", ".join(f"{word} {100 * r[-1][0]:.1f} ({100 * m:.1f})" for word, (m, r, _) in results.items()) +
          "; in brackets the commonest sense alone")


if __name__ == "__main__":
    main()
