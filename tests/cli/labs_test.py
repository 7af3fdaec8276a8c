#!/usr/bin/env python3
"""The labs' figures against numpy's, which does the sums by itself."""
import math

import numpy as np

from harness import program
from harness.word_table import WordTable, angle_degrees

PAIRS = (("king", "queen"), ("cats - cat", "dogs - dog"), ("tower", "bratwurst"), ("king - man", "0.5*(the + of)"))


class Products(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.table = WordTable(program.DEFAULT_TABLE)

    def vector(self, text):
        vector = self.table.vector
        return {
            "cats - cat": lambda: vector("cats") - vector("cat"),
            "dogs - dog": lambda: vector("dogs") - vector("dog"),
            "king - man": lambda: vector("king") - vector("man"),
            "0.5*(the + of)": lambda: 0.5 * (vector("the") + vector("of")),
        }.get(text, lambda: vector(text))()

    def test_the_plane_keeps_all_that_the_space_has(self):
        found = program.answers(*(f"product {first} ; {second}" for first, second in PAIRS))
        for (first, second), answer in zip(PAIRS, found):
            a, b = self.vector(first), self.vector(second)
            with self.subTest(first, second=second):
                self.assert_near(answer["dot"], a @ b, 1e-4, "dot")
                self.assert_near(answer["cosine"], a @ b / np.linalg.norm(a) / np.linalg.norm(b), 1e-6, "cosine")
                self.assert_near(answer["angle_degrees"], angle_degrees(a, b), 1e-4, "angle")
                (ax, ay), (bx, by) = (one["xy"] for one in answer["vectors"])
                self.assertEqual(ay, 0)
                self.assertGreaterEqual(by, 0)
                self.assert_near(math.hypot(ax, ay), np.linalg.norm(a), 1e-5, "length in the plane")
                self.assert_near(math.hypot(bx, by), np.linalg.norm(b), 1e-5, "length in the plane")
                self.assert_near(ax * bx + ay * by, a @ b, 1e-4, "dot in the plane")
                self.assertFalse(answer["moved"])
                self.assertLess(np.abs(np.array(answer["terms"]) - np.stack([a, b, a * b], 1)).max(), 1e-5)

    def test_moved_tips(self):
        answers = program.answers("product king ; queen", "product --first 3,-1 --second -2,4", "product --angle 90",
                                  "product --angle -30", "undo", "product")
        moved, right, turned, still = answers[1], answers[2], answers[3], answers[5]
        self.assertEqual((moved["dot"], moved["moved"], moved["terms"]), (-10, True, [[3, -2, -6], [-1, 4, -4]]))
        self.assert_near(moved["angle_degrees"], 135, 1e-9, "angle")
        self.assert_near(right["dot"], 0, 1e-12, "dot at a right angle")
        self.assert_near(turned["dot"], math.sqrt(10 * 20) * math.cos(math.radians(30)), 1e-9, "dot")
        self.assert_near(still["angle_degrees"], 90, 1e-9, "angle after undo")

    def test_refused(self):
        for line, part in (("product king - king ; queen", "no angle"), ("product --angle 90", "product king ; queen"),
                           ("product king", "two formulas"), ("product king ; nosuchword", "nosuchword"),
                           ("product king ; queen --second 0,0", "length 0"), ("compare -1", "")):
            done = program.run(line)
            with self.subTest(line):
                self.assertNotEqual(done.code, 0)
                self.assertEqual(len(done.error_lines), 1)
                self.assertIn(part, done.error_lines[0])


class Softmax(program.ProgramTest):
    def test_two_temperatures_of_the_same_logits(self):
        logits = np.array([-0.8, -5.0, 0.5, 1.5, 3.4, -2.3, 2.5])
        listed = " ".join(map(str, logits))
        for temperature in (0.5, 1.0, 5.0):
            answer, _, warm = program.answers(f"softmax {listed} --temperature {temperature}", "compare 5", "temperature 5")
            for found, at in ((answer, temperature), (warm, 5)):
                powers = np.exp(logits / at)
                expected = powers / powers.sum()
                self.assertLess(np.abs(np.array(found["probabilities"]) - expected).max(), 1e-12)
                self.assert_near(found["entropy"], -(expected * np.log(expected)).sum(), 1e-12, "entropy")

    def test_logits_whose_powers_overflow(self):
        (answer,) = program.answers("softmax 1000 998 990")
        shifted = np.exp(np.array([0.0, -2, -10]))
        self.assertTrue(np.isinf(np.exp(np.float64(1000))))
        self.assertLess(np.abs(np.array(answer["probabilities"]) - shifted / shifted.sum()).max(), 1e-12)


if __name__ == "__main__":
    program.main()
