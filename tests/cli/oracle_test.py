#!/usr/bin/env python3
"""The program's figures on the default words against numpy's, which reads the file and does the sums by itself."""
import random

import numpy as np

from harness import program, word_table
from harness.word_table import WordTable, angle_degrees

METRICS = ("cosine", "euclidean", "dot")
FORMULAS = 40
SEED = 20_240_401


def in_text(word):
    return word if word.isalnum() else '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Formulas:
    """Random formulas: their text, and their value by following the way in which they were made."""

    def __init__(self, table, seed):
        self.table, self.random = table, random.Random(seed)

    def operand(self, depth):
        """-> (text, vector, words)"""
        if depth > 0 and self.random.random() < 0.3:
            text, vector, words = self.sum(self.random.randint(1, 2), depth - 1)
            return f"({text})", vector, words
        word = self.table.words[self.random.randrange(self.random.choice((500, 8_000, len(self.table.words))))]
        return in_text(word), self.table.vector(word), [word]

    def product(self, depth):
        text, vector, words = self.operand(depth)
        if self.random.random() < 0.4:
            factor = self.random.choice(("0.5", "2", "1.25", ".75", "3e-1"))
            text = f"{factor}*{text}" if self.random.random() < 0.5 else f"{text} * {factor}"
            return text, float(factor) * vector, words
        return text, vector, words

    def sum(self, terms, depth=2):
        negative = self.random.random() < 0.1
        text, vector, words = self.product(depth)
        if negative:
            text, vector = "-" + text, -vector
        for _ in range(terms - 1):
            sign = self.random.choice("+-")
            more, value, others = self.product(depth)
            text, words = f"{text} {sign} {more}", words + others
            vector = vector + value if sign == "+" else vector - value
        return text, vector, words

    def some(self, count):
        found = []
        while len(found) < count:
            text, vector, words = self.sum(1 + len(found) % 4)
            if np.linalg.norm(vector) > 1e-3:  # a word less itself has no direction
                found.append((text, vector, words))
        return found


