#!/usr/bin/env python3
"""Writes tiny random models for tests/unit/model into a folder, and what they answer.
Run: make_tiny_models.py FOLDER     (numpy; the test runs it)

Hugging Face folders of GPT-2 (tied with the prefix `transformer.`; untied in half precision without it) and llama
(grouped-query tied; untied in bfloat16, in two shards; heads wider than dims / heads), each with a tiny tokenizer, and a story
container. FOLDER/cases.json lists {"path", "ids", "logits": (T, V)}; the logits are transformer_oracle.py's, of the
numbers as they are stored.
"""
import json
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import transformer_oracle  # noqa: E402

rng = np.random.default_rng(20)


def random(*shape, mean=0.0, scale=0.3):
    return rng.normal(mean, scale, shape).astype(np.float32)


def to_bfloat16(values):
    """Bits of the nearest bfloat16, ties to even."""
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32).astype(np.uint64)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


class Stored:
    """An array as the file holds it, and as the numbers that it stands for."""

    def __init__(self, values, dtype="F32", scale=None):
        self.dtype = dtype
        if dtype == "BF16":
            self.bytes = to_bfloat16(values)
            self.values = (self.bytes.astype(np.uint32) << 16).view(np.float32)
        else:
            self.bytes = np.asarray(values).astype({"F32": "<f4", "F16": "<f2", "U8": "u1", "I8": "i1"}[dtype])
            self.values = self.bytes.astype(np.float64)
        if scale is not None:
            self.values = self.values * scale[:, None]


def write_safetensors(path, tensors, metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, tensor in tensors.items():
        raw = tensor.bytes.tobytes()
        header[name] = {"dtype": tensor.dtype, "shape": list(tensor.bytes.shape),
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def byte_characters():
    printed = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in printed]
    return {**{b: chr(b) for b in printed}, **{b: chr(256 + n) for n, b in enumerate(others)}}


GPT2_MERGES = [("t", "h"), ("th", "e"), ("\u0120", "the"), ("i", "n"), ("in", "g"), ("\u0120", "a")]
LLAMA_MERGES = [("\u2581", "t"), ("h", "e"), ("\u2581t", "he"), ("\u2581", "a"), ("i", "n"), ("in", "g")]
END = "<|endoftext|>"


def write_gpt2_tokenizer(folder, as_json):
    tokens = list(byte_characters().values()) + [a + b for a, b in GPT2_MERGES] + [END]
    vocabulary = {token: i for i, token in enumerate(tokens)}
    if as_json:
        (folder / "tokenizer.json").write_text(json.dumps({
            "version": "1.0", "normalizer": None, "decoder": {"type": "ByteLevel"},
            "added_tokens": [{"id": vocabulary[END], "content": END, "special": True}],
            "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True},
            "post_processor": {"type": "ByteLevel", "trim_offsets": False},
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                      "end_of_word_suffix": "", "fuse_unk": False, "vocab": vocabulary,
                      "merges": [list(pair) for pair in GPT2_MERGES]}}))
    else:
        (folder / "vocab.json").write_text(json.dumps(vocabulary))
        (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in GPT2_MERGES),
                                           encoding="utf-8")
    return len(vocabulary)


