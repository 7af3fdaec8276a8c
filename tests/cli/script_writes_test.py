#!/usr/bin/env python3
"""What a script, a session or a lesson writes never takes the place of a file; what a person types may."""
import os
import shutil

from harness import driver, program
from harness.program import run

OLD = "export PATH=/somewhere  # not to be lost\n"
WRITERS = ["save {}", "export {}", "screenshot {} 64x40", "record {} 64x40 --seconds 0.1 --fps 10"]
NAMES = ["session.es", "answers.csv", "picture.svg", "film.gif"]


class ScriptWrites(program.ProgramTest):
    def cases(self):
        for command, name in zip(WRITERS, NAMES):
            if name.endswith(".gif") and (driver.renderer() is None or not shutil.which("ffmpeg")):
                continue
            with self.subTest(name):
                path = self.write(name, OLD)
                yield command.format(path), path
                path.unlink(missing_ok=True)

    def assert_refused(self, done, path):
        self.assertEqual(done.code, 1)
        self.assertEqual(len(done.error_lines), 1, done.error_lines)
        self.assertIn(str(path), done.error_lines[0])
        self.assertIn("there is a file of this name", done.error_lines[0])
        self.assertEqual(path.read_text("utf-8"), OLD)
        self.assertEqual([p.name for p in self.folder.iterdir() if p.name.endswith(".part")], [])

    def test_a_script_replaces_nothing_and_goes_on(self):
        for command, path in self.cases():
            script = self.write("script.es", f"neighbors tower\n{command}\ntemperature 0.25\nsoftmax 1 2\n")
            for done in (run(f"run {script}"), run(arguments=("--json", "--script", str(script)))):
                self.assert_refused(done, path)
                self.assertEqual(done.answers[-1]["temperature"], 0.25)  # the session is kept
                self.assertIn("script.es:2", done.error_lines[0])

    def test_a_script_that_a_script_runs(self):
        for command, path in self.cases():
            inner = self.write("inner.es", f"neighbors tower\n{command}\n")
            outer = self.write("outer.es", f"run {inner}\n")
            self.assert_refused(run(f"run {outer}"), path)

    def test_a_lesson(self):
        lessons = self.folder / "data/embedscope/lessons"
        lessons.mkdir(parents=True)
        for command, path in self.cases():
            (lessons / "trap.lesson").write_text(
                f"#: title A trap\n#: about Nothing good\n#> Look\nneighbors tower\n{command}\n", "utf-8")
            done = run("lesson trap", env={"XDG_DATA_HOME": self.folder / "data"})
            self.assert_refused(done, path)

    def test_a_link_that_leads_nowhere_is_not_followed(self):
        link, target = self.folder / "link.es", self.folder / "target"
        link.symlink_to(target)
        script = self.write("script.es", f"save {link}\n")
        done = run(f"run {script}")
        self.assertEqual((done.code, len(done.error_lines)), (1, 1))
        self.assertIn("link.es", done.error_lines[0])
        self.assertTrue(link.is_symlink() and not target.exists())

    def test_new_names_are_written(self):
        for command, path in self.cases():
            path.unlink()
            script = self.write("script.es", f"neighbors tower\n{command}\n")
            done = run(f"run {script}")
            self.assertEqual((done.code, done.err), (0, b""))
            self.assertGreater(path.stat().st_size, 0)
            self.assertEqual(run(f"run {script}").code, 1)  # now it is there

    def test_what_a_person_types_may_replace(self):
        for command, path in self.cases():
            done = run("neighbors tower", command)
            self.assertEqual((done.code, done.err), (0, b""))
            self.assertNotEqual(path.read_bytes(), OLD.encode())


class Injection(program.ProgramTest):
    def test_a_name_with_a_line_feed_stays_one_command(self):
        """A table whose path and words hold line feeds: the saved session says no more than they are."""
        folder = self.folder / "a\nsave owned"
        folder.mkdir()
        table = folder / "words.txt"
        table.write_bytes(b"".join(b"w%d 1 %d 0\n" % (i, i) for i in range(8)))
        session = self.folder / "s.es"
        first = run("select w3", f"save {session}", table=table, cwd=self.folder)
        self.assertEqual((first.code, first.err), (0, b""))
        again = run(f"run {session}", "info", cwd=self.folder)
        self.assertEqual((again.code, again.err), (0, b""))
        self.assertEqual(again.answers[-1]["path"], str(table))
        self.assertEqual(sorted(os.listdir(self.folder)), ["a\nsave owned", "s.es"])


if __name__ == "__main__":
    program.main()
