#!/usr/bin/env python3
"""Trains the story model; resumable.

    train.py --corpus DIR --run DIR [--tokens N] [--set dims=160 ...]

--corpus is make_corpus.py's output. --run keeps checkpoint.pt, best.pt (lowest held-out loss), log.csv and config.json;
started again on the same folder, it goes on from the last checkpoint. The same seeds give the same batches.
Each of --workers processes has one thread and its own batches; their gradients are averaged at every step.
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


class Batches:
    """Windows of context + 1 tokens: of the stories, begun where a story begins; of the classics, begun anywhere."""

    def __init__(self, folder, context, seed):
        self.tiny = torch.from_numpy(np.load(folder / "tinystories.npy").astype(np.int64))
        self.classics = torch.from_numpy(np.load(folder / "classics.npy").astype(np.int64))
        self.context = context
        end = int(self.tiny[0])
        self.tiny_starts = (self.tiny == end).nonzero().flatten()
        self.classic_starts = (self.classics == end).nonzero().flatten()
        self.random = np.random.default_rng(seed)
        self.queue = []

    def tiny_window(self):
        if not self.queue:
            self.queue = list(self.random.permutation(len(self.tiny_starts)))
        # Whole stories in random order until the window is full: each epoch sees every story once.
        parts, size = [], 0
        while size <= self.context:
            if not self.queue:
                self.queue = list(self.random.permutation(len(self.tiny_starts)))
            s = self.queue.pop()
            stop = self.tiny_starts[s + 1] if s + 1 < len(self.tiny_starts) else len(self.tiny)
            part = self.tiny[self.tiny_starts[s]:stop]
            if len(part) > self.context and size == 0 and self.random.random() < 0.5:
                part = part[-(self.context + 1):]
            parts.append(part)
            size += len(part)
        return torch.cat(parts)[:self.context + 1]

    def classics_window(self):
        at = int(self.random.integers(len(self.classics) - self.context - 1))
        return self.classics[at:at + self.context + 1]

    def draw(self, count, tiny_share):
        rows = [self.tiny_window() if self.random.random() < tiny_share else self.classics_window()
                for _ in range(count)]
        rows = torch.stack(rows)
        return rows[:, :-1].contiguous(), rows[:, 1:].contiguous()


def newton_schulz(g, steps=5):
    """The nearest orthogonal matrices of a stack (n, small, large), roughly (Muon: Jordan et al. 2024)."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (g / (g.norm(dim=(1, 2), keepdim=True) + 1e-7)).bfloat16()
    for _ in range(steps):
        s = x @ x.transpose(1, 2)
        x = a * x + (b * s + c * (s @ s)) @ x
    return x.float()


class Muon(torch.optim.Optimizer):
    """Momentum, orthogonalised, for the matrices of the blocks; fused matrices are taken apart."""

    def __init__(self, parameters, lr, momentum=0.95, decay=0.1):
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            stacks = {}
            for p in group["params"]:
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                m = state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                g = p.grad.lerp(m, group["momentum"])
                p.mul_(1 - group["lr"] * group["decay"])
                for part, target in zip(g.split(p.parts), p.split(p.parts)):
                    if part.shape[0] > part.shape[1]:
                        part, target = part.t(), target.t()
                    stacks.setdefault(part.shape, []).append((part, target))
            for shape, pairs in stacks.items():
                directions = newton_schulz(torch.stack([part for part, _ in pairs]))
                for direction, (_, target) in zip(directions, pairs):
                    target.add_(direction, alpha=-group["lr"] * 0.2 * max(shape) ** 0.5)


