#!/usr/bin/env python3
"""Who has the keyboard, and what a click means: by real keys and a real mouse, read back from the sessions it saves.

    focus_test.py FAILURE_DIR     exits 77 (skipped) without Xvfb or xdotool
"""
import time

from harness.display import eventually
from harness.sitting import quit_at_once, run_sitting, run_sittings, starts
from harness.window import SEARCH_BOX

MIDDLE = (400, 150, 900, 500)
IN_THE_CLOUD = (440, 420)  # in the own view of a question of one word


def letters_from_the_first_frame_on_arrive(program):
    program.type("tower")  # the window is there, and nothing in it yet
    program.eventually_line("tower asked", starts("neighbors tower"))


def one_question_after_the_other(program):
    program.click(SEARCH_BOX)
    program.type("tower")
    program.type("tiger")
    program.eventually_line("tiger asked", starts("neighbors tiger"))
    lines = program.session()
    assert not any(line.startswith(("set page text", "set mode model", "lesson")) for line in lines), lines


def undo_in_the_box_is_the_sessions_once_it_was_asked(program):
    program.click(SEARCH_BOX)
    program.keys("ctrl+z")
    program.eventually_line("the question before", starts("neighbors tower"))
    program.keys("ctrl+shift+z")
    program.eventually_line("and again", starts("neighbors tiger"))


def escape_never_clears(program):
    program.click(SEARCH_BOX)
    program.type("half a tho", enter=False)
    program.keys("Escape", "Escape", "Escape", "Escape")
    program.click_picture()
    program.keys("Escape", "Escape")
    program.eventually_line("the question stands", starts("neighbors tiger"))


def letters_find_the_box_when_nobody_takes_them(program):
    program.click(SEARCH_BOX)
    program.keys("Escape")
    time.sleep(0.3)
    program.type("lion")  # l is no lesson list here
    program.eventually_line("lion asked", starts("neighbors lion"))


def letters_right_behind_escape_arrive(program):
    """In one go, as a fast hand or a busy machine has them."""
    for word in ("tower", "tiger", "house"):
        program.click(SEARCH_BOX)
        program.display.xdotool("key", "--delay", 0, "Escape", *word, "Return")
        program.eventually_line(f"{word} asked", starts(f"neighbors {word}"))


def letters_are_shortcuts_after_a_click_into_the_picture(program):
    program.command("set turn off")
    program.command("set motion off")
    program.eventually_line("no motion: the question's view is there", lambda line: line == "set motion off")
    program.click_picture()
    before = program.settled(MIDDLE)
    program.type("l", enter=False)
    eventually("the lesson list", lambda: program.settled(MIDDLE).changed(before, MIDDLE) > 0.3)
    program.keys("Escape")
    eventually("the lesson list gone", lambda: program.settled(MIDDLE).changed(before, MIDDLE) < 0.05)
    program.type("/", enter=False)
    program.type("king")
    program.eventually_line("/ leads to the box", starts("neighbors king"))


def a_click_selects_and_asks_nothing(program):
    program.command("set labels 0")
    program.eventually_line("no labels", starts("set labels 0"))
    program.click(IN_THE_CLOUD)
    line = program.eventually_line("a word selected", starts("select "))
    program.eventually_line("the question stands", starts("neighbors king"))
    program.click_picture()
    program.keys("Return")
    word = line.split(maxsplit=1)[1]
    program.eventually_line("Enter asks it", starts(f"neighbors {word}"))


def a_double_click_centres_and_selects(program):
    before = program.session()
    x, y = IN_THE_CLOUD
    program.display.xdotool("mousemove", "--window", program.window, x + 60, y + 20, "click", "--repeat", 2, "--delay", 40, 1)

    def state(lines):
        return [line for line in lines if not line.startswith(("camera", "select"))]
    camera = next((line for line in before if line.startswith("camera")), "")
    program.eventually_line("the camera centred", lambda line: line.startswith("camera") and line != camera)
    assert state(program.session()) == state(before), (before, program.session())
    selected = next((line for line in before if line.startswith("select ")), "")
    program.eventually_line("its word selected", lambda line: line.startswith("select ") and line != selected)


def a_right_click_has_a_menu(program):
    program.click(SEARCH_BOX)
    program.type("king")
    program.eventually_line("king asked", starts("neighbors king"))
    x, y = IN_THE_CLOUD
    program.click((x, y), 3)
    time.sleep(0.4)
    program.click((x + 30, y + 66))  # add to the formula
    line = program.eventually_line("a word added", lambda line: line.startswith("neighbors king +"))
    assert len(line.split()) in (4, 5), line


def control_l_clears(program):
    program.click(SEARCH_BOX)
    program.keys("ctrl+l")
    program.eventually_none("no question", starts("neighbors"))


FOCUS = [one_question_after_the_other, undo_in_the_box_is_the_sessions_once_it_was_asked, escape_never_clears,
         letters_find_the_box_when_nobody_takes_them, letters_right_behind_escape_arrive,
         letters_are_shortcuts_after_a_click_into_the_picture,
         a_click_selects_and_asks_nothing, a_double_click_centres_and_selects, a_right_click_has_a_menu,
         control_l_clears, quit_at_once]


def sittings(display, failure_dir):
    run_sitting(display, [letters_from_the_first_frame_on_arrive, quit_at_once], failure_dir, waits=False)
    run_sitting(display, FOCUS, failure_dir)


run_sittings(sittings)
