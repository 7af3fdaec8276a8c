#!/usr/bin/env python3
"""Pictures as SVG and PDF: other programs open them, they look as the PNG does, and their text is text."""
import pathlib
import shutil
import subprocess
import xml.etree.ElementTree as xml

import numpy as np

from harness import driver, png, program
from harness.picture_error import OTHER_PROGRAM, measure
from harness.program import run

SVG = "{http://www.w3.org/2000/svg}"
SCENES = {
    "opening": ("theme light",),
    "king-queen": ("neighbors king - man + woman 6", "camera frame"),
    "many arrows": ("show king ; queen ; man ; woman ; prince ; princess ; cats - cat", "camera frame yaw 40"),
    "paths": ('trace "the old king" king', 'trace "the chess king" king --also', "camera frame"),
}


def need(*tools):
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        raise program.unittest.SkipTest(", ".join(missing) + " not installed (librsvg2-bin, poppler-utils)")


def rendered_svg(path):
    target = path.with_suffix(".svg.png")
    subprocess.run(["rsvg-convert", "-o", target, path], check=True)
    return png.read(target)


def rendered_pdf(path, *arguments):
    """By poppler's cairo output, at 96 dots an inch: a pixel a pixel."""
    target = path.with_suffix(".pdf.png")
    subprocess.run(["pdftocairo", "-png", "-singlefile", "-r", "96", *arguments, path, target.with_suffix("")], check=True)
    return png.read(target)


def pdf_text(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True).stdout.decode("utf-8")


