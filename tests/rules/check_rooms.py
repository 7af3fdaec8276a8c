#!/usr/bin/env python3
"""The rules of the rooms (docs/dev/architecture.md), read off the #include lines and calls of the sources.

Usage: check_rooms.py SOURCE_DIR   exits 1 and names file and line of every breach: an arrow between two folders that the
plan does not have, a circle of folders or of units (a header with its source), a folder of more than 40 files, an
outside header or a call where it does not belong, a file that is too long. Sizes are those of tests and benchmarks too.
"""
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from posixpath import dirname, splitext

MOST_FILES = 40
LONGEST_FILE, LONG_FILE, LONG_SHARE = 600, 350, 0.10

# The arrows: folder (longest prefix wins) -> the folders that its files may include from, besides their own. A folder
# stands for all that lies in it. What is not here is a breach; that there is no circle is checked apart.
ARROWS = {
    "base": [],
    "math": ["base", "math"],
    "model": ["base", "math", "model"],
    "render": ["base", "render"],
    "app/look": ["base", "math"],
    "app/command": ["base", "math", "model", "app/look", "app/command"],
    "app/document": ["base", "math", "model", "app/look", "app/command", "app/document"],
    "app/evaluate": ["base", "math", "model", "app/look", "app/command", "app/document"],
    "app/export": ["base", "math", "model", "app/command", "app/document"],
    "app/figures": ["base", "math", "model", "app/command", "app/document"],
    "app/motion": ["base", "math", "app/command", "app/document", "app/figures"],
    "app/lesson": ["base", "app/command", "app/document"],
    "app/scene": ["base", "math", "model", "render/scene", "render/text", "app/look", "app/command", "app/document", "app/figures",
                  "app/motion"],
    "app/session": ["base", "math", "app/look", "app/command", "app/document", "app/evaluate", "app/export", "app/lesson", "app/motion",
                    "app/scene", "app/platform/desktop"],
    "app/panels": ["base", "math", "model", "app/look", "app/command", "app/document", "app/panels", "app/platform/imgui"],
    "app/platform/desktop": ["base", "render/gl"],
    "app/platform/headless": ["base", "render/gl"],
    "app/platform/imgui": ["base", "render/gl", "render/text", "app/look", "app/platform/desktop"],
    "app/output": ["base", "math", "render", "app/look", "app/command", "app/document", "app/evaluate", "app/export", "app/lesson", "app/motion",
                   "app/scene", "app/session", "app/panels", "app/platform"],
    "app/program": ["base", "math", "model", "render", "app"],
    "app": ["base", "app/program"],
}
# What is not ours: room (longest prefix wins) -> the headers it may include, as regular expressions.
STD = r"[a-z_0-9]+"                     # <vector>, <cmath> ...
POSIX = r"(sys/[a-z]+|[a-z]+)\.h"       # <sys/stat.h>, <unistd.h> ...
EIGEN, GLM, JSON, IMGUI = r"Eigen/.+", r"glm/.+", r"nlohmann/.+", r"imgui.*|backends/imgui.*"
OUTSIDE = {
    "base": [POSIX, r"utf8proc\.h", r"fmt/.+"],
    "math": [r"immintrin\.h", EIGEN, r"fmt/.+"],
    "model": [POSIX, r"immintrin\.h", EIGEN, JSON, r"archive(_entry)?\.h", r"unicode/.+", r"utf8proc\.h", r"fast_float/.+", r"fmt/.+"],
    "render": [GLM, r"glad/.+", r"cairo(-ft|-pdf)?\.h", r"ft2build\.h", r"hb\.h", r"fribidi\.h", r"utf8proc\.h", r"fmt/.+"],
    "app": [GLM, EIGEN, JSON, r"CLI/.+", r"fmt/.+"],
    "app/command": [EIGEN, JSON, r"fmt/.+"],
    "app/document": [EIGEN, JSON, r"fmt/.+"],
    "app/evaluate": [EIGEN, JSON, r"fmt/.+"],
    "app/output": [POSIX, GLM, r"fmt/.+"],
    "app/panels": [IMGUI, r"fmt/.+"],
    "app/platform": [POSIX, IMGUI, JSON, r"glad/.+", r"GLFW/.+", r"EGL/.+", r"spng\.h", r"fmt/.+"],
}
CALLS = [  # (what, pattern, where it may stand)
    ("an OpenGL call", re.compile(r"\bgl[A-Z]\w*\s*\("), ("render/",)),
    ("ImGui::", re.compile(r"\bImGui::"), ("app/panels/", "app/platform/")),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


DOCUMENT_ROW = re.compile(r"^\| `([a-z/]+)/` \| [^|]+ \| ([a-z/, ]*)\|$")  # folder, what lives there, may include


def longest_prefix(path, table):
    return max((key for key in table if path.startswith(key + "/")), key=len)


def is_ours(kind, name):
    return kind == '"' and "/" in name


def check_file(path, text):
    arrows = ARROWS[longest_prefix(path, ARROWS)]
    outside = [re.compile(pattern) for pattern in [STD, *OUTSIDE[longest_prefix(path, OUTSIDE)]]]
    for number, line in enumerate(text.splitlines(), 1):
        if include := INCLUDE.match(line):
            kind, name = include.groups()
            if is_ours(kind, name):
                fine = dirname(name) == dirname(path) or any(name.startswith(folder + "/") for folder in arrows)
            else:
                fine = any(pattern.fullmatch(name) for pattern in outside)
            if not fine:
                yield f"{path}:{number}: {dirname(path)}/ may not include {name}"
        code = line.split("//")[0]
        for what, pattern, places in CALLS:
            if pattern.search(code) and not path.startswith(places):
                yield f"{path}:{number}: {what} belongs in {' and '.join(places)}"


def circles(graph):
    """Strongly connected parts of more than one node (Tarjan 1972, without recursion)."""
    order, low, stack, found = {}, {}, [], []
    for root in list(graph):
        if root in order:
            continue
        work = [(root, iter(sorted(graph[root])))]
        order[root] = low[root] = len(order)
        stack.append(root)
        while work:
            node, rest = work[-1]
            child = next(rest, None)
            if child is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    part = stack[stack.index(node):]
                    del stack[-len(part):]
                    if len(part) > 1:
                        found.append(sorted(part))
            elif child not in order:
                order[child] = low[child] = len(order)
                stack.append(child)
                work.append((child, iter(sorted(graph.get(child, ())))))
            elif child in stack:
                low[node] = min(low[node], order[child])
    return found


def graphs(files):
    units, folders = defaultdict(set), defaultdict(set)
    for path, text in files.items():
        for line in text.splitlines():
            include = INCLUDE.match(line)
            if not include or not is_ours(*include.groups()):
                continue
            name = include.group(2)
            if splitext(name)[0] != splitext(path)[0]:
                units[splitext(path)[0]].add(splitext(name)[0])
            if dirname(name) != dirname(path):
                folders[dirname(path)].add(dirname(name))
    return units, folders


def check_sizes(files):
    for folder, count in Counter(map(dirname, files)).items():
        if count > MOST_FILES:
            yield f"{folder}/ has {count} files; at most {MOST_FILES}"
    lengths = {path: text.count("\n") for path, text in files.items()}
    for path, lines in lengths.items():
        if lines > LONGEST_FILE:
            yield f"{path}: {lines} lines; at most {LONGEST_FILE}"
    long = [path for path, lines in lengths.items() if lines > LONG_FILE]
    if len(long) > LONG_SHARE * len(files):
        yield f"{len(long)} of {len(files)} files have more than {LONG_FILE} lines: {' '.join(long)}"


def check_document(text, arrows):
    """The column "may include" of docs/dev/architecture.md against the table above."""
    said = {}
    for line in text.splitlines():
        if row := DOCUMENT_ROW.match(line):
            said[row[1]] = {folder.strip() for folder in row[2].split(",") if folder.strip()}
    for folder, allowed in arrows.items():
        expected = set(allowed) - {folder}
        if folder == "app":
            continue  # main.cpp alone
        if folder not in said:
            yield f"docs/dev/architecture.md has no row for {folder}/"
        elif said[folder] != expected:
            yield f"docs/dev/architecture.md: {folder}/ may include {', '.join(sorted(expected))}, not {', '.join(sorted(said[folder]))}"


def check(files, beside=None):
    """`files`: the sources of the rooms; `beside`: what only has to keep the sizes. Both {path: text}."""
    for path, text in files.items():
        yield from check_file(path, text)
    for name, graph in zip(("units", "folders"), graphs(files)):
        for part in circles(graph):
            yield f"a circle of {name}: {' '.join(part)}"
    yield from check_sizes(files | (beside or {}))


def self_test():
    """The rules can fail: one breach of each kind is found, and a clean house has none."""
    breaches = [
        {"math/a.cpp": "#include <glm/glm.hpp>"}, {"render/gl/a.cpp": "#include <imgui.h>"},
        {"render/gl/b.cpp": '#include "app/document/document.h"'}, {"app/panels/words/a.cpp": "#include <glad/gl.h>"},
        {"app/panels/words/b.cpp": '#include "render/scene/camera.h"'}, {"app/scene/a.cpp": "  glClear(0);"},
        {"model/table/a.cpp": "ImGui::Text();"}, {"app/document/a.cpp": "#include <imgui.h>"},
        {"app/platform/desktop/a.cpp": '#include "app/document/document.h"'},
        {"math/linear/a.h": '#include "math/search/b.h"', "math/search/b.h": '#include "math/linear/c.h"', "math/linear/c.h": ""},
        {"math/a.h": '#include "math/b.h"', "math/b.h": "", "math/b.cpp": '#include "math/a.h"'},
        {f"base/f{i}.h": "" for i in range(MOST_FILES + 1)}, {"base/a.cpp": "\n" * (LONGEST_FILE + 1)},
    ]
    for files in breaches:
        assert list(check(files)), f"not found: {files}"
    assert list(check({}, {"tests/unit/a_test.cpp": "\n" * (LONGEST_FILE + 1)})), "a long test is not found"
    row = "| `math/` | arithmetic | base |"
    assert not list(check_document(row, {"math": ["base", "math"]}))
    assert list(check_document(row, {"math": ["base", "model"]})) and list(check_document(row, {"model": []}))
    clean = {"math/a.h": '#include "base/b.h"\n#include <Eigen/Core>', "base/b.h": "#include <vector>"}
    assert not list(check(clean)), list(check(clean))


def sources(root, rooms, kinds):
    paths = sorted(path for room in rooms for path in (root / room).rglob("*") if path.suffix in kinds)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def main():
    self_test()
    root = Path(sys.argv[1])
    files = sources(root, ("base", "math", "model", "render", "app"), (".h", ".cpp", ".inc"))
    breaches = list(check(files, sources(root, ("tests", "bench"), (".h", ".cpp", ".py"))))
    breaches += check_document((root / "docs/dev/architecture.md").read_text(encoding="utf-8"), ARROWS)
    print("\n".join(breaches) or f"{len(files)} files keep the rules of the rooms")
    return 1 if breaches or not files else 0


sys.exit(main())
