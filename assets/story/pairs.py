"""Pairs of places where one text says one word twice: "one sense per discourse" (Gale, Church, Yarowsky 1992).

A word that comes again in a text mostly means there what it meant before; in another text it may mean something else. So
nobody has to say which sense is meant: the states of a pair are to be nearer to each other than to those of the same word
in other texts.
"""

import numpy as np
import torch

from batches import Windows

APART = 24   # tokens between the first and the last place of a pair, at least
TEXTS = 4    # of a word in one batch
SIZES = (32, 48)
LEAST_CONTEXT = 4


class WordPairs:
    """The first and the last place of each content word of each text of one part of the corpus."""

    def __init__(self, corpus, name):
        self.corpus, self.name = corpus, name
        ids = corpus.texts[name].numpy()
        at = (corpus.aimed.numpy()[ids] > 0).nonzero()[0]
        text = np.searchsorted(corpus.bounds[name].numpy(), at, side="right")
        order = np.lexsort((at, text, ids[at]))
        at, text = at[order], text[order]
        word = ids[at]
        group = np.flatnonzero(np.r_[True, (word[1:] != word[:-1]) | (text[1:] != text[:-1])])
        first, last = at[group], at[np.r_[group[1:], len(at)] - 1]
        far = last - first >= APART
        self.places = np.stack([first[far], last[far]], 1)
        words = word[group[far]]
        counts = np.bincount(words, minlength=corpus.size)
        self.words = (counts >= TEXTS).nonzero()[0]
        chance = np.sqrt(counts[self.words].astype(float))
        self.chance = chance / chance.sum()
        self.begin = np.searchsorted(words, np.arange(corpus.size + 1))

    def draw(self, random, places, extra):
        """(windows (b, t + extra) with b t <= places, two for each pair; places (n, 2) in the first t of each row,
        flattened; words (n))"""
        size = int(random.choice(SIZES))
        rows, sources, at, words = [], [], [], []
        for word in random.choice(self.words, places // size // (2 * TEXTS), p=self.chance):
            begin, end = self.begin[word], self.begin[word + 1]
            for pair in random.choice(end - begin, TEXTS, replace=False) + begin:
                for place in self.places[pair]:
                    start = self.start(random, int(place), size)
                    at.append(len(rows) * size + int(place) - start + 1)
                    rows.append(self.corpus.window(self.name, start, size + extra))
                    sources.append((self.name, start - 1))
                words.append(int(word))
        return Windows(torch.stack(rows), sources), torch.tensor(at).view(-1, 2), torch.tensor(words)

    def start(self, random, place, size):
        """Where a window begins that has the place: with its sentence, or in it if that is too long."""
        sentences = self.corpus.sentences[self.name].numpy()
        lead = int(random.integers(LEAST_CONTEXT, size - LEAST_CONTEXT))
        start = int(sentences[max(0, np.searchsorted(sentences, place, side="right") - 1)])
        start = start if place - start < size - 2 else place - lead
        return max(1, min(start, len(self.corpus.texts[self.name]) - size - 1))
