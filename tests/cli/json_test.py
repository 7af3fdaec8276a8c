#!/usr/bin/env python3
"""With --json every answer is one object on one line, with "command" and the documented fields (more may be added)."""
from harness import program, small_tables
from harness.program import run

NUMBER, TEXT = (int, float), str

# (command, its name, {field: type}); a list [type] holds items of that type, a dictionary is an object.
NEIGHBOR = {"word": TEXT, "score": NUMBER, "row": int}
SHOWN = {"items": [{"expression": TEXT, "length": NUMBER, "shown_share": NUMBER}]}
SLICE = {"kind": TEXT, "basis_rows": [[NUMBER]], "variance_share": NUMBER, "centred": bool}
SOFTMAX = {"temperature": NUMBER, "labels": [TEXT], "logits": [NUMBER], "probabilities": [NUMBER], "entropy": NUMBER}
MESSAGE = {"message": TEXT}
TOKEN = {"id": int, "text": TEXT}
GUESS = {**TOKEN, "logit": NUMBER, "probability": NUMBER}
DRAWN = {**TOKEN, "probability": NUMBER, "entropy": NUMBER, "draw": NUMBER}
MODEL = {"name": TEXT, "layers": int, "heads": int, "dims": int, "vocabulary": int, "parameters": int, "tied": bool,
         "causal": bool, "untrained": bool, "work": TEXT}
STEP = {"name": TEXT, "length": NUMBER, "cosine_to_start": NUMBER, "xyz": [NUMBER], "shown_share": NUMBER,
        "nearest": [{"word": TEXT, "cosine": NUMBER}], "promoted": [{"text": TEXT, "change": NUMBER}],
        "demoted": [{"text": TEXT, "change": NUMBER}]}
STORY = {"seed": int, "columns": [{"column": TEXT, "temperature": NUMBER, "text": TEXT, "display_text": TEXT,
                                   "node": int, "nodes": int, "ended": bool, "steps": [DRAWN]}]}
