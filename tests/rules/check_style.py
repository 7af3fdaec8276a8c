#!/usr/bin/env python3
"""What docs/dev/style.md says of names and literals, as far as a line of code shows it.

Usage: check_style.py SOURCE_DIR   exits 1 and names file and line of every breach: a small letter behind a number (1.0f, 1u),
a constant of a file that is no kPascalCase, a test whose file is no *_test.cpp or whose folder is none of the sources'.
"""
import re
import sys
from pathlib import Path

from check_functions import blanked

HELD = ("base", "math", "model", "render", "app", "bench", "tests")
SUFFIX = re.compile(r"(?<![\w.'])(?:0[xX][0-9a-fA-F']+[ul]+|(?:\d[\d']*\.?[\d']*|\.\d+)(?:[eE][+-]?\d+)?(?:f|[ul]+))\b")
# Unindented, as namespaces are not indented: of a file, not of a function.
CONSTANT = re.compile(r"^(?:static |inline )*constexpr (?P<declaration>[^(={]*?[\w>\]*&] ?\*?)\b(?P<name>\w+)(?:\[\w*\])?\s*(?:=|\{)", re.MULTILINE)
GOOD_CONSTANT = re.compile(r"k[A-Z0-9]\w*")


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def check_text(path, text):
    code = blanked(text)
    for found in SUFFIX.finditer(code):
        yield f"{path}:{line_of(code, found.start())}: {found[0]}: suffixes are capital"
    for found in CONSTANT.finditer(code):
        if not GOOD_CONSTANT.fullmatch(found["name"]):
            yield f"{path}:{line_of(code, found.start())}: {found['name']}: constants are kPascalCase"


def check_places(paths):
    """Tests of units by the names of their files and folders."""
    folders = {str(Path(path).parent) for path in paths}
    for path in paths:
        if not path.startswith("tests/unit/"):
            continue
        if not path.endswith("_test.cpp"):
            yield f"{path}: tests are called *_test.cpp; what they share lies in tests/support"
        mirrored = str(Path(path).parent)[len("tests/unit/"):]
        if not any(folder == mirrored or folder.startswith(mirrored + "/") for folder in folders):
            yield f"{path}: there is no folder {mirrored}/"


def self_test():
    breaches = ["float a = 1.0f;", "auto a = 1.f;", "auto a = 2e-3f;", "auto a = 1u;", "auto a = 0xffull;", "auto a = 1'000ul;",
                "constexpr int most = 3;", "constexpr std::array<int, 2> names{1, 2};", "constexpr std::array names{1};",
                "inline constexpr const char* text = nullptr;", "constexpr int table[] = {1};"]
    for text in breaches:
        assert len(list(check_text("a.cpp", text))) == 1, f"not found: {text}"
    fine = ("float a = 1.0F; // 1.0f\nauto b = 1U + 0xFFU + 0x1f + 1'000;\nauto c = \"1.0f\";\nconstexpr int kMost = 3;\n"
            "  constexpr int inside = 3;\nconstexpr int f() { return 1; }\nconstexpr std::array<A, 2> kTwo{{1, 2}};\n"
            "constexpr bool isSo(int a) {\nauto v1f = x2u;\n")
    assert not list(check_text("a.cpp", fine)), list(check_text("a.cpp", fine))
    places = ["math/a.h", "tests/unit/math/a_test.cpp"]
    assert not list(check_places(places))
    assert len(list(check_places([*places, "tests/unit/math/b.cpp", "tests/unit/meth/c_test.cpp"]))) == 2


def main():
    self_test()
    root = Path(sys.argv[1])
    kinds = (".h", ".cpp", ".inc")
    paths = [path.relative_to(root).as_posix() for room in HELD for path in sorted((root / room).rglob("*"))
             if path.suffix in kinds]
    breaches = list(check_places(paths))
    held = [path for path in paths if path.startswith(tuple(room + "/" for room in HELD))]
    for path in held:
        breaches += check_text(path, (root / path).read_text(encoding="utf-8"))
    print("\n".join(breaches) or f"{len(held)} files keep the style")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
