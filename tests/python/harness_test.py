#!/usr/bin/env python3
"""The harness itself: what the other tests lean on must be able to fail."""
import pathlib
import struct
import tempfile
import unittest
import zlib

import numpy as np

from harness import lessons, picture_error, png, program


def encoded(pixels, kind):
    """A PNG whose every line has filter `kind`, written after the specification, pixel by pixel."""
    height, width, channels = pixels.shape
    lines = b""
    for y in range(height):
        line = [kind]
        for x in range(width):
            for c in range(channels):
                left = int(pixels[y, x - 1, c]) if x else 0
                up = int(pixels[y - 1, x, c]) if y else 0
                corner = int(pixels[y - 1, x - 1, c]) if x and y else 0
                nearest = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
                line.append((int(pixels[y, x, c]) - (0, left, up, (left + up) // 2, nearest)[kind]) % 256)
        lines += bytes(line)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 6, 0, 0, 0)),
             (b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
    return png.SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts)


class Png(unittest.TestCase):
    def setUp(self):
        self.pixels = np.random.default_rng(1).integers(0, 256, (7, 5, 4), np.uint8)
        self.pixels[2:5] //= 8  # some neighbours alike, so that every estimate is taken

    def test_every_filter_is_undone(self):
        for kind in range(5):
            with self.subTest(kind=kind):
                np.testing.assert_array_equal(png.decode(encoded(self.pixels, kind)), self.pixels)
                opaque = png.decode(encoded(self.pixels[..., :3], kind))
                np.testing.assert_array_equal(opaque[..., :3], self.pixels[..., :3])
                self.assertTrue((opaque[..., 3] == 255).all())

    def test_what_is_written_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "one.png"
            png.write(path, self.pixels, "neighbors tower\n")
            np.testing.assert_array_equal(png.read(path), self.pixels)
            self.assertEqual(png.text_of(path.read_bytes(), "embedscope-script"), "neighbors tower\n")
            self.assertIsNone(png.text_of(path.read_bytes(), "another"))

    def test_damage_is_refused(self):
        whole = encoded(self.pixels, 4)
        for at in range(len(whole)):
            with self.subTest(cut=at), self.assertRaises(ValueError):
                png.decode(whole[:at])
        for at in range(len(png.SIGNATURE) + 4, len(whole)):
            damaged = bytearray(whole)
            damaged[at] ^= 1
            with self.subTest(at=at), self.assertRaises(ValueError):
                png.decode(bytes(damaged))


class PictureErrors(unittest.TestCase):
    def test_a_difference_is_measured(self):
        picture = np.full((10, 10, 4), 255, np.uint8)
        other = picture.copy()
        other[0, 0, :3] = 0
        self.assertEqual(picture_error.measure(picture, picture), picture_error.Scale(0, 0))
        found = picture_error.measure(other, picture)
        self.assertAlmostEqual(found.mean, 3 * 255 / 400)
        self.assertAlmostEqual(found.share, 0.01)


class Lessons(unittest.TestCase):
    def read(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "one.lesson"
            path.write_text(text, "utf-8")
            return lessons.read(path)

    def test_what_a_file_says_of_itself(self):
        lesson = self.read("#: title One\n#: about Of it.\n#: place 15\n#: picture 1 page\n#> A\n#> and on\nshow a\n#> B\n")
        self.assertEqual((lesson.name, lesson.title, lesson.about, lesson.place), ("one", "One", "Of it.", 15))
        self.assertEqual((lesson.steps, lesson.picture_step), (2, 1))
        commands, picture = lesson.golden_case()
        self.assertEqual(commands[0], "lesson one --step 2")
        self.assertEqual(picture, "512x320 --scale 0.4 --panels")
        seen = self.read("#: picture 1 page\n#: golden scene 280x175\n#> A\n").golden_case()
        self.assertEqual(seen, (["lesson one --step 1"], "280x175 --scale 0.5"))

    def test_what_is_wrong_is_refused(self):
        for text in ("#: picture 3 scene\n#> A\n", "#: picture 1 sideways\n#> A\n", "#: golden 5\n#> A\n"):
            with self.subTest(text), self.assertRaises(ValueError):
                self.read(text)

    def test_every_lesson_that_comes_along_has_its_place_and_its_pictures(self):
        shipped = lessons.shipped()
        self.assertEqual({lesson.name for lesson in shipped}, {path.stem for path in lessons.FOLDER.glob("*.lesson")})
        self.assertEqual(len({lesson.place for lesson in shipped}), len(shipped), "two lessons have the same place")
        for lesson in shipped:
            with self.subTest(lesson.name):
                self.assertGreater(lesson.place, 0, "no line #: place N")
                self.assertGreater(lesson.picture_step, 0, "no line #: picture STEP scene|page")
                for folder in ("assets/lessons", "docs/pictures/lessons"):
                    self.assertTrue((program.SOURCE / folder / f"{lesson.name}.png").exists(), "scripts/gallery makes it")

    def test_the_gallery_is_the_lessons(self):
        found = (program.SOURCE / "docs/gallery.md").read_text("utf-8")
        self.assertEqual(found, lessons.gallery_text(), "scripts/gallery makes it")


if __name__ == "__main__":
    program.main()
