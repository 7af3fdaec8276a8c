"""Tables for the benchmarks: reads our container, and writes the same vectors in other programs' formats.

Usage: tables.py others TABLE GLOVE_TEXT WORD2VEC_BINARY   prints rows and dimensions
       tables.py wide FILE ROWS DIMENSIONS
A process of its own: what it takes would count as the peak of those that its parent starts.
"""
import json
import struct
import sys

import numpy as np


def read(path):
    """Words and float32 rows (n, d) of a safetensors table; float32 rows stay mapped."""
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        begin, end = header["vocabulary"]["data_offsets"]
        file.seek(8 + length + begin)
        words = file.read(end - begin).decode("utf-8").rstrip("\n").split("\n")
    tensor = header["embedding"]
    kind = {"F16": "<f2", "F32": "<f4"}[tensor["dtype"]]
    rows = np.memmap(path, kind, "r", 8 + length + tensor["data_offsets"][0], tuple(tensor["shape"]))
    return words, rows if kind == "<f4" else rows.astype(np.float32)


def write_container(path, rows, dims, blocks):
    """A safetensors table of the words w0, w1 ... whose rows come in blocks."""
    words = "\n".join(f"w{row}" for row in range(rows)).encode()
    size = rows * dims * 4
    header = json.dumps({"embedding": {"dtype": "F32", "shape": [rows, dims], "data_offsets": [0, size]},
                         "vocabulary": {"dtype": "U8", "shape": [len(words)], "data_offsets": [size, size + len(words)]}})
    header += " " * (-len(header) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(header)) + header.encode())
        for block in blocks:
            file.write(np.ascontiguousarray(block, "<f4").tobytes())
        file.write(words)


def wide_blocks(rows, dims, factors=64, block_rows=2048):
    """Rows as those of a large model might be: a mean, some directions of falling importance, and as much noise."""
    random = np.random.default_rng(7)
    mean = random.standard_normal(dims, np.float32)
    directions = random.standard_normal((factors, dims), np.float32) * (np.arange(factors) + 1.0)[:, None] ** -0.5
    for first in range(0, rows, block_rows):
        count = min(block_rows, rows - first)
        block = random.standard_normal((count, factors), np.float32) @ directions.astype(np.float32)
        block += random.standard_normal((count, dims), np.float32)
        yield block + mean


def write_glove_text(path, words, rows):
    """As the GloVe files are: word and numbers of five decimals, parted by blanks."""
    line = "%s" + " %.5f" * rows.shape[1] + "\n"
    with open(path, "w", encoding="utf-8") as file:
        for word, row in zip(words, rows):
            file.write(line % (word, *row.tolist()))


def write_word2vec_binary(path, words, rows):
    with open(path, "wb") as file:
        file.write(f"{rows.shape[0]} {rows.shape[1]}\n".encode())
        for word, row in zip(words, rows):
            file.write(word.encode() + b" " + row.astype("<f4").tobytes() + b"\n")


def main():
    if sys.argv[1] == "others":
        words, rows = read(sys.argv[2])
        write_glove_text(sys.argv[3], words, rows)
        write_word2vec_binary(sys.argv[4], words, rows)
        print(json.dumps(rows.shape))
    else:
        rows, dims = int(sys.argv[3]), int(sys.argv[4])
        write_container(sys.argv[2], rows, dims, wide_blocks(rows, dims))


if __name__ == "__main__":
    main()
