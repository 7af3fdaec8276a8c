#!/usr/bin/env python3
"""What `save` writes `open` takes, and then it is the session: nothing of before leaks into it. Lessons open too."""
from harness import program, small_tables
from harness.program import SOURCE, run

BEFORE = ["neighbors paris", "show cat ; dog", "centring on", "softmax 1 2 3", "temperature 3", "set labels 3",
          "theme light", "camera yaw 77 distance 3", "pairs woman - man : uncle aunt", "field cats - cat"]
SESSION = ["neighbors king - man + woman 7 --metric dot", "slice fit king queen", "temperature 0.5", "set grid off",
           "camera yaw -12 pitch 3 distance 9 target 1 2 3"]


class OpenedSessions(program.ProgramTest):
    def save(self, name, *commands, **options):
        path = self.folder / name
        program.answers(*commands, f'save "{path}"', **options)
        return path

    def test_the_session_is_the_session(self):
        path = self.save("a.es", *SESSION)
        again = self.folder / "b.es"
        answers = program.answers(*BEFORE, f'open "{path}"', f'save "{again}"')
        self.assertEqual(answers[-2]["format"], "session")
        self.assertEqual(answers[-2]["warnings"], [])
        self.assertEqual(again.read_text("utf-8"), path.read_text("utf-8"))

    def test_one_undo_brings_back_what_was_there(self):
        path = self.save("a.es", *SESSION)
        asked = program.answers("neighbors paris", f'open "{path}"', "undo", "show tower")[-1]
        self.assertEqual([item["expression"] for item in asked["items"]], ["paris", "tower"])

    def test_as_the_file_on_the_command_line(self):
        path = self.save("a.es", *SESSION)
        again = self.folder / "b.es"
        program.answers(f'save "{again}"', table=path)
        self.assertEqual(again.read_text("utf-8"), path.read_text("utf-8"))

    def test_without_an_ending_by_its_first_line(self):
        path = self.save("kept", *SESSION)
        self.assertEqual(program.answers(f'open "{path}"')[-1]["format"], "session")

    def test_nothing_that_it_holds_writes_a_file(self):
        trap = self.folder / "trap.csv"
        path = self.write("x.es", f"neighbors king\nexport {trap}\nrun {trap}\ntemperature 2\n")
        opened, asked = program.answers(f"open {path}", "temperature 2")
        self.assertEqual(len(opened["warnings"]), 2)
        self.assertIn("x.es:2", opened["warnings"][0])
        self.assertFalse(trap.exists())
        self.assertIn("2", asked.get("message", str(asked.get("temperature"))))

    def test_words_that_are_gone_leave_all_as_it_was(self):
        table = self.write("four.txt", small_tables.glove_text(small_tables.FOUR_WORDS))
        path = self.save("a.es", "softmax 1 2", table=table)
        table.unlink()
        done = run("neighbors king", f"open {path}")
        self.assertEqual(done.code, 1)
        self.assertIn("four.txt", done.error_lines[0])
        self.assertEqual(len(done.error_lines), 1, done.error_lines)

    def test_a_lesson_starts(self):
        lesson = SOURCE / "assets/lessons/king-queen.lesson"
        self.assertEqual(program.answers(f"open {lesson}")[0]["name"], "king-queen")
        self.assertEqual(program.answers("info", table=lesson)[0]["name"], "king-queen")


program.main()
