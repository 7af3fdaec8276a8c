#!/usr/bin/env python3
"""Draws golden cases through the shipped program and compares them with expected/NAME.png.

    golden_test.py [--output FOLDER] [NAME ...]     0 when all agree; failures leave their pictures in FOLDER
"""
import argparse
import pathlib
import sys

from golden_cases import EXPECTED, add_names, chosen, draw, recorded_driver
from harness import driver, png, program
from harness.picture_error import OTHER_DRIVER, SAME_DRIVER, difference_picture, measure


def compare(name, commands, found_driver, folder):
    """-> None, or what is wrong. Leaves NAME.actual.png, NAME.expected.png and NAME.difference.png on failure."""
    expected_path = EXPECTED / f"{name}.png"
    if not expected_path.exists():
        return f"{name}: {expected_path} is not there; look at the picture, then tests/golden/bless.py {name}"
    drawn = draw(name, commands, folder)
    actual, expected = png.read(drawn), png.read(expected_path)
    same_driver = found_driver == recorded_driver()
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
        png.write(folder / f"{name}.difference.png", difference_picture(actual, expected))
        problem = f"{name}: {figures}"
    drawn.replace(folder / f"{name}.actual.png")
    (folder / f"{name}.expected.png").write_bytes(expected_path.read_bytes())
    return f"{problem}; actual, expected and difference are in {folder}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_names(parser)
    parser.add_argument("--output", default=".", type=pathlib.Path)
    options = parser.parse_args()
    found = driver.renderer()
    print(f"driver: {found}; expected pictures: {recorded_driver()}")
    if found is None:
        print("EGL gives no OpenGL 3.3 here: nothing is drawn")
        sys.exit(program.SKIPPED)
    problems = [problem for name, commands in chosen(parser, options.names).items()
                if (problem := compare(name, commands, found, options.output))]
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
