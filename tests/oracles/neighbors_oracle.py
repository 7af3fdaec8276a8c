#!/usr/bin/env python3
"""Writes tests/data/oracles/neighbors.json: a random table and gensim's answers for 20 queries.
Run: python3 tests/oracles/neighbors_oracle.py

gensim's KeyedVectors.most_similar makes every input word's vector unit length before it adds them up (get_mean_vector
with pre_normalize=True), and leaves the inputs out. Formulas over the vectors as they are need similar_by_vector,
which leaves nothing out. Both are stored: "kind" is "most_similar" or "similar_by_vector"."""
import json
import pathlib

import gensim
import numpy as np
from gensim.models import KeyedVectors

ROWS, DIMS, K = 400, 25, 10
rng = np.random.default_rng(7)
table = np.round(rng.normal(size=(ROWS, DIMS)) * rng.uniform(0.2, 3, size=(ROWS, 1)), 2).astype(np.float32)
words = ["w%d" % i for i in range(ROWS)]
vectors = KeyedVectors(DIMS)
vectors.add_vectors(words, table)


def answers(pairs):
    return {"ids": [int(word[1:]) for word, _ in pairs], "scores": [float(score) for _, score in pairs]}


queries = []
for i in range(20):
    a, b, c = (int(x) for x in rng.choice(ROWS, 3, replace=False))
    if i < 6:
        terms = [[1, a]]
    elif i < 10:
        terms = [[1, a], [1, b]]
    else:
        terms = [[1, a], [-1, b], [1, c]]
    if i % 2 == 0:
        positive = [words[row] for sign, row in terms if sign > 0]
        negative = [words[row] for sign, row in terms if sign < 0]
        found = vectors.most_similar(positive=positive, negative=negative, topn=K)
        queries.append({"kind": "most_similar", "terms": terms, **answers(found)})
    else:
        query = sum(np.float32(sign) * table[row] for sign, row in terms)
        queries.append({"kind": "similar_by_vector", "terms": terms, **answers(vectors.similar_by_vector(query, topn=K))})

out = {
    "made_by": "tests/oracles/neighbors_oracle.py (gensim %s, numpy %s)" % (gensim.__version__, np.__version__),
    "rows": ROWS, "dims": DIMS,
    "table": [round(float(x), 2) for x in table.ravel()],
    "queries": queries,
}
path = pathlib.Path(__file__).parents[1] / "data" / "oracles" / "neighbors.json"
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
