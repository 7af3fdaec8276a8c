"""What the training reads: windows of the texts, masked words, and the words that the aim points to.

Everything is drawn from a generator that only the seed, the step and the worker decide, so that a run that was stopped
goes on with the batches that it would have had.
"""

import json

import numpy as np
import torch

from story_tokenizer import NEWLINE, StoryTokenizer

SENTENCE_ENDS = (".", "!", "?", NEWLINE)
MASKED = 0.2         # share of the places whose word the reader has to guess
MASK_SHOWN = 0.8     # of these: so many show the mask token,
OTHER_SHOWN = 0.1    # so many show any word, the rest show their own
COMMONEST = 160      # tokens that say nothing of a text's subject: no aim points to them
RARE_ENOUGH = 2e-4   # of all tokens; commoner ones are aimed at more seldom (as in word2vec's subsampling)


def sentence_starts(ids, ends):
    """Places after an end of a sentence or text that are no such end themselves."""
    is_end = torch.isin(ids, ends)
    return (is_end[:-1] & ~is_end[1:]).nonzero().flatten() + 1


class Corpus:
    """The texts as token ids, and what is known of the tokens. parts: name -> (first, last) share of the windows."""

    def __init__(self, folder, parts):
        tokens = StoryTokenizer.load(folder / "tokenizer.json")
        self.end, self.mask, self.size = tokens.end, tokens.mask, len(tokens.tokens)
        self.texts = {name: torch.from_numpy(np.load(folder / f"{name}.npy").astype(np.int64)) for name in parts}
        ends = torch.tensor([self.end] + [tokens.start[mark] for mark in SENTENCE_ENDS])
        self.sentences = {name: sentence_starts(ids, ends) for name, ids in self.texts.items()}
        self.stories = {name: (ids == self.end).nonzero().flatten().tolist() + [len(ids)]
                        for name, ids in self.texts.items()}
        self.shares = parts
        self.aimed = self.chance_to_be_aimed_at(torch.from_numpy(np.load(folder / "glove.npy")))

    def chance_to_be_aimed_at(self, glove):
        """(vocabulary): 0 for tokens that are no words of the table, and for the commonest."""
        counts = sum(torch.bincount(ids, minlength=self.size) for ids in self.texts.values())
        chance = (RARE_ENOUGH * counts.sum() / counts.clamp(min=1)).sqrt().clamp(max=1)
        chance[torch.isnan(glove[:, 0])] = 0
        chance[counts.topk(COMMONEST).indices] = 0
        return chance

    def share(self, name, progress):
        first, last = self.shares[name]
        return first + (last - first) * progress


class Batches:
    """One step's windows for one worker."""

    def __init__(self, corpus, seeds):
        self.corpus = corpus
        self.random = np.random.default_rng(seeds)

    def story_window(self, name, size):
        """Whole stories, each after an end mark, until the window is full."""
        ids, starts = self.corpus.texts[name], self.corpus.stories[name]
        parts, filled = [], 0
        while filled < size:
            at = int(self.random.integers(len(starts) - 1))
            part = ids[starts[at]:starts[at + 1]]
            if len(part) > size and not parts and self.random.random() < 0.5:
                part = part[-size:]
            parts.append(part)
            filled += len(part)
        return torch.cat(parts)[:size]

    def sentence_window(self, name, size):
        """An end mark, then the text from where a sentence begins: so a text begins in the program too."""
        ids, starts = self.corpus.texts[name], self.corpus.sentences[name]
        at = min(int(starts[self.random.integers(len(starts))]), len(ids) - size)
        window = ids[at - 1:at - 1 + size].clone()
        window[0] = self.corpus.end
        return window

    def draw(self, places, lengths, progress, extra):
        """ids (b, t + extra) with b t = places; t is one of the lengths, each as likely."""
        size = int(self.random.choice(lengths))
        names = list(self.corpus.shares)
        shares = np.array([self.corpus.share(name, progress) for name in names])
        rows = []
        for name in self.random.choice(names, places // size, p=shares / shares.sum()):
            whole = name == "tinystories" and size == max(lengths)
            rows.append((self.story_window if whole else self.sentence_window)(name, size + extra))
        return torch.stack(rows)

    def mask(self, ids):
        """(ids with some places hidden, those places (n) in the flattened ids)."""
        flat = ids.flatten().clone()
        places = torch.from_numpy((self.random.random(len(flat)) < MASKED).nonzero()[0])
        kind = self.random.random(len(places))
        flat[places[kind < MASK_SHOWN]] = self.corpus.mask
        others = places[(kind >= MASK_SHOWN) & (kind < MASK_SHOWN + OTHER_SHOWN)]
        flat[others] = torch.from_numpy(self.random.integers(self.corpus.size, size=len(others)))
        return flat.view_as(ids), places

    def aims(self, ids, reach, count):
        """(places (n), words (n)): at n <= count places of ids (b, t), a content word near each.

        reach: (so many tokens back, so many ahead). Place and word are content words of one text."""
        b, t = ids.shape
        flat = ids.flatten()
        content = (self.corpus.aimed[flat] > 0).nonzero().flatten()
        # About one draw in five or six is kept.
        places = content[torch.from_numpy(self.random.integers(len(content), size=6 * count))]
        steps = torch.from_numpy(self.random.integers(-reach[0], reach[1] + 1, size=len(places)))
        column = places % t + steps
        others = (places + steps).clamp(0, b * t - 1)
        text = (ids == self.corpus.end).cumsum(1).flatten()
        chance = self.corpus.aimed[flat[others]]
        kept = (column >= 0) & (column < t) & (text[places] == text[others]) & (flat[places] != flat[others]) & \
            (torch.from_numpy(self.random.random(len(places))) < chance)
        return places[kept][:count], flat[others[kept][:count]]
