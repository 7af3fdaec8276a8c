#!/usr/bin/env python3
"""Columns of a table that pandas wrote: colours, conditions, labels and what is exported, against Python's own loop."""
import csv
import random

import numpy as np

from harness import program
from harness.program import run

GENRES = ["jazz", "rock", "folk", "hip hop"]


class Columns(program.ProgramTest):
    def setUp(self):
        super().setUp()
        draw = random.Random(5)
        self.songs = []
        for number in range(400):
            self.songs.append({"title": f"song {number}", "genre": draw.choice(GENRES),
                               "year": "" if number % 50 == 0 else str(draw.randint(1950, 2020)),
                               **{f"d{i}": f"{draw.gauss(0, 1):.4f}" for i in range(6)}})
        self.table = self.folder / "songs.csv"
        with open(self.table, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(self.songs[0]))
            writer.writeheader()
            writer.writerows(self.songs)

    def answers(self, *commands):
        return program.answers(*commands, table=self.table, cwd=self.folder)

    def test_conditions_keep_what_a_loop_keeps(self):
        cases = {
            "year > 1990": lambda s: s["year"] and int(s["year"]) > 1990,
            'genre = "hip hop" and year <= 1980': lambda s: s["genre"] == "hip hop" and s["year"] and int(s["year"]) <= 1980,
            "not (genre = jazz or year is missing)": lambda s: s["genre"] != "jazz" and s["year"],
            "word contains 39": lambda s: "39" in s["title"],
            'word matches "1.*2$"': lambda s: s["title"].endswith("2") and "1" in s["title"][:-1],
        }
        found = self.answers(*(f"where {condition}" for condition in cases))
        for answer, (condition, holds) in zip(found, cases.items(), strict=True):
            expected = sum(1 for song in self.songs if holds(song))
            self.assertEqual((answer["rows"], answer["of"]), (expected, 400), condition)
            self.assertGreater(expected, 0, condition)

    def test_colours_count_every_row(self):
        genre, year = self.answers("color genre", "color year")
        counts = {name: sum(1 for song in self.songs if song["genre"] == name) for name in GENRES}
        self.assertEqual({entry["value"]: entry["rows"] for entry in genre["legend"]}, counts)
        self.assertEqual((genre["column"], genre["kind"], genre["missing"]), ("genre", "category", 0))
        years = [int(song["year"]) for song in self.songs if song["year"]]
        self.assertEqual((year["kind"], year["missing"]), ("number", 8))
        self.assertEqual((year["least"], year["greatest"]), (str(min(years)), str(max(years))))
        self.assertEqual(sum(entry["rows"] for entry in year["legend"]), len(years))

    def test_the_mean_of_what_stays(self):
        found = self.answers("where genre = jazz", "neighbors mean(where) 5 --metric euclidean", "where",
                             "neighbors \"song 1\" 3")
        vectors = np.array([[float(song[f"d{i}"]) for i in range(6)] for song in self.songs])
        mean = vectors[[song["genre"] == "jazz" for song in self.songs]].mean(axis=0)
        distances = np.linalg.norm(vectors - mean, axis=1)
        self.assertEqual(len(found[1]["answers"]), 5)
        for answer, row in zip(found[1]["answers"], np.argsort(distances), strict=False):
            self.assertEqual(answer["row"], row)
            self.assert_near(answer["score"], distances[row], 1e-4, answer["word"])
            self.assertEqual(answer["hidden"], self.songs[row]["genre"] != "jazz")
        self.assertEqual(found[1]["where"], "genre = jazz")
        self.assertNotIn("where", found[3])

    def test_only_the_rows_that_stay_are_exported(self):
        found = self.answers("where genre = jazz and year > 2000", "export all.tsv vectors", "export some.tsv vectors --where")
        kept = [song for song in self.songs if song["genre"] == "jazz" and song["year"] and int(song["year"]) > 2000]
        self.assertEqual((found[1]["rows"], found[2]["rows"]), (400, len(kept)))
        with open(self.folder / "some_metadata.tsv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, dialect="excel-tab"))
        self.assertEqual([row["genre"] for row in rows], [song["genre"] for song in kept])
        self.assertEqual(np.loadtxt(self.folder / "some.tsv").shape, (len(kept), 6))

    def test_a_session_brings_all_of_it_back(self):
        self.answers("color genre", "where year > 1990", "label genre", "save all.es")
        again = program.answers("info", "save again.es", table=self.folder / "all.es", cwd=self.folder)
        self.assertEqual(again[0]["rows"], 400)
        lines = (self.folder / "again.es").read_text("utf-8").splitlines()
        for line in ("color genre", "where year > 1990", "label genre"):
            self.assertIn(line, lines)

    def test_another_table_without_the_value_shows_all_words_and_can_be_saved(self):
        (self.folder / "other.csv").write_text("title,genre,d0,d1\n" + "".join(
            f"o{i},{('folk', 'pop')[i % 2]},{i}.5,{i * i % 7}.25\n" for i in range(40)), "utf-8")
        found = self.answers("where genre = jazz", "open other.csv", "info", "save moved.es")
        self.assertTrue(any("all words are shown" in warning for warning in found[1]["warnings"]), found[1])
        self.assertNotIn("where", (self.folder / "moved.es").read_text("utf-8"))
        again = program.answers("info", table=self.folder / "moved.es", cwd=self.folder)
        self.assertEqual(again[0]["rows"], 40)

    def test_errors_say_what_is_wrong_in_one_line(self):
        cases = {
            "color gerne": "did you mean genre?",
            "color title": "there is no column",
            "where yeer > 1": "did you mean year?",
            "where genre = Jazz": "did you mean jazz?",
            "where year > soon": "expected one, found \"soon\"",
            "where genre > jazz": "no order",
            "where year >": "a value is missing",
            "where word matches \"(\"": "is no regular expression",
            "where (year > 1": "a bracket is not closed",
            "label x": "there is no column",
            "export a.csv neighbors --where": "--where goes with vectors",
            "export a.npy vectors --where": "no condition is in force",
        }
        for command, expected in cases.items():
            done = run(command, table=self.table, cwd=self.folder)
            self.assertEqual(len(done.error_lines), 1, command)
            self.assertIn(expected, done.error_lines[0], command)
            self.assertEqual(done.code, 1, command)


if __name__ == "__main__":
    program.main()
