#!/usr/bin/env python3
"""Numbers as CSV, TSV and JSON: read back by Python's own readers they are the numbers of the answers."""
import csv
import json

import numpy as np

from harness import program
from harness.program import run


class Exports(program.ProgramTest):
    def export(self, *commands, kinds=("csv", "tsv", "json"), what="neighbors", table=None):
        """-> the answers of the commands, and the rows of each file as dictionaries"""
        exports = [f"export out.{kind} {what}" for kind in kinds]
        answers = program.answers(*commands, *exports, cwd=self.folder, table=table)
        return answers[: len(answers) - len(exports)], [self.rows(kind) for kind in kinds]

    def rows(self, kind):
        path = self.folder / f"out.{kind}"
        if kind == "json":
            return program.strict_json(path.read_text("utf-8"))
        dialect = "excel" if kind == "csv" else "excel-tab"
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file, dialect=dialect, strict=True))

    def test_neighbors(self):
        answers, (comma, tab, whole) = self.export("neighbors king - man + woman 12")
        expected = answers[-1]["answers"]
        self.assertEqual(len(expected), 12)
        for rows in (comma, tab):
            self.assertEqual(list(rows[0]), ["rank", "word", "row", "cosine", "formula", "table"])
            found = [{"word": r["word"], "score": float(r["cosine"]), "row": int(r["row"])} for r in rows]
            self.assertEqual(found, expected)
            self.assertEqual([int(r["rank"]) for r in rows], list(range(1, 13)))
            self.assertEqual({r["formula"] for r in rows}, {"king - man + woman"})
        self.assertEqual((whole["what"], whole["formula"]), ("neighbors", "king - man + woman"))
        self.assertEqual([{"word": r["word"], "score": r["cosine"], "row": r["row"]} for r in whole["rows"]], expected)
        self.assertEqual([int(r["rank"]) for r in comma], [r["rank"] for r in whole["rows"]])

    def test_the_metric_names_the_column(self):
        _, (comma,) = self.export("metric euclidean", "neighbors tower 3", kinds=("csv",))
        self.assertIn("euclidean", comma[0])

    def test_dots(self):
        answers, (comma, whole) = self.export("dot cats - cat : student students dog", kinds=("csv", "json"), what="dots")
        for expected, row, other in zip(answers[-1]["answers"], comma, whole["rows"], strict=True):
            for name in ("dot", "cosine", "angle_degrees"):
                self.assertEqual(float(row[name]), expected[name])
                self.assertEqual(other[name], expected[name])
            self.assertEqual((row["word"], other["word"]), (expected["word"],) * 2)

    def test_coordinates_are_those_of_every_word(self):
        words = ("king", "queen", "tower", ",", '"')
        asked = "project " + " ".join(json.dumps(word) for word in words)
        answers, (rows,) = self.export("slice random 7", "info", asked, kinds=("csv",), what="coordinates")
        self.assertEqual(len(rows), answers[1]["rows"])
        self.assertEqual([int(row["row"]) for row in rows], list(range(len(rows))))
        by_word = {row["word"]: row for row in rows}
        self.assertEqual(len(by_word), len(rows))
        for expected in answers[2]["answers"]:
            row = by_word[expected["word"]]
            self.assertEqual([float(row[axis]) for axis in "xyz"], expected["xyz"])
            self.assertEqual(float(row["length"]), expected["length"])
            self.assertEqual(float(row["shown_share"]), expected["shown_share"])
        self.assertEqual({row["slice"] for row in rows}, {"random 7"})

    def test_selection_is_the_whole_vector(self):
        answers, (rows, whole) = self.export("info", "dot king : king", "select king", kinds=("tsv", "json"), what="selection")
        values = [float(row["value"]) for row in rows]
        self.assertEqual(len(values), answers[0]["dims"])
        self.assert_near(sum(value * value for value in values), answers[1]["answers"][0]["dot"], 1e-4, "length squared")
        self.assertEqual([row["value"] for row in whole["rows"]], values)
        self.assertEqual((rows[0]["word"], whole["word"]), ("king", "king"))

    def test_states_are_the_whole_stream_after_every_half_step(self):
        """numpy reads one array; its lengths are the trace's, its start the word's own vector, CSV has its numbers."""
        answers, (rows,) = self.export('trace "the old king" king', 'trace "the old queen" --also', "select king",
                                       "export selection.csv selection", "export states.npy states", kinds=("csv",),
                                       what="states")
        states = np.load(self.folder / "states.npy")
        self.assertEqual(states.dtype, np.dtype("<f4"))
        tokens = answers[0]["tokens"] + answers[1]["tokens"]
        self.assertEqual(states.shape, (len(tokens), len(tokens[0]["steps"]), answers[0]["dims"]))
        lengths = np.linalg.norm(states.astype(np.float64), axis=2)
        for path, token in enumerate(tokens):
            np.testing.assert_allclose(lengths[path], [step["length"] for step in token["steps"]], rtol=1e-5)
        with open(self.folder / "selection.csv", newline="", encoding="utf-8") as file:
            king = [float(row["value"]) for row in csv.DictReader(file)]
        np.testing.assert_allclose(states[0, 0, :len(king)], king, atol=2e-3)
        self.assertEqual(len(rows), states.shape[0] * states.shape[1])
        for i, row in enumerate(rows):
            path, step = divmod(i, states.shape[1])
            self.assertEqual((int(row["path"]), int(row["step"])), (path, step))
            self.assertEqual((row["token"], row["name"]), (tokens[path]["text"], tokens[path]["steps"][step]["name"]))
            values = np.array([float(row[f"x{k}"]) for k in range(states.shape[2])], dtype=np.float32)
            np.testing.assert_array_equal(values, states[path, step])
        self.assertEqual({row["text"] for row in rows}, {"the old king", "the old queen"})

    def test_only_states_are_arrays(self):
        done = run("neighbors king", "export out.npy neighbors", cwd=self.folder)
        self.assertIn(".npy", done.error_lines[-1])
        self.assertFalse((self.folder / "out.npy").exists())

    def test_words_that_need_quotes(self):
        words = ['a,b', '"', "'", ";", "=1+1", "tab"]
        lines = "".join(f"{word} {i} 1 {i * i}\n" for i, word in enumerate(words))
        table = self.write("words.txt", lines)
        _, (comma, tab) = self.export("neighbors tab 9 --keep-inputs", kinds=("csv", "tsv"), table=table)
        self.assertEqual({row["word"] for row in comma}, set(words))
        self.assertEqual([row["word"] for row in comma], [row["word"] for row in tab])

    def test_lines_end_as_the_formats_ask(self):
        self.export("neighbors tower 3", kinds=("csv", "tsv"))
        comma, tab = ((self.folder / f"out.{kind}").read_bytes() for kind in ("csv", "tsv"))
        self.assertEqual((comma.count(b"\r\n"), comma.count(b"\n")), (4, 4))
        self.assertEqual((tab.count(b"\r"), tab.count(b"\n")), (0, 4))

    def test_what_cannot_be_done_is_said(self):
        done = run("export a.csv", "export a.csv dots", "export a.csv selection", "export a.xlsx", "export a.csv picture",
                   "neighbors king", "export no-such-folder/a.csv", "copy", "copy picture", "softmax 1", cwd=self.folder)
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 8, 2), done.err)
        for line, part in zip(done.error_lines, ("asked yet", "dot", "select", ".csv, .tsv or .json", "screenshot",
                                                 "no-such-folder", "clipboard", "clipboard")):
            self.assertIn(part, line)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_nothing_open(self):
        done = run("export a.csv", table=self.folder / "none", cwd=self.folder)
        self.assertIn(b"no table is open", done.err)


if __name__ == "__main__":
    program.main()
