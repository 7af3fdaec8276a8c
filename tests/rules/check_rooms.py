#!/usr/bin/env python3
"""The rules of the rooms (docs/architecture.md), read off the #include lines and calls of the sources.

Usage: check_rooms.py SOURCE_DIR   exits 1 and names file and line of every breach.
"""
import re
import sys
from pathlib import Path

# room (longest prefix wins) -> what its files may include, as regular expressions over the path between <> or "".
STD = r"[a-z_0-9]+"                     # <vector>, <cmath> ...
POSIX = r"(sys/[a-z]+|[a-z]+)\.h"       # <sys/stat.h>, <unistd.h> ...
MATH, MODEL, RENDER = r"math/.+", r"model/.+", r"render/.+"
EIGEN, GLM, JSON = r"Eigen/.+", r"glm/.+", r"nlohmann/.+"
DOCUMENT = r"app/(command|document)/.+"
IMGUI = r"imgui.*|backends/imgui.*"
RULES = {
    "math": [STD, r"immintrin\.h", EIGEN, MATH],
    "model": [STD, POSIX, EIGEN, JSON, r"utf8proc\.h", r"fast_float/.+", MATH, MODEL],
    "render": [STD, GLM, r"glad/.+", r"stb_.+\.h", r"cairo(-ft|-pdf)?\.h", r"math/(error|multiversion|parallel)\.h", RENDER],
    "app/command": [STD, EIGEN, JSON, MATH, MODEL, DOCUMENT],
    "app/document": [STD, EIGEN, JSON, MATH, MODEL, DOCUMENT],
    "app/panels": [STD, IMGUI, MATH, MODEL, DOCUMENT, r"app/panels/.+"],
    "app/platform": [STD, POSIX, IMGUI, JSON, r"glad/.+", r"GLFW/.+", r"EGL/.+", r"spng\.h", MATH, MODEL, RENDER,
                     DOCUMENT, r"app/(panels|platform)/.+"],
    "app": [STD, GLM, EIGEN, r"CLI/.+", MATH, MODEL, RENDER, r"app/.+"],
}
CALLS = [  # (what, pattern, where it may stand)
    ("an OpenGL call", re.compile(r"\bgl[A-Z]\w*\s*\("), ("render/",)),
    ("ImGui::", re.compile(r"\bImGui::"), ("app/panels/", "app/platform/")),
]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')


def room_of(path):
    return max((room for room in RULES if path.startswith(room + "/")), key=len)


def check(path, text):
    allowed = [re.compile(pattern) for pattern in RULES[room_of(path)]]
    for number, line in enumerate(text.splitlines(), 1):
        include = INCLUDE.match(line)
        if include and not any(pattern.fullmatch(include.group(1)) for pattern in allowed):
            yield f"{path}:{number}: {room_of(path)}/ may not include {include.group(1)}"
        code = line.split("//")[0]
        for what, pattern, places in CALLS:
            if pattern.search(code) and not path.startswith(places):
                yield f"{path}:{number}: {what} belongs in {' and '.join(places)}"


def self_test():
    """The rules can fail: one breach of each kind is found."""
    breaches = {
        "math/a.cpp": "#include <glm/glm.hpp>", "render/a.cpp": "#include <imgui.h>",
        "render/b.cpp": '#include "app/document/document.h"', "app/panels/a.cpp": "#include <glad/gl.h>",
        "app/panels/b.cpp": '#include "render/camera.h"', "app/a.cpp": "  glClear(0);",
        "model/a.cpp": "ImGui::Text();", "app/document/a.cpp": "#include <imgui.h>",
    }
    for path, text in breaches.items():
        assert list(check(path, text)), f"not found: {path}: {text}"


def main():
    self_test()
    root = Path(sys.argv[1])
    files = sorted(p for room in ("math", "model", "render", "app") for p in (root / room).rglob("*") if p.suffix in (".h", ".cpp", ".inc"))
    breaches = [breach for p in files for breach in check(str(p.relative_to(root)), p.read_text(encoding="utf-8"))]
    print("\n".join(breaches) or f"{len(files)} files keep the rules of the rooms")
    return 1 if breaches or not files else 0


sys.exit(main())
