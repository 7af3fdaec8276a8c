#!/usr/bin/env python3
"""What is wrong is said in one line on standard error, changes nothing, and makes the exit code non-zero; what comes
after it in the same run still works, and standard output stays pure JSON."""
import os

from harness import program, small_tables
from harness.program import run

# (command, pieces of the one line that answers it)
WRONG = [
    ("", ["no command"]),
    ("neigbors king", ['"neigbors"', "neighbors"]),
    ("sofmax 1 2", ["softmax"]),
    ("frobnicate", ['"frobnicate"']),
    ("neighbors kng", ['"kng"', "king"]),
    ("neighbors king - ", ["missing at the end"]),
    ("neighbors (king", ["a bracket is not closed"]),
    ("neighbors king)", ["closed that was not opened"]),
    ("neighbors 2*3", []),
    ("neighbors 1e99*king", []),
    ("neighbors king - king", ["zero"]),
    ('neighbors "king', ["column"]),
    ("neighbors", ["usage: neighbors"]),
    ("neighbors king 0", ["K must be", '"0"']),
    ("neighbors king 99999999999999999999", ["K must be"]),
    ("neighbors king --metric manhattan", ['"manhattan"', "cosine"]),
    ("neighbors king --metrik cosine", ['"--metrik"']),
    ("neighbors " + "(" * 1000 + "king", ["more than 64 brackets"]),
    ("rank king", ["rank"]),
    ("rank king qqqqq", ['"qqqqq"']),
    ("dot king cat", [":"]),
    ("dot king :", ["words"]),
    ("dot king : quen", ["queen"]),
    ("project", ["project"]),
    ("project king -queen", ['"-queen"']),
    ("metric near", ['"near"']),
    ("slice", ["slice"]),
    ("slice sideways", ['"sideways"']),
    ("slice random", ["slice random SEED"]),
    ("slice random -1", ["SEED"]),
    ("slice random 1.5", ["SEED"]),
    ("slice random 18446744073709551616", ["SEED"]),
    ("slice axes king ; queen", ["three"]),
    ("slice axes king ; queen ; 2*king", ["third", "independent"]),
    ("slice axes king ; king - king ; man", ["second"]),
    ("slice fit", ["word"]),
    ("slice pca --oblique", ["--oblique"]),
    ("centring maybe", ["on or off"]),
    ("show", ["show"]),
    ("show qqqqq", ['"qqqqq"']),
    ("hide queen", ["not shown"]),
    ("select qqqqq", ['"qqqqq"']),
    ("softmax 1 two", ['"two"']),
    ("softmax nan 1", ['"nan"']),
    ("softmax inf 1", ['"inf"']),
    ("softmax 1e999 1", ["1e999"]),
    ("softmax a=1 2", ["label"]),
    ("softmax 1 2 --temperature nan", ['"nan"']),
    ("temperature", ["temperature"]),
    ("temperature nan", ['"nan"']),
    ("temperature -nan", ['"-nan"']),
    ("temperature -1", ['"-1"']),
    ("temperature -inf", ['"-inf"']),
    ("temperature 1,5", ['"1,5"']),
    ("temperature 1 2", ['"2"']),
    ("camera yaw", ["number"]),
    ("camera yaw nan", ['"nan"']),
    ("camera distance inf", ["distance"]),
    ("camera target 1 2", ["three"]),
    ("camera roll 3", ['"roll"']),
    ("theme blue", ['"blue"', "dark"]),
    ("set", ["set NAME VALUE"]),
    ("set labls 3", ["labels"]),
    ("set grid maybe", ["on or off"]),
    ("set font-size nan", ["number"]),
    ("screenshot", ["screenshot"]),
    ("screenshot x.png 0x0", ['"0x0"']),
    ("screenshot x.png 1000000x1000000", ['"1000000x1000000"', "32,768"]),
    ("screenshot x.png 32768x32768", ["268,435,456"]),
    ("screenshot x.png 99999999999999999999x1", ["1920x1080"]),
    ("screenshot x.png -5x5", []),
    ("screenshot x.png 800", ["1920x1080"]),
    ("screenshot x.png 64x64 --scale nan", ['"nan"']),
    ("screenshot x.png 64x64 --scale 0", ["scale"]),
    ("save", ["save PATH"]),
    ("save no-such-folder/session.es", ["no-such-folder"]),
    ("save .", ["folder"]),
    ("run no-such.es", ["no-such.es", "no such"]),
    ("run .", ["script"]),
    ("open no-such-file.txt", ["no-such-file.txt"]),
    ("open .", ["folder"]),
    ("open x --format pdf", ['"pdf"']),
    ("open x --tokenizer no-such-tokenizer", []),
    ("predict", ["text"]),
    ('predict "a" b', ["K must be", '"b"']),
    ("generate a", ["number of tokens"]),
    ("generate a 3 --temperature nan", ["temperature", '"nan"']),
    ("sampler --top-p 0", ["--top-p must be"]),
    ("sampler --order backwards", ["huggingface"]),
    ("lens a --top 0", ["--top must be"]),
    ("attention a --layer -1", ["--layer must be"]),
    ("step --column tepid", ['"tepid"']),
    ("visit -1", ["NODE must be"]),
    ("set axis cubic", ["fixed|relative|log"]),
    ("redo", ["redo"]),
    ("help nothing", ['"nothing"']),
    ("\x1b[31mred", ["command"]),
    ("neighbors \x1b]0title\x07", ["no word"]),
    ('open "two\nlines.txt"', ["lines.txt"]),
    ('run "two\nlines.es"', ["lines.es"]),
    ('save "no-such-folder/two\nlines.es"', ["lines.es"]),
    ('help "two\nlines"', ["lines"]),
    ('set "two\nlines" on', ["lines"]),
    ("open \x1b[31mred.txt", ["red.txt"]),
    ("run \x1b[31mred.es", ["red.es"]),
]


