#!/usr/bin/env python3
"""Controls by Tab and by the mouse, labels in the picture, and a lesson's bar: by real keys and a real mouse.

    controls_test.py FAILURE_DIR     exits 77 (skipped) without Xvfb or xdotool
"""
from harness.display import eventually
from harness.sitting import find_slider, quit_at_once, run_sitting, run_sittings, starts
from harness.window import NEXT_CARD, SEARCH_BOX

KING = "neighbors king - man + woman"
MODEL_TAB, LESSON_NEXT = (203, 24), (925, 770)
WOMAN = (1057, 118)  # the label, 40 px from its point, in the question's own view
AROUND_WOMAN = (900, 80, 1200, 200)
LEGEND, LEGEND_JAZZ = (1089, 655, 1267, 745), (1130, 699)
SHEET_RIGHT = (850, 200, 1230, 560)  # what the keys of the second column do
OPEN_TOOL, OPEN_CARD = (1125, 24), (910, 60, 1260, 110)  # beside the command line
SECOND_CROSS = (1246, 150, 1268, 176)  # at the end of the second temperature's line
EXPORT_TOOL, EXPORT_MENU, CARD_ALONE = (1196, 24), (912, 52, 1000, 120), (840, 104, 900, 160)


def tab_walks_from_the_picture_through_the_bar(program):
    program.command("set turn off")
    program.command("set motion off")
    program.click_picture()
    program.keys("Tab", "Tab", "Tab", "Return")  # Words, Directions, Model
    program.eventually_line("the model's page", lambda line: line == "set mode model")
    program.click_picture()
    program.keys("Tab", "Return")
    program.eventually_none("the words", starts("set mode model"))


def tab_leaves_the_box_and_comes_back(program):
    program.click(SEARCH_BOX)
    program.keys("Tab", "shift+Tab")
    program.type("tower")
    program.eventually_line("typed into the box", starts("neighbors tower"))
    program.click_picture()
    # Four modes, the box, three tools, the menu; of the answers' card: fold, clear, angle, distance.
    program.keys(*["Tab"] * 13, "space")
    program.eventually_line("measured by distance", lambda line: line == "metric euclidean")
    program.command("metric cosine")
    program.eventually_line("by angle again", lambda line: line == "metric cosine")


def a_label_is_hit_like_its_point(program):
    program.command("set labels 0")
    program.click(SEARCH_BOX)
    program.type("king - man + woman")
    program.eventually_line("asked", starts(KING))
    program.settled(AROUND_WOMAN)
    program.click(WOMAN)
    program.eventually_line("its word selected", lambda line: line == "select woman")


def a_tab_is_clicked(program):
    program.click(MODEL_TAB)
    program.eventually_line("the model's page", lambda line: line == "set mode model")
    program.command("set mode words")


def bars_move_while_the_temperature_is_dragged(program):
    program.command("set next-word on")
    program.eventually_line("the card", lambda line: line == "set next-word on")
    grab, y = find_slider(program)
    still = program.settled(NEXT_CARD)
    bars = (NEXT_CARD[0], y + 55, NEXT_CARD[2], NEXT_CARD[3])
    move = program.display.xdotool
    move("mousemove", "--window", program.window, grab, y, "sleep", 0.1, "mousedown", 1)
    for step in range(1, 7):
        move("mousemove", "--window", program.window, grab + 12 * step, y, "sleep", 0.05)
    eventually("the bars move before the button is let go",
               lambda: program.settled(bars).region(bars) != still.region(bars))
    move("mouseup", 1)
    program.command("set next-word off")


def a_lesson_goes_on_by_its_button_and_by_page_down_in_a_box(program):
    program.command("lesson plurality")
    program.eventually_line("its first step", starts("show cat ; cats"))
    program.click(LESSON_NEXT)
    program.eventually_line("the next step", starts("dot cats - cat : student"))
    program.type(":", enter=False)  # the command line has the keyboard
    program.keys("Next")
    program.eventually_line("the step after", starts("dot cats - cat : one"))


def a_question_during_a_lesson_waits_and_goes(program):
    program.command("lesson try")
    program.click(SEARCH_BOX)
    program.type("tower")
    program.eventually_line("a question of one's own", starts("neighbors tower"))
    program.command("lesson resume")
    program.eventually_none("the lesson's own picture", starts("neighbors"))
    program.command("lesson leave")


