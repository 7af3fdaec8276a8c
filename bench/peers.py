#!/usr/bin/env python3
"""Times the same work in the libraries that people use for it, one JSON object a line on standard output.

Usage: peers.py TABLE.safetensors [GLOVE_TEXT]
A peer that is not installed is named on a line with "missing". Threads are left at each library's default. The data is
brought into the form that each library wants before the clock starts, as our table is when it is open.
"""
import importlib
import json
import struct
import sys
import time
import warnings

warnings.filterwarnings("ignore")
QUERIES, RUNS = 41, 7


def median_ms(runs, work):
    """As medianMs of timing.h."""
    work(0)
    times = []
    for i in range(runs):
        start = time.perf_counter()
        work(i)
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[len(times) // 2]


def report(work, rows, peer, ms):
    print(json.dumps({"work": work, "rows": rows, "peer": peer, "ms": ms}), flush=True)


def load(name, package):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(json.dumps({"missing": package}), flush=True)
        return None


def report_blas():
    """Which BLAS is behind them: Debian's reference BLAS would make the peers look far slower than they need be."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        files = {line.rsplit("/", 1)[-1].strip() for line in maps}
    blas = sorted(name for name in files if name.startswith("lib") and "blas" in name)
    print(json.dumps({"blas": blas}), flush=True)


def read_table(np, path):
    """Words and float32 rows (n, d) of a table that Embedscope reads."""
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        body = file.read()
    begin, end = header["vocabulary"]["data_offsets"]
    words = body[begin:end].decode("utf-8").rstrip("\n").split("\n")
    begin, end = header["embedding"]["data_offsets"]
    kind = {"F16": "<f2", "F32": "<f4"}[header["embedding"]["dtype"]]
    return words, np.frombuffer(body[begin:end], kind).astype(np.float32).reshape(header["embedding"]["shape"])


def inputs(i):
    """The rows of a - b + c in query i, as in bench_math.cpp."""
    return 100 + i, 200 + i, 300 + i


def bench_numpy(np, rows):
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-30)

    def neighbors(i):
        a, b, c = inputs(i)
        query = rows[a] - rows[b] + rows[c]
        scores = unit @ (query / np.linalg.norm(query))
        scores[[a, b, c]] = -2
        best = np.argpartition(-scores, 10)[:10]
        return best[np.argsort(-scores[best])]

    def pca(_):
        centred = rows - rows.mean(axis=0)
        return np.linalg.eigh(centred.T @ centred / (len(rows) - 1))

    basis = np.ascontiguousarray(pca(0)[1][:, :-4:-1])
    report("neighbors", len(rows), "numpy", median_ms(QUERIES, neighbors))
    report("pca", len(rows), "numpy", median_ms(RUNS, pca))
    report("slice", len(rows), "numpy", median_ms(QUERIES, lambda _: rows @ basis))
    return unit


def bench_faiss(faiss, np, rows, unit):
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(unit)

    def neighbors(i):
        a, b, c = inputs(i)
        query = rows[a] - rows[b] + rows[c]
        _, found = index.search((query / np.linalg.norm(query))[None, :], 13)
        return [row for row in found[0] if row not in (a, b, c)][:10]

    report("neighbors", len(rows), "FAISS IndexFlatIP", median_ms(QUERIES, neighbors))


def bench_gensim(gensim_models, words, rows):
    vectors = gensim_models.KeyedVectors(rows.shape[1])
    vectors.add_vectors(words, rows)

    def neighbors(i):
        # gensim adds unit vectors by itself; full lengths are asked for as weights, so that the question is ours.
        weights = [float(sign * length) for sign, length in zip((1, -1, 1), (vectors.norms[r] for r in inputs(i)))]
        return vectors.most_similar([(words[r], w) for r, w in zip(inputs(i), weights)], topn=10)

    vectors.fill_norms()
    report("neighbors", len(rows), "gensim most_similar", median_ms(QUERIES, neighbors))


def bench_sklearn(decomposition, rows):
    def fit(solver):
        return lambda _: decomposition.PCA(n_components=3, svd_solver=solver, random_state=0).fit(rows)
    report("pca", len(rows), "scikit-learn PCA, full", median_ms(RUNS, fit("full")))
    report("pca", len(rows), "scikit-learn PCA, default", median_ms(RUNS, fit("auto")))


def main():
    np = load("numpy", "python3-numpy")
    faiss, gensim = load("faiss", "python3-faiss"), load("gensim.models", "python3-gensim")
    decomposition = load("sklearn.decomposition", "python3-sklearn")
    if not np:
        return
    report_blas()
    words, rows = read_table(np, sys.argv[1])
    unit = bench_numpy(np, rows)
    if faiss:
        bench_faiss(faiss, np, rows, unit)
    if gensim:
        bench_gensim(gensim, words, rows)
        if len(sys.argv) > 2:
            read = gensim.KeyedVectors.load_word2vec_format
            ms = median_ms(RUNS, lambda _: read(sys.argv[2], no_header=True))
            report("open GloVe text", len(rows), "gensim", ms)
    if decomposition:
        bench_sklearn(decomposition, rows)


main()