class Oracle(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.table = WordTable(program.DEFAULT_TABLE)
        cls.formulas = Formulas(cls.table, SEED).some(FORMULAS)

    def test_neighbors(self):
        asked = [(formula, metric) for formula in self.formulas for metric in METRICS]
        found = program.answers(*(f"neighbors {text} 12 --metric {metric}" for (text, _, _), metric in asked))
        for ((text, vector, words), metric), answer in zip(asked, found):
            with self.subTest(text, metric=metric):
                expected = self.table.nearest(vector, 12, metric, set(words))
                self.assertEqual([item["word"] for item in answer["answers"]], [word for word, _ in expected])
                for item, (word, score) in zip(answer["answers"], expected):
                    self.assert_near(item["score"], score, 1e-4, word)
                    self.assertEqual(item["row"], self.table.row_of[word])
                self.assertEqual(answer["metric"], metric)

    def test_inputs_are_answers_when_they_are_asked_for(self):
        text, vector, _ = self.formulas[1]
        (answer,) = program.answers(f"neighbors {text} 8 --keep-inputs")
        expected = self.table.nearest(vector, 8, "cosine", set())
        self.assertEqual([item["word"] for item in answer["answers"]], [word for word, _ in expected])

    def test_ranks(self):
        others = random.Random(SEED).sample(self.table.words[:20_000], 12)
        asked = [(formula, word) for formula, word in zip(self.formulas, others) if word not in formula[2]]
        found = program.answers(*(f"rank {text} {in_text(word)}" for (text, _, _), word in asked))
        for ((text, vector, words), word), answer in zip(asked, found):
            with self.subTest(text, word=word):
                scores = self.table.scores(vector, "cosine")
                left_out = [self.table.row_of[one] for one in words]
                better = np.flatnonzero(scores > scores[self.table.row_of[word]])
                self.assertEqual(answer["rank"], 1 + len(set(better) - set(left_out)))
                self.assert_near(answer["score"], scores[self.table.row_of[word]], 1e-4, "score")

    def test_dots_cosines_and_angles(self):
        words = random.Random(SEED + 1).sample(self.table.words[:20_000], 8)
        listed = " ".join(map(in_text, words))
        found = program.answers(*(f"dot {text} : {listed}" for text, _, _ in self.formulas))
        for (text, vector, _), answer in zip(self.formulas, found):
            self.assertEqual([item["word"] for item in answer["answers"]], words)
            for item in answer["answers"]:
                other = self.table.vector(item["word"])
                with self.subTest(text, word=item["word"]):
                    self.assert_near(item["dot"], vector @ other, 1e-4, "dot")
                    cosine = vector @ other / np.linalg.norm(vector) / np.linalg.norm(other)
                    self.assert_near(item["cosine"], cosine, 1e-6, "cosine")
                    self.assert_near(item["angle_degrees"], angle_degrees(vector, other), 1e-4, "angle")

    def test_a_word_meets_itself_and_its_opposite(self):
        same, opposite = program.answers("dot tower : tower", "dot -tower : tower")
        self.assert_near(same["answers"][0]["angle_degrees"], 0, 1e-3, "angle")
        self.assert_near(opposite["answers"][0]["angle_degrees"], 180, 1e-3, "angle")


class ManyQuestions(program.ProgramTest):
    """A thousand formulas in one sitting, so that all but the first few go through the int8 screen."""

    FORMULAS, COUNT = 1_000, 10

    @staticmethod
    def ranked(table, vectors, metric, left_out):
        """[[row]], each list best first by the score rounded once to float32, ties to the lower row; and the scores."""
        dots = vectors @ table.vectors.T
        if metric == "cosine":
            dots /= np.linalg.norm(vectors, axis=1)[:, None] * np.maximum(table.lengths, 1e-300)
        elif metric == "euclidean":
            squares = (vectors**2).sum(axis=1)[:, None] - 2 * dots + table.lengths**2
            dots = -np.sqrt(np.maximum(squares, 0))
        for scores, absent in zip(dots.astype(np.float32), left_out):
            scores[absent] = -np.inf
            some = np.argpartition(-scores, 2 * ManyQuestions.COUNT)[: 2 * ManyQuestions.COUNT]
            best = some[np.lexsort((some, -scores[some]))][: ManyQuestions.COUNT]
            yield best.tolist(), np.abs(scores[best]) if metric == "euclidean" else scores[best]

    def check(self, path):
        table = WordTable(path)
        formulas = Formulas(table, SEED + 1).some(self.FORMULAS)
        for shift, metric in enumerate(METRICS):
            mine = formulas[shift::len(METRICS)]
            found = program.answers("neighbors tower", *(f"neighbors {text} {self.COUNT} --metric {metric}" for text, _, _ in mine),
                                    table=path, env={"XDG_CACHE_HOME": self.folder})[1:]
            for first in range(0, len(mine), 50):
                some = mine[first:first + 50]
                expected = self.ranked(table, np.array([vector for _, vector, _ in some]), metric,
                                       [[table.row_of[word] for word in words] for _, _, words in some])
                for (text, _, _), (rows, scores), answer in zip(some, expected, found[first:]):
                    with self.subTest(text, metric=metric):
                        self.assertEqual([item["row"] for item in answer["answers"]], rows)
                        ours = np.array([item["score"] for item in answer["answers"]])
                        self.assertLess((np.abs(ours - scores) / np.maximum(1, np.abs(scores))).max(), 1e-5)

    def test_the_default_words(self):
        self.check(program.DEFAULT_TABLE)

    def test_the_full_table(self):
        if not program.FULL_TABLE.exists():
            self.skipTest("scripts/get-words has not been run")
        self.check(program.FULL_TABLE)


class PrincipalSpan(program.ProgramTest):
    """The plane of the picture beside that of numpy's covariance and eigh, all in double."""

    MOST_RADIANS = 1e-5

    def check(self, path):
        expected = WordTable(path).principal_axes()
        (answer,) = program.answers("slice pca", table=path)
        found = np.linalg.qr(np.array(answer["basis_rows"]).T)[0]
        outside = found - expected.T @ (expected @ found)  # its largest singular value: the sine of the largest angle
        self.assertLess(np.linalg.norm(outside, 2), self.MOST_RADIANS)

    def test_the_default_words(self):
        self.check(program.DEFAULT_TABLE)

    def test_the_full_table(self):
        if not program.FULL_TABLE.exists():
            self.skipTest("scripts/get-words has not been run")
        self.check(program.FULL_TABLE)


class Slices(program.ProgramTest):
    WORDS = ("king", "queen", "tower", "the", "bratwurst", "of")
    AXES = ("king - man", "0.5*(cat + dog)", "paris")

    @classmethod
    def setUpClass(cls):
        cls.table = WordTable(program.DEFAULT_TABLE)
        cls.principal = cls.table.principal_axes()
        cls.axis_vectors = np.array([
            cls.table.vector("king") - cls.table.vector("man"),
            0.5 * (cls.table.vector("cat") + cls.table.vector("dog")),
            cls.table.vector("paris"),
        ])

    def sliced(self, *commands):
        """-> (the slice's answer, its basis (3, dims), the answers to `project`)"""
        found = program.answers(*commands, "project " + " ".join(self.WORDS))
        answer = found[-2]
        return answer, np.array(answer["basis_rows"]), found[-1]["answers"]

    def check(self, answer, basis, projected, axes, origin=None):
        """axes: (3, dims), unit rows, maybe oblique: the frame that counts is made here."""
        self.assertLess(np.abs(basis - axes).max(), 1e-4)
        frame = word_table.gram_schmidt(axes)
        self.assert_near(answer["variance_share"], self.table.variance_share(frame), 1e-5, "share of variance")
        self.assertEqual([item["word"] for item in projected], list(self.WORDS))
        for item in projected:
            vector = self.table.vector(item["word"])
            arrow = vector - (0 if origin is None else origin)
            with self.subTest(item["word"]):
                self.assertLess(np.abs(np.array(item["xyz"]) - axes @ arrow).max(), 1e-4)
                self.assert_near(item["length"], np.linalg.norm(vector), 1e-4, "length")
                shown = np.linalg.norm(frame @ vector) / np.linalg.norm(vector)
                self.assert_near(item["shown_share"], shown, 1e-5, "share of the length shown")
                self.assertEqual("centred_shown_share" in item, origin is not None)
                if origin is not None:
                    shown = np.linalg.norm(frame @ arrow) / np.linalg.norm(arrow)
                    self.assert_near(item["centred_shown_share"], shown, 1e-5, "share of the distance from the mean")

    def test_principal_components_on_true_vectors(self):
        answer, basis, projected = self.sliced("slice pca")
        self.assertFalse(answer["centred"])
        self.check(answer, basis, projected, self.principal)

    def test_principal_components_centred(self):
        answer, basis, projected = self.sliced("slice pca", "centring on")
        self.assertTrue(answer["centred"])
        self.check(answer, basis, projected, self.principal, self.table.mean)

    def test_random_slices(self):
        answer, basis, projected = self.sliced("slice random 7")
        self.assertEqual((answer["kind"], answer["seed"]), ("random", 7))
        self.assertLess(np.abs(basis @ basis.T - np.eye(3)).max(), 1e-6)
        self.check(answer, basis, projected, word_table.gram_schmidt(basis))
        again, other = program.answers("slice random 7", "slice random 18446744073709551615")
        self.assertEqual(again, answer)
        self.assertGreater(np.abs(np.array(other["basis_rows"]) - basis).max(), 0.05)

    def test_axes_made_orthogonal(self):
        command = "slice axes " + " ; ".join(self.AXES)
        self.check(*self.sliced(command), word_table.gram_schmidt(self.axis_vectors))

    def test_axes_oblique(self):
        command = "slice axes " + " ; ".join(self.AXES) + " --oblique"
        axes = np.array([word_table.unit(vector) for vector in self.axis_vectors])
        self.check(*self.sliced(command), axes)

    def test_fit(self):
        words = "dog cat rabbit monkey pet lion"
        vectors = np.array([self.table.vector(word) for word in words.split()])
        for centred in (False, True):
            seen = vectors - self.table.mean if centred else vectors
            expected = word_table.sign_ruled(np.linalg.svd(seen, full_matrices=False)[2][:3])
            with self.subTest(centred=centred):
                switch = ["centring on"] if centred else []
                answer, basis, projected = self.sliced(*switch, f"slice fit {words}")
                self.check(answer, basis, projected, expected, self.table.mean if centred else None)

    def test_fit_to_fewer_words_than_axes(self):
        for words in (["king"], ["king", "queen"]):
            command = "slice fit " + " ".join(words)
            slice_, projected = program.answers(command, "project " + " ".join(words))
            basis = np.array(slice_["basis_rows"])
            with self.subTest(command):
                self.assertLess(np.abs(basis @ basis.T - np.eye(3)).max(), 1e-6)
                for item in projected["answers"]:
                    self.assert_near(item["shown_share"], 1, 1e-6, item["word"])
                # The rest comes from the principal components, less what the words have of them.
                held = np.vstack([[self.table.vector(word) for word in words], self.principal])
                frame = np.linalg.svd(held, full_matrices=False)[2]
                self.assertLess(np.abs(basis - basis @ frame.T @ frame).max(), 1e-5)


if __name__ == "__main__":
    program.main()