def has_control_character(data):
    return any(byte < 0x20 and byte != 0x0A or byte == 0x7F for byte in data)


class Commands(program.ProgramTest):
    def test_one_line_and_the_next_command_works(self):
        table = self.write("four.txt", small_tables.glove_text(small_tables.FOUR_WORDS))
        for command, pieces in WRONG:
            with self.subTest(command):
                before, after = "rank king queen", "softmax 1 2"
                done = run(before, command, before, after, table=table, cwd=self.folder)
                self.assertNotEqual(done.code, 0)
                self.assertEqual(len(done.error_lines), 1, done.err)
                self.assertTrue(done.error_lines[0].startswith("embedscope: "), done.err)
                for piece in pieces:
                    self.assertIn(piece, done.error_lines[0])
                self.assertFalse(has_control_character(done.err), done.err)
                found = done.answers
                self.assertEqual([answer["command"] for answer in found], ["rank", "rank", "softmax"])
                self.assertEqual(found[0], found[1])  # nothing was changed
        self.assertEqual([path.name for path in self.folder.iterdir()], ["four.txt"])

    def test_all_in_one_run_on_the_default_words(self):
        commands = [command for command, _ in WRONG if command not in ("", "redo")]
        done = run(*(step for command in commands for step in (command, "softmax 1 2")), cwd=self.folder)
        self.assertEqual(done.code, 1)
        self.assertEqual(len(done.error_lines), len(commands), done.err)
        self.assertEqual([answer["command"] for answer in done.answers], ["softmax"] * len(commands))

    def test_the_closest_words_are_offered(self):
        done = run("neighbors towr", "neighbors kingg - man + woman")
        self.assertIn("tower", done.error_lines[0])
        self.assertIn("king", done.error_lines[1])
        self.assertEqual((done.code, len(done.error_lines)), (1, 2))

    def test_capitals_find_the_word_in_small_letters(self):
        first, second = program.answers("neighbors King - Man + WOMAN 3", "neighbors king - man + woman 3")
        self.assertEqual(first, second)

    def test_no_words_open(self):
        missing = self.folder / "none.txt"
        done = run("neighbors king", "slice random 1", "project king", "info", "softmax 0 0", table=missing)
        self.assertEqual(done.code, 1)
        self.assertEqual(len(done.error_lines), 5)
        self.assertIn("none.txt", done.error_lines[0])
        self.assertEqual([answer["command"] for answer in done.answers], ["softmax"])


