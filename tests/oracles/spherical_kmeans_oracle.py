#!/usr/bin/env python3
"""Writes tests/data/oracles/spherical_kmeans.json: rows about overlapping directions, and the best objective (the sum of
the cosines with the own centre) that plain Lloyd iteration in numpy reaches from many random starts.
Run: python3 tests/oracles/spherical_kmeans_oracle.py"""
import json
import pathlib

import numpy as np

ROWS, DIMS, CLUSTERS, STARTS = 600, 8, 10, 200
rng = np.random.default_rng(20240611)
directions = rng.normal(size=(CLUSTERS, DIMS))
table = np.round(directions[rng.integers(CLUSTERS, size=ROWS)] + 0.9 * rng.normal(size=(ROWS, DIMS)), 2)
unit = table / np.linalg.norm(table, axis=1, keepdims=True)


def lloyd(centres):
    """The objective once no row changes its cluster any more."""
    before = None
    while True:
        own = (unit @ centres.T).argmax(axis=1)
        if before is not None and (own == before).all():
            break
        before = own
        sums = np.stack([unit[own == c].sum(axis=0) for c in range(CLUSTERS)])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-300), centres)
    return float(sum(np.linalg.norm(unit[own == c].sum(axis=0)) for c in range(CLUSTERS)))


best = max(lloyd(unit[rng.choice(ROWS, CLUSTERS, replace=False)]) for _ in range(STARTS))
out = {
    "made_by": "tests/oracles/spherical_kmeans_oracle.py (numpy %s)" % np.__version__,
    "rows": ROWS, "dims": DIMS, "clusters": CLUSTERS,
    "table": [round(float(x), 2) for x in table.ravel()],
    "best_objective": best,
}
path = pathlib.Path(__file__).parents[1] / "data" / "oracles" / "spherical_kmeans.json"
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
