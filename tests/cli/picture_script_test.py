#!/usr/bin/env python3
"""A picture carries the script that makes it again, and failures to write one are said."""
import resource
import signal

from harness import png, program
from harness.program import run

KEYWORD = "embedscope-script"


class PictureScripts(program.ProgramTest):
    def draw(self, *commands, name="one.png", folder=None):
        program.answers(*commands, cwd=folder or self.folder)
        return ((folder or self.folder) / name).read_bytes()

    def test_run_again_it_makes_the_same_file(self):
        content = self.draw(
            "neighbors king - man + woman", "camera yaw -20 pitch 30", "theme light", "slice random 7", "set labels 10",
            "screenshot one.png 320x200 --scale 0.5 --transparent")
        script = png.text_of(content, KEYWORD)
        self.assertIsNotNone(script)
        for part in ("# embedscope session, version 1\n", "yaw -20", "slice random 7", "\nscreenshot one.png 320x200"):
            self.assertIn(part, script)
        again = self.folder / "again"
        again.mkdir()
        self.write("script.es", script)
        self.assertEqual(self.draw("slice random 1", 'run "../script.es"', folder=again), content)

    def test_the_chunks_are_a_whole_png(self):
        content = self.draw("screenshot one.png 64x48")
        kinds = [kind for kind, _ in png.chunks(content)]
        self.assertEqual((kinds[0], kinds[-1]), (b"IHDR", b"IEND"))
        self.assertEqual(png.read(self.folder / "one.png").shape, (48, 64, 4))

    def test_the_same_whatever_came_before(self):
        drawn = "neighbors tower", "screenshot one.png 200x125"
        first = self.draw(*drawn)
        expected = png.read(self.folder / "one.png").astype(int)
        self.assertEqual(first, self.draw("slice random 3", "show cat", "slice pca", "hide cat", *drawn))
        self.draw("show cat", "screenshot two.png 300x300", "hide cat", *drawn)
        # An earlier picture leaves letters elsewhere in the font's texture, and its filter rounds by place.
        found = png.read(self.folder / "one.png").astype(int)
        self.assertLess(abs(found - expected).mean(), 0.1)
        self.assertLess(abs(found - expected).max(), 32)

    def test_answer(self):
        (answer,) = program.answers("screenshot one.png 64x48", cwd=self.folder)
        self.assertEqual((answer["command"], answer["width"], answer["height"]), ("screenshot", 64, 48))
        self.assertTrue(answer["path"].endswith("one.png"))

    def test_default_size_and_smallest(self):
        found = program.answers("screenshot one.png", "screenshot two.png 1x1", cwd=self.folder)
        self.assertEqual([(a["width"], a["height"]) for a in found], [(1280, 800), (1, 1)])

    def test_nothing_open(self):
        done = run("screenshot empty.png 64x48", table=self.folder / "none", cwd=self.folder)
        self.assertEqual(len(done.answers), 1)
        self.assertTrue((self.folder / "empty.png").exists())

    def test_paths_that_cannot_be_written(self):
        done = run("screenshot no-such-folder/one.png 64x48", "screenshot . 64x48", "screenshot /dev/full 64x48",
                   'screenshot "no-such-folder/\x1b[31m\nred.png" 64x48', "softmax 1", cwd=self.folder)
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 4, 1), done.err)
        self.assertIn("no-such-folder", done.error_lines[0])
        self.assertNotIn(b"\x1b", done.err)

    def test_a_full_disk_keeps_the_old_picture(self):
        old = self.draw("screenshot one.png 64x48")

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        cache = {"MESA_SHADER_CACHE_DISABLE": "true"}  # the driver's own files are not what is tested
        done = run("screenshot one.png 320x200", "softmax 1", cwd=self.folder, env=cache, preexec_fn=limit,
                   restore_signals=False)
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 1, 1), done.err)
        self.assertEqual((self.folder / "one.png").read_bytes(), old)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["one.png"])


if __name__ == "__main__":
    program.main()
