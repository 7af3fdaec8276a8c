"""What each work is to reach: a ratio to a peer in the same run, or a size of its own."""

DEFAULT, FULL, WIDE, MILLION = 40_038, 341_479, 50_257, 1_000_000

# (work, rows) -> {beginning of the peer's name: least ratio peer / ours}
RATIOS = {
    **{(f"neighbors {metric}", FULL): {"gensim": 4, "FAISS": 8} for metric in ("cosine", "dot", "euclidean")},
    **{(f"neighbors {metric}", WIDE): {"FAISS": 3, "numpy": 1.5} for metric in ("cosine", "dot", "euclidean")},
    ("64 queries at once", FULL): {"FAISS": 2},
    ("64 queries at once", WIDE): {"FAISS": 2},
    ("pca", FULL): {"scikit-learn full": 10, "numpy": 3},
    ("pca", WIDE): {"scikit-learn randomized": 4},
    ("slice", FULL): {"ours, streaming": 1 / 1.3},
    ("open glove-text", FULL): {"gensim": 12},
    ("open word2vec-binary", FULL): {"gensim": 4},
}

# (work, rows) -> the most milliseconds
TIMES = {
    ("a frame of a turn", FULL): 2,
    ("cancel a PCA, at worst", WIDE): 100,
    ("start to first picture", FULL): 300,
    ("filter by a number", MILLION): 50,
    ("filter by number and category", MILLION): 50,
    ("filter by a part of the word", MILLION): 50,
    ("colour by a category", MILLION): 50,
    ("colour by a number", MILLION): 50,
    ("frame in motion: busy scene", DEFAULT): 10,
    ("frame in motion: busy scene", FULL): 25,
}


def ratio_goal(work, rows, peer):
    goals = RATIOS.get((work, rows), {})
    return next((least for name, least in goals.items() if peer and peer.startswith(name)), None)


def memory_goal(table_bytes):
    """The most bytes resident while a table of so many float32 bytes is worked on."""
    return 1.35 * table_bytes + 80e6
