#!/usr/bin/env python3
"""A saved session rebuilds the state: the camera included, byte for byte, and it is written whole or not at all."""
import resource
import signal

from harness import program, small_tables
from harness.program import run

EVERYTHING = """
predict "the old king\\n"
trace "the old king" king
trace "the young king" king --also
attention the old king --layer 2
lens "the old king" king --top 2
write the old king --seed 9
step 4
back 2
choose queen
sampler --top-p 0.9 --order huggingface
metric euclidean
centring on
neighbors paris - france + italy 7 --keep-inputs
slice axes king - man ; 0.5*(cat + dog) ; paris --oblique
dot cats - cat : dog dogs one two
show king - man + woman ; "the" ; 2*queen
select bratwurst
logits cats - cat : dog dogs mouse mice
temperature 0.30000000000000004
camera yaw -123.45 pitch 33.3 distance 7.25 target 0.1 -0.2 0.30000000000000004 fov 50
theme light
set turn on
set grid off
set axes off
set labels 17
set point-size 4.5
set font-size 19
set axis relative
set page lens
set mode words
set page-share 0.35
set answers off
set next-word on
set best-view off
set paths directions
"""
PROBES = [  # what the state shows itself by
    "info", "show tower", "undo", "project king paris", "neighbors cat", "temperature 1.5", "centring on",
    "slice pca", "undo", "undo", "undo", "undo",
]


class Sessions(program.ProgramTest):
    def save_twice(self, *commands, **options):
        """-> the two sessions: one after the commands, one after running the first."""
        first, second = self.folder / "A.es", self.folder / "B.es"
        program.answers(*commands, f'save "{first}"', **options)
        program.answers(f'run "{first}"', f'save "{second}"')
        return first.read_text("utf-8"), second.read_text("utf-8")

    def assert_same_state(self, *commands, **options):
        first, second = self.save_twice(*commands, **options)
        self.assertEqual(first, second)
        script = self.folder / "A.es"
        probes = [*PROBES, "camera"]
        by_hand = program.answers(*commands, *probes, **options)[-len(probes):]
        by_session = program.answers(f'run "{script}"', *probes)[-len(probes):]
        for probe, one, other in zip(probes, by_hand, by_session):
            with self.subTest(probe):
                self.assertEqual(one, other)
        return first

    def test_everything(self):
        session = self.assert_same_state(*EVERYTHING.strip().splitlines())
        for kept in ("yaw -123.45", "fov 50", "target 0.1 -0.2 0.30000000000000004", "theme light", "--oblique",
                     "open default", "set labels 17", "select bratwurst", "--keep-inputs"):
            self.assertIn(kept, session)

    def test_nothing(self):
        self.assertEqual(*self.save_twice())

    def test_each_kind_of_slice_and_softmax(self):
        for commands in (["slice random 7", "softmax a=1 b=-2.5 --temperature 3"], ["slice fit cat dog"],
                         ["centring on", "slice axes king ; queen ; cat", "temperature inf", "softmax 1 2"],
                         ["neighbors tower 33", "hide"], ["neighbors tower", "select"], ["softmax 1e-300 -0.1"]):
            with self.subTest(commands):
                self.assertEqual(*self.save_twice(*commands))

    def test_a_framed_camera(self):
        self.assertEqual(*self.save_twice("neighbors king - man + woman", "camera frame"))

    def test_words_and_paths_that_need_quotes(self):
        words = ["new york", "#", "##id", 'quo"te', "back\\slash", "%s%n", "a;b", "--json", "-", "1990", "(", "\u202ex"]
        rows = [(word, [i % 3, i % 4 + 1, i % 5, i % 7]) for i, word in enumerate(words)]
        folder = self.folder / 'a "strange" # folder'
        folder.mkdir()
        table = folder / "the words;.bin"
        table.write_bytes(small_tables.safetensors(rows))
        quoted = ['"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words]
        first, second = self.save_twice(
            "show " + " ; ".join(quoted), f"neighbors {quoted[3]} - {quoted[1]}", f"select {quoted[1]}",
            "dot " + quoted[7] + " : " + " ".join(quoted), "slice fit " + " ".join(quoted), table=table)
        self.assertEqual(first, second)

    def test_a_file_that_is_gone(self):
        table = self.write("four.txt", small_tables.glove_text(small_tables.FOUR_WORDS))
        session = self.folder / "A.es"
        program.answers("softmax 1 2", "camera yaw 12", f"save {session}", table=table)
        table.unlink()
        done = run(f"run {session}", "camera", "temperature 1")
        self.assertEqual(done.code, 1)
        self.assertIn("four.txt", done.error_lines[0])
        self.assertIn("A.es:", done.error_lines[0])
        self.assertIn("yaw 12", done.answers[-2]["message"])
        self.assertEqual(done.answers[-1]["logits"], [1, 2])

    def test_a_newer_session_is_kept(self):
        newer = "# embedscope session, version 99\nsoftmax 1 2\nhologram on\n"
        path = self.write("newer.es", newer)
        done = run(f"save {path}", "softmax 3")
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 1, 1))
        self.assertIn("newer", done.error_lines[0])
        self.assertEqual(path.read_text("utf-8"), newer)
        ran = run(f"run {path}")  # what is known is done, what is not is said
        self.assertEqual(ran.code, 1)
        self.assertEqual([answer["logits"] for answer in ran.answers], [[1, 2]])
        self.assertTrue(any("hologram" in line for line in ran.error_lines))


