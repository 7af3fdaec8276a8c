#!/usr/bin/env python3
"""The guide's table of keys is the program's own."""
import re

from harness import program
from harness.program import SOURCE, run


def table_of_the_program():
    """[(where, keys, what)] of `help keys`: places at the margin, a line for each key below."""
    place, rows = None, []
    for line in run("help keys", arguments=()).out.decode("utf-8").splitlines():
        if line and not line.startswith(" "):
            place = line
        elif line:
            keys, what = re.split(r" {2,}(?=\S)", line.strip(), maxsplit=1) if "/  :  ?" not in line else (
                "/  :  ?", line.strip()[len("/  :  ?"):].strip())
            rows.append((place, keys, what))
    return rows


def table_of_the_guide():
    text = (SOURCE / "docs/guide.md").read_text("utf-8")
    section = text.split("## Keys and mouse", 1)[1].split("\n## ", 1)[0]
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in section.splitlines()
            if line.startswith("|")]
    return rows[2:]


class Keys(program.ProgramTest):
    def test_the_guide_says_what_the_program_says(self):
        rows = table_of_the_program()
        self.assertGreater(len(rows), 20)
        self.assertEqual(table_of_the_guide(), rows)


program.main()
