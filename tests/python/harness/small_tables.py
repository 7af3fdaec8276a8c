"""Small tables of word vectors, written by hand, for tests that need no real words."""
import json
import struct


def glove_text(rows):
    """rows: [(word, numbers)] -> bytes; words may be bytes, of any kind."""
    lines = []
    for word, numbers in rows:
        word = word if isinstance(word, bytes) else word.encode("utf-8")
        lines.append(word + b" " + " ".join(map(str, numbers)).encode("ascii"))
    return b"\n".join(lines) + b"\n"


def safetensors(rows):
    """The container of the default words: `embedding` F32 (rows, dims), `vocabulary` U8."""
    vectors = b"".join(struct.pack(f"<{len(numbers)}f", *numbers) for _, numbers in rows)
    words = "\n".join(word for word, _ in rows).encode("utf-8")
    header = json.dumps({
        "embedding": {"dtype": "F32", "shape": [len(rows), len(rows[0][1])], "data_offsets": [0, len(vectors)]},
        "vocabulary": {
            "dtype": "U8", "shape": [len(words)], "data_offsets": [len(vectors), len(vectors) + len(words)],
        },
    }).encode("utf-8")
    return struct.pack("<Q", len(header)) + header + vectors + words


FOUR_WORDS = [("king", [1, 2, 3, 4]), ("queen", [2, 1, 3, 5]), ("man", [1, 0, 2, 1]), ("woman", [2, -1, 2, 2])]
