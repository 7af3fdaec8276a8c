#!/usr/bin/env python3
"""Writes tests/data/oracles/random_slice.json: one random 3-frame from the definition in math/linear/slice.h
and math/sampling/gaussian.h, with the generator's published recurrence (Nishimura & Matsumoto, MT19937-64) written out here and
numpy's QR. Run: python3 tests/oracles/random_slice_oracle.py"""
import json
import math
import pathlib

import numpy as np

DIMS, SEED = 9, 1
MASK = (1 << 64) - 1


def mt19937_64(seed):
    n, m = 312, 156
    state = [seed]
    for i in range(1, n):
        state.append((6364136223846793005 * (state[-1] ^ (state[-1] >> 62)) + i) & MASK)
    while True:
        for i in range(n):
            x = (state[i] & 0xFFFFFFFF80000000) | (state[(i + 1) % n] & 0x7FFFFFFF)
            state[i] = state[(i + m) % n] ^ (x >> 1) ^ (0xB5026F5AA96619E9 if x & 1 else 0)
        for x in state:
            x ^= (x >> 29) & 0x5555555555555555
            x ^= (x << 17) & 0x71D67FFFEDA60000
            x ^= (x << 37) & 0xFFF7EEE000000000
            yield x ^ (x >> 43)


def gaussians(seed):
    bits = mt19937_64(seed)
    while True:
        u, v = (next(bits) >> 11) * 2.0**-53, (next(bits) >> 11) * 2.0**-53
        radius = math.sqrt(-2 * math.log(1 - u))
        yield radius * math.cos(2 * math.pi * v)
        yield radius * math.sin(2 * math.pi * v)


check = mt19937_64(5489)
assert [next(check) for _ in range(10000)][-1] == 9981545732273789042  # the value the C++ standard demands

numbers = gaussians(SEED)
q, r = np.linalg.qr(np.array([next(numbers) for _ in range(3 * DIMS)]).reshape(3, DIMS).T)
axes = q * np.sign(np.diag(r))
out = {"made_by": "tests/oracles/random_slice_oracle.py", "dims": DIMS, "seed": SEED, "axes": axes.ravel().tolist()}
path = pathlib.Path(__file__).parents[1] / "data" / "oracles" / "random_slice.json"
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
