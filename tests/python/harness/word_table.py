"""Reads word vectors with numpy alone, so that the program's answers can be checked against somebody else's."""
import json
import struct

import numpy as np

DTYPES = {"F16": np.float16, "F32": np.float32, "U8": np.uint8}


class WordTable:
    """A safetensors file with `embedding` (rows, dims) and `vocabulary` (one word a line)."""

    def __init__(self, path):
        content = path.read_bytes()
        (header_bytes,) = struct.unpack("<Q", content[:8])
        header = json.loads(content[8 : 8 + header_bytes])

        def tensor(name):
            entry = header[name]
            begin, end = (8 + header_bytes + offset for offset in entry["data_offsets"])
            return np.frombuffer(content[begin:end], DTYPES[entry["dtype"]]).reshape(entry["shape"])

        self.vectors = tensor("embedding").astype(np.float64)  # (rows, dims)
        self.words = tensor("vocabulary").tobytes().decode("utf-8").split("\n")
        self.row_of = {word: row for row, word in enumerate(self.words)}
        self.lengths = np.linalg.norm(self.vectors, axis=1)
        self.mean = self.vectors.mean(axis=0)

    def __contains__(self, word):
        return word in self.row_of

    def vector(self, word):
        return self.vectors[self.row_of[word]]

    def scores(self, query, metric):
        """For every row, (rows); with `order` the larger comes first."""
        if metric == "euclidean":
            return np.linalg.norm(self.vectors - query, axis=1)
        dots = self.vectors @ query
        return dots if metric == "dot" else dots / (self.lengths * np.linalg.norm(query))

    def nearest(self, query, count, metric, left_out):
        """[(word, score)], best first, ties to the lower row."""
        scores = self.scores(query, metric)
        order = np.argsort(scores if metric == "euclidean" else -scores, kind="stable")
        best = [row for row in order[: count + len(left_out)] if self.words[row] not in left_out][:count]
        return [(self.words[row], scores[row]) for row in best]

    def principal_axes(self, count=3):
        """(count, dims), greatest variance first; in each the entry of largest magnitude is positive."""
        values, vectors = np.linalg.eigh(np.cov(self.vectors, rowvar=False))
        return sign_ruled(vectors[:, np.argsort(-values)[:count]].T)

    def variance_share(self, frame):
        """frame: (3, dims), orthonormal rows."""
        centred = self.vectors - self.mean
        return ((centred @ frame.T) ** 2).sum() / (centred**2).sum()


def sign_ruled(axes):
    """axes: (count, dims)."""
    largest = np.abs(axes).argmax(axis=1)
    return axes * np.sign(axes[np.arange(len(axes)), largest])[:, None]


def gram_schmidt(vectors):
    """(count, dims) -> orthonormal rows, the first kept as it points (numpy's QR with R's diagonal made positive)."""
    q, r = np.linalg.qr(np.asarray(vectors).T)
    return (q * np.sign(np.diag(r))).T


def unit(vector):
    return vector / np.linalg.norm(vector)


def angle_degrees(a, b):
    """Kahan's form, exact near 0 and 180."""
    a, b = unit(a), unit(b)
    return float(np.degrees(2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))))
