"""What the training reads: windows of the texts, masked words, and the words that the aim points to.

Everything is drawn from a generator that only the seed, the step and the worker decide, so that a run that was stopped
goes on with the batches that it would have had.
"""

from dataclasses import dataclass

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


@dataclass
class Windows:
    """ids (b, t); sources: of each row its part and where in it the row begins, which is unknown for whole stories."""

    ids: torch.Tensor
    sources: list


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
        self.bounds = {name: torch.tensor([0] + places[1:]) for name, places in self.stories.items()}
        self.shares = parts
        self.aimed = self.chance_to_be_aimed_at(torch.from_numpy(np.load(folder / "glove.npy")))

    def chance_to_be_aimed_at(self, glove):
        """(vocabulary): 0 for tokens that are no words of the table, and for the commonest."""
        counts = sum(torch.bincount(ids, minlength=self.size) for ids in self.texts.values())
        chance = (RARE_ENOUGH * counts.sum() / counts.clamp(min=1)).sqrt().clamp(max=1)
        chance[torch.isnan(glove[:, 0])] = 0
        chance[counts.topk(COMMONEST).indices] = 0
        return chance

    def window(self, name, at, size):
        """(size): an end mark, then the part's tokens from place `at` on."""
        window = self.texts[name][at - 1:at - 1 + size].clone()
        window[0] = self.end
        return window

    def share(self, name, progress):
        first, last = self.shares[name]
        return first + (last - first) * progress


class Batches:
    """One step's windows for one worker."""

    def __init__(self, corpus, seeds):
        self.corpus = corpus
        self.random = np.random.default_rng(seeds)

    def story_window(self, name, size):
        """(whole stories, each after an end mark, until the window is full; nothing)"""
        ids, starts = self.corpus.texts[name], self.corpus.stories[name]
        parts, filled = [], 0
        while filled < size:
            at = int(self.random.integers(len(starts) - 1))
            part = ids[starts[at]:starts[at + 1]]
            if len(part) > size and not parts and self.random.random() < 0.5:
                part = part[-size:]
            parts.append(part)
            filled += len(part)
        return torch.cat(parts)[:size], None

    def sentence_window(self, name, size):
        """(an end mark, then the text from where a sentence begins: so a text begins in the program too; its place)"""
        ids, starts = self.corpus.texts[name], self.corpus.sentences[name]
        at = min(int(starts[self.random.integers(len(starts))]), len(ids) - size)
        return self.corpus.window(name, at, size), at - 1

    def draw(self, places, lengths, progress, extra):
        """Windows (b, t + extra) with b t = places; t is one of the lengths, each as likely."""
        size = int(self.random.choice(lengths))
        names = list(self.corpus.shares)
        shares = np.array([self.corpus.share(name, progress) for name in names])
        rows, sources = [], []
        for name in self.random.choice(names, places // size, p=shares / shares.sum()):
            whole = name == "tinystories" and size == max(lengths)
            row, at = (self.story_window if whole else self.sentence_window)(name, size + extra)
            rows.append(row)
            sources.append((name, at))
        return Windows(torch.stack(rows), sources)

    def mask(self, ids):
        """(ids with some places hidden, those places (n) in the flattened ids)."""
        flat = ids.flatten().clone()
        places = torch.from_numpy((self.random.random(len(flat)) < MASKED).nonzero()[0])
        kind = self.random.random(len(places))
        flat[places[kind < MASK_SHOWN]] = self.corpus.mask
        others = places[(kind >= MASK_SHOWN) & (kind < MASK_SHOWN + OTHER_SHOWN)]
        flat[others] = torch.from_numpy(self.random.integers(self.corpus.size, size=len(others)))
        return flat.view_as(ids), places

    def aims(self, ids, shown, reach, count, hidden_only):
        """(places (n), words (n)): at n <= count places of ids (b, t), a content word near each.

        reach: (so many tokens back, so many ahead). Place and word are content words of one text. shown: what the model
        reads of ids. Of the words that it reads, a share of hidden_only is left out: a word that has to be guessed teaches
        more than one that can be copied."""
        b, t = ids.shape
        flat = ids.flatten()
        places, steps = self.looks(flat, reach, (24 if hidden_only else 6) * count)
        column = places % t + steps
        others = (places + steps).clamp(0, b * t - 1)
        text = (ids == self.corpus.end).cumsum(1).flatten()
        chance = self.corpus.aimed[flat[others]]
        kept = (column >= 0) & (column < t) & (text[places] == text[others]) & (flat[places] != flat[others]) & \
            (torch.from_numpy(self.random.random(len(places))) < chance)
        if hidden_only:
            kept &= (shown.flatten()[others] != flat[others]) | \
                (torch.from_numpy(self.random.random(len(places))) >= hidden_only)
        return places[kept][:count], flat[others[kept][:count]]

    def looks(self, flat, reach, count):
        """(places (count) of content words, steps (count) from them)"""
        content = (self.corpus.aimed[flat] > 0).nonzero().flatten()
        places = content[torch.from_numpy(self.random.integers(len(content), size=count))]
        return places, torch.from_numpy(self.random.integers(-reach[0], reach[1] + 1, size=count))

    def aims_beyond(self, windows, reach, count):
        """The same with words up to reach tokens away that stand in the same text, but not in the window."""
        b, t = windows.ids.shape
        flat = windows.ids.flatten()
        places, steps = self.looks(flat, (reach, reach), 12 * count)
        luck = torch.from_numpy(self.random.random(len(places)))
        found = []
        for name in self.corpus.texts:
            begins = torch.tensor([-1 if of != name or at is None else at for of, at in windows.sources])[places // t]
            mine = begins >= 0
            found.append(self.outside(name, places[mine], steps[mine], luck[mine], begins[mine], flat, t))
        places, words = (torch.cat(parts) for parts in zip(*found))
        order = torch.from_numpy(self.random.permutation(len(places)))[:count]
        return places[order], words[order]

    def outside(self, name, places, steps, luck, begins, flat, t):
        """Those (places, words) whose word a step leads to in the part's same text, outside of the window."""
        ids, bounds = self.corpus.texts[name], self.corpus.bounds[name]
        here = begins + places % t
        there = here + steps
        is_outside = (there < begins) | (there >= begins + t)
        there = there.clamp(0, len(ids) - 1)
        same = torch.bucketize(here, bounds, right=True) == torch.bucketize(there, bounds, right=True)
        words = ids[there]
        kept = is_outside & same & (words != flat[places]) & (luck < self.corpus.aimed[words])
        return places[kept], words[kept]
