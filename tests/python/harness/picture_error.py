"""How far a picture may be from the expected one, and why."""
import dataclasses

import numpy as np

NOTICEABLE = 24  # of 255: antialiasing that rounds the other way stays below, a moved or recoloured mark is above


@dataclasses.dataclass(frozen=True)
class Scale:
    mean: float  # mean absolute error a channel, of 255
    share: float  # of the pixels that differ noticeably in any channel


# The same driver, and so the same code: it draws the same bytes again and again here, whatever the number of threads.
# Left room for: another compiler's float sums, which move a few points across the middle of a pixel. One neighbour
# fewer in the picture is mean 0.07 and share 0.0015; one number of a panel is 0.066 and 0.0009.
SAME_DRIVER = Scale(mean=0.05, share=0.0003)

# Another rasterizer, or another version of the fonts, chooses other sample places and rounds the edges of text and
# points otherwise, everywhere. A picture without its cloud, in another theme or from another camera is above: half a
# degree of yaw is mean 9.6 and share 0.2. One label or number that is wrong is not: only SAME_DRIVER finds it.
OTHER_DRIVER = Scale(mean=3.0, share=0.03)

# A picture of shapes, drawn by another program (librsvg, poppler): other letters' edges, a cloud that was drawn finer
# and made smaller again. Measured: mean 0.5 to 1.2 and share 0.002 to 0.009, with a cloud in full colour 0.018; three
# pixels aside share is 0.08.
OTHER_PROGRAM = Scale(mean=2.0, share=0.025)


def measure(actual, expected):
    """(height, width, 4) uint8, straight alpha -> Scale. Where both are see-through the colour below does not count."""
    difference = np.abs(premultiplied(actual) - premultiplied(expected))
    return Scale(float(difference.mean()), float((difference.max(axis=2) > NOTICEABLE).mean()))


def premultiplied(pixels):
    pixels = pixels.astype(np.float32)
    pixels[..., :3] *= pixels[..., 3:] / 255
    return pixels


def difference_picture(actual, expected):
    """Black where they agree; four times the difference elsewhere, opaque."""
    picture = np.clip(4 * np.abs(premultiplied(actual) - premultiplied(expected)), 0, 255)
    picture[..., :3] = np.maximum(picture[..., :3], picture[..., 3:])
    picture[..., 3] = 255
    return picture.astype(np.uint8)
