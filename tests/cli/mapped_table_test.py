#!/usr/bin/env python3
"""A table whose rows stay in its file: less memory than the table, and a file that is cut or rewritten under it."""
import json
import os
import resource
import subprocess
import struct

from harness import program

ROWS, DIMS = 60_000, 200  # 48 MB of float32


def container(rows=ROWS, dims=DIMS):
    words = "\n".join(f"w{i}" for i in range(rows)).encode()
    vectors = b"".join(struct.pack("<200f", *((i * (k + 3) % 101) - 50 for k in range(dims))) for i in range(97))
    block = vectors * (rows // 97 + 1)
    size = rows * dims * 4
    header = json.dumps({"embedding": {"dtype": "F32", "shape": [rows, dims], "data_offsets": [0, size]},
                         "vocabulary": {"dtype": "U8", "shape": [len(words)], "data_offsets": [size, size + len(words)]}})
    header += " " * (-len(header) % 8)
    return struct.pack("<Q", len(header)) + header.encode() + block[:size] + words


class MappedTable(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.table = self.write("mapped.safetensors", container())

    def test_works_within_less_memory_than_the_table(self):
        def limit():
            # Memory of its own, stacks of threads among it; pages of files that are only read do not count.
            resource.setrlimit(resource.RLIMIT_DATA, (40_000_000, 40_000_000))
        found = program.answers("open " + json.dumps(str(self.table)), "info", preexec_fn=limit)
        self.assertEqual((found[-1]["rows"], found[-1]["dims"]), (ROWS, DIMS))

    def run_while_the_file_changes(self, change):
        """Far more answers than a pipe holds: the program waits for us after the first ones."""
        count = 3000
        line = [program.PROGRAM, "--headless", "--fresh-settings", "--json"]
        line += ["-e", "open " + json.dumps(str(self.table))]
        script = self.write("many.es", "dot w1 : w2\n" * count)
        line += ["--script", str(script)]
        errors = self.folder / "errors.txt"
        with open(errors, "wb") as err:
            process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=err, stdin=subprocess.DEVNULL)
            first = process.stdout.readline()
            change()
            rest = process.stdout.read()
            process.stdout.close()
            code = process.wait(timeout=program.TIMEOUT_SEC)
        answers = [json.loads(answer) for answer in (first + rest).splitlines()]
        said = errors.read_text(encoding="utf-8").splitlines()
        self.assertEqual(code, 1, said[:3])
        self.assertEqual(len(answers) + len(said), count + 1)
        self.assertGreater(len(said), 0)
        self.assertEqual(len({json.dumps(answer) for answer in answers[1:]}), 1)  # none was made from what is gone
        for one in said:
            self.assertIn("mapped.safetensors", one)
            self.assertIn("expected the", one)
        return said

    def test_a_file_that_shrinks(self):
        said = self.run_while_the_file_changes(lambda: os.truncate(self.table, 4096))
        self.assertIn("it shrank while it was open", said[-1])
        self.assertIn("byte 4,096", said[-1])

    def test_a_file_that_is_rewritten(self):
        def rewrite():  # in place: a file that is first cut off may be found while it is short
            with open(self.table, "r+b") as file:
                file.write(content)
        content = self.table.read_bytes()
        said = self.run_while_the_file_changes(rewrite)
        self.assertIn("written to", said[-1])


if __name__ == "__main__":
    program.main()
