#!/usr/bin/env python3
"""Drives the shipped program in a real window with keys and mouse, as a person would, and reads its state back from the
sessions and pictures that it saves on command.

    window_test.py FAILURE_DIR     exits 77 (skipped) without Xvfb or xdotool
"""
import json
import shutil
import subprocess
import time

from harness import png
from harness.display import eventually
from harness.program import TEST_DATA
from harness.sitting import find_slider, quit_at_once, run_sitting, run_sittings, starts
from harness.window import NEXT_CARD, PICTURE_CENTER, SEARCH_BOX

SCRIPT = "embedscope-script"
KING = "neighbors king - man + woman"


# ---- one window, from start to end ----

def type_a_word(program):
    program.type("tower")  # the search box has the keyboard from the start
    program.eventually_line("tower asked", starts("neighbors tower"))


def type_fast_with_doubled_letters(program):
    program.click(SEARCH_BOX)
    program.type("mississippi")
    program.eventually_line("the whole word asked", starts("neighbors mississippi"))


def type_a_formula(program):
    program.click(SEARCH_BOX)
    program.type("king - man + woman")
    program.eventually_line("the formula asked", starts(KING))


def pause_the_turn(program):
    program.command("set turn on")
    program.eventually_line("turning", starts("set turn on"))
    program.click_picture()
    program.keys("space")
    program.eventually_line("paused", starts("set turn off"))


def screenshot_key(program):
    program.click_picture()
    program.keys("F12")
    path = eventually("a picture", lambda: next(program.home.rglob("embedscope-*.png"), None))
    height, width, _ = png.read(path).shape
    assert 400 < width <= 1280 and 400 < height <= 800, f"the picture is {width}x{height}"
    script = png.text_of(path.read_bytes(), SCRIPT)
    assert script and KING in script, f"the picture's script lacks the formula: {script!r}"


