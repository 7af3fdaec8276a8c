#!/usr/bin/env python3
"""Every lesson from start to end without a window: no step fails, and what its commands answer agrees with numpy."""
import re

import numpy as np

from harness import lessons, program
from harness.word_table import WordTable, unit

SHIPPED = {lesson.name: lesson for lesson in lessons.shipped()}
TERM = re.compile(r"\s*([+-]?)\s*([^\s+-]+)")


def lines(name):
    return (lessons.FOLDER / f"{name}.lesson").read_text("utf-8").splitlines()


def played(lesson):
    """The answers of a whole lesson, a list for each step; the first of each is the step itself."""
    found = program.answers(f"lesson {lesson.name}", *["lesson next"] * (lesson.steps - 1))
    by_step = []
    for answer in found:
        if answer["command"] == "lesson":
            by_step.append([])
        by_step[-1].append(answer)
    return by_step


class EveryLesson(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.table = WordTable(program.DEFAULT_TABLE)
        cls.steps = {name: played(lesson) for name, lesson in SHIPPED.items()}

    def query(self, expression):
        """A formula of words with + and - between them."""
        return sum((-1.0 if sign == "-" else 1.0) * self.table.vector(word)
                   for sign, word in TERM.findall(expression))

    def answers(self, command):
        for name, steps in self.steps.items():
            for step in steps:
                for answer in step:
                    if answer["command"] == command:
                        yield name, answer

    def test_all_that_the_film_shows(self):
        (listed,) = program.answers("lesson", env={"XDG_DATA_HOME": self.folder})
        self.assertEqual([(lesson["name"], lesson["title"], lesson["steps"]) for lesson in listed["lessons"]],
                         [(lesson.name, lesson.title, lesson.steps) for lesson in SHIPPED.values()])
        for name, steps in self.steps.items():
            with self.subTest(name):
                self.assertEqual([step[0]["step"] for step in steps], list(range(1, len(steps) + 1)))
                self.assertTrue(all(step[0]["steps"] == len(steps) and step[0]["caption"] for step in steps))
                self.assertTrue(all(step[0]["name"] == name for step in steps))

    def test_no_lesson_holds_a_coordinate_or_a_result(self):
        for name in SHIPPED:
            for line in lines(name):
                with self.subTest(name, line=line):
                    self.assertNotRegex(line, r"^\s*camera .*(target|yaw|pitch|distance)")
                    self.assertNotRegex(line, r"--(first|second)\b")

    def test_neighbors(self):
        seen = 0
        for name, answer in self.answers("neighbors"):
            with self.subTest(name, expression=answer["expression"]):
                words = {word for _, word in TERM.findall(answer["expression"])}
                expected = self.table.nearest(self.query(answer["expression"]), len(answer["answers"]),
                                              answer["metric"], words)
                self.assertEqual([item["word"] for item in answer["answers"]], [word for word, _ in expected])
                for item, (word, score) in zip(answer["answers"], expected):
                    self.assert_near(item["score"], score, 1e-5, word)
                seen += 1
        self.assertGreaterEqual(seen, 9)

    def test_dot_products(self):
        seen = 0
        for name, answer in self.answers("dot"):
            query = self.query(answer["expression"])
            for item in answer["answers"]:
                with self.subTest(name, word=item["word"]):
                    vector = self.table.vector(item["word"])
                    self.assert_near(item["dot"], vector @ query, 1e-4, "dot product")
                    self.assert_near(item["cosine"], unit(vector) @ unit(query), 1e-5, "cosine")
                    seen += 1
        self.assertGreaterEqual(seen, 50)

    def test_pairs(self):
        seen = 0
        for name, answer in self.answers("pairs"):
            if not answer["answers"]:
                continue
            with self.subTest(name):
                query = self.query(answer["expression"])
                inputs = {word for _, word in TERM.findall(answer["expression"])}
                steps = [self.table.vector(item["to"]) - self.table.vector(item["from"])
                         for item in answer["answers"]]
                for item, step in zip(answer["answers"], steps):
                    self.assert_near(item["cosine"], unit(step) @ unit(query), 1e-5, item["to"])
                    self.assert_near(item["dot"], step @ query, 1e-4, item["to"])
                    self.assertEqual(item["held_out"], not inputs & {item["from"], item["to"]})
                cosines = np.array([unit(step) for step in steps]) @ np.array([unit(step) for step in steps]).T
                others = cosines[~np.eye(len(steps), dtype=bool)]
                self.assert_near(answer["consistency"], others.mean(), 1e-5, "consistency")
                seen += 1
        self.assertGreaterEqual(seen, 2)

    def test_products(self):
        for name, answer in self.answers("product"):
            with self.subTest(name):
                first, second = (np.array(vector["xy"]) for vector in answer["vectors"])
                self.assert_near(answer["dot"], first @ second, 1e-4, "in the plane")
                if not answer["moved"]:
                    a, b = (self.query(vector["label"].replace("−", "-")) for vector in answer["vectors"])
                    self.assert_near(answer["dot"], a @ b, 1e-4, "in the space")
                    self.assert_near(answer["dot"], sum(term[2] for term in answer["terms"]), 1e-4, "the terms")

    def test_softmax(self):
        logits = {}
        for _, answer in self.answers("softmax"):
            z = np.array(answer["logits"])
            self.check_softmax(z, answer)
            logits["z"] = z
        for name, answer in self.answers("temperature"):
            if name == "softmax" and "probabilities" in answer:
                self.check_softmax(np.array(answer["logits"]), answer)

    def check_softmax(self, z, answer):
        t = answer["temperature"]
        if t == 0:
            expected = (np.arange(len(z)) == z.argmax()).astype(float)
        else:
            e = np.exp((z - z.max()) / t)
            expected = e / e.sum()
        np.testing.assert_allclose(answer["probabilities"], expected, atol=1e-12)

    def test_angles_of_many_directions(self):
        for name, answer in self.answers("directions"):
            with self.subTest(name, count=answer["count"], dims=answer["dims"]):
                n = answer["count"]
                self.assertEqual(answer["pairs"], n * (n - 1) // 2)
                self.assertEqual(sum(answer["histogram"]), answer["pairs"])
                if answer["rounds"] == 0:  # of random unit vectors: E[cos^2] = 1 / d
                    expected = np.degrees(1 / np.sqrt(answer["dims"])) if answer["dims"] > 50 else None
                    if expected:
                        self.assert_near(answer["deviation_degrees"], expected, 0.02 * expected, "deviation")
                self.assert_near(answer["mean_degrees"], 90, 2, "mean")

    def test_unembedding_agrees_with_the_prediction(self):
        for name, answer in self.answers("unembed"):
            with self.subTest(name):
                (predicted,) = program.answers(f'predict "{answer["text"]}" {len(answer["answers"])}')
                for row, guess in zip(answer["answers"], predicted["answers"]):
                    self.assertEqual(row["id"], guess["id"])
                    self.assert_near(row["logit"], guess["logit"], 1e-3, row["text"])
                    self.assert_near(row["probability"], guess["probability"], 1e-4, row["text"])


class Started(program.ProgramTest):
    def test_from_the_command_line_at_a_step(self):
        done = program.run("info", arguments=("--json", "--lesson", "king-queen", "--step", "3"))
        self.assertEqual(done.code, 0, done.err)
        steps = [answer["step"] for answer in done.answers if answer["command"] == "lesson"]
        self.assertEqual(steps, [1, 2, 3])

    def test_next_and_back_end_where_a_start_at_the_step_does(self):
        there, back = self.folder / "there", self.folder / "back"
        program.answers("lesson king-queen --step 3", f"save {there}")
        program.answers("lesson king-queen --step 3", "lesson next", "lesson next", "lesson back", "lesson back",
                        f"save {back}")
        self.assertEqual(there.read_text("utf-8"), back.read_text("utf-8"))

    def test_trying_keeps_the_lesson(self):
        there, tried = self.folder / "there", self.folder / "tried"
        program.answers("lesson plurality --step 2", f"save {there}")
        program.answers("lesson plurality --step 2", "lesson try", "neighbors tower", "show cat", "lesson resume",
                        f"save {tried}")
        self.assertEqual(there.read_text("utf-8"), tried.read_text("utf-8"))

    def test_what_cannot_be(self):
        for commands, told in [(["lesson king-quen"], "did you mean king-queen"),
                               (["lesson king-queen --step 99"], "has 5 steps"),
                               (["lesson next"], "no lesson is on"),
                               (["lesson king-queen", "lesson back"], "first step")]:
            with self.subTest(commands):
                done = program.run(*commands)
                self.assertEqual(done.code, 1)
                self.assertIn(told, done.err.decode())
                self.assertEqual(len(done.error_lines), 1)

    def test_a_lesson_of_ones_own_comes_first(self):
        own = self.folder / "embedscope/lessons"
        own.mkdir(parents=True)
        (own / "king-queen.lesson").write_text("#: title Mine\n#> One.\nneighbors cat 3\n", "utf-8")
        found = program.answers("lesson king-queen", env={"XDG_DATA_HOME": self.folder})
        self.assertEqual(found[0]["title"], "Mine")
        self.assertEqual(len(found[1]["answers"]), 3)


class StartsAndLeavesClean(program.ProgramTest):
    """What a lesson sets is its own: neither the next lesson nor the person sees anything of it."""

    PERSONS = ("neighbors navy 7 --metric euclidean", "temperature 1.7", "sampler --top-k 5", "slice random 3",
               "centring on", "show cat ; dog", "dot cats - cat : dog dogs", 'predict "the old king"', "color none",
               "compare 3", "set axis log", "set labels 12", "set page lens", "set best-view off", "set paths directions",
               "set answers off", "set grid off", "camera yaw 12 pitch 34 distance 20")

    def test_the_persons_question_and_settings_come_back(self):
        for name, lesson in SHIPPED.items():
            with self.subTest(name):
                before, after = self.folder / f"{name}-before", self.folder / f"{name}-after"
                program.answers(*self.PERSONS, f"save {before}", f"lesson {name} --step {lesson.steps}",
                                "lesson leave", f"save {after}")
                self.assertEqual(after.read_text("utf-8"), before.read_text("utf-8"))

    def test_a_model_that_the_person_opened_stays_over_lessons(self):
        told = program.answers("lesson bank", "lesson try", "open reader", "lesson neighbors", "lesson leave", "info")[-1]
        self.assertEqual(told["model"]["causal"], False)

    def test_no_lesson_leaks_into_the_next(self):
        names = list(SHIPPED)
        for last, name in zip([names[-1], *names], names):
            with self.subTest(f"{last}, {name}"):
                alone, following = self.folder / f"{name}-alone", self.folder / f"{name}-following"
                program.answers(f"lesson {name}", f"save {alone}")
                program.answers(*self.PERSONS, f"lesson {last} --step {SHIPPED[last].steps}", f"lesson {name}",
                                f"save {following}")
                self.assertEqual(following.read_text("utf-8"), alone.read_text("utf-8"))

    def test_of_lessons_in_a_row_what_was_before_the_first_comes_back(self):
        before, after = self.folder / "before", self.folder / "after"
        program.answers(*self.PERSONS, f"save {before}", "lesson temperature --step 5", "lesson king-queen",
                        "lesson try", "neighbors tower 3", "lesson leave", f"save {after}")
        self.assertEqual(after.read_text("utf-8"), before.read_text("utf-8"))

    def test_leaving_is_one_step_of_undo(self):
        there, undone = self.folder / "there", self.folder / "undone"
        program.answers("lesson bratwurst --step 3", f"export {there}.json neighbors")
        program.answers("lesson bratwurst --step 3", "lesson leave", "undo", f"export {undone}.json neighbors")
        self.assertEqual((self.folder / "there.json").read_text("utf-8"),
                         (self.folder / "undone.json").read_text("utf-8"))

    def test_other_words_that_were_opened_meanwhile_stay(self):
        other = program.SOURCE / "tests/data/scripts.txt"
        found = program.answers("neighbors cat 4", "lesson king-queen", f"open {other}", "lesson leave", "info")
        self.assertNotEqual(found[-1]["rows"], 40_038)


if __name__ == "__main__":
    program.main()