def write_llama_tokenizer(folder):
    tokens = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]
    tokens += ["\u2581"] + [chr(c) for c in range(ord("a"), ord("z") + 1)] + [a + b for a, b in LLAMA_MERGES]
    (folder / "tokenizer.json").write_text(json.dumps({
        "version": "1.0", "pre_tokenizer": None, "decoder": None,
        "added_tokens": [{"id": i, "content": tokens[i], "special": True} for i in range(3)],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "\u2581"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
        "post_processor": {"type": "TemplateProcessing", "single": [
            {"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [], "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
        "model": {"type": "BPE", "unk_token": "<unk>", "fuse_unk": True, "byte_fallback": True,
                  "vocab": {token: i for i, token in enumerate(tokens)},
                  "merges": [f"{a} {b}" for a, b in LLAMA_MERGES]}}))
    return len(tokens)


def gpt2(folder, dtype, prefix, tied, as_json):
    folder.mkdir()
    dims, layers, heads, positions, hidden = 16, 2, 4, 24, 40
    vocabulary = write_gpt2_tokenizer(folder, as_json)
    config = {"model_type": "gpt2", "n_embd": dims, "n_layer": layers, "n_head": heads, "n_positions": positions,
              "n_inner": hidden, "vocab_size": vocabulary, "activation_function": "gelu_new",
              "layer_norm_epsilon": 1e-5, "tie_word_embeddings": tied, "eos_token_id": vocabulary - 1}
    plain = {"wte.weight": random(vocabulary, dims, scale=0.8), "wpe.weight": random(positions, dims)}
    for layer in range(layers):
        at = f"h.{layer}."
        plain |= {at + "ln_1.weight": random(dims, mean=1), at + "ln_1.bias": random(dims),
                  at + "attn.c_attn.weight": random(dims, 3 * dims), at + "attn.c_attn.bias": random(3 * dims),
                  at + "attn.c_proj.weight": random(dims, dims), at + "attn.c_proj.bias": random(dims),
                  at + "ln_2.weight": random(dims, mean=1), at + "ln_2.bias": random(dims),
                  at + "mlp.c_fc.weight": random(dims, hidden), at + "mlp.c_fc.bias": random(hidden),
                  at + "mlp.c_proj.weight": random(hidden, dims), at + "mlp.c_proj.bias": random(dims)}
    plain |= {"ln_f.weight": random(dims, mean=1), "ln_f.bias": random(dims)}
    tensors = {prefix + name: Stored(values, dtype) for name, values in plain.items()}
    tensors |= {f"{prefix}h.{i}.attn.bias": Stored(np.tri(positions)[None, None], "U8") for i in range(layers)}
    if not tied:
        tensors["lm_head.weight"] = Stored(random(vocabulary, dims), dtype)
    (folder / "config.json").write_text(json.dumps(config))
    write_safetensors(folder / "model.safetensors", tensors, {"format": "pt"})
    return case(folder, tensors, config, vocabulary)


def llama(folder, dtype, tied, shards=1, head=None, prefix="model."):
    folder.mkdir()
    dims, layers, heads, kv_heads, hidden = 16, 2, 4, 2, 36
    vocabulary = write_llama_tokenizer(folder)
    config = {"model_type": "llama", "hidden_size": dims, "num_hidden_layers": layers, "num_attention_heads": heads,
              "num_key_value_heads": kv_heads, "intermediate_size": hidden, "vocab_size": vocabulary,
              "max_position_embeddings": 32, "rms_norm_eps": 1e-6, "rope_theta": 500.0, "hidden_act": "silu",
              "tie_word_embeddings": tied, "attention_bias": False, "rope_scaling": None, "eos_token_id": [2]}
    if head:
        config["head_dim"] = head
    head = head or dims // heads
    plain = {"embed_tokens.weight": random(vocabulary, dims, scale=0.8)}
    for layer in range(layers):
        at = f"layers.{layer}."
        plain |= {at + "input_layernorm.weight": random(dims, mean=1),
                  at + "self_attn.q_proj.weight": random(heads * head, dims),
                  at + "self_attn.k_proj.weight": random(kv_heads * head, dims),
                  at + "self_attn.v_proj.weight": random(kv_heads * head, dims),
                  at + "self_attn.o_proj.weight": random(dims, heads * head),
                  at + "post_attention_layernorm.weight": random(dims, mean=1),
                  at + "mlp.gate_proj.weight": random(hidden, dims), at + "mlp.up_proj.weight": random(hidden, dims),
                  at + "mlp.down_proj.weight": random(dims, hidden)}
    plain["norm.weight"] = random(dims, mean=1)
    tensors = {prefix + name: Stored(values, dtype) for name, values in plain.items()}
    if not tied:
        tensors["lm_head.weight"] = Stored(random(vocabulary, dims), dtype)
    (folder / "config.json").write_text(json.dumps(config))
    if shards == 1:
        write_safetensors(folder / "model.safetensors", tensors, {"format": "pt"})
    else:
        where = {name: f"model-{i % shards + 1:05}-of-{shards:05}.safetensors" for i, name in enumerate(tensors)}
        for file in set(where.values()):
            write_safetensors(folder / file, {n: t for n, t in tensors.items() if where[n] == file})
        (folder / "model.safetensors.index.json").write_text(json.dumps({"metadata": {}, "weight_map": where}))
    return case(folder, tensors, config, vocabulary)


def story_tokens(causal):
    def token(text, kind, left=False, right=False):
        return {"text": text, "kind": kind, "left": left, "right": right}

    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    tokens = [token("<|endofstory|>", "special", True, True), token("\n", "mark", True, True),
              token("<open-quote>", "special", False, True), token("<close-quote>", "special", True, False),
              token("<join>", "special", True, True), token("<space>", "special", True, True),
              token(".", "mark", True), token("'", "mark", False, True), token("the", "word"), token("king", "word")]
    tokens += [token(letter, "word") for letter in letters]
    tokens += [token(letter, "piece", True) for letter in letters + ["'"]]
    tokens += [] if causal else [token("<mask>", "special")]
    return tokens + [token(f"<0x{b:02X}>", "byte", True, True) for b in range(256)]


def story(path, dtype, residual, causal=True):
    dims, layers, heads, hidden = 16, 2, 2, 40
    tokens = story_tokens(causal)
    vocabulary = len(tokens)
    config = {"family": "story", "dims": dims, "table_dims": 12, "layers": layers, "heads": heads, "hidden": hidden,
              "vocabulary": vocabulary, "context": 32, "rope_base": 10000.0, "norm_epsilon": 1e-5, "residual": residual}
    if not causal:
        config |= {"causal": False, "mask": "<mask>"}
    plain = {"embedding": random(vocabulary, dims, scale=0.8), "final_gain": random(dims, mean=1),
             "unembedding": random(vocabulary, dims)}
    for layer in range(layers):
        at = f"blocks.{layer}."
        plain |= {at + "attention_gain": random(dims, mean=1), at + "mlp_gain": random(dims, mean=1)}
        plain |= {at + name: random(dims, dims) for name in ("query", "key", "value", "output")}
        plain |= {at + "gate": random(hidden, dims), at + "up": random(hidden, dims), at + "down": random(dims, hidden)}
        if residual == "shell":
            plain |= {at + "attention_alpha": random(dims, mean=0.2, scale=0.05),
                      at + "mlp_alpha": random(dims, mean=0.2, scale=0.05)}
    tensors = {}
    for name, values in plain.items():
        if values.ndim == 1:
            tensors[name] = Stored(values)
        elif dtype == "I8" and name != "embedding":
            scale = (np.abs(values).max(axis=1) / 127).astype(np.float32)
            tensors[name] = Stored(np.round(values / scale[:, None]), "I8", scale.astype(np.float64))
            tensors[name + ".scale"] = Stored(scale)
        else:
            tensors[name] = Stored(values, "F16" if name == "embedding" else dtype)
    write_safetensors(path, tensors, {"config": json.dumps(config), "tokenizer": json.dumps(tokens),
                                      "title": "Tiny story", "source": "random numbers", "licence": "none",
                                      **({} if causal else {"trained_to": "to know nothing"})})
    names = {"embedding": "embed_tokens.weight", "final_gain": "norm.weight", "unembedding": "lm_head.weight",
             "attention_gain": "input_layernorm.weight", "mlp_gain": "post_attention_layernorm.weight",
             "query": "self_attn.q_proj.weight", "key": "self_attn.k_proj.weight",
             "value": "self_attn.v_proj.weight", "output": "self_attn.o_proj.weight", "gate": "mlp.gate_proj.weight",
             "up": "mlp.up_proj.weight", "down": "mlp.down_proj.weight"}
    renamed = {}
    for name, tensor in tensors.items():
        *at, last = name.replace("blocks.", "layers.").split(".")
        renamed[".".join([*at, names.get(last, last)])] = tensor
    ids = [int(i) for i in rng.integers(0, vocabulary, 12)]
    logits = transformer_oracle.llama_logits(
        {name: t.values for name, t in renamed.items()},
        {"num_attention_heads": heads, "num_hidden_layers": layers, "rms_norm_eps": 1e-5, "tie_word_embeddings": False,
         "causal": causal},
        ids, adjacent=True, shell=residual == "shell")
    return {"path": path.name, "ids": ids, "logits": logits.tolist()}


def case(folder, tensors, config, vocabulary):
    ids = [int(i) for i in rng.integers(0, vocabulary, 12)]
    weights = {name: tensor.values for name, tensor in tensors.items() if not name.endswith(".attn.bias")}
    return {"path": folder.name, "ids": ids, "logits": transformer_oracle.logits(weights, config, ids).tolist()}


def main():
    folder = pathlib.Path(sys.argv[1])
    cases = [
        gpt2(folder / "gpt2-tied", "F32", "transformer.", tied=True, as_json=False),
        gpt2(folder / "gpt2-untied-half", "F16", "", tied=False, as_json=True),
        llama(folder / "llama-tied", "F32", tied=True),
        llama(folder / "llama-untied-bfloat-sharded", "BF16", tied=False, shards=2),
        llama(folder / "llama-wide-heads", "F16", tied=False, head=6, prefix=""),
        story(folder / "story-shell.safetensors", "F32", "shell"),
        story(folder / "story-add.safetensors", "F16", "add"),
        story(folder / "story-int8.safetensors", "I8", "shell"),
        story(folder / "reader.safetensors", "F32", "shell", causal=False),
    ]
    (folder / "cases.json").write_text(json.dumps(cases))


if __name__ == "__main__":
    main()
