#!/usr/bin/env python3
"""Chooses the story model's vocabulary and writes the training text as token ids.

    make_corpus.py --stories DIR --encyclopedia DIR --table ../words/glove-100d.safetensors --output DIR

--stories holds tinystories.txt, classics.txt and heldout.txt (stories apart by a line <|endofstory|>), --encyclopedia
holds encyclopedia.txt and heldout.txt (articles apart by an empty line). Writes tokenizer.json, glove.npy (the table's
rows for the tokens that have one, NaN for the others), and for each of tinystories, classics and encyclopedia its
tokens as NAME.npy and what is held out as heldout_NAME.json.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np

from story_tokenizer import (CLOSE_QUOTE, END, JOIN, MARKS, MASK, NEWLINE, OPEN_QUOTE, SPACE, SUFFIXES, StoryTokenizer,
                             lower, units)

WORDS = 13000
PIECES = 500
TINY_WEIGHT = 8        # the stories that the model is to write count for more than the rest
HELDOUT_TINY = 300
CONTRACTION = re.compile(r"[a-z]+n't")


def read_table(path):
    """Words and their vectors (rows, 100) of the default table."""
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
        body = file.read()

    def part(name):
        begin, stop = header[name]["data_offsets"]
        return body[begin:stop]

    words = part("vocabulary").decode("utf-8").split("\n")
    rows = np.frombuffer(part("embedding"), np.float16).reshape(len(words), -1)
    return {word: rows[i] for i, word in enumerate(words)}


def stories(path):
    return [s.strip("\n") for s in path.read_text(encoding="utf-8").split(END) if s.strip()]


def articles(path):
    return [s.strip("\n") for s in path.read_text(encoding="utf-8").split("\n\n") if s.strip()]


def count_words(texts):
    counts = Counter()
    for text in texts:
        counts.update(u for u in units(lower(text)) if u[0].isascii() and u[0].isalpha())
    return counts


def is_name(word, cased):
    """Written with a capital where no sentence begins, in most places."""
    return cased[word, True] > 2 * cased[word, False]


def count_case(texts):
    """How often a word is written with a capital, and without, within a sentence."""
    cased = Counter()
    for text in texts:
        for before, word in re.findall(r"([a-z,;] )([A-Za-z]+)\b", text):
            cased[word.lower(), word[0].isupper()] += 1
    return cased


def tiny_names(texts):
    """The lower-cased source lost its capitals: whoever is named or called so."""
    named = Counter()
    for text in texts:
        named.update(re.findall(r"\b(?:named|called) ([a-z]+)[.,]", text))
    return named


def choose_pieces(counts, known):
    """Continuations that spell the rare words in the fewest tokens: frequent strings first, every letter always."""
    gain = Counter()
    for word, n in counts.items():
        first = max((k for k in range(1, len(word)) if word[:k] in known), default=1)
        rest = word[first:].replace("'", "")
        for size in range(2, 7):
            for at in range(len(rest) - size + 1):
                gain[rest[at:at + size]] += n * (size - 1) * (2 if at + size == len(rest) else 1)
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)] + ["'"]
    return letters + [piece for piece, _ in gain.most_common(PIECES - len(letters))]


def choose_tokens(tiny, others, table):
    counts = count_words(others)
    for word, n in count_words(tiny).items():
        counts[word] += n * TINY_WEIGHT
    whole = [w for w, _ in counts.most_common() if w in table or w in ("a", "i") or
             (CONTRACTION.fullmatch(w) and counts[w] > 150)][:WORDS]
    cased = count_case(others)
    named = tiny_names(tiny)
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1) if chr(c) not in whole]
    known = set(whole) | set(letters)
    pieces = choose_pieces({w: n for w, n in counts.items() if w not in known}, known)

    def token(text, kind, left=False, right=False):
        entry = {"text": text, "kind": kind, "left": left, "right": right}
        if kind == "word" and (text == "i" or is_name(text, cased) or
                               (named[text] >= 3 and cased[text, False] < 20 * named[text])):
            entry["capital"] = True
        return entry

    tokens = [token(END, "special", True, True), token(NEWLINE, "mark", True, True),
              token(OPEN_QUOTE, "special", False, True), token(CLOSE_QUOTE, "special", True, False),
              token(JOIN, "special", True, True), token(SPACE, "special", True, True),
              token(MASK, "special")]
    tokens += [token(text, "mark", *glue) for text, glue in MARKS.items()]
    tokens += [token(text, "word", True, False) for text in SUFFIXES]
    tokens += [token(text, "mark") for text in "0123456789"]
    tokens += [token(text, "word") for text in whole + letters]
    tokens += [token(text, "piece", True, False) for text in pieces]
    tokens += [token(f"<0x{b:02X}>", "byte", True, True) for b in range(256)]
    return tokens


def encode_all(tokenizer, texts):
    """One flat array; every story is preceded by the end mark of the one before it."""
    ids = []
    for text in texts:
        ids.append(tokenizer.end)
        ids += tokenizer.encode(text)
    return np.array(ids, np.uint16)


def write_texts(folder, name, tokenizer, texts, heldout):
    ids = encode_all(tokenizer, texts)
    np.save(folder / f"{name}.npy", ids)
    encoded = [{"characters": len(t), "ids": tokenizer.encode(t)} for t in heldout]
    wrong = [t for t, e in zip(heldout, encoded) if tokenizer.decode(e["ids"]) != lower(t)]
    assert not wrong, f"round trip fails: {wrong[0][:200]!r}"
    (folder / f"heldout_{name}.json").write_text(json.dumps(encoded))
    kept = sum(len(e["ids"]) for e in encoded)
    print(f"{name}: {len(texts)} texts, {len(ids)} tokens, {sum(map(len, texts)) / len(ids):.3f} characters a token; "
          f"held out: {len(heldout)} texts, {kept} tokens, {sum(map(len, heldout)) / kept:.3f} characters a token")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=Path, required=True)
    parser.add_argument("--encyclopedia", type=Path, required=True)
    parser.add_argument("--table", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()

    table = read_table(options.table)
    tiny = stories(options.stories / "tinystories.txt")
    classics = stories(options.stories / "classics.txt")
    encyclopedia = articles(options.encyclopedia / "encyclopedia.txt")
    tokenizer = StoryTokenizer(choose_tokens(tiny, classics + encyclopedia, table))
    options.output.mkdir(parents=True, exist_ok=True)
    tokenizer.save(options.output / "tokenizer.json")
    missing = np.full(next(iter(table.values())).shape, np.nan, np.float16)
    rows = [table.get(t["text"], missing) if t["kind"] == "word" else missing for t in tokenizer.tokens]
    np.save(options.output / "glove.npy", np.stack(rows))
    kinds = Counter(t["kind"] for t in tokenizer.tokens)
    print(f"vocabulary {len(tokenizer.tokens)}: {dict(kinds)}; {sum(not np.isnan(r[0]) for r in rows)} from the table")
    kept = stories(options.stories / "heldout.txt")
    write_texts(options.output, "tinystories", tokenizer, tiny, kept[:HELDOUT_TINY])
    write_texts(options.output, "classics", tokenizer, classics, kept[HELDOUT_TINY:])
    write_texts(options.output, "encyclopedia", tokenizer, encyclopedia, articles(options.encyclopedia / "heldout.txt"))


if __name__ == "__main__":
    main()