ANSWERS = [
    ("open default", "open", {"path": TEXT, "format": TEXT, "rows": int, "dims": int, "warnings": [TEXT]}),
    ("info", "info", {"rows": int, "dims": int, "weights": int, "memory_bytes": int, "model": type(None)}),
    ("columns", "columns", {"rows": int, "columns": list}),
    ("neighbors king - man + woman 5", "neighbors",
     {"expression": TEXT, "metric": TEXT, "answers": [NEIGHBOR], "inputs": [NEIGHBOR]}),
    ("neighbours tower --metric dot", "neighbors", {"expression": TEXT, "metric": TEXT, "answers": [NEIGHBOR]}),
    ("rank king queen", "rank", {"rank": int, "score": NUMBER, "expression": TEXT, "word": TEXT}),
    ("dot cats - cat : dog dogs", "dot",
     {"expression": TEXT, "answers": [{"word": TEXT, "dot": NUMBER, "cosine": NUMBER, "angle_degrees": NUMBER}]}),
    ("project king queen", "project",
     {"answers": [{"word": TEXT, "xyz": [NUMBER], "length": NUMBER, "shown_share": NUMBER}]}),
    ("metric euclidean", "metric", MESSAGE),
    ("slice pca", "slice", {**SLICE, "seed": type(None)}),
    ("slice random 7", "slice", {**SLICE, "seed": int}),
    ("slice axes king ; queen ; tower", "slice", SLICE),
    ("slice fit king queen man woman", "slice", SLICE),
    ("slice topics 5", "slice", {**SLICE, "topics": int}),
    ("centring on", "centring", SLICE),
    ("centering off", "centring", SLICE),
    ("show king ; queen - man", "show", SHOWN),
    ("hide king", "hide", SHOWN),
    ("select queen", "select", {**SHOWN, "selected": TEXT}),
    ("select", "select", {**SHOWN, "selected": type(None)}),
    ("clear", "clear", MESSAGE),
    ("softmax 1 2 3 --temperature 2", "softmax", SOFTMAX),
    ("softmax a=1 b=-2.5", "softmax", SOFTMAX),
    ("logits king : queen man woman", "logits", SOFTMAX),
    ("temperature 0", "temperature", SOFTMAX),
    ("temperature inf", "temperature", {**SOFTMAX, "temperature": TEXT}),
    ("camera yaw 20 pitch 10", "camera", MESSAGE),
    ("camera frame", "camera", MESSAGE),
    ("theme light", "theme", MESSAGE),
    ("set labels 12", "set", MESSAGE),
    ("set axis log", "set", MESSAGE),
    ("open story", "open", {"path": TEXT, "format": TEXT, "rows": int, "dims": int, "model": MODEL, "warnings": [TEXT]}),
    ("info", "info", {"rows": int, "dims": int, "model": MODEL}),
    ("temperature 0.8", "temperature", SOFTMAX),
    ("tokens the old king", "tokens", {"tokens": [TOKEN]}),
    ("predict the old king 4", "predict", {"temperature": NUMBER, "entropy": NUMBER, "gap": type(None), "answers": [GUESS]}),
    ("generate the old king 5 --seed 2 --top-k 9", "generate",
     {"text": TEXT, "seed": int, "steps": [DRAWN], "ended": bool}),
    ('trace "the old king" king', "trace", {"text": TEXT, "note": TEXT, "dims": int, "tokens": [{**TOKEN, "steps": [STEP], "end_words": [{"word": TEXT, "cosine": NUMBER}]}]}),
    ("slice fit path", "slice", SLICE),
    ("neighbors @king-1 - king 3", "neighbors", {"expression": TEXT, "metric": TEXT, "answers": [NEIGHBOR]}),
    ("trace", "trace", MESSAGE),
    ("lens the old king", "lens",
     {"tokens": [{**TOKEN, "steps": [{"name": TEXT, "entropy": NUMBER, "answers": [GUESS]}]}]}),
    ("attention the old king --layer 0", "attention",
     {"layers": int, "heads": int, "both_ways": bool, "tokens": [TOKEN],
      "patterns": [{"layer": int, "head": int, "weights": [[NUMBER]]}]}),
    ("parameters", "parameters",
     {"name": TEXT, "tied": bool, "parts": [{"part": TEXT, "shape": TEXT, "parameters": int}], "total": int}),
    ("sampler --top-p 0.9", "sampler", {"top_k": int, "top_p": NUMBER, "min_p": NUMBER, "order": [TEXT]}),
    ("write the old king --seed 3", "write", STORY),
    ("step 3", "step", STORY),
    ("back", "back", STORY),
    ("choose queen", "choose", STORY),
    ("visit 1", "visit", STORY),
    ("unembed --top 3", "unembed",
     {"text": TEXT, "temperature": NUMBER, "vocabulary": int, "dims": int, "length": NUMBER, "vector": [NUMBER],
      "answers": [{"id": int, "text": TEXT, "logit": NUMBER, "length": NUMBER, "cosine": NUMBER,
                   "probability": NUMBER}]}),
    ("pairs woman - man : uncle aunt ; king queen", "pairs",
     {"expression": TEXT, "length": NUMBER, "consistency": NUMBER, "held_out_mean": NUMBER,
      "answers": [{"from": TEXT, "to": TEXT, "length": NUMBER, "dot": NUMBER, "cosine": NUMBER, "held_out": bool}]}),
    ("field woman - man", "field", MESSAGE),
    ("product king ; queen", "product",
     {"vectors": [{"label": TEXT, "xy": [NUMBER], "length": NUMBER}], "dot": NUMBER, "cosine": NUMBER,
      "angle_degrees": NUMBER, "moved": bool, "terms": [[NUMBER]]}),
    ("topics 3 --seed 2", "topics", {"seed": int, "topics": [{"name": str, "rows": int, "words": [str]}]}),
    ("color topics 3", "color", {"column": TEXT, "kind": str, "legend": [{"value": TEXT, "rows": int}]}),
    ("color dot woman - man", "color", {"column": TEXT, "kind": str, "legend": [{"value": NUMBER, "rows": int}]}),
    ("where word contains ing", "where", {"condition": TEXT, "rows": int, "of": int}),
    ("neighbors mean(where) 3", "neighbors",
     {"expression": TEXT, "metric": TEXT, "answers": [{**NEIGHBOR, "hidden": bool}], "where": TEXT}),
    ("where", "where", {"condition": type(None), "rows": int, "of": int}),
    ("label", "label", MESSAGE),
    ("color none", "color", {"column": type(None), "kind": str, "legend": list}),
    ("directions 20 5 --seed 3 --rounds 1", "directions",
     {"count": int, "dims": int, "seed": int, "rounds": int, "pairs": int, "smallest_degrees": NUMBER,
      "largest_degrees": NUMBER, "mean_degrees": NUMBER, "deviation_degrees": NUMBER, "share_89_to_91": NUMBER,
      "bin_degrees": NUMBER, "histogram": [int]}),
    ("compare 2", "compare", MESSAGE),
    ("vector king", "vector", {"word": TEXT, "row": int, "length": NUMBER, "values": [NUMBER]}),
    ("walk next", "walk", {"word": TEXT, "row": int, "length": NUMBER, "values": [NUMBER]}),
    ("lesson", "lesson", {"lessons": [{"name": TEXT, "title": TEXT, "about": TEXT, "steps": int}]}),
    ("export words.csv coordinates", "export", {"path": TEXT, "what": TEXT, "rows": int}),
    ("save session.es", "save", {"path": TEXT}),
    ("undo", "undo", MESSAGE),
    ("redo", "redo", MESSAGE),
    ("help", "help", MESSAGE),
    ("help slice", "help", MESSAGE),
]


