"""The golden cases: the lines of cases.txt, and where each lesson ends (its file says how it is looked at)."""
import os
import pathlib

from harness import lessons, program

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED, DRIVER_FILE = HERE / "expected", HERE / "driver.txt"
TABLE = HERE.parent / "data" / "scripts.txt"  # what a case opens by its bare name


def cases():
    """{name: [command, ...]}"""
    found = {}
    for line in (HERE / "cases.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, *commands, picture = (part.strip() for part in line.split("|"))
            found[name] = [*commands, f"screenshot {name}.png {picture}"]
    for lesson in lessons.shipped():
        commands, picture = lesson.golden_case()
        found[f"lesson-{lesson.name}"] = [*commands, f"screenshot lesson-{lesson.name}.png {picture}"]
    return found


def draw(name, commands, folder, binary=program.PROGRAM):
    """-> the picture's path"""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / TABLE.name).write_bytes(TABLE.read_bytes())
    done = program.run(*commands, program=os.path.abspath(binary), cwd=folder)
    if done.code != 0 or done.err:
        raise RuntimeError(f"{name}: exit code {done.code}; {done.err.decode('utf-8', 'replace').strip()}")
    return folder / f"{name}.png"


def recorded_driver():
    return DRIVER_FILE.read_text("utf-8").strip() if DRIVER_FILE.exists() else None


def add_names(parser):
    parser.add_argument("names", nargs="*", metavar="NAME", help="cases; all where none is named")


def chosen(parser, names):
    """{name: [command, ...]} of those named, or of all."""
    every = cases()
    unknown = set(names) - set(every)
    if unknown:
        parser.error("no such case: " + ", ".join(sorted(unknown)))
    return {name: commands for name, commands in every.items() if not names or name in names}
