"""A display of our own (Xvfb), a hand on its keys and mouse (xdotool), and an eye on its pixels (libX11)."""
import ctypes
import os
import subprocess
import time

import numpy as np

WIDTH, HEIGHT = 1280, 800
_Z_PIXMAP = 2


class _XImage(ctypes.Structure):  # the head of Xlib.h's XImage: all that is read here
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int),
                ("format", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_char)), ("byte_order", ctypes.c_int),
                ("bitmap_unit", ctypes.c_int), ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int),
                ("depth", ctypes.c_int), ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


class Pixels:
    """What the screen shows: four bytes a pixel, blue first."""

    def __init__(self, data, width, height):
        self.data, self.width, self.height = data, width, height

    def picture(self):
        """As harness.png has pictures: (height, width, 4) uint8, opaque."""
        pixels = np.frombuffer(self.data, np.uint8).reshape(self.height, self.width, 4)[..., [2, 1, 0, 3]]
        pixels[..., 3] = 255
        return pixels

    def row(self, y, x0, x1):
        return self.data[4 * (y * self.width + x0):4 * (y * self.width + x1)]

    def region(self, box):
        x0, y0, x1, y1 = box
        return b"".join(self.row(y, x0, x1) for y in range(y0, y1))

    def changed(self, other, box):
        """The share of the box's pixels that are of another colour there."""
        x0, y0, x1, y1 = box
        return np.any(self.picture()[y0:y1, x0:x1] != other.picture()[y0:y1, x0:x1], axis=-1).mean()

    def count(self, box, matches):
        """How many pixels of the box are of a colour for which `matches(red, green, blue)`."""
        region = self.region(box)
        return sum(matches(r, g, b) for b, g, r in zip(region[0::4], region[1::4], region[2::4]))


class Display:
    def __init__(self):
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read, encoding="ascii") as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        self.name = f":{number}"
        self._x = None

    def environment(self):
        ours = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        return ours | {"DISPLAY": self.name}

    def xdotool(self, *arguments):
        done = subprocess.run(["xdotool", *map(str, arguments)], env=self.environment(), stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, timeout=30, check=False)
        return done.stdout.strip()

    def pixels(self):
        if self._x is None:
            self._open_eye()
        image = self._x.XGetImage(self._handle, self._root, 0, 0, WIDTH, HEIGHT, ctypes.c_ulong(-1), _Z_PIXMAP)
        head = image.contents
        assert head.bits_per_pixel == 32 and head.bytes_per_line == 4 * WIDTH, "expected 32 bits a pixel"
        data = ctypes.string_at(head.data, 4 * WIDTH * HEIGHT)
        self._x.XDestroyImage(image)
        return Pixels(data, WIDTH, HEIGHT)

    def _open_eye(self):
        x = ctypes.CDLL("libX11.so.6")  # xdotool needs it too
        x.XOpenDisplay.restype = ctypes.c_void_p
        x.XDefaultRootWindow.argtypes, x.XDefaultRootWindow.restype = [ctypes.c_void_p], ctypes.c_ulong
        x.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint,
                                ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        x.XGetImage.restype = ctypes.POINTER(_XImage)
        x.XDestroyImage.argtypes = [ctypes.POINTER(_XImage)]
        self._handle = x.XOpenDisplay(self.name.encode())
        assert self._handle, f"no connection to display {self.name}"
        self._root, self._x = x.XDefaultRootWindow(self._handle), x

    def close(self):
        self._server.terminate()
        self._server.wait(10)


def eventually(what, condition, timeout=40.0):
    """The first true value of `condition()`; fails when none comes."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, f"waited {timeout:.0f} s in vain: {what}"
        time.sleep(0.03)