def misfit(value, shape, where):
    """Where `value` is not of `shape`, or None."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return f"{where} is no object"
        for name, inner in shape.items():
            if name not in value:
                return f"{where} lacks {name}"
            found = misfit(value[name], inner, f"{where}.{name}")
            if found:
                return found
        return None
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{where} is no list"
        return next(filter(None, (misfit(item, shape[0], f"{where}[{i}]") for i, item in enumerate(value))), None)
    if isinstance(value, bool) and shape is not bool or not isinstance(value, shape):
        return f"{where} is {value!r}"
    return None


class Json(program.ProgramTest):
    def test_every_command(self):
        done = run(*(command for command, _, _ in ANSWERS), cwd=self.folder)
        self.assertEqual((done.code, done.err), (0, b""))
        self.assertTrue(done.out.endswith(b"\n"))
        found = done.answers
        self.assertEqual(len(found), len(ANSWERS))
        for answer, (command, name, fields) in zip(found, ANSWERS):
            with self.subTest(command):
                self.assertEqual(answer.get("command"), name)
                self.assertIsNone(misfit(answer, fields, name))

    def test_no_command_is_left_out(self):
        tested = {name for _, name, _ in ANSWERS} | {"run", "quit", "screenshot", "record", "copy"}  # these are tested elsewhere
        (answer,) = program.answers("help")
        listed = {line.split()[0] for line in answer["message"].splitlines() if line and not line.startswith(" ")}
        self.assertEqual(listed, tested)

    def test_the_documents_name_every_command_and_setting(self):
        text = (program.SOURCE / "docs/commands.md").read_text("utf-8")
        (answer,) = program.answers("help")
        commands = {line.split()[0] for line in answer["message"].splitlines() if line and not line.startswith(" ")}
        (error,) = run("set qqqqqqqq 1").error_lines
        settings = error.split("there are ")[1].split(", ")
        self.assertIn("motion", settings)
        listed = text.split("`set NAME VALUE` | NAME: `")[1].split("`")[0].split()
        self.assertEqual(listed, settings)
        for name in commands:
            self.assertRegex(text, rf"`{name}[ `]")
        (pages,) = run("set page qqqqqqqq").error_lines
        self.assertIn(pages.split(" takes ")[1].split(",")[0].replace("|", "\\|"), text)

    def test_one_text_for_what_is_done_again(self):
        self.assertEqual([a.get("message") for a in program.answers("softmax 1 2", "undo", "redo")],
                         [None, "undone", "redone"])

    def test_inputs_have_their_own_scores(self):
        left_out, kept = program.answers("neighbors king 3", "neighbors king 4 --keep-inputs")
        self.assertEqual([item["word"] for item in left_out["inputs"]], ["king"])
        self.assertEqual(left_out["inputs"] + left_out["answers"], kept["answers"])
        self.assertEqual(kept["inputs"], [])

    def test_info_figures(self):
        info, opened = program.answers("info", "open default")
        self.assertIn("model", info)
        self.assertEqual((info["rows"], info["dims"]), (40_038, 100))
        self.assertEqual(info["weights"], 4_003_800)
        self.assertGreater(info["memory_bytes"], 4 * info["weights"])
        self.assertEqual((opened["rows"], opened["dims"], opened["format"]), (40_038, 100, "safetensors"))

    def test_quit_ends_the_run(self):
        self.assertEqual(len(program.answers("softmax 1", "quit", "softmax 2")), 1)

    def test_scripts_come_after_commands_and_answer_the_same(self):
        script = self.write("two.es", "# a comment\nneighbors tower 3\n\n  softmax 1 2   # and another\n")
        by_script = program.answers("metric cosine", arguments=("--json", "--script", str(script)))
        by_hand = program.answers("metric cosine", "neighbors tower 3", "softmax 1 2")
        self.assertEqual(by_script, by_hand)
        self.assertEqual(program.answers("metric cosine", f'run "{script}"'), by_hand)

    def test_numbers_are_words_where_no_factor_stands(self):
        rows = [("1990", [1, 2, 3]), ("1991", [1, 2, 4]), ("2", [3, 2, 1]), ("king", [1, 0, 1])]
        table = self.write("years.txt", small_tables.glove_text(rows))
        year, alone, twice = program.answers("neighbors 1990 2", "neighbors 2", 'neighbors 2*"1990" - 2 1', table=table)
        self.assertEqual([item["word"] for item in year["answers"]], ["1991", "king"])
        self.assertEqual(alone["expression"], "2")
        self.assertEqual([item["word"] for item in twice["answers"]], ["1991"])

    def test_text_answers_say_the_same(self):
        text = run("neighbors tower 3", arguments=()).out.decode("utf-8")
        (answer,) = program.answers("neighbors tower 3")
        for item in answer["answers"]:
            self.assertRegex(text, rf"{item['word']} +{item['score']:.3f}")


class CommandLine(program.ProgramTest):
    def test_version_and_help(self):
        version = run(arguments=("--version",))
        self.assertEqual(version.code, 0)
        self.assertRegex(version.out.decode("utf-8"), r"^embedscope \d+\.\d+\.\d+\n$")
        usage = run(arguments=("--help",))
        self.assertEqual(usage.code, 0)
        for needed in ("--headless", "--script", "--json", "neighbors EXPR", "screenshot PATH"):
            self.assertIn(needed, usage.out.decode("utf-8"))

    def test_wrong_arguments(self):
        for arguments in (["--no-such-option"], ["--size", "12"], ["--size", "10x10"], ["-e"]):
            with self.subTest(arguments):
                done = run(arguments=arguments)
                self.assertNotEqual(done.code, 0)
                self.assertEqual(done.out, b"")
                self.assertNotEqual(done.err, b"")


if __name__ == "__main__":
    program.main()
