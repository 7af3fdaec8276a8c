#!/usr/bin/env python3
"""CONTRIBUTING.md's lists "To add a ...": each names the files that the thing touches, and they are what is there.

Usage: check_lists.py SOURCE_DIR   exits 1 and says what is wrong: a list is missing or longer than its bound, a file or a
pattern (`app/command/<subject>_commands.h`) is not there, or the last commit that added a command (its message begins
"Command:") touched another file than the list names. Links between the documents, and the paths that docs/dev names, are
followed too.
"""
import re
import subprocess
import sys
from pathlib import Path

MOST = {"command": 6, "page of the window": 3, "table format": 3, "model format": 3, "lesson": 1}
# ... files, or units: `<name>_page.{h,cpp}` is one entry, and stands for both
ON_TOP = re.compile(r"CHANGELOG\.md|tests/.+")  # what comes with every change
HEADING = re.compile(r"^## To add an? (.+)$")
ITEM = re.compile(r"^\d+\. `([^`]+)`")
PATH = re.compile(r"`((?:base|math|model|render|app|shaders|assets|tests|bench|docs|scripts|cmake)/[\w./-]*)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def lists_of(text):
    """{thing: [pattern]}"""
    found, current = {}, None
    for line in text.splitlines():
        if line.startswith("#"):
            heading = HEADING.match(line)
            current = found.setdefault(heading[1], []) if heading else None
        elif current is not None and (item := ITEM.match(line)):
            current.append(item[1])
    return found


def expression(pattern):
    """`a/<name>_test.cpp` as a regular expression: <...> stands for a piece of a name, {h,cpp} for one of these."""
    plain = re.sub(r"<[^>]*>", "[^/]+", re.sub(r"[.+]", lambda dot: "\\" + dot[0], pattern))
    return re.compile(re.sub(r"\{([^}]*)\}", lambda names: "(?:" + names[1].replace(",", "|") + ")", plain))


def check_lists(lists, paths):
    for thing, most in MOST.items():
        patterns = lists.get(thing, [])
        if not patterns:
            yield f'there is no list "To add a {thing}"'
        if len(patterns) > most:
            yield f"a {thing} touches {len(patterns)} files; at most {most}"
        for pattern in patterns:
            if not any(map(expression(pattern).fullmatch, paths)):
                yield f"to add a {thing}: there is no {pattern}"


def check_commit(patterns, touched):
    """A commit that added a command, against the list."""
    touched = [path for path in touched if not ON_TOP.fullmatch(path)]
    for path in touched:
        if not any(expression(pattern).fullmatch(path) for pattern in patterns):
            yield f"the last command touched {path}, which the list does not name"
    if len(touched) > MOST["command"]:
        yield f"the last command touched {len(touched)} files; at most {MOST['command']}"


def check_links(documents, exists):
    """documents: {path: text}; exists(path) of the tree."""
    for path, text in documents.items():
        for target in LINK.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
            if ":" not in target and not exists((Path(path).parent / target).as_posix()):
                yield f"{path}: a link to {target}, which is not there"


def check_paths(documents, exists):
    """The files and folders that documents name as `app/command/`."""
    for path, text in documents.items():
        for target in PATH.findall(text):
            if not exists(target):
                yield f"{path}: names {target}, which is not there"


def git(root, *arguments):
    """The lines of git's answer; nothing where there is no git or no history."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False, timeout=60)
    except OSError:
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []


def last_command(root):
    """(what it was, the files that it touched) of the last commit that added a command, or None."""
    for line in git(root, "log", "--format=%H %s"):
        commit, _, subject = line.partition(" ")
        if subject.startswith("Command:"):
            return subject, git(root, "show", "--no-renames", "--name-only", "--format=", commit)
    return None


def self_test():
    text = "## To add a command\nWords.\n1. `app/<subject>_commands.h`: what\n2. `docs/commands.md`\n## The rest\n1. `x`\n"
    lists = lists_of(text)
    assert lists == {"command": ["app/<subject>_commands.h", "docs/commands.md"]}, lists
    paths = ["app/slice_commands.h", "docs/commands.md"]
    assert not [line for line in check_lists(lists, paths) if "command" in line]
    assert "to add a command: there is no docs/commands.md" in list(check_lists(lists, paths[:1]))
    assert any("no list" in line and "lesson" in line for line in check_lists(lists, paths))
    assert "a lesson touches 2 files; at most 1" in list(check_lists({"lesson": ["a", "a"]}, ["a"]))
    assert not list(check_commit(lists["command"], [*paths, "CHANGELOG.md", "tests/unit/app/slice_test.cpp"]))
    assert len(list(check_commit(lists["command"], [*paths, "app/deep/slice_commands.h", "docsXcommands.md"]))) == 2
    assert len(list(check_commit(["<any>"], list("abcdefg")))) == 1
    assert expression("a/<b>_page.{h,cpp}").fullmatch("a/c_page.cpp") and not expression("a.{h,cpp}").fullmatch("a.py")
    links = {"docs/a.md": "[a](b.md) [c](../c.md#d) [e](https://f.g) ```\n[h](i)\n```"}
    assert not list(check_links(links, lambda path: path in ("docs/b.md", "docs/../c.md")))
    assert len(list(check_links(links, lambda path: False))) == 2
    paths = {"docs/dev/a.md": "`app/b.h` and `math/`, `app/<name>.h`, `apple/`"}
    assert [line.split()[2] for line in check_paths(paths, lambda path: False)] == ["app/b.h,", "math/,"]
    assert not list(check_paths(paths, lambda path: True))


def main():
    self_test()
    root = Path(sys.argv[1])
    files = [path for path in root.rglob("*") if path.is_file() and not {".git", "build"} & set(path.relative_to(root).parts)]
    paths = [path.relative_to(root).as_posix() for path in files]
    lists = lists_of((root / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    problems = list(check_lists(lists, paths))
    documents = {name: (root / name).read_text(encoding="utf-8") for name in paths if name.endswith(".md")}
    problems += check_links(documents, lambda path: (root / path).exists())
    problems += check_paths({path: text for path, text in documents.items() if path.startswith("docs/dev/")},
                            lambda path: (root / path).exists())
    if added := last_command(root):
        problems += check_commit(lists.get("command", []), added[1])
        print(f'compared with "{added[0]}"')
    else:
        print('no commit "Command: ..." is at hand: the list of a command is not compared with one')
    print("\n".join(problems) or f"{len(lists)} lists and the links of {len(documents)} documents hold")
    return 1 if problems else 0


sys.exit(main())