class VectorPictures(program.ProgramTest):
    def draw(self, *commands, sizes="640x400"):
        """-> the paths of the same picture as PNG, SVG and PDF"""
        paths = [self.folder / f"picture.{kind}" for kind in ("png", "svg", "pdf")]
        program.answers(*commands, *(f"screenshot {path.name} {sizes}" for path in paths), cwd=self.folder)
        return paths

    def assert_alike(self, found, expected, what):
        self.assertEqual(found.shape, expected.shape, what)
        error = measure(found, expected)
        print(f"{what}: mean error {error.mean:.2f}, share {error.share:.4f}")
        self.assertLessEqual(error.mean, OTHER_PROGRAM.mean, what)
        self.assertLessEqual(error.share, OTHER_PROGRAM.share, what)

    def test_they_look_as_the_png_does(self):
        need("rsvg-convert", "pdftocairo")
        if driver.renderer() is None:
            self.skipTest("EGL gives no OpenGL 3.3 here")
        for name, commands in SCENES.items():
            with self.subTest(name):
                drawn, svg, pdf = self.draw(*commands, sizes="1280x800")
                expected = png.read(drawn)
                self.assert_alike(rendered_svg(svg), expected, f"{name}, SVG")
                self.assert_alike(rendered_pdf(pdf), expected, f"{name}, PDF")

    def test_the_comparison_can_fail(self):
        need("rsvg-convert")
        if driver.renderer() is None:
            self.skipTest("EGL gives no OpenGL 3.3 here")
        drawn, svg, _ = self.draw("neighbors tower", "camera frame")
        moved = np.roll(rendered_svg(svg), 3, axis=1)
        self.assertGreater(measure(moved, png.read(drawn)).share, OTHER_PROGRAM.share)

    def test_see_through(self):
        need("rsvg-convert", "pdftocairo")
        if driver.renderer() is None:
            self.skipTest("EGL gives no OpenGL 3.3 here")
        drawn, svg, pdf = self.draw("theme light", "neighbors tower", "camera frame", sizes="1280x800 --transparent")
        expected = png.read(drawn)
        self.assert_alike(rendered_svg(svg), expected, "see-through, SVG")
        self.assert_alike(rendered_pdf(pdf, "-transp"), expected, "see-through, PDF")

    def test_words_of_all_scripts(self):
        """Shaped by other programs, they look as ours; emoji are in their colours, words can be searched."""
        need("rsvg-convert", "pdftocairo", "pdftotext")
        if driver.renderer() is None:
            self.skipTest("EGL gives no OpenGL 3.3 here")
        table = pathlib.Path(__file__).resolve().parents[1] / "data" / "scripts.txt"
        drawn, svg, pdf = self.draw(f'open "{table}"', "set labels 500", "neighbors king 25", "camera frame", sizes="1280x800")
        expected = png.read(drawn)
        self.assert_alike(rendered_svg(svg), expected, "scripts, SVG")
        self.assert_alike(rendered_pdf(pdf), expected, "scripts, PDF")
        yellow = expected[..., 0].astype(int) - expected[..., 2] > 100  # and red: only emoji are
        for name, found in (("SVG", rendered_svg(svg)), ("PDF", rendered_pdf(pdf))):
            other = found[..., 0].astype(int) - found[..., 2] > 100
            self.assertGreater((yellow & other).sum() / yellow.sum(), 0.8, name)
        texts = {"".join(text.itertext()): text for text in xml.parse(svg).getroot().iter(SVG + "text")}
        found = pdf_text(pdf)
        for word in ("स्त्री", "مرحبا", "שלום", "你好", "한국어", "ไทย", "né"):
            self.assertIn(word, texts)
        for word in ("مرحبا", "שלום", "你好", "한국어", "né"):
            self.assertIn(word, found)
        self.assertEqual([word for word in ("مرحبا", "שלום", "你好", "king") if texts[word].get("direction") == "rtl"],
                         ["مرحبا", "שלום"])
        titles = [title.text for title in xml.parse(svg).getroot().iter(SVG + "title")]
        self.assertIn("\U0001F1E9\U0001F1EA", titles)

    def test_text_is_text(self):
        need("pdftotext")
        _, svg, pdf = self.draw("neighbors king - man + woman 6", "camera frame", sizes="1280x800")
        texts = ["".join(text.itertext()) for text in xml.parse(svg).getroot().iter(SVG + "text")]
        self.assertIn("king \u2212 man + woman", texts)
        self.assertIn("throne", texts)
        self.assertGreater(len(texts), 11)  # six answers, three words, their steps, the result
        found = " ".join(pdf_text(pdf).split())
        for text in texts:
            self.assertIn(" ".join(text.split()), found)

    def test_shapes_are_shapes(self):
        _, svg, _ = self.draw("show king ; queen", "camera frame")
        root = xml.parse(svg).getroot()
        self.assertEqual((root.get("width"), root.get("height"), root.get("viewBox")), ("640", "400", "0 0 640 400"))
        self.assertEqual(len(list(root.iter(SVG + "image"))), 1)  # the cloud: more points than are drawn as circles
        self.assertGreater(len(list(root.iter(SVG + "path"))), 50)

    def test_points_beyond_a_chosen_number_are_an_image(self):
        lines = "".join(f"word{i} {i % 7} {i % 11} {i % 13} {i % 5}\n" for i in range(300))
        table = self.write("words.txt", lines)
        program.answers("screenshot few.svg 320x200", "screenshot many.svg 320x200 --points 299", table=table, cwd=self.folder)
        few, many = (xml.parse(self.folder / name).getroot() for name in ("few.svg", "many.svg"))
        self.assertEqual(len(list(few.iter(SVG + "image"))), 0)
        self.assertGreaterEqual(len(list(few.iter(SVG + "circle"))), 300)
        self.assertEqual(len(list(many.iter(SVG + "image"))), 1)
        self.assertLess(len(list(many.iter(SVG + "circle"))), 100)

    def test_the_script_makes_the_same_file_again(self):
        need("pdfinfo")
        _, svg, pdf = self.draw("neighbors king - man + woman", "theme light", "slice random 7")
        script = xml.parse(svg).getroot().find(SVG + "metadata").text
        self.assertIn("\nslice random 7\n", script)
        old = {path.name: path.read_bytes() for path in (svg, pdf)}
        self.write("script.es", script + "screenshot picture.pdf 640x400\n")
        svg.unlink()
        pdf.unlink()
        program.answers("slice random 1", "run script.es", cwd=self.folder)
        self.assertEqual({path.name: path.read_bytes() for path in (svg, pdf)}, old)
        shown = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True).stdout.decode("utf-8")
        self.assertIn("neighbors king - man + woman", shown)

    def test_sizes(self):
        answers = program.answers("screenshot a.svg", "screenshot b.SVG 1x1", "screenshot c.Pdf 3840x2160",
                                  cwd=self.folder)
        self.assertEqual([(a["width"], a["height"]) for a in answers], [(1280, 800), (1, 1), (3840, 2160)])
        self.assertTrue((self.folder / "b.SVG").read_bytes().startswith(b"<?xml"))
        self.assertTrue((self.folder / "c.Pdf").read_bytes().startswith(b"%PDF-"))

    def test_what_cannot_be_done_is_said(self):
        (self.folder / "folder.pdf").mkdir()
        done = run("screenshot a.svg --panels", "screenshot no-such-folder/a.svg", "screenshot folder.pdf 64x48",
                   "softmax 1", cwd=self.folder)
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 3, 1), done.err)
        self.assertIn("panels", done.error_lines[0])
        self.assertIn("no-such-folder", done.error_lines[1])
        self.assertIn("folder.pdf", done.error_lines[2])
        self.assertEqual([path.name for path in self.folder.iterdir()], ["folder.pdf"])

    def test_nothing_open(self):
        done = run("screenshot empty.svg 64x48", "screenshot empty.pdf 64x48", table=self.folder / "none",
                   cwd=self.folder)
        self.assertEqual(len(done.answers), 2)


if __name__ == "__main__":
    program.main()