def shapes_numbers_and_a_film_are_written_beside(program):
    program.command("screenshot shapes.svg 640x400")
    program.command("export answers.csv")
    program.command("record turn 160x100 --turn 90 --seconds 1 --fps 12")
    program.command("screenshot shapes.pdf 640x400")
    for name in ("shapes.svg", "shapes.pdf", "answers.csv", "turn/frame-0012.png"):
        eventually(f"{name} is written", (program.home / name).exists)
    assert len(list((program.home / "turn").iterdir())) == 12
    lines = (program.home / "answers.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("1,queen,") and len(lines) == 11, lines


def answers_and_the_picture_are_copied(program):
    if shutil.which("xclip") is None:
        print("xclip is not installed: the clipboard is not read")
        return

    def clipboard(kind):
        read = subprocess.run(["xclip", "-o", "-selection", "clipboard", "-t", kind], env=program.display.environment(),
                              capture_output=True, timeout=30, check=False)
        return read.stdout
    program.command("copy")
    eventually("the answers", lambda: clipboard("UTF8_STRING").startswith(b"rank\tword\trow\tcosine\n1\tqueen\t"))
    program.command("copy picture")
    eventually("the picture", lambda: clipboard("image/png").startswith(b"\x89PNG"))
    copied = clipboard("image/png")
    assert png.decode(copied).shape[2] == 4 and KING in png.text_of(copied, SCRIPT)


def undo_and_redo(program):
    program.click_picture()
    program.keys("ctrl+z")
    program.eventually_line("the word before the formula", starts("neighbors mississippi"))
    program.click_picture()
    program.keys("ctrl+y")
    program.eventually_line("the formula again", starts(KING))


def drag_temperature_to_zero(program):
    program.command("set next-word on")
    program.command("softmax Dumbledore=-0.8 Snape=3.4 Trelawney=2.5")
    program.eventually_line("logits there", starts("softmax"))
    grab = find_slider(program)
    program.drag(grab, (grab[0] + 100, grab[1]))
    line = program.eventually_line("a higher temperature", starts("temperature "))
    assert 2 < float(line.split()[1]) < 9, f"dragged 100 px to the right: {line}"
    program.drag((grab[0] + 100, grab[1]), (NEXT_CARD[0] - 60, grab[1]))
    program.eventually_line("temperature 0", lambda line: line == "temperature 0")
    program.click_picture()
    program.keys("ctrl+z")  # a drag is one step
    program.eventually_line("the temperature before the drag", starts(line))


def zero_is_shown_as_zero(program):
    """Of two logits that are nearly alike 0.05 leaves both bars, 0 one: there at once, though nothing moves."""
    program.command("set motion off")
    program.command("softmax one=1 two=0.99")
    program.command("temperature 0")
    program.eventually_line("temperature 0", lambda line: line == "temperature 0")
    zero = program.settled(NEXT_CARD).region(NEXT_CARD)
    program.command("temperature 0.05")
    program.eventually_line("temperature 0.05", lambda line: line == "temperature 0.05")
    assert program.settled(NEXT_CARD).region(NEXT_CARD) != zero, "temperature 0 is shown as 0.05"
    program.command("set motion on")


def steady_camera(program):
    """The camera's numbers once it has stopped gliding."""
    seen = [None]

    def look():
        line = next(line for line in program.session() if line.startswith("camera"))
        seen.append(line)
        return line if seen[-2] == line and "distance" in line else None
    words = eventually("a steady camera", look).split()
    return {name: float(words[words.index(name) + 1]) for name in ("yaw", "pitch", "distance")}


def drag_and_wheel_move_the_camera(program):
    program.command("camera frame")
    before = steady_camera(program)
    x, y = PICTURE_CENTER
    program.drag((x, y), (x + 120, y + 40))
    turned = steady_camera(program)
    assert abs(turned["yaw"] - before["yaw"]) > 5 and abs(turned["pitch"] - before["pitch"]) > 2, (before, turned)
    assert abs(turned["distance"] / before["distance"] - 1) < 1e-3, (before, turned)
    program.point(PICTURE_CENTER)
    program.display.xdotool("click", "--repeat", 3, "--delay", 60, 4)
    near = steady_camera(program)
    assert near["distance"] < 0.8 * turned["distance"], (turned, near)


def idle_costs_nothing(program):
    program.click(SEARCH_BOX)  # a text box with the keyboard, as after the start
    program.settled((0, 0, 1280, 800))
    time.sleep(1)  # the box's tooltip comes and stays
    before = program.cpu_seconds()
    time.sleep(3)
    used = program.cpu_seconds() - before
    assert used < 0.06, f"an idle window used {used:.2f} s of processor time in 3 s"


def resize(program):
    program.display.xdotool("windowsize", "--sync", program.window, 1024, 768)
    program.command("screenshot resized.png --panels")
    path = program.home / "resized.png"
    eventually("a picture of the smaller window", path.exists)
    height, width, _ = png.read(path).shape
    assert (width, height) == (1024, 768), f"the window's picture is {width}x{height}"


def quit_and_keep_settings(program):
    program.click_picture()
    program.keys("ctrl+q")
    code = program.exit_code()
    assert code == 0, f"exit code {code}: {program.output()}"
    path = program.home / "config/embedscope/settings.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    assert settings["window_width"] == 1024, f"the window's width is not kept: {settings}"


SITTING = [type_a_word, pause_the_turn, type_fast_with_doubled_letters, type_a_formula, screenshot_key,
           shapes_numbers_and_a_film_are_written_beside, answers_and_the_picture_are_copied, undo_and_redo,
           drag_temperature_to_zero, zero_is_shown_as_zero,
           drag_and_wheel_move_the_camera, idle_costs_nothing, resize, quit_and_keep_settings]


# ---- a second window: the language model ----

def the_model_has_read(program):
    program.command("set turn off")
    program.eventually_line("the first text", starts('predict "once upon a time there was a"'))


def story_length(program):
    """Tokens of both columns."""
    return sum(line.startswith("choose") for line in program.session())


def write_side_by_side(program):
    program.command("temperature 1")
    program.command("set page write")
    program.eventually_line("the page", lambda line: line == "set page write")
    program.click_picture()
    program.keys("w")  # begins
    eventually("a story of eight tokens a column", lambda: story_length(program) >= 16)
    program.click_picture()
    program.keys("w")  # stops
    lengths = [story_length(program) for _ in range(2)]
    assert lengths[0] == lengths[1], f"stopped, and yet it goes on: {lengths}"


def type_a_text(program):
    program.click_picture()
    program.keys("t")
    time.sleep(0.35)  # its box gets the keyboard with the next frame, which a busy machine draws late
    program.keys("ctrl+a")
    program.type("the dragon said")
    program.click_picture()  # in a text a colon is a colon
    program.eventually_line("the text read", starts('predict "the dragon said"'))


def open_another_model(program):
    folder = TEST_DATA / "llama2c"
    if not folder.exists():
        print(f"skipped: no models in {folder}")
        return
    for name in ("stories260K.bin", "tok512.bin"):
        shutil.copy(folder / name, program.home)
    program.command("open stories260K.bin")
    program.eventually_line("the model open", lambda line: "/stories260K.bin" in line)
    type_a_text(program)
    program.command("open embedding")
    program.eventually_line("its own tokens as words", lambda line: line == "open embedding")
    program.command('trace "the dragon said" dragon')
    program.eventually_line("a path", starts('trace "the dragon said"'))


STORY = [the_model_has_read, write_side_by_side, type_a_text, open_another_model, quit_at_once]


# ---- a third window: two lessons ----

def stays_framed(program):
    """What a step framed on its way, while slice and panels changed, is framed at its end."""
    found = steady_camera(program)
    program.command("camera frame")
    framed = steady_camera(program)
    assert abs(found["distance"] / framed["distance"] - 1) < 0.01, (found, framed)


def click_through_a_lesson(program):
    program.command("set turn off")
    program.command("lesson king-queen")
    program.eventually_line("its first step", starts("show man"))
    stays_framed(program)
    program.command("set motion off")  # else the first press of a key skips what still moves
    program.eventually_line("no motion", lambda line: line == "set motion off")
    program.keys("Next")
    program.eventually_line("the difference", lambda line: line.startswith("show") and "woman - man" in line)
    program.keys("Next")
    program.eventually_line("the step from king", starts(KING))
    program.keys("Next")
    program.eventually_line("other pairs", starts("pairs woman - man"))
    program.keys("Prior")
    program.eventually_line("the step before", starts(KING))
    program.eventually_none("no pairs", starts("pairs"))
    program.keys("Next")
    program.eventually_line("other pairs again", starts("pairs woman - man"))
    program.keys("Next", "Next")  # there is no step after the last
    program.eventually_line("their page", lambda line: line == "set page pairs")


def page_through_a_lesson(program):
    program.command("set motion off")
    program.command("lesson plurality")
    program.eventually_line("its first step", starts("show cat ; cats"))
    stays_framed(program)
    for what, line in (("nouns", "dot cats - cat : student"), ("numbers", "dot cats - cat : one"),
                       ("plurals", "dot cats - cat : octopus"), ("pairs", "pairs cats - cat")):
        program.keys("Escape")  # out of the command line
        time.sleep(0.35)
        program.keys("z", "slash")  # the box that they would call is not there: they hold nothing up
        program.keys("Next")
        program.eventually_line(what, starts(line))
    program.keys("Prior")
    program.eventually_none("no pairs", starts("pairs"))


def try_something_and_come_back(program):
    program.command("lesson try")
    program.command("neighbors tower")
    program.eventually_line("a question of one's own", starts("neighbors tower"))
    program.command("lesson resume")
    program.eventually_none("the lesson's own picture", starts("neighbors"))
    program.eventually_line("its dot products", starts("dot cats - cat : octopus"))


def the_lesson_list_opens(program):
    program.command("lesson leave")
    program.click_picture()
    before = program.settled(PICTURE_MIDDLE)
    program.keys("l")
    eventually("the lesson list", lambda: program.settled(PICTURE_MIDDLE).changed(before, PICTURE_MIDDLE) > 0.3)
    program.keys("l")
    eventually("the lesson list gone", lambda: program.settled(PICTURE_MIDDLE).changed(before, PICTURE_MIDDLE) < 0.05)


LESSONS = [click_through_a_lesson, page_through_a_lesson, try_something_and_come_back, the_lesson_list_opens, quit_at_once]
PICTURE_MIDDLE = (400, 100, 900, 400)


# ---- a start on broken settings ----

BROKEN = b'{"view": \xff\xfe [oops'


def broken_settings(program):
    """Started on a settings file that is no JSON."""
    folder = program.home / "config/embedscope"
    kept = list(folder.glob("*.broken"))
    assert [path.read_bytes() for path in kept] == [BROKEN], f"the broken file is not kept: {list(folder.iterdir())}"
    message = (340, 50, 940, 140)  # below the box

    def reddish(r, g, b):
        return r > 180 and r > g + 60 and r > b + 60
    eventually("the error on the screen", lambda: program.display.pixels().count(message, reddish) > 40)
    program.type("tower")
    program.eventually_line("it works", starts("neighbors tower"))
    program.click_picture()
    program.type(":quit")
    assert program.exit_code() == 0, program.output()
    json.loads((folder / "settings.json").read_text(encoding="utf-8"))


# ---- the folder that it was started in vanishes ----

def vanished_folder(program):
    (program.home / "here").rmdir()
    (program.home / "Pictures").rmdir()  # so that pictures would go to the working folder
    program.type("tower")
    program.click_picture()
    program.keys("F12")
    eventually("a picture at home", lambda: next(program.home.glob("embedscope-*.png"), None))
    script = program.home / "relative.es"
    script.write_text("open words.txt\nsave x.es\nscreenshot x.png\nscreenshot x.svg\nexport x.csv\nrecord film\n"
                      "run x.es\n", encoding="utf-8")
    program.command(f"run {script}")
    saved = program.home / "after.es"
    program.command(f"save {saved}")
    eventually("it works", saved.exists)
    assert "neighbors tower" in saved.read_text(encoding="utf-8")
    quit_at_once(program)


def broken(home):
    folder = home / "config/embedscope"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_bytes(BROKEN)


def elsewhere(home):
    (home / "here").mkdir()
    return {"folder": home / "here"}


def sittings(display, failure_dir):
    run_sitting(display, SITTING, failure_dir)
    run_sitting(display, STORY, failure_dir)
    run_sitting(display, LESSONS, failure_dir)
    run_sitting(display, [broken_settings], failure_dir, prepare=broken)
    run_sitting(display, [vanished_folder], failure_dir, prepare=elsewhere)


run_sittings(sittings)
