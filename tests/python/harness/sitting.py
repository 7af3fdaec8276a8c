"""A sitting: one program in a window, and a list of steps that each do something and look what came of it."""
import shutil
import sys
import tempfile
import time
from pathlib import Path

from harness import png
from harness.display import Display
from harness.program import SKIPPED
from harness.window import EMPTY_CORNER, NEXT_CARD, WindowProgram


def starts(text):
    return lambda line: line.startswith(text)


def quit_at_once(program):
    program.click(EMPTY_CORNER)
    program.keys("ctrl+q")
    assert program.exit_code() == 0, program.output()


def find_slider(program):
    """Where the slider's grab is at temperature 1: the topmost thing in the card that another temperature moves."""
    x0, y0, x1, y1 = NEXT_CARD
    program.command("temperature 9")
    program.eventually_line("temperature 9", lambda line: line == "temperature 9")
    high = program.settled(NEXT_CARD)
    program.command("temperature 1")
    program.eventually_none("temperature 1, which sessions need not say", starts("temperature"))
    low = program.settled(NEXT_CARD)
    changed = [y for y in range(y0, y1) if high.row(y, x0, x1) != low.row(y, x0, x1)]
    assert changed, "the temperature changes nothing in the card"
    top = bottom = changed[0]
    while bottom + 1 in changed and bottom < top + 30:
        bottom += 1
    middle = (top + bottom) // 2
    grab = next(x for x in range(x0, x1) if high.row(middle, x, x + 1) != low.row(middle, x, x + 1))
    return grab + 4, middle


def run_steps(display, steps, program, failure_dir):
    try:
        for step in steps:
            start = time.monotonic()
            step(program)
            print(f"ok   {step.__name__} ({time.monotonic() - start:.1f} s)", flush=True)
    except Exception:
        picture = failure_dir / f"{step.__name__}.png"
        png.write(picture, display.pixels().picture())
        print(f"FAIL {step.__name__}: the screen is in {picture}\n{program.output()}", flush=True)
        raise
    finally:
        program.close()


def run_sitting(display, steps, failure_dir, prepare=None, **options):
    """`prepare(home)` comes before the start, and may give more options."""
    with tempfile.TemporaryDirectory(prefix="embedscope-ui-") as home:
        options |= (prepare(Path(home)) if prepare else None) or {}
        run_steps(display, steps, WindowProgram(display, home, **options), failure_dir)


def run_sittings(sittings):
    """The main function of a test: `sittings(display, failure_dir)` runs them. Exits 77 (skipped) without Xvfb or xdotool."""
    for tool in ("Xvfb", "xdotool"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed")
            sys.exit(SKIPPED)
    display = Display()
    try:
        sittings(display, Path(sys.argv[1]).resolve())
    except AssertionError as failure:
        print(f"FAIL {failure}")
        sys.exit(1)
    finally:
        display.close()