class Atomic(program.ProgramTest):
    """A file may grow to 64 bytes here, as on a disk that is full: root is not held by permissions."""

    OLD = "# embedscope session, version 1\nsoftmax 1 2\n"

    def setUp(self):
        super().setUp()
        self.path = self.write("session.es", self.OLD)

    def save(self, signal_action):
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
            signal.signal(signal.SIGXFSZ, signal_action)

        table = self.write("t.txt", small_tables.glove_text(small_tables.FOUR_WORDS))
        return run(f"save {self.path}", "softmax 1", table=table, preexec_fn=limit, restore_signals=False)

    def test_a_full_disk(self):
        done = self.save(signal.SIG_IGN)  # write() fails
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 1, 1), done.err)
        self.assertIn("session.es", done.error_lines[0])
        self.assertEqual(self.path.read_text("utf-8"), self.OLD)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["session.es", "t.txt"])

    def test_killed_while_saving(self):
        done = self.save(signal.SIG_DFL)
        self.assertEqual(done.code, -signal.SIGXFSZ)
        self.assertEqual(self.path.read_text("utf-8"), self.OLD)


class Undo(program.ProgramTest):
    def test_back_and_forth(self):
        found = program.answers(
            "slice random 7", "project king", "slice random 8", "project king", "undo", "project king", "redo",
            "project king", "undo", "slice random 9", "undo", "project king")
        first, second, undone, redone, last = (found[i]["answers"] for i in (1, 3, 5, 7, 11))
        self.assertNotEqual(first, second)
        self.assertEqual((undone, redone, last), (first, second, first))

    def test_every_kind_of_change(self):
        table = self.write("four.txt", small_tables.glove_text(small_tables.FOUR_WORDS))
        saved = self.folder / "A.es"
        for change in ("metric dot", "slice fit king queen", "centring on", "neighbors king - man 3", "show queen",
                       "select king", "softmax 1 2", "temperature 3", "logits king : queen man", "dot king : man",
                       f"open {table}", "hide", "clear"):
            with self.subTest(change):
                start = ("show man", "neighbors queen", "dot man : queen")
                states = []
                for commands in ([], [change], [change, "undo"], [change, "undo", "redo"]):
                    program.answers(*start, *commands, f"save {saved}")
                    states.append(saved.read_bytes())
                before, after, undone, redone = states
                self.assertNotEqual(before, after)
                self.assertEqual(undone, before)
                self.assertEqual(redone, after)

    def test_what_is_only_asked_or_looked_at_makes_no_step(self):
        for idle in ("info", "project king", "camera yaw 12", "theme light", "set labels 3", "metric cosine",
                     "rank king queen", "help"):
            with self.subTest(idle):
                found = program.answers("slice random 7", idle, "undo", "slice pca")
                again = program.answers("slice random 7", "undo", "slice pca")
                self.assertEqual(found[-1], again[-1])
                self.assertEqual(run("slice random 7", idle, "undo", "redo").code, 0)

    def test_the_camera_is_not_undone(self):
        found = program.answers("slice random 7", "camera yaw 12", "undo", "camera")
        self.assertIn("yaw 12", found[-1]["message"])

    def test_a_new_change_ends_redoing(self):
        done = run("slice random 7", "undo", "slice random 8", "redo", "softmax 1")
        self.assertEqual((done.code, len(done.error_lines), len(done.answers)), (1, 1, 4))


if __name__ == "__main__":
    program.main()
