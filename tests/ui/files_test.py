#!/usr/bin/env python3
"""Opening, saving and going on where one stopped, in a window.

    files_test.py FAILURE_DIR     exits 77 (skipped) without Xvfb or xdotool
"""
import json
import tempfile
import time
from pathlib import Path

from harness.display import eventually
from harness.sitting import run_sitting, run_sittings, run_steps, starts
from harness.window import EMPTY_CORNER, SEARCH_BOX, WindowProgram

ANSWERS = (16, 64, 288, 400)
BELOW_THE_BOX = (300, 52, 980, 300)  # where what was said last hangs
FIRST_CHIP, OFFER, OFFER_TEXT = (426, 100), (640, 123), (560, 115, 720, 131)


def ask(program, word):
    program.click(SEARCH_BOX)
    program.type(word)
    program.eventually_line(f"{word} asked", starts(f"neighbors {word}"))


def save_asks_for_a_name_once(program):
    """Nothing was saved in this sitting yet, so that the answer is seen on the screen."""
    path = program.home / "mine.es"
    path.write_text("of another day", "utf-8")
    program.command("set turn off")
    before = program.settled(ANSWERS)
    program.click(SEARCH_BOX)
    program.type("tower")
    eventually("the answers", lambda: program.settled(ANSWERS).changed(before, ANSWERS) > 0.3)
    program.keys("ctrl+s")
    program.type("mine.es")  # in place of the name that is offered
    time.sleep(1)
    assert path.read_text("utf-8") == "of another day", "saved over a file without a question"
    program.keys("Return")
    eventually("the session", lambda: "neighbors tower" in path.read_text("utf-8"))
    program.click(SEARCH_BOX)
    program.type("tiger")
    program.keys("ctrl+s")
    eventually("saved at once", lambda: program.keys("ctrl+s") or "neighbors tiger" in path.read_text("utf-8"))


def a_session_that_is_opened_replaces(program):
    other = program.home / "other.es"
    other.write_text("# embedscope session, version 1\nopen default\nneighbors queen\nset grid off\n", "utf-8")
    program.command("show cat ; dog")
    program.keys("Escape")
    program.keys("ctrl+o")
    program.type("other.es")
    eventually("the session", lambda: program.title().endswith(": other.es"))
    program.eventually_line("the session's question", starts("neighbors queen"))
    program.eventually_none("nothing of before", starts("show"))


def two_pictures_have_two_names(program):
    program.keys("F12", "F12", "ctrl+shift+s")
    eventually("three pictures", lambda: len(list((program.home / "Pictures").glob("embedscope-*.png"))) == 3)


def a_suggestion_can_be_clicked(program):
    program.command("set turn off")
    program.command("set motion off")
    program.click(SEARCH_BOX)
    program.type("twoer")

    def reddish(r, g, b):
        return r > 180 and r > g + 60 and r > b + 60
    eventually("the error", lambda: program.settled(BELOW_THE_BOX).count(BELOW_THE_BOX, reddish) > 100)
    program.click(FIRST_CHIP)
    program.eventually_line("tower asked", starts("neighbors tower"))


def quit_keeps_all(program):
    program.click(EMPTY_CORNER)
    program.keys("ctrl+q")
    assert program.exit_code() == 0, program.output()
    settings = json.loads((program.home / "config/embedscope/settings.json").read_text("utf-8"))
    assert str(program.home / "other.es") in settings["recent"], settings["recent"]
    kept = program.home / "state/embedscope/last-session.es"
    assert "neighbors" in kept.read_text("utf-8")
    for path in (kept, program.home / "config/embedscope/settings.json"):
        assert path.stat().st_mode & 0o077 == 0, f"{path} can be read by others"


def start_again(display, home, failure_dir):
    """The offer of a start is put away once, and taken the next time."""
    def an_offer_is_put_away(program):
        offered = program.settled(OFFER_TEXT)
        program.keys("Escape", "Escape")
        eventually("the offer gone", lambda: program.settled(OFFER_TEXT).changed(offered, OFFER_TEXT) > 0.05)
        quit_quietly(program)

    def go_on_where_one_stopped(program):
        time.sleep(1)
        program.click(OFFER)
        program.eventually_line("the last sitting", starts("neighbors tower"))
        quit_quietly(program)

    for step in (an_offer_is_put_away, go_on_where_one_stopped):
        run_steps(display, [step], WindowProgram(display, home), failure_dir)


def quit_quietly(program):
    program.keys("ctrl+q")
    assert program.exit_code() == 0, program.output()


def the_desktops_dialog(program):
    program.keys("ctrl+o")
    eventually("what the dialog chose", lambda: program.title().endswith(": chosen.es"))
    program.keys("ctrl+s")  # the session that was opened is the one that is saved
    eventually("saved", lambda: "set turn" in (program.home / "chosen.es").read_text("utf-8"))
    program.eventually_line("its question", starts("neighbors bratwurst"))


def with_a_dialog(home):
    """A desktop whose dialog always chooses the same file."""
    folder = home / "bin"
    folder.mkdir()
    chosen = home / "chosen.es"
    chosen.write_text("open default\nneighbors bratwurst\n", "utf-8")
    dialog = folder / "zenity"
    dialog.write_text(f"#!/bin/sh\necho {chosen}\n", "utf-8")
    dialog.chmod(0o755)
    return {"path": folder}


FILES = [save_asks_for_a_name_once, a_session_that_is_opened_replaces, two_pictures_have_two_names,
         a_suggestion_can_be_clicked, quit_keeps_all]


def sittings(display, failure_dir):
    with tempfile.TemporaryDirectory(prefix="embedscope-ui-") as home:
        run_steps(display, FILES, WindowProgram(display, Path(home)), failure_dir)
        start_again(display, Path(home), failure_dir)
    run_sitting(display, [the_desktops_dialog], failure_dir, prepare=with_a_dialog)


run_sittings(sittings)
