#!/usr/bin/env python3
"""The installed program finds its words beside itself. install_test.py CMAKE BUILD-FOLDER (arguments first)"""
import pathlib
import subprocess
import sys

from harness import program

CMAKE, BUILD = sys.argv[1:3]
del sys.argv[1:3]


class Installed(program.ProgramTest):
    def setUp(self):
        super().setUp()
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", self.folder], check=True, stdout=subprocess.DEVNULL)

    def info(self, **environment):
        (answer,) = program.answers("info", program=self.folder / "bin/embedscope", cwd="/",
                                    env={"EMBEDSCOPE_ASSETS": None, **environment})
        return pathlib.Path(answer["path"]).resolve()

    def test_words_are_found_beside_the_program(self):
        self.assertEqual(self.info(), self.folder / "share/embedscope/words/glove-100d.safetensors")

    def test_a_folder_can_be_named(self):
        other = self.folder / "other"
        (self.folder / "share/embedscope").rename(other)
        self.assertEqual(self.info(EMBEDSCOPE_ASSETS=other), other / "words/glove-100d.safetensors")


if __name__ == "__main__":
    program.main()
