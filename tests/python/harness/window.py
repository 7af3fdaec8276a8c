"""The program in a window, and a person before it: only keys and mouse go in. What comes out is read from the files that
it saves on command, and from the screen."""
import os
import subprocess
import time
from pathlib import Path

from harness.display import eventually
from harness.program import PROGRAM

# Places in a window of 1280 x 800 at the default font size, where a person would see and click them.
SEARCH_BOX, FORMULA_BOX = (120, 48), (120, 78)
PICTURE_CENTER = (640, 370)
METRIC_BUTTON = (10, 94, 106, 120)  # x0, y0, x1, y1
RIGHT_COLUMN = (966, 0, 1270, 730)


class WindowProgram:
    def __init__(self, display, home, folder=None):
        self.display, self.home, self._saved = display, Path(home), 0
        self.size, self._at_prompt = (1280, 800), False
        environment = display.environment() | {
            "HOME": str(home), "XDG_CONFIG_HOME": f"{home}/config", "XDG_DATA_HOME": f"{home}/data",
            "XDG_CACHE_HOME": f"{home}/cache"}
        (self.home / "Pictures").mkdir(exist_ok=True)
        self._log = open(self.home / "output.txt", "ab")
        self._process = subprocess.Popen([PROGRAM, "--size", "1280x800"], env=environment, cwd=folder or home,
                                         stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        self.window = eventually("a window", self._find_window)
        display.xdotool("windowfocus", self.window)
        self.point(PICTURE_CENTER)
        eventually("the default words open", lambda: ":" in display.xdotool("getwindowname", self.window))
        eventually("a caret in the search box", self._search_box_waits)

    def _find_window(self):
        assert self._process.poll() is None, f"the program ended: {self.output()}"
        return self.display.xdotool("search", "--onlyvisible", "--name", "^Embedscope").split("\n")[0]

    def _bright(self, box):
        """Pixels as bright as text; an empty box has only its caret's, and only when it has the keyboard."""
        return self.display.pixels().count(box, lambda r, g, b: min(r, g, b) > 190)

    def _waits(self, box):
        return 8 <= self._bright(box) <= 40

    def _search_box_waits(self):
        """The metric's button, in the accent colour, shows that the boxes are there at all."""
        metric = self.display.pixels().count(METRIC_BUTTON, lambda r, g, b: g > 100 and g > 1.5 * r)
        return metric >= 20 and self._waits((12, 40, 288, 58))

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
        self._at_prompt = False
        self.display.xdotool("mousemove", "--window", self.window, *place, "click", button)

    def drag(self, start, end, button=1, steps=8):
        moves = []
        for i in range(1, steps + 1):
            place = [round(a + (b - a) * i / steps) for a, b in zip(start, end)]
            moves += ["mousemove", "--window", self.window, *place, "sleep", 0.03]
        self._at_prompt = False
        self.display.xdotool("mousemove", "--window", self.window, *start, "sleep", 0.05, "mousedown", button,
                             "sleep", 0.05, *moves, "mouseup", button)

    def leave_boxes(self):
        """The keyboard belongs to no text box, two frames (of a slow machine) after a click on the status line."""
        width, height = self.size
        self.click((width // 2, height - 12))
        time.sleep(0.35)

    def command(self, line):
        """Through the command line at the bottom, which then waits for the next one."""
        if not self._at_prompt:
            self.leave_boxes()
            self.type(":", enter=False)
        self.type(line, enter=False)
        box = (22, self.size[1] - 52, 600, self.size[1] - 32)
        eventually(f"'{line}' typed", lambda: self._bright(box) > 50)
        self.keys("Return")
        eventually(f"'{line}' taken", lambda: self._waits(box))
        self._at_prompt = True

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
