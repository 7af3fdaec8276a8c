#!/usr/bin/env python3
"""The forward passes of llama, GPT-2, the story model and its reader in numpy float64: whole sequences at once, no cache, written
from the papers and Hugging Face's tensor layouts, sharing nothing with the engine in model/.

    llama_logits(weights, config, ids), gpt2_logits(weights, config, ids), story_logits(weights, config, ids) -> (T, V)

`weights`: Hugging Face tensor names -> arrays, with or without the prefix `model.` / `transformer.`; `config`: the keys
of config.json. As a program: transformer_oracle.py MODEL.safetensors ID ...   prints the logits, one line a position;
the file's metadata carries the configuration as JSON under `config`, with its `model_type`.
"""
import json
import math
import pathlib
import sys

import numpy as np


def strip_prefix(weights):
    """float64 copies by name, without the prefix of the model's body."""
    out = {}
    for name, values in weights.items():
        for prefix in ("model.", "transformer."):
            name = name.removeprefix(prefix)
        out[name] = np.asarray(values, dtype=np.float64)
    return out


def rms_norm(x, gain, epsilon):
    return x / np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + epsilon) * gain


def layer_norm(x, gain, bias, epsilon):
    centred = x - x.mean(axis=-1, keepdims=True)
    return centred / np.sqrt(np.mean(centred * centred, axis=-1, keepdims=True) + epsilon) * gain + bias


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def rotate(x, base, adjacent):
    """RoPE (Su et al. 2021) of x (heads, T, head): as complex numbers made of (i, i+1) or of (i, i + head/2)."""
    _, length, size = x.shape
    angles = np.outer(np.arange(length), base ** (-np.arange(0, size, 2) / size))
    if adjacent:
        turned = (x[..., 0::2] + 1j * x[..., 1::2]) * np.exp(1j * angles)
        return np.stack([turned.real, turned.imag], axis=-1).reshape(x.shape)
    turned = (x[..., : size // 2] + 1j * x[..., size // 2:]) * np.exp(1j * angles)
    return np.concatenate([turned.real, turned.imag], axis=-1)


def split_heads(x, heads):
    """(T, heads * size) -> (heads, T, size)"""
    return x.reshape(x.shape[0], heads, -1).swapaxes(0, 1)


def attention(queries, keys, values, causal=True):
    """(heads, T, size) each -> (T, heads * size); fewer keys than queries are shared by groups of heads.
    `causal`: no token sees what follows it."""
    group = queries.shape[0] // keys.shape[0]
    keys, values = np.repeat(keys, group, axis=0), np.repeat(values, group, axis=0)
    length = queries.shape[1]
    scores = queries @ keys.swapaxes(1, 2) / math.sqrt(queries.shape[2])
    if causal:
        scores[:, np.triu(np.ones((length, length), dtype=bool), 1)] = -np.inf
    return (softmax(scores) @ values).swapaxes(0, 1).reshape(length, -1)


def gelu_tanh(x):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def step_on_shell(x, update, alpha, radius):
    """Loshchilov et al. 2024 (nGPT), with each token's own radius (T, 1)."""
    target = radius * update / np.linalg.norm(update, axis=-1, keepdims=True)
    moved = x + alpha * (target - x)
    return radius * moved / np.linalg.norm(moved, axis=-1, keepdims=True)


def rope_base(config):
    base = config.get("rope_theta")
    if base is None:
        base = (config.get("rope_parameters") or {}).get("rope_theta")
    return 10000.0 if base is None else base


def llama_logits(weights, config, ids, adjacent=False, shell=False):
    """`adjacent`: RoPE turns the pairs (i, i+1), as in llama2.c; Hugging Face's order turns (i, i + head/2)."""
    w = strip_prefix(weights)
    heads = config["num_attention_heads"]
    kv_heads = config.get("num_key_value_heads") or heads
    epsilon, base = config.get("rms_norm_eps", 1e-6), rope_base(config)

    def linear(name, x):
        y = x @ w[name + ".weight"].T
        return y + w[name + ".bias"] if name + ".bias" in w else y

    x = w["embed_tokens.weight"][list(ids)]
    radius = np.linalg.norm(x, axis=-1, keepdims=True)
    for layer in range(config["num_hidden_layers"]):
        at = f"layers.{layer}."

        def add(update, alpha):
            return step_on_shell(x, update, w[at + alpha], radius) if shell else x + update

        normed = rms_norm(x, w[at + "input_layernorm.weight"], epsilon)
        q = rotate(split_heads(linear(at + "self_attn.q_proj", normed), heads), base, adjacent)
        k = rotate(split_heads(linear(at + "self_attn.k_proj", normed), kv_heads), base, adjacent)
        v = split_heads(linear(at + "self_attn.v_proj", normed), kv_heads)
        x = add(linear(at + "self_attn.o_proj", attention(q, k, v, config.get("causal", True))), "attention_alpha")
        normed = rms_norm(x, w[at + "post_attention_layernorm.weight"], epsilon)
        gate = linear(at + "mlp.gate_proj", normed)
        x = add(linear(at + "mlp.down_proj", gate / (1 + np.exp(-gate)) * linear(at + "mlp.up_proj", normed)),
                "mlp_alpha")
    x = rms_norm(x, w["norm.weight"], epsilon)
    tied = config.get("tie_word_embeddings", "lm_head.weight" not in w)
    return x @ w["embed_tokens.weight" if tied else "lm_head.weight"].T


def story_logits(weights, config, ids):
    """The story model by Hugging Face's names (the reader: `causal` is false), with `layers.N.attention_alpha` and `layers.N.mlp_alpha`."""
    return llama_logits(weights, config, ids, adjacent=True, shell=True)


def gpt2_logits(weights, config, ids):
    w = strip_prefix(weights)
    epsilon, heads = config.get("layer_norm_epsilon", 1e-5), config["n_head"]

    def conv1d(name, x):
        return x @ w[name + ".weight"] + w[name + ".bias"]

    def norm(name, x):
        return layer_norm(x, w[name + ".weight"], w[name + ".bias"], epsilon)

    x = w["wte.weight"][list(ids)] + w["wpe.weight"][: len(ids)]
    for layer in range(config["n_layer"]):
        at = f"h.{layer}."
        q, k, v = np.split(conv1d(at + "attn.c_attn", norm(at + "ln_1", x)), 3, axis=-1)
        mixed = attention(split_heads(q, heads), split_heads(k, heads), split_heads(v, heads))
        x = x + conv1d(at + "attn.c_proj", mixed)
        x = x + conv1d(at + "mlp.c_proj", gelu_tanh(conv1d(at + "mlp.c_fc", norm(at + "ln_2", x))))
    x = norm("ln_f", x)
    tied = config.get("tie_word_embeddings", True) or "lm_head.weight" not in w
    return x @ w["wte.weight" if tied else "lm_head.weight"].T


def logits(weights, config, ids):
    kinds = {
        "llama": llama_logits,
        "llama2.c": lambda *model: llama_logits(*model, adjacent=True),
        "story": story_logits,
        "gpt2": gpt2_logits,
    }
    return kinds[config["model_type"]](weights, config, ids)


def read_safetensors(path):
    """Tensors F32 and F16 by name, and the metadata."""
    data = pathlib.Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    metadata = header.pop("__metadata__", {})
    kinds = {"F32": "<f4", "F16": "<f2"}
    tensors = {}
    for name, tensor in header.items():
        begin, end = tensor["data_offsets"]
        values = np.frombuffer(data[start + begin: start + end], dtype=kinds[tensor["dtype"]])
        tensors[name] = values.reshape(tensor["shape"])
    return tensors, metadata


def main():
    weights, metadata = read_safetensors(sys.argv[1])
    ids = [int(word) for word in sys.argv[2:]]
    for row in logits(weights, json.loads(metadata["config"]), ids):
        print(" ".join(f"{value:.9g}" for value in row))


if __name__ == "__main__":
    main()
