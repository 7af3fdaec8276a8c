#!/usr/bin/env python3
"""What the captions of the lessons say, against what the program computes on the words and the model that come along.

A step's `#: claim COMMAND | PATH SIGN VALUE | ...` asks COMMAND and looks into its JSON answer. PATH goes down by names and
places from 0 (-1: the last), `word:queen` picks the item of a list whose `word` is queen. SIGN is = (the same text or
number), ~ (rounded to the digits of VALUE), < or >.

Every number of a caption must be claimed: a value of one of the step's claims, an argument of one of its commands, a figure
of GPT-3 (below, from its paper), or the result of an equation in the caption that is true.
"""
import re

from harness import lessons, program

SIGNS = ("=", "~", "<", ">")
NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\d])")
EQUATION = re.compile(r"([\d,]+) ([×+]) ([\d,]+) = ([\d,]+)")
VOCABULARY, WIDTH = 50_257, 12_288
GPT3 = {VOCABULARY, WIDTH, VOCABULARY * WIDTH, 2 * VOCABULARY * WIDTH, 175}  # 175 (billion) in all
LONGEST_CAPTION = 110


class Step:
    def __init__(self):
        self.caption, self.claims, self.commands, self.stage = "", [], [], None
        self.model = None  # that a claim is asked of: what the lesson needs, or its commands have opened by then


def steps_of(path):
    """[Step, ...] of a lesson's file."""
    steps, in_caption, model = [], False, "story"
    for line in path.read_text("utf-8").splitlines():
        caption = line.startswith("#>")
        if caption:
            if not in_caption:
                steps.append(Step())
                steps[-1].stage = steps[-2].stage if len(steps) > 1 else None
            steps[-1].caption = f"{steps[-1].caption} {line[2:].strip()}".strip()
        elif line.startswith("#: claim "):
            command, *conditions = (part.strip() for part in line[len("#: claim "):].split("|"))
            steps[-1].claims.append((command, [condition.split(None, 2) for condition in conditions]))
        elif line == "#: needs reader":
            model = "reader"
        elif line.startswith("#: stage "):
            steps[-1].stage = line.split()[2]
        elif steps and line.strip() and not line.startswith("#"):
            steps[-1].commands.append(line)
            model = line.split()[1] if line.startswith("open ") else model
        if steps:
            steps[-1].model = model
        in_caption = caption
    return steps


def found_at(answer, path):
    for key in path.split("."):
        if ":" in key:
            name, value = key.split(":", 1)
            answer = next(item for item in answer if item[name] == value)
        else:
            answer = answer[int(key)] if isinstance(answer, list) else answer[key]
    return answer


def holds(found, sign, value):
    if sign == "=":
        return found == value if isinstance(found, str) else float(found) == float(value)
    if sign == "~":
        digits = len(value.partition(".")[2])
        return abs(float(found) - float(value)) <= 0.5 * 10 ** -digits + 1e-9
    return float(found) < float(value) if sign == "<" else float(found) > float(value)


def number(text):
    return float(text.replace(",", ""))


def said_by(step):
    """The numbers that the step may say, by their size."""
    said = set(map(float, GPT3))
    for command, conditions in step.claims:
        for condition in conditions:
            said |= {abs(number(one)) for one in NUMBER.findall(condition[2].lstrip("-"))}
    for command in step.commands:
        said |= {abs(number(one)) for one in NUMBER.findall(command)}
    for left, sign, right, result in EQUATION.findall(step.caption):
        left, right = number(left), number(right)
        if number(result) == (left * right if sign == "×" else left + right):
            said.add(number(result))
    return said


def unclaimed(step):
    return [one for one in NUMBER.findall(step.caption) if number(one) not in said_by(step)]


class Claims(program.ProgramTest):
    def test_what_captions_say_is_so(self):
        for lesson in lessons.shipped():
            claims = [(place, step.model, *claim)
                      for place, step in enumerate(steps_of(lessons.FOLDER / f"{lesson.name}.lesson"), 1)
                      for claim in step.claims]
            if not claims:
                continue
            asked = [line for _, model, command, _ in claims for line in (f"open {model}", command)]
            answers = program.answers("open default", *asked)[2::2]
            self.assertEqual(len(answers), len(claims), lesson.name)
            for (place, _, command, conditions), answer in zip(claims, answers):
                self.assertTrue(conditions, f"{place}: a claim without a condition")
                for path, sign, value in conditions:
                    with self.subTest(lesson.name, step=place, command=command, path=path):
                        found = found_at(answer, path)
                        self.assertTrue(holds(found, sign, value), f"{path} is {found}, claimed {sign} {value}")

    def test_every_number_of_a_caption_is_claimed(self):
        for lesson in lessons.shipped():
            for place, step in enumerate(steps_of(lessons.FOLDER / f"{lesson.name}.lesson"), 1):
                with self.subTest(lesson.name, step=place, caption=step.caption):
                    self.assertEqual(unclaimed(step), [])

    def test_captions_are_short_and_every_step_has_a_stage(self):
        for lesson in lessons.shipped():
            for place, step in enumerate(steps_of(lessons.FOLDER / f"{lesson.name}.lesson"), 1):
                with self.subTest(lesson.name, step=place):
                    self.assertLessEqual(len(step.caption), LONGEST_CAPTION, step.caption)
                    self.assertTrue(step.stage)


class TheTest(program.ProgramTest):
    """It must be able to fail."""

    def test_conditions(self):
        self.assertTrue(holds(0.7834, "~", "0.783"))
        self.assertFalse(holds(0.7836, "~", "0.783"))
        self.assertTrue(holds("queen", "=", "queen"))
        self.assertFalse(holds(2, "=", "1"))
        self.assertFalse(holds(1, "<", "1"))
        self.assertEqual(found_at({"a": [{"word": "x", "score": 3}]}, "a.word:x.score"), 3)
        self.assertEqual(found_at({"a": [1, 2]}, "a.-1"), 2)

    def test_numbers_without_a_claim_are_found(self):
        step = Step()
        step.caption = "87th of 40,038: 0.62, and 2 + 2 = 5."
        step.claims = [("rank a b", [["rank", "=", "87"]])]
        self.assertEqual(unclaimed(step), ["40,038", "0.62", "2", "2", "5"])
        step.claims.append(("info", [["rows", "=", "40038"], ["share", "~", "0.62"], ["n", "=", "2"]]))
        self.assertEqual(unclaimed(step), ["5"])


if __name__ == "__main__":
    program.main()
