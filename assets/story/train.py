#!/usr/bin/env python3
"""Trains the writer or the reader; resumable.

    train.py --corpus DIR --run DIR --tokens N --part NAME=FIRST:LAST ... [--set causal=false ...]

--corpus is make_corpus.py's output. --run keeps checkpoint.pt, best.pt (lowest loss on held-out TinyStories), log.csv and
options.json; started again on the same folder, it goes on from the last checkpoint, where the same seed gives the same
batches. A checkpoint is written every few minutes. Each of --workers processes has one thread and its own batches; their
gradients are averaged at every step.

The writer tells the next word, the reader the words that are masked. Beside that the aim: the drawn part of the states at
content words is to point towards content words near them, rather than towards others of the batch.
"""

import argparse
import csv
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing

from batches import Batches, Corpus, Windows
from heldout import heldout, read_heldout
from optimizers import optimizers
from pairs import WordPairs
from story_model import Config, Dropper, StoryModel

STARTS = {"a": ["an", "one"], "i": ["me", "my"], "'s": ["his", "its"], "'m": ["am"], "'ll": ["will"], "'re": ["are"],
          "'ve": ["have"], "'d": ["would", "had"], "0": ["zero"], "1": ["one"], "2": ["two"], "3": ["three"],
          "4": ["four"], "5": ["five"], "6": ["six"], "7": ["seven"], "8": ["eight"], "9": ["nine"]}


def start_of_rest(tokens, glove):
    """Where tokens begin that the table lacks: at related words, or near the mean of all."""
    row = {t["text"]: glove[i] for i, t in enumerate(tokens) if t["kind"] == "word" and not torch.isnan(glove[i, 0])}
    known = torch.stack(list(row.values()))
    generator = torch.Generator().manual_seed(7)
    out = torch.randn(glove.shape, generator=generator) * known.std() * 0.7 + known[:2000].mean(0)
    for index, token in enumerate(tokens):
        text = token["text"]
        related = STARTS.get(text) or ([text[:-3], "not"] if text.endswith("n't") else [])
        rows = [row[w] for w in related if w in row]
        if rows:
            out[index] = torch.stack(rows).mean(0)
    return out


def schedule(progress, options):
    """Share of the peak rate: warm-up, then flat, then linear to nothing over the last part."""
    if progress < options.warm:
        return progress / options.warm
    return min(1.0, max(0.0, (1 - progress) / options.cool))