def the_sheet_of_keys_has_two_whole_columns(program):
    program.command("set turn off")
    for key in ("F1", "question"):
        program.click_picture()
        at_rest = program.settled(SHEET_RIGHT)
        program.keys(key)
        eventually("what the keys at the right do",
                   lambda: program.settled(SHEET_RIGHT).count(SHEET_RIGHT, lambda r, g, b: min(r, g, b) > 150) > 1500)
        program.keys("Escape")
        eventually("the sheet gone", lambda: program.settled(SHEET_RIGHT).changed(at_rest, SHEET_RIGHT) < 0.05)


def one_escape_closes_the_open_card_and_a_menu_takes_its_place(program):
    program.command("set turn off")
    before = program.settled(OPEN_CARD)
    program.click(OPEN_TOOL)
    eventually("the card", lambda: program.settled(OPEN_CARD).changed(before, OPEN_CARD) > 0.3)
    program.keys("Escape")
    eventually("the card gone", lambda: program.settled(OPEN_CARD).changed(before, OPEN_CARD) < 0.02)
    program.click(OPEN_TOOL)
    eventually("the card again", lambda: program.settled(OPEN_CARD).changed(before, OPEN_CARD) > 0.3)
    program.click(EXPORT_TOOL)
    eventually("the menu", lambda: program.settled(EXPORT_MENU).changed(before, EXPORT_MENU) > 0.3)
    eventually("the card gone for it", lambda: program.settled(CARD_ALONE).changed(before, CARD_ALONE) < 0.02)
    program.keys("Escape")
    eventually("the menu gone", lambda: program.settled(EXPORT_MENU).changed(before, EXPORT_MENU) < 0.02)
    assert program.settled(CARD_ALONE).changed(before, CARD_ALONE) < 0.02, "the card came back"


def the_second_temperature_has_a_whole_cross(program):
    """Its middle in the middle of what shows of it: a scroll bar would take its right half."""
    program.command("set page softmax")
    program.command("softmax one=1 two=2 three=3")
    program.command("compare 5")
    program.eventually_line("two temperatures", lambda line: line == "compare 5")
    picture = program.settled(SECOND_CROSS)
    x0, y0, x1, y1 = SECOND_CROSS
    columns = [x for x in range(x0, x1) if picture.count((x, y0, x + 1, y1), lambda r, g, b: min(r, g, b) > 100)]
    assert columns and 6 <= columns[-1] - columns[0] <= 12, f"the cross reaches over the columns {columns}"
    program.command("set mode words")


def songs(home):
    rows = [f"song{i},{i % 7}.5,{i % 5}.25,{i % 3}.75,{'jazz' if i % 3 else 'rock'}" for i in range(40)]
    (home / "songs.csv").write_text("\n".join(["word,x1,x2,x3,genre", *rows]) + "\n", encoding="utf-8")
    return {}


def a_category_of_the_legend_is_clicked(program):
    program.command("open songs.csv")
    program.command("color genre")
    program.eventually_line("coloured", lambda line: line == "color genre")
    program.settled(LEGEND)
    program.click(LEGEND_JAZZ)
    program.eventually_line("jazz alone", lambda line: line == "where genre = jazz")
    program.click(LEGEND_JAZZ)
    program.eventually_none("all again", starts("where"))
    program.command("undo")
    program.eventually_line("jazz alone again", lambda line: line == "where genre = jazz")


# Those that compare with a screen at rest come when topics have coloured the cloud and a question stands still.
CONTROLS = [tab_walks_from_the_picture_through_the_bar, tab_leaves_the_box_and_comes_back, a_label_is_hit_like_its_point,
            a_tab_is_clicked, the_sheet_of_keys_has_two_whole_columns,
            one_escape_closes_the_open_card_and_a_menu_takes_its_place, bars_move_while_the_temperature_is_dragged,
            a_lesson_goes_on_by_its_button_and_by_page_down_in_a_box, a_question_during_a_lesson_waits_and_goes,
            the_second_temperature_has_a_whole_cross, quit_at_once]


def sittings(display, failure_dir):
    run_sitting(display, CONTROLS, failure_dir)
    run_sitting(display, [a_category_of_the_legend_is_clicked, quit_at_once], failure_dir, prepare=songs)


run_sittings(sittings)
