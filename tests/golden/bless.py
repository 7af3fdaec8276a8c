#!/usr/bin/env python3
"""Takes what the shipped program draws now as what golden cases must look like. Look at the pictures first.

    bless.py --draw FOLDER [NAME ...]     only draw, to look
    bless.py [NAME ...]                   what is drawn now is right
    bless.py --new-driver                 all cases at once, on another driver than driver.txt names

--program PATH, or $EMBEDSCOPE_PROGRAM, or the release build.
"""
import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "python"))  # started by hand, without CTest

from golden_cases import DRIVER_FILE, EXPECTED, TABLE, add_names, cases, chosen, draw, recorded_driver
from harness import driver, png, program

LARGEST_FILE = 100_000  # bytes of one expected picture: the repository keeps every version


def refuse_another_driver(found, names, new_driver):
    if found == recorded_driver():
        return
    if not new_driver:
        sys.exit(f"bless: the pictures were made with {recorded_driver()}; this is {found}. Bless there, or all of them "
                 f"here with --new-driver")
    if set(names) != set(cases()):
        sys.exit("bless: a new driver blesses all cases at once")


def bless(pictures, binary, folder):
    EXPECTED.mkdir(exist_ok=True)
    for name, commands in pictures.items():
        drawn = draw(name, commands, folder, binary)
        target = EXPECTED / f"{name}.png"
        script = png.text_of(drawn.read_bytes(), "embedscope-script")
        here = str(folder.resolve() / TABLE.name)  # the program names files in full
        png.write(target, png.read(drawn), script.replace(here, f"tests/data/{TABLE.name}"))
        size = target.stat().st_size
        print(f"{name}: {size} bytes" + (f", more than the {LARGEST_FILE} allowed" if size > LARGEST_FILE else ""))
    for left_over in sorted(set(path.stem for path in EXPECTED.glob("*.png")) - set(cases())):
        print(f"expected/{left_over}.png belongs to no case")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_names(parser)
    parser.add_argument("--program", default=program.PROGRAM)
    parser.add_argument("--new-driver", action="store_true")
    parser.add_argument("--draw", metavar="FOLDER", type=pathlib.Path)
    options = parser.parse_args()
    pictures, found = chosen(parser, options.names), driver.renderer()
    if found is None:
        sys.exit("bless: EGL gives no OpenGL 3.3 here: nothing is drawn")
    if options.draw:
        for name, commands in pictures.items():
            print(draw(name, commands, options.draw, options.program))
        return
    refuse_another_driver(found, pictures, options.new_driver)
    with tempfile.TemporaryDirectory() as folder:
        bless(pictures, options.program, pathlib.Path(folder))
    DRIVER_FILE.write_text(found + "\n", "utf-8")


if __name__ == "__main__":
    main()
