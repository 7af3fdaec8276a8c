"""The container that the program opens: one safetensors file with the configuration and the tokenizer in its metadata.

Matrices are int8 with a scale a row ("NAME.scale"), the input embedding float16, so that its first numbers are the word
table's own. What is measured of a model is measured on this file.
"""

import json

import numpy as np
import torch

from story_model import Config, StoryModel
from story_tokenizer import StoryTokenizer

MATRICES = ("query", "key", "value", "output", "gate", "up", "down")
VECTORS = ("attention_gain", "attention_alpha", "mlp_gain", "mlp_alpha")
KINDS = {"I8": np.dtype(np.int8), "F16": np.dtype(np.float16), "F32": np.dtype(np.float32)}


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


def vectors(model):
    out = {f"blocks.{index}.{name}": getattr(block, name).detach()
           for index, block in enumerate(model.blocks) for name in VECTORS}
    return {**out, "final_gain": model.final_gain.detach()}


def tensors(model):
    out = {"embedding": model.embedding().detach().numpy().astype(np.float16)}
    for name, matrix in {**matrices(model), "unembedding": model.unembedding().detach()}.items():
        out[name], out[f"{name}.scale"] = quantize(matrix.numpy())
    return {**out, **{name: vector.numpy() for name, vector in vectors(model).items()}}


def write(path, metadata, arrays):
    names = {kind: name for name, kind in KINDS.items()}
    header, at = {"__metadata__": metadata}, 0
    # Widest numbers first: then every tensor is aligned to its own size.
    arrays = dict(sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize))
    for name, array in arrays.items():
        header[name] = {"dtype": names[array.dtype], "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for array in arrays.values():
            file.write(np.ascontiguousarray(array).tobytes())


def read(path):
    """(metadata, name -> array)"""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + size])
    metadata = header.pop("__metadata__")
    arrays = {}
    for name, entry in header.items():
        begin, stop = (8 + size + offset for offset in entry["data_offsets"])
        arrays[name] = np.frombuffer(bytearray(data[begin:stop]), KINDS[entry["dtype"]]).reshape(entry["shape"])
    return metadata, arrays


@torch.no_grad()
def open_model(path):
    """(model, tokenizer) of a file, with the numbers that the program computes with."""
    metadata, arrays = read(path)
    config = json.loads(metadata["config"])
    fields = {key: config[key] for key in Config.__dataclass_fields__ if key in config}
    embedding = torch.from_numpy(arrays["embedding"].astype(np.float32))
    table = embedding[:, :config["table_dims"]]
    model = StoryModel(Config(**fields, half=False), table, torch.zeros_like(table), 1)
    model.extra.copy_(embedding[:, config["table_dims"]:])
    model.offset.zero_()
    products = {**matrices(model), "unembedding": model.offset}
    for name, matrix in products.items():
        matrix.copy_(torch.from_numpy(arrays[name] * arrays[f"{name}.scale"][:, None]))
    model.offset.sub_(torch.nn.functional.pad(model.frozen, (0, config["dims"] - config["table_dims"])))
    for name, vector in vectors(model).items():
        vector.copy_(torch.from_numpy(arrays[name]))
    return model, StoryTokenizer(json.loads(metadata["tokenizer"]))
