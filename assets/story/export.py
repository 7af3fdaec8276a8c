#!/usr/bin/env python3
"""Writes a trained checkpoint as the container that the program opens, and measures what int8 costs.

    export.py --corpus DIR --checkpoint RUN/best.pt --stories DIR --output story.safetensors

One safetensors file: the configuration and the tokenizer as JSON texts in its metadata, matrices as int8 with a scale
a row ("NAME.scale"), the input embedding as float16, so that its first 100 numbers are the word table's own.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from make_corpus import count_case, stories, tiny_names
from story_model import Config, StoryModel
from train import heldout, start_of_rest

MATRICES = ("query", "key", "value", "output", "gate", "up", "down")


def load(corpus, checkpoint):
    tokens = json.loads((corpus / "tokenizer.json").read_text(encoding="utf-8"))
    glove = torch.from_numpy(np.load(corpus / "glove.npy").astype(np.float32))
    saved = torch.load(checkpoint)
    model = StoryModel(Config(**{**saved["config"], "half": False}), glove, start_of_rest(tokens, glove), 1)
    model.load_state_dict(saved["model"])
    return model, tokens, saved


def with_capitals(tokens, folder):
    """Marks the words that are written with a capital: names, and what the classics never write without."""
    cased = count_case(stories(folder / "classics.txt"))
    named = tiny_names(stories(folder / "tinystories.txt"))
    small = Counter()
    for text in stories(folder / "tinystories.txt"):
        for before, word in zip(text.split(), text.split()[1:]):
            # Names follow no article: "the queen", "a button" are no names however often a toy is called so.
            small[word.strip('.,!?"'), before in ("the", "a", "an", "her", "his", "my", "your", "their")] += 1
    for token in tokens:
        text = token["text"]
        token.pop("capital", None)
        if token["kind"] != "word" or not text[0].isalpha():
            continue
        common = small[text, True] > 0.1 * (small[text, True] + small[text, False])
        in_classics = cased[text, True] > 4 * cased[text, False] and cased[text, True] >= 5
        in_tiny = named[text] >= 3 and cased[text, False] < max(20, named[text])
        if text == "i" or (in_classics or in_tiny) and not common:
            token["capital"] = True
    return tokens


def quantize(matrix):
    """(out, in) float32 -> int8 and scale (out): largest magnitude of a row is 127."""
    scale = np.abs(matrix).max(1) / 127
    scale[scale == 0] = 1
    return np.rint(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def matrices(model):
    """Name -> (out, in) parameter views, in file order."""
    c = model.config
    out = {}
    for index, block in enumerate(model.blocks):
        query, key, value = block.qkv.detach().split(c.dims)
        gate, up = block.gate_up.detach().split(c.hidden)
        parts = (query, key, value, block.out.detach(), gate, up, block.down.detach())
        out.update({f"blocks.{index}.{name}": part for name, part in zip(MATRICES, parts)})
    return out


def tensors(model):
    out = {"embedding": model.embedding().detach().numpy().astype(np.float16)}
    products = {**matrices(model), "unembedding": model.unembedding().detach()}
    for name, matrix in products.items():
        out[name], out[f"{name}.scale"] = quantize(matrix.numpy())
    for index, block in enumerate(model.blocks):
        for name in ("attention_gain", "attention_alpha", "mlp_gain", "mlp_alpha"):
            out[f"blocks.{index}.{name}"] = getattr(block, name).detach().numpy()
    out["final_gain"] = model.final_gain.detach().numpy()
    return out


@torch.no_grad()
def load_quantized(model, written):
    """Puts the numbers of the file back into the model, to measure them."""
    for name, matrix in matrices(model).items():
        matrix.copy_(torch.from_numpy(written[name] * written[f"{name}.scale"][:, None]))
    dims = model.config.table_dims
    full = torch.from_numpy(written["unembedding"] * written["unembedding.scale"][:, None])
    model.offset.copy_(full - model.unembedding() + model.offset)
    embedding = torch.from_numpy(written["embedding"].astype(np.float32))
    model.free.copy_(embedding[:, :dims])
    model.extra.copy_(embedding[:, dims:])


def config_of(model):
    c = model.config
    return {"family": "story", "dims": c.dims, "table_dims": c.table_dims, "layers": c.layers, "heads": c.heads,
            "hidden": c.hidden, "vocabulary": c.vocabulary, "context": c.context, "rope_base": c.rope_base,
            "norm_epsilon": 1e-12, "residual": "shell"}


def write(path, metadata, arrays):
    kinds = {np.dtype(np.int8): "I8", np.dtype(np.float16): "F16", np.dtype(np.float32): "F32"}
    header, at = {"__metadata__": metadata}, 0
    # Widest numbers first: then every tensor is aligned to its own size.
    arrays = dict(sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize))
    for name, array in arrays.items():
        header[name] = {"dtype": kinds[array.dtype], "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()

    model, tokens, saved = load(options.corpus, options.checkpoint)
    written = tensors(model)
    metadata = {
        "title": "Embedscope story model",
        "source": "TinyStories (Eldan, Li 2023) and public-domain children's books; input vectors: GloVe 6B, 100 "
                  "dimensions (Pennington, Socher, Manning 2014)",
        "licence": "weights: CDLA-Sharing-1.0, as for TinyStories; GloVe: PDDL 1.0",
        "training": f"step {saved['step']}, {saved['seconds'] / 60:.0f} minutes",
        "config": json.dumps(config_of(model)),
        "tokenizer": json.dumps(with_capitals(tokens, options.stories), ensure_ascii=False, separators=(",", ":")),
    }
    write(options.output, metadata, written)
    print(f"{options.output}: {options.output.stat().st_size:,} bytes, "
          f"{sum(a.size for n, a in written.items() if not n.endswith('.scale')):,} parameters")
    end = next(i for i, t in enumerate(tokens) if t["text"] == "<|endofstory|>")
    kept = json.loads((options.corpus / "heldout_tiny.json").read_text())
    classics = json.loads((options.corpus / "heldout_classics.json").read_text())
    for label in ("float32", "int8"):
        if label == "int8":
            load_quantized(model, written)
        for name, set_ in (("300 TinyStories", kept), ("30 chapters of classics", classics)):
            nats, characters, count = heldout(model, set_, end).tolist()
            print(f"{label}, {name}: {nats / characters:.4f} nats a character, {nats / count:.4f} a token")


if __name__ == "__main__":
    main()
