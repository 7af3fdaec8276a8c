#!/usr/bin/env python3
"""Draws the cases of cases.txt through the shipped program and compares them with expected/NAME.png.

    golden.py [NAME ...]                     compare; 0 when all agree
    golden.py --bless [NAME ...]             take what is drawn now as expected (look at the pictures first)
    golden.py --bless --new-driver           the same on another driver than driver.txt names, all cases at once
    golden.py --draw FOLDER [NAME ...]       only draw, to look

--program PATH, or $EMBEDSCOPE_PROGRAM; --output FOLDER for what failures leave (default: the current folder). Needs
tests/cli in PYTHONPATH, or is started from the source tree.
"""
import argparse
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))

from error_scale import OTHER_DRIVER, SAME_DRIVER, difference_picture, measure
from harness import driver, png, program

EXPECTED, DRIVER_FILE = HERE / "expected", HERE / "driver.txt"
TABLE = HERE.parent / "data" / "scripts.txt"  # what a case opens by its bare name
LARGEST_FILE = 100_000  # bytes of one expected picture: the repository keeps every version


def cases():
    """{name: [command, ...]}"""
    found = {}
    for line in (HERE / "cases.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, *commands, picture = (part.strip() for part in line.split("|"))
            found[name] = [*commands, f"screenshot {name}.png {picture}"]
    return found


def draw(name, commands, options):
    """-> the picture's path"""
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / TABLE.name).write_bytes(TABLE.read_bytes())
    done = program.run(*commands, program=options.program, cwd=options.output)
    if done.code != 0 or done.err:
        raise RuntimeError(f"{name}: exit code {done.code}; {done.err.decode('utf-8', 'replace').strip()}")
    return options.output / f"{name}.png"


def recorded_driver():
    return DRIVER_FILE.read_text("utf-8").strip() if DRIVER_FILE.exists() else None


def compare(name, commands, options):
    """-> None, or what is wrong. Leaves NAME.actual.png, NAME.expected.png and NAME.difference.png on failure."""
    expected_path = EXPECTED / f"{name}.png"
    if not expected_path.exists():
        return f"{name}: {expected_path} is not there; look at the picture, then golden.py --bless {name}"
    drawn = draw(name, commands, options)
    actual, expected = png.read(drawn), png.read(expected_path)
    same_driver = options.driver == recorded_driver()
    limit = SAME_DRIVER if same_driver else OTHER_DRIVER
    if actual.shape != expected.shape:
        problem = f"{name}: expected {expected.shape[1]}x{expected.shape[0]}, found {actual.shape[1]}x{actual.shape[0]}"
    else:
        found = measure(actual, expected)
        figures = (f"mean error {found.mean:.3f} (at most {limit.mean}), share of pixels that differ "
                   f"{found.share:.5f} (at most {limit.share}), {'the same' if same_driver else 'another'} driver")
        if found.mean <= limit.mean and found.share <= limit.share:
            print(f"{name}: {figures}")
            drawn.unlink()
            return None
        png.write(options.output / f"{name}.difference.png", difference_picture(actual, expected))
        problem = f"{name}: {figures}"
    drawn.replace(options.output / f"{name}.actual.png")
    (options.output / f"{name}.expected.png").write_bytes(expected_path.read_bytes())
    return f"{problem}; actual, expected and difference are in {options.output}"


def bless(chosen, options):
    if options.driver != recorded_driver():
        if not options.new_driver:
            sys.exit(f"golden: the pictures were made with {recorded_driver()}; this is {options.driver}. Bless there, "
                     f"or all of them here with --new-driver")
        if set(chosen) != set(cases()):
            sys.exit("golden: a new driver blesses all cases at once")
    EXPECTED.mkdir(exist_ok=True)
    for name, commands in chosen.items():
        drawn = draw(name, commands, options)
        target = EXPECTED / f"{name}.png"
        script = png.text_of(drawn.read_bytes(), "embedscope-script")
        here = str(options.output.resolve() / TABLE.name)  # the program names files in full
        png.write(target, png.read(drawn), script.replace(here, f"tests/data/{TABLE.name}"))
        drawn.unlink()
        size = target.stat().st_size
        print(f"{name}: {size} bytes" + (f", more than the {LARGEST_FILE} allowed" if size > LARGEST_FILE else ""))
    DRIVER_FILE.write_text(options.driver + "\n", "utf-8")
    for left_over in sorted(set(path.stem for path in EXPECTED.glob("*.png")) - set(cases())):
        print(f"expected/{left_over}.png belongs to no case")


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--program", default=program.PROGRAM, type=os.path.abspath)
    parser.add_argument("--output", default=".", type=pathlib.Path)
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("--new-driver", action="store_true")
    parser.add_argument("--draw", metavar="FOLDER", type=pathlib.Path)
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(cases())
    if unknown:
        parser.error("no such case: " + ", ".join(sorted(unknown)))
    options.driver = driver.renderer()
    return options


def main():
    options = parse(sys.argv[1:])
    print(f"driver: {options.driver}; expected pictures: {recorded_driver()}")
    if options.driver is None:
        print("EGL gives no OpenGL 3.3 here: nothing is drawn")
        sys.exit(program.SKIPPED)
    chosen = {name: commands for name, commands in cases().items() if not options.names or name in options.names}
    if options.draw:
        options.output = options.draw
        for name, commands in chosen.items():
            print(draw(name, commands, options))
    elif options.bless:
        bless(chosen, options)
    else:
        problems = [problem for name, commands in chosen.items() if (problem := compare(name, commands, options))]
        print("\n".join(problems))
        sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