class Files(program.ProgramTest):
    def assert_refused(self, path, *pieces):
        """As FILE and as `open`; the words that were open stay."""
        as_file = run("softmax 1 2", table=path)
        opened = run("open default", "rank king queen", f'open "{path}"', "rank king queen")
        for done in (as_file, opened):
            self.assertEqual(done.code, 1)
            self.assertEqual(len(done.error_lines), 1, done.err)
            self.assertIn(path.name, done.error_lines[0])
            for piece in pieces:
                self.assertIn(piece, done.error_lines[0])
        self.assertEqual(len(as_file.answers), 1)
        self.assertEqual(len(opened.answers), 3)
        self.assertEqual(opened.answers[1], opened.answers[2])

    def test_what_is_no_table(self):
        (self.folder / "folder").mkdir()
        os.mkfifo(self.folder / "pipe")
        self.write("empty.txt", b"")
        self.write("noise.bin", bytes(range(256)) * 64)
        for name in ("missing.txt", "folder", "pipe", "empty.txt", "noise.bin"):
            with self.subTest(name):
                self.assert_refused(self.folder / name)

    def test_an_endless_device(self):
        done = run("softmax 1", table="/dev/zero")
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 1, 1))

    def test_truncated_safetensors(self):
        whole = small_tables.safetensors(small_tables.FOUR_WORDS)
        self.assertEqual(program.answers("info", table=self.write("whole", whole))[0]["rows"], 4)
        for size in (1, 7, 8, 9, 60, len(whole) // 2, len(whole) - 1):
            with self.subTest(size=size):
                done = run("softmax 1", table=self.write("cut.safetensors", whole[:size]))
                self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 1, 1), done.err)
                self.assertIn("cut.safetensors", done.error_lines[0])
                self.assertIn("expected", done.error_lines[0])

    def test_default_words_cut_in_the_middle(self):
        content = program.DEFAULT_TABLE.read_bytes()
        self.assert_refused(self.write("half.safetensors", content[: len(content) // 2]), "expected", "found")


class Scripts(program.ProgramTest):
    def test_bad_lines_are_named_and_the_others_done(self):
        script = self.write("lesson.es", "softmax 1 2\n\n# fine so far\nsofmax 1 2\nneighbors qqqqq\nsoftmax 3 4\n")
        done = run(arguments=("--json", "--script", str(script)))
        self.assertEqual(done.code, 1)
        self.assertEqual([line.split(" ")[1] for line in done.error_lines], ["lesson.es:4:", "lesson.es:5:"])
        self.assertEqual([answer["logits"] for answer in done.answers], [[1, 2], [3, 4]])

    def test_a_name_with_an_escape_code(self):
        script = self.write("\x1b[31m\nred.es", "sofmax 1 2\n")
        done = run(f'run "{script}"')
        self.assertEqual(len(done.error_lines), 1, done.err)
        self.assertFalse(has_control_character(done.err), done.err)

    def test_what_is_no_script(self):
        for name, content in (("binary.es", b"softmax 1\0\n"), ("huge.es", b"#" * (5 << 20))):
            with self.subTest(name):
                done = run(f'run "{self.write(name, content)}"', "softmax 1")
                self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 1, 1))
                self.assertIn(name, done.error_lines[0])

    def test_a_script_that_runs_itself(self):
        script = self.write("again.es", "softmax 1 2\nrun again.es\n")
        done = run(f'run "{script}"', "softmax 3", cwd=self.folder)
        self.assertEqual(done.code, 1)
        self.assertEqual(len(done.error_lines), 1)
        self.assertIn("deep", done.error_lines[0])
        self.assertEqual(done.answers[-1]["logits"], [3])

    def test_strange_line_ends_and_a_byte_order_mark(self):
        script = self.write("windows.es", b"\xef\xbb\xbfsoftmax 1 2\r\nsoftmax 3 4")
        found = program.answers(arguments=("--json", "--script", str(script)))
        self.assertEqual([answer["logits"] for answer in found], [[1, 2], [3, 4]])


class HostileWords(program.ProgramTest):
    WORDS = ["%s%n%s%n", "##id", "#", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\u202egnirts", "\x9bcsi", 'quo"te',
             "back\\slash"]
    BYTES = [b"\xff\xfe\x80", b"half\xe2\x82"]

    def setUp(self):
        super().setUp()
        words = [word.encode("utf-8") for word in self.WORDS] + self.BYTES + [b"king"]
        rows = [(word, [1 + i, i * i % 7, (3 * i) % 5 - 1, 2]) for i, word in enumerate(words)]
        self.table = self.write("hostile.txt", small_tables.glove_text(rows))

    def test_as_json(self):
        (answer,) = program.answers("neighbors king 20", table=self.table)
        found = {item["word"] for item in answer["answers"]}
        self.assertEqual(len(answer["answers"]), len(self.WORDS) + len(self.BYTES))
        self.assertLessEqual(set(self.WORDS), found)  # bytes that are no UTF-8 are shown by stand-ins

    def test_as_text_nothing_reaches_the_terminal(self):
        done = run("neighbors king 20", "info", "show king", 'neighbors "##id" 3', "neighbors %s%n%s%m", "select #",
                   table=self.table, arguments=())
        self.assertEqual(len(done.error_lines), 1)
        self.assertIn("%s%n%s%n", done.error_lines[0])
        for stream in (done.out, done.err):
            self.assertFalse(has_control_character(stream), stream)
            for dangerous in ("\u202e", "\x9b"):
                self.assertNotIn(dangerous, stream.decode("utf-8"))
        self.assertIn("%s%n%s%n", done.out.decode("utf-8"))

    def test_they_can_be_asked_for(self):
        quoted = ['"%s%n%s%n"', "##id", '"#"', '"quo\\"te"', '"back\\\\slash"', "\x1b[31mred\x1b[0m"]
        found = program.answers(*(f"neighbors {word} 1" for word in quoted), table=self.table)
        self.assertEqual(len(found), len(quoted))


class Streams(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.table = self.write("four.txt", small_tables.glove_text(small_tables.FOUR_WORDS))

    def test_a_full_device(self):
        with open("/dev/full", "wb") as full:
            for commands in (["info"], ["info"] * 500):
                done = run(*commands, table=self.table, stdout=full)
                self.assertNotEqual(done.code, 0)
                self.assertEqual(len(done.error_lines), 1, done.err)

    def test_a_closed_standard_output(self):
        session = self.folder / "session.es"
        done = run("info", f"save {session}", "info", table=self.table, stdout=None, preexec_fn=lambda: os.close(1))
        self.assertNotEqual(done.code, 0)
        if session.exists():  # answers must not land in whatever file got the descriptor
            self.assertNotIn(b'"command"', session.read_bytes())

    def test_a_reader_that_went_away(self):
        read, write = os.pipe()
        os.close(read)
        with os.fdopen(write, "wb") as pipe:
            self.assertNotEqual(run(*["info"] * 100, table=self.table, stdout=pipe).code, 0)

    def test_answers_and_errors_keep_to_their_streams(self):
        done = run("neighbors qqqqq", "info", "temperature -1", table=self.table)
        self.assertEqual([answer["command"] for answer in done.answers], ["info"])
        self.assertEqual(len(done.error_lines), 2)


if __name__ == "__main__":
    program.main()