def optimizers(model, options):
    matrices, rest = [], []
    for name, p in model.named_parameters():
        if name.startswith("blocks") and p.ndim == 2:
            p.parts = model.config.dims if name.endswith("qkv") else \
                model.config.hidden if name.endswith("gate_up") else p.shape[0]
            matrices.append(p)
        else:
            rest.append((name, p))
    wide = [p for n, p in rest if n in ("offset", "extra", "free")]
    small = [p for n, p in rest if n not in ("offset", "extra", "free")]
    adam = torch.optim.AdamW([{"params": wide, "weight_decay": options.decay}, {"params": small, "weight_decay": 0.0}],
                             lr=options.adam, betas=(0.9, 0.98), eps=1e-9)
    if options.optimizer == "muon":
        return [Muon(matrices, options.muon, decay=options.decay), adam]
    adam.add_param_group({"params": matrices, "weight_decay": options.decay})
    return [adam]


@torch.no_grad()
def heldout(model, stories, end):
    """[nats, characters, tokens] of whole stories, the end mark as first token; windows overlap by half in long ones."""
    context = model.config.context
    unembedding = model.unembedding()
    nats, characters, tokens = 0.0, 0, 0
    for story in stories:
        ids = torch.tensor([end] + story["ids"])
        done = 0  # targets scored so far
        while done < len(ids) - 1:
            at = max(0, min(done - context // 2, len(ids) - 1 - context)) if done else 0
            window = ids[at:at + context + 1]
            log_p = torch.log_softmax(model.stream(window[None, :-1]) @ unembedding.t(), -1)
            losses = -log_p.gather(1, window[1:, None]).flatten()[done - at:]
            nats += float(losses.sum())
            done += len(losses)
        characters += story["characters"]
        tokens += len(story["ids"])
    return torch.tensor([nats, characters, tokens], dtype=torch.float64)


def schedule(progress, options):
    """Share of the peak rate: warm-up, then flat, then linear to nothing over the last part."""
    if progress < options.warm:
        return progress / options.warm
    return min(1.0, max(0.0, (1 - progress) / options.cool))


class Run:
    """One worker's side of a run; rank 0 writes."""

    def __init__(self, options, rank):
        self.options = options
        self.rank = rank
        self.folder = options.run
        tokens = json.loads((options.corpus / "tokenizer.json").read_text(encoding="utf-8"))
        glove = torch.from_numpy(np.load(options.corpus / "glove.npy").astype(np.float32))
        sizes = {k: type(getattr(Config, k))(v) for k, v in (pair.split("=") for pair in options.set)}
        self.config = Config(len(tokens), **sizes)
        self.model = StoryModel(self.config, glove, start_of_rest(tokens, glove), options.seed)
        self.parameters = list(self.model.parameters())
        self.optimizers = optimizers(self.model, options)
        self.rates = [[g["lr"] for g in o.param_groups] for o in self.optimizers]
        self.batches = Batches(options.corpus, self.config.context, options.seed * 100 + rank)
        self.heldout = json.loads((options.corpus / "heldout_tiny.json").read_text())
        self.step, self.seconds, self.best = 0, 0.0, math.inf
        self.resume()
        self.drop = Dropper(self.config.dropout, [options.seed, rank, self.step]) if self.config.dropout else None

    def resume(self):
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return
        saved = torch.load(path)
        self.model.load_state_dict(saved["model"])
        for optimizer, state in zip(self.optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        self.step, self.seconds, self.best = saved["step"], saved["seconds"], saved["best"]
        self.batches.random.bit_generator.state, self.batches.queue = saved["batches"][self.rank]

    def save(self, name):
        batches = [None] * self.options.workers
        distributed.all_gather_object(batches, (self.batches.random.bit_generator.state, self.batches.queue))
        if self.rank:
            return
        saved = {"model": self.model.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers],
                 "step": self.step, "seconds": self.seconds, "best": self.best, "config": self.config.as_dict(),
                 "batches": batches}
        torch.save(saved, self.folder / "new.pt")
        (self.folder / "new.pt").replace(self.folder / name)

    def average(self):
        flat = torch.cat([p.grad.flatten() for p in self.parameters])
        distributed.all_reduce(flat)
        flat /= self.options.workers
        for p, g in zip(self.parameters, flat.split([p.numel() for p in self.parameters])):
            p.grad.copy_(g.view_as(p))

    def train_step(self, progress):
        share = schedule(progress, self.options)
        for optimizer, rates in zip(self.optimizers, self.rates):
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * share
        tiny_share = self.options.tiny[0] + (self.options.tiny[1] - self.options.tiny[0]) * progress
        total = 0.0
        for _ in range(self.options.accumulate):
            ids, targets = self.batches.draw(self.options.batch, tiny_share)
            loss = self.model.loss(ids, targets, self.drop) / self.options.accumulate
            loss.backward()
            total += float(loss)
        self.average()
        torch.nn.utils.clip_grad_norm_([p for p in self.parameters if p.ndim == 1], 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        return total

    def evaluate(self, loss, tokens):
        stories = self.heldout[:self.options.heldout][self.rank::self.options.workers]
        sums = heldout(self.model, stories, self.batches.tiny[0].item())
        distributed.all_reduce(sums)
        per_character, per_token = float(sums[0] / sums[1]), float(sums[0] / sums[2])
        if self.rank == 0:
            self.log(loss, tokens, per_token, per_character)
        if per_character < self.best:
            self.best = per_character
            self.save("best.pt")

    def log(self, loss, tokens, per_token, per_character):
        new = not (self.folder / "log.csv").exists()
        with open(self.folder / "log.csv", "a", newline="") as file:
            writer = csv.writer(file)
            if new:
                writer.writerow(["step", "tokens", "seconds", "training_nats_per_token", "heldout_nats_per_token",
                                 "heldout_nats_per_character"])
            writer.writerow([self.step, tokens, round(self.seconds), f"{loss:.4f}", f"{per_token:.4f}",
                             f"{per_character:.4f}"])
        print(f"{self.step} {tokens / 1e6:.2f}M {self.seconds:.0f}s {tokens / self.seconds:.0f}/s "
              f"train {loss:.4f} heldout {per_token:.4f}/token {per_character:.4f}/char", flush=True)

    def train(self):
        each = self.options.batch * self.options.accumulate * self.options.workers * self.config.context
        steps = self.options.tokens // each
        mean = None
        while self.step < steps:
            begun = time.time()
            loss = self.train_step(self.step / steps)
            mean = loss if mean is None else 0.98 * mean + 0.02 * loss
            self.step += 1
            self.seconds += time.time() - begun
            if self.step % self.options.every == 0 or self.step == steps:
                self.evaluate(mean, self.step * each)
                self.save("checkpoint.pt")


def work(rank, options):
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=f"file://{(options.run / 'meeting').resolve()}",
                                   rank=rank, world_size=options.workers)
    Run(options, rank).train()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--tokens", type=int, default=40_000_000)
    parser.add_argument("--batch", type=int, default=10, help="windows in one pass")
    parser.add_argument("--accumulate", type=int, default=2, help="passes in one step")
    parser.add_argument("--optimizer", choices=["muon", "adamw"], default="muon")
    parser.add_argument("--muon", type=float, default=3e-3)
    parser.add_argument("--adam", type=float, default=3e-3)
    parser.add_argument("--decay", type=float, default=0.1)
    parser.add_argument("--warm", type=float, default=0.02)
    parser.add_argument("--cool", type=float, default=0.5)
    parser.add_argument("--tiny", type=float, nargs=2, default=[0.4, 0.9], help="share of TinyStories: first, last")
    parser.add_argument("--every", type=int, default=200, help="steps between two looks at the held-out stories")
    parser.add_argument("--heldout", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--set", nargs="*", default=[], metavar="KEY=VALUE", help="fields of story_model.Config")
    options = parser.parse_args()
    options.run.mkdir(parents=True, exist_ok=True)
    (options.run / "meeting").unlink(missing_ok=True)
    (options.run / "options.json").write_text(json.dumps({k: str(v) for k, v in vars(options).items()}, indent=1))
    multiprocessing.spawn(work, (options,), options.workers)


if __name__ == "__main__":
    main()
