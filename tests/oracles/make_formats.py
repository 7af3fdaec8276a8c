#!/usr/bin/env python3
"""Writes tests/data/model/gensim.{txt,bin}: a small table by gensim (Debian: python3-gensim)."""

import pathlib

import numpy
from gensim.models import KeyedVectors

WORDS = ["the", "straße", "1990", "</s>", "new_york", "日本"]
DIMS = 5


def main():
    rows = numpy.random.default_rng(1).normal(size=(len(WORDS), DIMS)).astype(numpy.float32)
    rows[0, :2] = [0.1, -1e-7]
    table = KeyedVectors(DIMS)
    table.add_vectors(WORDS, rows)
    folder = pathlib.Path(__file__).resolve().parents[2] / "data" / "model"
    table.save_word2vec_format(folder / "gensim.txt", binary=False)
    table.save_word2vec_format(folder / "gensim.bin", binary=True)


if __name__ == "__main__":
    main()
