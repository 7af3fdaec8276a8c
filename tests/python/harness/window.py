"""The program in a window, and a person before it: only keys and mouse go in. What comes out is read from the files that
it saves on command, and from the screen."""
import os
import subprocess
import time
from pathlib import Path

from harness.display import eventually
from harness.program import PROGRAM

# Places in a window of 1280 x 800 at the default font size, where a person would see and click them.
SEARCH_BOX, PICTURE_CENTER, EMPTY_CORNER = (640, 24), (640, 420), (6, 560)
NEXT_CARD = (912, 130, 1262, 742)  # the next word's, at the lower right


class WindowProgram:
    """`waits`: until the default words are open; else only until there is a window. `path`: folders before $PATH."""

    def __init__(self, display, home, folder=None, waits=True, path=None, arguments=()):
        self.display, self.home, self._saved = display, Path(home), 0
        environment = display.environment() | {
            "HOME": str(home), "XDG_CONFIG_HOME": f"{home}/config", "XDG_DATA_HOME": f"{home}/data",
            "XDG_CACHE_HOME": f"{home}/cache", "XDG_STATE_HOME": f"{home}/state"}
        if path is not None:
            environment["PATH"] = f"{path}:{environment['PATH']}"
        (self.home / "Pictures").mkdir(exist_ok=True)
        self._log = open(self.home / "output.txt", "ab")
        self._process = subprocess.Popen([PROGRAM, "--size", "1280x800", *arguments], env=environment, cwd=folder or home,
                                         stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        self.window = eventually("a window", self._find_window)
        display.xdotool("windowfocus", self.window)
        if waits:
            eventually("the words open", lambda: ":" in self.title())

    def _find_window(self):
        assert self._process.poll() is None, f"the program ended: {self.output()}"
        return self.display.xdotool("search", "--onlyvisible", "--name", "^Embedscope").split("\n")[0]

    def title(self):
        return self.display.xdotool("getwindowname", self.window)

    def output(self):
        return (self.home / "output.txt").read_text(encoding="utf-8")

    # ---- hands ----
    def keys(self, *names):
        self.display.xdotool("key", "--delay", 40, *names)

    def type(self, text, enter=True):
        """Typed fast, and Return right behind it."""
        self.display.xdotool("type", "--delay", 10, text)
        if enter:
            self.display.xdotool("key", "Return")

    def point(self, place):
        self.display.xdotool("mousemove", "--window", self.window, *place)

    def click(self, place, button=1):
        self.display.xdotool("mousemove", "--window", self.window, *place, "click", button)

    def drag(self, start, end, button=1, steps=8):
        moves = []
        for i in range(1, steps + 1):
            place = [round(a + (b - a) * i / steps) for a, b in zip(start, end)]
            moves += ["mousemove", "--window", self.window, *place, "sleep", 0.03]
        self.display.xdotool("mousemove", "--window", self.window, *start, "sleep", 0.05, "mousedown", button,
                             "sleep", 0.05, *moves, "mouseup", button)

    def click_picture(self):
        """The keyboard belongs to the picture, a frame or two (of a slow machine) after a click beside the cloud."""
        self.click(EMPTY_CORNER)
        time.sleep(0.35)

    def command(self, line):
        """Through the command line, which the colon calls from a box whose text is selected, or from the picture."""
        self.type(":" + line)

    # ---- eyes ----
    def session(self):
        """The lines of the script that `save` writes: the state as the program has it."""
        self._saved += 1
        name = f"s{self._saved}.es"
        self.command(f"save {name}")
        path = self.home / name
        eventually(f"{name} saved", path.exists)
        return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    def eventually_line(self, what, matches):
        """Saves until one of the lines `matches`; gives that line."""
        seen = []

        def look():
            seen[:] = self.session()
            return next((line for line in seen if matches(line)), None)
        try:
            return eventually(what, look)
        except AssertionError as failure:
            raise AssertionError(f"{failure}; the session is:\n  " + "\n  ".join(seen)) from None

    def eventually_none(self, what, matches):
        eventually(what, lambda: not any(matches(line) for line in self.session()))

    def settled(self, box):
        """The screen once the box has stopped changing."""
        last = [self.display.pixels()]

        def still():
            time.sleep(0.15)
            now = self.display.pixels()
            same = now.region(box) == last[0].region(box)
            last[0] = now
            return now if same else None
        return eventually("a still screen", still)

    # ---- the process ----
    def cpu_seconds(self):
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def exit_code(self):
        return self._process.wait(20)

    def close(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)
        self._log.close()
