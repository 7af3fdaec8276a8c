"""The story model's tokenizer: whole words, marks, and pieces of rare words, with implicit spaces.

Text is lower-cased (ASCII) and cut into words, digits and marks. A word that is in the vocabulary is one token; any
other is cut into the longest known piece first, then the longest known continuations. A space between two tokens is
not a token: it is implied, unless the left token glues to what follows it or the right one to what precedes it.
Where the text departs from that rule, <join> takes an implied space away and <space> writes one, so that decoding an
encoded text gives the text back exactly (but for the case of A-Z). A character without a token is written as bytes.

The same rules are in model/tokenizer/story_tokenizer.cpp; tests/oracles/story_tokenizer_oracle.py compares the two.
"""

import json
import re

END = "<|endofstory|>"
JOIN = "<join>"
SPACE = "<space>"
OPEN_QUOTE = "<open-quote>"
CLOSE_QUOTE = "<close-quote>"
MASK = "<mask>"  # stands for a word that the reader has to guess; no text is encoded to it
NEWLINE = "\n"
SUFFIXES = ("'s", "'m", "'ll", "'re", "'ve", "'d")

# A mark's text and whether it takes no space before it, and none after it.
MARKS = {
    ".": (True, False), ",": (True, False), "!": (True, False), "?": (True, False), ";": (True, False),
    ":": (True, False), "-": (True, True), "'": (False, True), "(": (False, True), ")": (True, False),
    "[": (False, True), "]": (True, False), "&": (False, False), "$": (False, True), "/": (True, True),
    "*": (True, True),
}

UNIT = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]| +|\n|.", re.DOTALL)


def lower(text):
    """A-Z only: what the C++ side does too, without a Unicode table."""
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def units(text):
    """The words (a suffix such as 's apart), digits, runs of spaces and marks of lower-cased text."""
    for unit in UNIT.findall(text):
        cut = unit.rfind("'")
        if cut > 0 and unit[cut:] in SUFFIXES:
            yield unit[:cut]
            yield unit[cut:]
        else:
            yield unit


class StoryTokenizer:
    """tokens: list of {"text", "left", "right"}: glued to what precedes it, to what follows it."""

    def __init__(self, tokens):
        self.tokens = tokens
        self.start = {}         # whole words, marks and first pieces
        self.continuation = {}  # pieces inside a word
        for index, token in enumerate(tokens):
            kind = token["kind"]
            if kind in ("word", "mark", "special"):
                self.start[token["text"]] = index
            elif kind == "piece":
                self.continuation[token["text"]] = index
        self.byte = {t["text"]: i for i, t in enumerate(tokens) if t["kind"] == "byte"}
        self.longest = max(len(t["text"]) for t in tokens)

    @property
    def end(self):
        return self.start[END]

    @property
    def mask(self):
        return self.start[MASK]

    def word(self, unit):
        """Ids of one word: itself, or the longest first piece and the longest continuations."""
        if unit in self.start:
            return [self.start[unit]]
        ids = []
        at = 0
        while at < len(unit):
            known = self.continuation if at else self.start
            for size in range(min(self.longest, len(unit) - at), 0, -1):
                if unit[at:at + size] in known:
                    ids.append(known[unit[at:at + size]])
                    at += size
                    break
            else:
                raise ValueError(f"no piece for {unit[at:]!r}")
        return ids

    def mark(self, text, at, unit):
        """Ids of one character at text[at]."""
        if unit == '"':
            before = text[at - 1] if at else " "
            after = text[at + 1] if at + 1 < len(text) else " "
            opening = before in " \n" and after not in " \n"
            return [self.start[OPEN_QUOTE if opening else CLOSE_QUOTE]]
        if unit in self.start:
            return [self.start[unit]]
        return [self.byte[f"<0x{b:02X}>"] for b in unit.encode("utf-8")]

    def encode(self, text):
        text = lower(text)
        ids = []
        at = 0
        spaces = 0
        for unit in units(text):
            if unit[0] == " ":
                spaces = len(unit)
            else:
                new = self.word(unit) if unit[0].isascii() and unit[0].isalpha() or unit in SUFFIXES \
                    else self.mark(text, at, unit)
                ids += self.spacing(ids, new[0], spaces) + new
                spaces = 0
            at += len(unit)
        return ids + [self.start[SPACE]] * spaces

    def implied(self, ids, following):
        return 1 if ids and not self.tokens[ids[-1]]["right"] and not self.tokens[following]["left"] else 0

    def spacing(self, ids, following, spaces):
        if spaces == self.implied(ids, following):
            return []
        return [self.start[SPACE]] * spaces if spaces else [self.start[JOIN]]

    def decode(self, ids):
        out = bytearray()
        glued = True
        for index in ids:
            token = self.tokens[index]
            if not glued and not token["left"]:
                out += b" "
            out += self.surface(token)
            glued = token["right"]
        return out.decode("utf-8", errors="replace")

    @staticmethod
    def surface(token):
        """The bytes that a token writes."""
        text = token["text"]
        if token["kind"] == "byte":
            return bytes([int(text[3:5], 16)])
        if token["kind"] == "special":
            return {OPEN_QUOTE: b'"', CLOSE_QUOTE: b'"', SPACE: b" "}.get(text, b"")
        return text.encode("utf-8")

    def save(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.tokens, file, ensure_ascii=False, indent=0)

    @staticmethod
    def load(path):
        with open(path, encoding="utf-8") as file:
            return StoryTokenizer(json.load(file))
