"""What a lesson's file says of itself (docs/lessons.md): from that alone come its place in the list, its picture there and
in the gallery, and its golden case. Standard library only: scripts/gallery reads it too.
"""
import dataclasses
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "assets/lessons"


@dataclasses.dataclass
class Lesson:
    name: str
    title: str = ""
    about: str = ""
    place: int = 0
    steps: int = 0
    picture_step: int = 0  # 0: it has no picture of its own
    look: str = ""  # what is looked at: the scene alone, or the page: the window with the step's stage
    golden_look: str = ""  # as `look` where the file does not say
    golden_size: str = ""  # "280x175"; the look's own where the file does not say

    def golden_case(self):
        """The commands that draw where the lesson ends, and what `screenshot` is given: size and options.

        The scene is a window of twice the picture's size, the page one of 1280 pixels in width: large enough to show what
        is meant, in a file of less than 100 kB.
        """
        begin = f"lesson {self.name} --step {self.steps}"
        if self.golden_look == "scene":
            return [begin], f"{self.golden_size or '320x200'} --scale 0.5"
        size = self.golden_size or "512x320"
        return [begin], f"{size} --scale {int(size.split('x')[0]) / 1280:g} --panels"

    def list_picture(self, path):
        """The commands that draw the picture in the list of lessons, at the lesson's picture step."""
        if self.look == "scene":
            return [f"screenshot {path} 360x216 --scale 0.45"]
        return [f"screenshot {path} 360x216 --scale 0.45 --panels"]

    def gallery_entry(self):
        """Its part of docs/gallery.md."""
        picture = f"pictures/lessons/{self.name}"
        return (f"## {self.title}\n\n{self.about}\n\n![{self.title}]({picture}.png)\n\n"
                f"`embedscope --lesson {self.name} --step {self.picture_step}`; [at 1024x768, light]({picture}-light.png)\n")


def read(path):
    """Only what the tests and the gallery need; app/lesson/lesson.cpp reads the whole."""
    lesson, in_caption = Lesson(path.stem), False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        caption = line.startswith("#>")
        lesson.steps += caption and not in_caption
        in_caption = caption
        directive = re.fullmatch(r"#:\s*(\S+)\s*(.*?)\s*", line)
        if directive and not take(lesson, *directive.groups()):
            raise ValueError(f"{path.name}:{number}: {line}")
    lesson.golden_look = lesson.golden_look or lesson.look
    if lesson.picture_step > lesson.steps:
        raise ValueError(f"{path.name}: its picture is step {lesson.picture_step} of {lesson.steps}")
    return lesson


def take(lesson, key, value):
    """Whether the line's value is one; lines of no concern here are."""
    if key in ("title", "about"):
        setattr(lesson, key, value)
    elif key == "place":
        lesson.place = int(value)
    elif key == "picture":
        found = re.fullmatch(r"(\d+) (scene|page)", value)
        if not found:
            return False
        lesson.picture_step, lesson.look = int(found[1]), found[2]
    elif key == "golden":
        found = re.fullmatch(r"(scene|page)(?: (\d+x\d+))?", value)
        if not found:
            return False
        lesson.golden_look, lesson.golden_size = found[1], found[2] or ""
    return True


def shipped():
    """All lessons that come along, in the order of teaching."""
    return sorted((read(path) for path in FOLDER.glob("*.lesson")), key=lambda lesson: (lesson.place, lesson.name))


def gallery_text():
    """docs/gallery.md as it must be."""
    head = ("# Gallery\n\n`./scripts/gallery` makes this page and its pictures, each from the lesson and the step that stand "
            "below it, as a window of 1920x1080 shows them.\n")
    return "\n".join([head, *(lesson.gallery_entry() for lesson in shipped())])
