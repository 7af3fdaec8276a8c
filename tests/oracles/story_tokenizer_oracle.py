#!/usr/bin/env python3
"""Ids of the story model's tokenizer by assets/story/story_tokenizer.py, for tests/unit/model/tokenizer/story_tokenizer_test.cpp.
Run: story_tokenizer_oracle.py MODEL.safetensors COUNT   prints a JSON list of {"text", "ids", "decoded"}
MODEL may also be the tokenizer's own JSON."""
import json
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "assets" / "story"))
from story_tokenizer import StoryTokenizer  # noqa: E402

FIXED = ["", " ", "  ", "\n", "\n\n", '"', '""', '" "', "'", "''s", "King", "the old king", "Once upon a time there was a",
         '"Hello," said Lily. "Let\'s play!"', "it's the king's", "don't you'll we've she'd i'm they're", "she's've",
         "e-mail well-known", "3.14 42 1990", "(maybe) [so] $5 & more / less * star", "naïve café straße",
         "\U0001F643\U0001F600", "e\u0301", "\t tab\r\n", "\x00\x01", "a\u2028b", "“curly” ‘quotes’ — dash…", "x" * 60,
         "o'clock o'er 'tis rock'n'roll", 'he said:"no" "yes"x', "THE END.\n\nTHE START", ". . .", "a , b ; c", "İI"]
WORDS = ["the", "king", "queen", "Lily", "tower", "aardvark", "don't", "it's", "I", "I'm", "mother's", "zyx", "o'clock",
         "once", "upon", "unbelievable", "42", "7", "Timmy's", "they'll've"]
GLUE = [" ", " ", " ", " ", "  ", "", "\n", "\n\n", ". ", ", ", "! ", '"', ' "', '" ', "'", " '", "-", "...", "\t", " - ", ": "]
ALPHABET = " \n\"'.,!?-:;()[]&$/*0123456789abcdestxyzABZ\t\r_#<>éß—“”\U0001F643\u0301\u00a0"


def texts(count):
    rng = random.Random(11)
    yield from FIXED
    for i in range(count - len(FIXED)):
        if i % 2:
            yield "".join(rng.choice(ALPHABET) for _ in range(rng.randrange(40)))
        else:
            yield "".join(rng.choice(WORDS) + rng.choice(GLUE) for _ in range(rng.randrange(1, 25)))


def read_tokens(path):
    data = pathlib.Path(path).read_bytes()
    if data[:1] == b"[":
        return json.loads(data)
    header = json.loads(data[8:8 + int.from_bytes(data[:8], "little")])
    return json.loads(header["__metadata__"]["tokenizer"])


def main():
    tokenizer = StoryTokenizer(read_tokens(sys.argv[1]))
    cases = []
    for text in texts(int(sys.argv[2])):
        ids = tokenizer.encode(text)
        cases.append({"text": text, "ids": ids, "decoded": tokenizer.decode(ids)})
    json.dump(cases, sys.stdout)


if __name__ == "__main__":
    main()
