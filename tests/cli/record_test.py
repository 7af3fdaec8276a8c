#!/usr/bin/env python3
"""Films: folders of pictures, and videos where ffmpeg is installed."""
import json
import shutil
import subprocess

import numpy as np

from harness import driver, png, program
from harness.program import run

SCENE = ("neighbors king", "camera frame")
TURN = "160x100 --turn 360 --seconds 1 --fps 8"


class Films(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        if driver.renderer() is None:
            raise program.unittest.SkipTest("EGL gives no OpenGL 3.3 here")

    def frames(self, folder):
        paths = sorted((self.folder / folder).iterdir())
        self.assertEqual([path.name for path in paths], [f"frame-{i:04}.png" for i in range(1, len(paths) + 1)])
        return paths

    def test_a_turn_is_a_loop(self):
        answer = program.answers(*SCENE, f"record turn {TURN}", cwd=self.folder)[-1]
        self.assertEqual((answer["frames"], answer["fps"], answer["width"], answer["height"]), (8, 8, 160, 100))
        pictures = [png.read(path).astype(int) for path in self.frames("turn")]
        self.assertEqual(len(pictures), 8)
        steps = [np.abs(a - b).mean() for a, b in zip(pictures, pictures[1:] + pictures[:1])]
        self.assertGreater(min(steps), 1)  # none stands still, the last before the first neither
        self.assertLess(steps[-1], 2 * np.mean(steps))

    def test_what_is_new_grows_to_where_it_stays(self):
        program.answers("slice fit king queen man woman", "neighbors king - man + woman", "camera frame",
                        "record grow 160x100 --fps 5", "screenshot rest.png 160x100", cwd=self.folder)
        pictures = [png.read(path)[..., :3].astype(int) for path in self.frames("grow")]
        rest = png.read(self.folder / "rest.png")[..., :3].astype(int)
        away = [np.abs(picture - rest).mean() for picture in pictures]
        self.assertGreater(len(pictures), 15)
        self.assertLess(away[-1], 1.5)  # labels remember where they were
        self.assertGreater(away[0], 2 * away[-1] + 1)
        self.assertGreater(away[len(away) // 3], away[-1])

    def test_a_slice_turns_from_the_one_before(self):
        from_there = "camera yaw 30 distance 12 target 0 0 0"
        program.answers("set labels 0", "slice random 1", "show king", from_there, "screenshot first.png 160x100",
                        "slice random 2", from_there, "record turning 160x100 --fps 10", "screenshot rest.png 160x100",
                        cwd=self.folder)
        pictures = [png.read(path)[..., :3].astype(int) for path in self.frames("turning")]
        rest = png.read(self.folder / "rest.png")[..., :3].astype(int)
        away = [np.abs(picture - rest).mean() for picture in pictures]
        self.assertEqual(len(pictures), round(10 * (1.0 + 0.5)))
        self.assertLess(away[-1], 0.5)
        self.assertGreater(away[0], 4 * away[-1] + 1)
        steps = [np.abs(a - b).mean() for a, b in zip(pictures, pictures[1:])]
        self.assertGreater(min(steps[1:8]), 0.2)  # it moves in every picture, it does not jump
        first = png.read(self.folder / "first.png")[..., :3].astype(int)
        self.assertLess(np.abs(pictures[0] - first).mean(), np.abs(pictures[0] - rest).mean())

    def test_each_frame_is_the_picture_from_there(self):
        program.answers(*SCENE, "camera yaw 10", f"record turn {TURN}", "camera yaw 55", "screenshot one.png 160x100",
                        cwd=self.folder)
        found, expected = png.read(self.frames("turn")[1]), png.read(self.folder / "one.png")
        self.assertLess(np.abs(found[..., :3].astype(int) - expected[..., :3]).mean(), 1.5)  # labels remember where they were

    def test_the_same_bytes_twice(self):
        for run_folder in ("a", "b"):
            (self.folder / run_folder).mkdir()
            program.answers(*SCENE, f"record turn {TURN}", cwd=self.folder / run_folder)
        for a, b in zip(self.frames("a/turn"), self.frames("b/turn"), strict=True):
            self.assertEqual(a.read_bytes(), b.read_bytes())

    def test_pictures_carry_the_script(self):
        program.answers(*SCENE, f"record turn {TURN}", cwd=self.folder)
        script = png.text_of(self.frames("turn")[3].read_bytes(), "embedscope-script")
        self.assertIn("\nneighbors king 10\n", script)
        self.assertIn("\nrecord turn 160x100", script)

    def test_what_cannot_be_done_is_said(self):
        (self.folder / "bin").mkdir()
        (self.folder / "a.mp4.folder").mkdir()
        done = run(f"record turn {TURN}", f"record turn {TURN}", f"record no/such/folder {TURN}", f"record a.mov {TURN}",
                   f"record a.mp4 {TURN}", "softmax 1", cwd=self.folder, env={"PATH": str(self.folder / "bin")})
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 4, 2), done.err)
        for line, part in zip(done.error_lines, ("holds a film already", "cannot be made", ".mp4, .webm or .gif",
                                                 "ffmpeg is not installed")):
            self.assertIn(part, line)
        self.assertEqual(len(self.frames("turn")), 8)

    def test_videos(self):
        if shutil.which("ffmpeg") is None or shutil.which("ffprobe") is None:
            self.skipTest("ffmpeg is not installed")
        for name in ("a.mp4", "a.webm", "a.gif"):
            with self.subTest(name):
                program.answers(*SCENE, f"record {name} 161x101 --turn 360 --seconds 1 --fps 10", cwd=self.folder)
                shown = subprocess.run(
                    ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-of", "json", self.folder / name],
                    check=True, capture_output=True)
                (stream,) = json.loads(shown.stdout)["streams"]
                self.assertEqual(int(stream["nb_read_frames"]), 10)
                self.assertEqual(stream["r_frame_rate"], "10/1")
                size = (161, 101) if name.endswith("gif") else (162, 102)
                self.assertEqual((stream["width"], stream["height"]), size)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["a.gif", "a.mp4", "a.webm"])

    def test_a_video_shows_the_frames(self):
        if shutil.which("ffmpeg") is None:
            self.skipTest("ffmpeg is not installed")
        program.answers(*SCENE, f"record turn {TURN}", f"record turn.mp4 {TURN}", cwd=self.folder)
        subprocess.run(["ffmpeg", "-v", "error", "-i", "turn.mp4", "-vf", "scale=in_color_matrix=bt709", "out-%04d.png"],
                       check=True, cwd=self.folder)
        for number, path in enumerate(self.frames("turn"), 1):
            found = png.read(self.folder / f"out-{number:04}.png")[..., :3].astype(int)
            self.assertLess(np.abs(found - png.read(path)[..., :3]).mean(), 6, f"frame {number}")


if __name__ == "__main__":
    program.main()
