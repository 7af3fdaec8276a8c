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

BELOW_THE_BOX = (300, 52, 980, 300)  # where what was said last hangs


def first_chip(with_card, without):
    """The first suggestion of the card that one of two screens lacks: it stands at the lower left of what differs."""
    x0, y0, x1, y1 = BELOW_THE_BOX
    rows = [y for y in range(y0, y1) if with_card.row(y, x0, x1) != without.row(y, x0, x1)]
    assert rows, "nothing hangs below the box"
    middle = rows[-1] - 22
    left = next(x for x in range(x0, x1) if with_card.row(middle, x, x + 1) != without.row(middle, x, x + 1))
    return left + 40, middle


def ask(program, word):
    program.click(SEARCH_BOX)
    program.type(word)
    program.eventually_line(f"{word} asked", starts(f"neighbors {word}"))


def save_asks_for_a_name_once(program):
    ask(program, "tower")
    program.keys("ctrl+s")
    time.sleep(0.6)
    program.type("mine.es")  # in place of the name that is offered
    path = program.home / "mine.es"
    eventually("the session", path.exists)
    assert "neighbors tower" in path.read_text("utf-8")
    ask(program, "tiger")
    saved = program.home / "mine.es"
    program.command(f"save {saved}")
    ask(program, "lion")
    program.keys("ctrl+s")
    eventually("saved at once", lambda: "neighbors lion" in path.read_text("utf-8"))


def a_session_that_is_opened_replaces(program):
    other = program.home / "other.es"
    other.write_text("# embedscope session, version 1\nopen default\nneighbors queen\nset grid off\n", "utf-8")
    program.command("show cat ; dog")
    program.keys("Escape")
    program.keys("ctrl+o")
    time.sleep(0.6)
    program.type("other.es")
    program.eventually_line("the session's question", starts("neighbors queen"))
    program.eventually_none("nothing of before", starts("show"))


def two_pictures_have_two_names(program):
    program.keys("F12", "F12", "ctrl+shift+s")
    eventually("three pictures", lambda: len(list((program.home / "Pictures").glob("embedscope-*.png"))) == 3)


def a_suggestion_can_be_clicked(program):
    program.command("set turn off")
    program.command("set motion off")
    program.click(SEARCH_BOX)
    without = program.settled(BELOW_THE_BOX)
    program.type("twoer")
    eventually("the error", lambda: program.settled(BELOW_THE_BOX).region(BELOW_THE_BOX) != without.region(BELOW_THE_BOX))
    program.click(first_chip(program.settled(BELOW_THE_BOX), without))
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
    """The offer is measured in one start, where Esc puts it away and nothing is done, and taken in the next."""
    chip = []

    def an_offer_is_put_away(program):
        time.sleep(2)  # topics have faded in
        offered = program.settled(BELOW_THE_BOX)
        program.keys("Escape", "Escape")
        eventually("the offer gone", lambda: program.settled(BELOW_THE_BOX).data != offered.data)
        chip.extend(first_chip(offered, program.settled(BELOW_THE_BOX)))
        quit_quietly(program)

    def go_on_where_one_stopped(program):
        time.sleep(2)
        program.click(chip)
        program.eventually_line("the last sitting", starts("neighbors tower"))
        quit_quietly(program)

    for step in (an_offer_is_put_away, go_on_where_one_stopped):
        run_steps(display, [step], WindowProgram(display, home), failure_dir)


def quit_quietly(program):
    program.keys("ctrl+q")
    assert program.exit_code() == 0, program.output()


def the_desktops_dialog(program):
    program.keys("ctrl+o")
    program.eventually_line("what the dialog chose", starts("neighbors bratwurst"))
    program.keys("ctrl+s")  # the session that was opened is the one that is saved
    eventually("saved", lambda: "set turn" in (program.home / "chosen.es").read_text("utf-8"))


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
