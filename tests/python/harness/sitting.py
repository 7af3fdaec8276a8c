"""A sitting: one program in a window, and a list of steps that each do something and look what came of it."""
import shutil
import sys
import tempfile
import time
from pathlib import Path

from harness import png
from harness.display import Display
from harness.program import SKIPPED
from harness.window import WindowProgram


def starts(text):
    return lambda line: line.startswith(text)


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
