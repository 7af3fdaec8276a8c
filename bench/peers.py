#!/usr/bin/env python3
"""Times the same work in the libraries that people use for it, one JSON object a line on standard output.

Usage: peers.py TABLE.safetensors [GLOVE_TEXT WORD2VEC_BINARY]
A peer that is not installed is named on a line with "missing". Threads are left at each library's default. The data is
brought into the form that each library wants before the clock starts, as our table is when it is open.
"""
import importlib
import json
import os
import sys
import tempfile
import time
import warnings

warnings.filterwarnings("ignore")
QUERIES, RUNS, BATCH, WIDE = 41, 7, 64, 2048
METRICS = ("cosine", "dot", "euclidean")


def median_ms(runs, work):
    """As medianMs of timing.h."""
    work(0)
    times = []
    for i in range(runs):
        start = time.perf_counter()
        work(i)
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[len(times) // 2]


def report(work, rows, peer, ms, **more):
    print(json.dumps({"work": work, "rows": rows, "peer": peer, "ms": ms} | more), flush=True)


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


def inputs(i):
    """The rows of a - b + c in question i, as in bench_math.cpp."""
    return 100 + i, 200 + i, 300 + i


def question(rows, i):
    a, b, c = inputs(i)
    return rows[a] - rows[b] + rows[c]


def runs_for(rows):
    return RUNS if rows.size > 1 << 28 else QUERIES


def best(np, scores):
    found = np.argpartition(-scores, 10)[:10]
    return found[np.argsort(-scores[found])]


def bench_numpy(np, rows, unit):
    squares = np.einsum("ij,ij->i", rows, rows)

    def neighbors(metric):
        def ask(i):
            query = question(rows, i)
            if metric == "cosine":
                scores = unit @ (query / np.linalg.norm(query))
            elif metric == "dot":
                scores = rows @ query
            else:
                scores = 2 * (rows @ query) - squares
            scores[list(inputs(i))] = -np.inf
            return best(np, scores)
        return ask

    for metric in METRICS:
        report(f"neighbors {metric}", len(rows), "numpy", median_ms(runs_for(rows), neighbors(metric)))
    queries = np.stack([question(unit, i) for i in range(BATCH)])

    def batch(_):
        return [best(np, scores) for scores in (queries @ unit.T)]

    report("64 queries at once", len(rows), "numpy", median_ms(RUNS, batch))


def bench_numpy_slices(np, rows):
    def pca(_):
        centred = rows - rows.mean(axis=0)
        return np.linalg.eigh(centred.T @ centred / (len(rows) - 1))

    if rows.shape[1] <= WIDE:
        report("pca", len(rows), "numpy", median_ms(RUNS, pca))
    basis = np.linalg.qr(np.random.default_rng(1).standard_normal((rows.shape[1], 3)))[0].astype(np.float32)
    report("slice", len(rows), "numpy", median_ms(runs_for(rows), lambda _: rows @ basis))


def bench_faiss(faiss, np, rows, unit):
    for metric, made, kind in (("cosine", unit, faiss.IndexFlatIP), ("dot", rows, faiss.IndexFlatIP),
                               ("euclidean", rows, faiss.IndexFlatL2)):
        index = kind(rows.shape[1])
        index.add(made)

        def neighbors(i, index=index):
            query = question(rows, i)
            _, found = index.search((query / np.linalg.norm(query) if metric == "cosine" else query)[None, :], 13)
            return [row for row in found[0] if row not in inputs(i)][:10]

        report(f"neighbors {metric}", len(rows), f"FAISS {kind.__name__}", median_ms(runs_for(rows), neighbors))
        if metric == "cosine":
            queries = np.stack([question(unit, i) for i in range(BATCH)])
            report("64 queries at once", len(rows), "FAISS IndexFlatIP",
                   median_ms(RUNS, lambda _, index=index: index.search(queries, 13)))


def bench_gensim(gensim_models, words, rows):
    vectors = gensim_models.KeyedVectors(rows.shape[1])
    vectors.add_vectors(words, rows)

    def neighbors(i):
        # gensim adds unit vectors by itself; full lengths are asked for as weights, so that the question is ours.
        weights = [float(sign * length) for sign, length in zip((1, -1, 1), (vectors.norms[r] for r in inputs(i)))]
        return vectors.most_similar([(words[r], w) for r, w in zip(inputs(i), weights)], topn=10)

    vectors.fill_norms()
    report("neighbors cosine", len(rows), "gensim most_similar", median_ms(runs_for(rows), neighbors))
    with tempfile.TemporaryDirectory() as folder:
        saved = os.path.join(folder, "vectors")
        vectors.save(saved)
        ms = median_ms(RUNS, lambda _: gensim_models.KeyedVectors.load(saved, mmap="r"))
        report("open safetensors", len(rows), "gensim, its own save mapped", ms)


def bench_opening(gensim_models, rows, text, binary):
    read = gensim_models.KeyedVectors.load_word2vec_format
    report("open glove-text", rows, "gensim", median_ms(RUNS, lambda _: read(text, no_header=True)))
    report("open word2vec-binary", rows, "gensim", median_ms(RUNS, lambda _: read(binary, binary=True)))


def bench_sklearn(decomposition, rows):
    for solver in ("full", "randomized"):
        if solver == "full" and rows.shape[1] > WIDE:
            continue
        model = decomposition.PCA(n_components=3, svd_solver=solver, random_state=0)
        ms = median_ms(RUNS, lambda _, model=model: model.fit(rows))
        report("pca", len(rows), f"scikit-learn {solver}", ms, captured=float(model.explained_variance_ratio_.sum()))


def bench_topics(cluster, np, rows):
    """k-means over the directions of bench_math.cpp's topics: without mean and two principal axes, ranks 300-12,000."""
    def topics(_):
        centred = rows - rows.mean(axis=0)
        axes = np.linalg.eigh(centred.T @ centred)[1][:, -2:]
        unit = centred - centred @ axes @ axes.T
        unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-30)
        return cluster.KMeans(n_clusters=24, n_init=4, random_state=0).fit(unit[300:12000]).predict(unit)

    report("24 topics", len(rows), "scikit-learn KMeans", median_ms(RUNS, topics))


def main():
    np = load("numpy", "python3-numpy")
    faiss, gensim = load("faiss", "python3-faiss"), load("gensim.models", "python3-gensim")
    decomposition = load("sklearn.decomposition", "python3-sklearn")
    if not np:
        return
    import tables  # needs numpy
    report_blas()
    words, mapped = tables.read(sys.argv[1])
    rows = np.array(mapped, np.float32)
    unit = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-30)
    bench_numpy(np, rows, unit)
    if faiss:
        bench_faiss(faiss, np, rows, unit)
    del unit
    bench_numpy_slices(np, rows)
    if gensim and rows.shape[1] <= WIDE:
        bench_gensim(gensim, words, rows)
        if len(sys.argv) > 2:
            bench_opening(gensim, len(rows), sys.argv[2], sys.argv[3])
    if decomposition:
        bench_sklearn(decomposition, rows)
        if rows.shape[1] <= WIDE:
            bench_topics(load("sklearn.cluster", "python3-sklearn"), np, rows)


main()