class Run:
    """One worker's side of a run; rank 0 writes."""

    HELDOUT = ("tinystories", "encyclopedia")

    def __init__(self, options, rank):
        self.options = options
        self.rank = rank
        self.folder = options.run
        tokens = json.loads((options.corpus / "tokenizer.json").read_text(encoding="utf-8"))
        glove = torch.from_numpy(np.load(options.corpus / "glove.npy").astype(np.float32))
        sizes = {key: json.loads(value) for key, value in (pair.split("=") for pair in options.set)}
        self.config = Config(len(tokens), **sizes)
        self.model = StoryModel(self.config, glove, start_of_rest(tokens, glove), options.seed)
        self.parameters = list(self.model.parameters())
        self.optimizers = optimizers(self.model, options)
        self.rates = [[g["lr"] for g in o.param_groups] for o in self.optimizers]
        self.corpus = Corpus(options.corpus, dict(map(read_part, options.part)))
        self.pairs = WordPairs(self.corpus, "encyclopedia") if options.pairs else None
        self.heldout = {name: read_heldout(options.corpus, name)[:options.heldout] for name in self.HELDOUT}
        self.step, self.tokens, self.seconds, self.best = 0, 0, 0.0, math.inf
        self.resume()
        self.saved = time.time()
        self.drop = Dropper(self.config.dropout, [options.seed, rank, self.step]) if self.config.dropout else None

    def resume(self):
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return
        saved = torch.load(path)
        self.model.load_state_dict(saved["model"])
        for optimizer, state in zip(self.optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        for name in ("step", "tokens", "seconds", "best"):
            setattr(self, name, saved[name])

    def save(self, name):
        if self.rank:
            return
        saved = {"model": self.model.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers],
                 "step": self.step, "tokens": self.tokens, "seconds": self.seconds, "best": self.best,
                 "config": self.config.as_dict()}
        torch.save(saved, self.folder / "new.pt")
        (self.folder / "new.pt").replace(self.folder / name)
        if name == "checkpoint.pt":
            self.saved = time.time()

    def average(self):
        flat = torch.cat([p.grad.flatten() for p in self.parameters])
        distributed.all_reduce(flat)
        flat /= self.options.workers
        for p, g in zip(self.parameters, flat.split([p.numel() for p in self.parameters])):
            p.grad.copy_(g.view_as(p))

    def losses(self, batches, with_pairs):
        """(of the words, of the aim, of the pairs) on one batch."""
        causal, options = self.config.causal, self.options
        extra = 1 if causal else 0
        if with_pairs:
            windows, pairs, pair_words = self.pairs.draw(batches.random, options.places, extra)
        else:
            windows = batches.draw(options.places, options.windows, self.tokens / options.tokens, extra)
        ids = windows.ids[:, :-1].contiguous() if causal else windows.ids
        shown, hidden = (ids, None) if causal else batches.mask(ids)
        states = self.model.states(shown, self.drop)
        words = self.model.word_loss(states[-1], windows.ids[:, 1:].flatten()) if causal else \
            self.model.word_loss(states[-1][hidden], ids.flatten()[hidden])
        places, aims = batches.aims(ids, shown, options.reach, options.aims, options.hidden_only)
        if options.beyond:
            more = batches.aims_beyond(Windows(ids, windows.sources), options.beyond, options.aims)
            places, aims = torch.cat([places, more[0]]), torch.cat([aims, more[1]])
        aimed = [states[layer] for layer in options.aim_layers]
        aim = sum(self.model.aim_loss(state[places], aims) for state in aimed) / len(aimed)
        if not with_pairs:
            return words, aim, torch.zeros(())
        return words, aim, sum(self.model.pair_loss(state, pairs, pair_words) for state in aimed) / len(aimed)

    def train_step(self):
        share = schedule(self.tokens / self.options.tokens, self.options)
        for optimizer, rates in zip(self.optimizers, self.rates):
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * share
        batches = Batches(self.corpus, [self.options.seed, self.step, self.rank])
        sums = np.zeros(3)
        for index in range(self.options.accumulate):
            # The workers take turns with the pairs.
            with_pairs = self.pairs and (self.step + self.rank + index) % 2 == 1
            words, aim, pairs = self.losses(batches, with_pairs)
            loss = words + self.options.aim * aim + self.options.pairs * pairs
            (loss / self.options.accumulate).backward()
            sums += (float(words), float(aim), float(pairs))
        if self.options.workers > 1:
            self.average()
        torch.nn.utils.clip_grad_norm_([p for p in self.parameters if p.ndim == 1], 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        return sums / self.options.accumulate

    def evaluate(self, losses):
        sums = torch.stack([heldout(self.model, texts[self.rank::self.options.workers], self.corpus.end, self.corpus.mask)
                            for texts in self.heldout.values()])
        if self.options.workers > 1:
            distributed.all_reduce(sums)
        per_character = (sums[:, 0] / sums[:, 1]).tolist()
        if self.rank == 0:
            self.log(losses, per_character)
        if per_character[0] < self.best:
            self.best = per_character[0]
            self.save("best.pt")

    def log(self, losses, kept):
        path = self.folder / "log.csv"
        new = not path.exists()
        with open(path, "a", newline="") as file:
            writer = csv.writer(file)
            if new:
                unit = "character" if self.config.causal else "masked_token"
                writer.writerow(["step", "tokens", "seconds", "training_words", "training_aim", "training_pairs"] +
                                [f"heldout_{name}_nats_per_{unit}" for name in self.HELDOUT])
            writer.writerow([self.step, self.tokens, round(self.seconds)] +
                            [f"{value:.4f}" for value in [*losses, *kept]])
        print(f"{self.step} {self.tokens / 1e6:.2f}M {self.seconds:.0f}s {self.tokens / self.seconds:.0f}/s words "
              f"{losses[0]:.4f} aim {losses[1]:.4f} pairs {losses[2]:.4f} " +
              " ".join(f"{name} {value:.4f}" for name, value in zip(self.HELDOUT, kept)), flush=True)

    def train(self):
        each = self.options.places * self.options.accumulate * self.options.workers
        mean = None
        while self.tokens < self.options.tokens:
            begun = time.time()
            losses = self.train_step()
            mean = losses if mean is None else 0.98 * mean + 0.02 * losses
            self.step += 1
            self.tokens += each
            self.seconds += time.time() - begun
            ends = self.tokens >= self.options.tokens
            if self.step % self.options.every == 0 or ends:
                self.evaluate(mean)
            if time.time() - self.saved > self.options.minutes * 60 or ends:
                self.save("checkpoint.pt")


def work(rank, options):
    torch.set_num_threads(1)
    if options.workers > 1:
        distributed.init_process_group("gloo", init_method=f"file://{(options.run / 'meeting').resolve()}",
                                       rank=rank, world_size=options.workers)
    Run(options, rank).train()


def read_part(text):
    """NAME=FIRST:LAST -> (name, (first, last)): the part's share of the windows at the start and at the end."""
    name, shares = text.split("=")
    first, last = map(float, shares.split(":"))
    return name, (first, last)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--tokens", type=int, required=True, help="all that are to be seen, with those of earlier starts")
    parser.add_argument("--part", nargs="+", required=True, metavar="NAME=FIRST:LAST",
                        help="share of tinystories, classics, encyclopedia")
    parser.add_argument("--places", type=int, default=4096, help="tokens in one pass")
    parser.add_argument("--accumulate", type=int, default=2, help="passes in one step")
    parser.add_argument("--windows", type=int, nargs="+", default=[64, 256], help="their lengths")
    parser.add_argument("--aim", type=float, default=0.5, help="weight of the aim")
    parser.add_argument("--aims", type=int, default=1024, help="places of a pass that have one")
    parser.add_argument("--aim-layers", type=int, nargs="+", default=[6], help="layers whose states have it")
    parser.add_argument("--reach", type=int, nargs=2, default=[8, 12], metavar=("BACK", "AHEAD"), help="its words")
    parser.add_argument("--hidden-only", type=float, default=0.0, help="share of the aims that the model may not read")
    parser.add_argument("--beyond", type=int, default=0, help="reach, in tokens, of as many aims outside of the window")
    parser.add_argument("--pairs", type=float, default=0.0, help="weight of the pairs of one word in one text")
    parser.add_argument("--muon", type=float, default=8e-3)
    parser.add_argument("--adam", type=float, default=4e-3)
    parser.add_argument("--decay", type=float, default=0.1)
    parser.add_argument("--warm", type=float, default=0.01)
    parser.add_argument("--cool", type=float, default=0.4, help="last share of the tokens, in which the rates fall")
    parser.add_argument("--every", type=int, default=200, help="steps between two looks at the held-out texts")
    parser.add_argument("--heldout", type=int, default=300, help="texts of a look")
    parser.add_argument("--minutes", type=float, default=5, help="between two checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--set", nargs="*", default=[], metavar="KEY=VALUE", help="fields of story_model.Config")
    return parser.parse_args()


def main():
    options = parse()
    options.run.mkdir(parents=True, exist_ok=True)
    (options.run / "meeting").unlink(missing_ok=True)
    (options.run / "options.json").write_text(json.dumps({k: str(v) for k, v in vars(options).items()}, indent=1))
    if options.workers == 1:
        work(0, options)
    else:
        multiprocessing.spawn(work, (options,), options.workers)


if __name__ == "__main__":
    main()
