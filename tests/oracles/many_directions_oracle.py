#!/usr/bin/env python3
"""Writes tests/data/oracles/many_directions.json: random directions by the definition in math/directions/many_directions.h, all
their angles by numpy in double, and differences of pairs beside a direction by the definition in math/directions/pair_check.h.
Run: python3 tests/oracles/many_directions_oracle.py"""
import itertools
import json
import pathlib

import numpy as np
from random_slice_oracle import gaussians  # writes its own file again, the same

COUNT, DIMS, SEED, BINS = 90, 7, 3, 720

numbers = gaussians(SEED)
rows = np.array([next(numbers) for _ in range(COUNT * DIMS)]).reshape(COUNT, DIMS)
rows /= np.linalg.norm(rows, axis=1, keepdims=True)
angles = np.array([np.degrees(np.arccos(rows[i] @ rows[j])) for i, j in itertools.combinations(range(COUNT), 2)])
# The counts must not hang on rounding: no angle lies so near to the edge of a bin.
nearest_edge = np.abs(angles * 4 - np.round(angles * 4)).min() / 4

random = np.random.default_rng(5)
differences, direction = random.normal(size=(6, DIMS)), random.normal(size=DIMS)
differences[2] = 0
norms = np.linalg.norm(differences, axis=1)
units = [d / n if n > 0 else d for d, n in zip(differences, norms)]
out = {
    "made_by": "tests/oracles/many_directions_oracle.py", "count": COUNT, "dims": DIMS, "seed": SEED,
    "rows": rows.ravel().tolist(), "nearest_edge": float(nearest_edge),
    "histogram": np.histogram(angles, bins=BINS, range=(0, 180))[0].tolist(),
    "smallest": float(angles.min()), "largest": float(angles.max()),
    "mean": float(angles.mean()), "deviation": float(angles.std()),
    "differences": differences.ravel().tolist(), "direction": direction.tolist(),
    "lengths": norms.tolist(), "dots": (differences @ direction).tolist(),
    "cosines": [float(u @ direction / np.linalg.norm(direction)) for u in units],
    "consistency": float(np.mean([a @ b for a, b in itertools.combinations(units, 2)])),
}
path = pathlib.Path(__file__).parents[1] / "data" / "oracles" / "many_directions.json"
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
