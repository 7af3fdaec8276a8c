"""Where things are, and the shipped program without a window (harness.window has it in one).

The program's place comes from $EMBEDSCOPE_PROGRAM (CMake sets it), else build/release of this source tree.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = os.environ.get("EMBEDSCOPE_PROGRAM", str(SOURCE / "build/release/embedscope"))
DEFAULT_TABLE = SOURCE / "assets/words/glove-100d.safetensors"
FULL_TABLE = pathlib.Path(
    os.environ.get("EMBEDSCOPE_FULL_TABLE")
    or pathlib.Path(os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local/share")
    / "embedscope/words/glove-100d-full.safetensors"
)
TEST_DATA = pathlib.Path(os.environ.get("EMBEDSCOPE_TEST_DATA") or SOURCE.parent / "shared/data")  # models of others
TIMEOUT_SEC = 300
SKIPPED = 77  # ctest's SKIP_RETURN_CODE


class Finished:
    """What became of a run."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def error_lines(self):
        return self.err.decode("utf-8").splitlines()

    @property
    def answers(self):
        """Every line of standard output as JSON: a line that is none fails the test."""
        return [strict_json(line) for line in self.out.decode("utf-8").splitlines()]


def strict_json(line):
    def refuse(name):
        raise ValueError(f"{name} is no JSON: {line[:200]}")

    return json.loads(line, parse_constant=refuse)


def run(*commands, table=None, arguments=("--json",), cwd=None, env=None, program=PROGRAM, **popen):
    """`table`: FILE, otherwise the default words. `env` adds to the environment; None as a value takes away."""
    line = [str(program), "--headless", "--fresh-settings", *arguments]
    if table is not None:
        line.append(str(table))
    for command in commands:
        line += ["-e", command]
    environment = dict(os.environ)
    for name, value in (env or {}).items():
        environment.pop(name, None)
        if value is not None:
            environment[name] = str(value)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **popen}
    done = subprocess.run(line, cwd=cwd, env=environment, timeout=TIMEOUT_SEC, check=False, **streams)
    return Finished(done.returncode, done.stdout or b"", done.stderr or b"")


def answers(*commands, **options):
    """The JSON answers of commands that must all succeed."""
    done = run(*commands, **options)
    if done.code != 0 or done.err:
        raise AssertionError(f"exit code {done.code}; {done.err.decode('utf-8', 'replace')}")
    return done.answers


class ProgramTest(unittest.TestCase):
    """A test with a folder of its own that is gone afterwards."""

    maxDiff = 2000

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="embedscope-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def assert_near(self, found, expected, tolerance, what):
        self.assertLessEqual(abs(found - expected), tolerance, f"{what}: found {found}, expected {expected}")


def main():
    """unittest.main, but a run in which every test was skipped says so to ctest."""
    result = unittest.main(exit=False, verbosity=1, buffer=False).result
    for test, reason in result.skipped:
        print(f"skipped {test}: {reason}")
    if not result.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if result.skipped and result.testsRun <= len(result.skipped) else 0)
