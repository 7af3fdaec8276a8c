#!/usr/bin/env python3
"""Writes tests/data/oracles/pca.json: a random table with scikit-learn's principal components, and a set of vectors
with numpy's singular value decomposition (what the slice `fit` must find). Run: python3 tests/oracles/pca_oracle.py"""
import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA

ROWS, DIMS, COUNT = 500, 20, 5
rng = np.random.default_rng(20240607)
mixing = rng.normal(size=(DIMS, DIMS)) * np.linspace(2.0, 0.3, DIMS)
table = np.round(rng.normal(size=(ROWS, DIMS)) @ mixing.T + rng.normal(size=DIMS) * 3, 2).astype(np.float32)

pca = PCA(n_components=COUNT, svd_solver="full").fit(table.astype(np.float64))
vectors = table[:12].astype(np.float64)
_, singular, right = np.linalg.svd(vectors, full_matrices=False)

out = {
    "made_by": "tests/oracles/pca_oracle.py (numpy %s, scikit-learn via PCA(svd_solver='full'))" % np.__version__,
    "rows": ROWS, "dims": DIMS,
    "table": [round(float(x), 2) for x in table.ravel()],
    "mean": pca.mean_.tolist(),
    "components": pca.components_.ravel().tolist(),
    "explained_variance": pca.explained_variance_.tolist(),
    "total_variance": float(table.astype(np.float64).var(axis=0, ddof=1).sum()),
    "fit_rows": len(vectors),
    "fit_directions": right[:3].ravel().tolist(),
    "fit_share": float((singular[:3] ** 2).sum() / (singular ** 2).sum()),
}
path = pathlib.Path(__file__).parents[1] / "data" / "oracles" / "pca.json"
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
