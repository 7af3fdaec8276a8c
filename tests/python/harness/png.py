"""PNG files by hand (https://www.w3.org/TR/png/), as the standard library reads none: 8 bits a channel, RGB or RGBA, not
interlaced.

Pictures are numpy arrays (height, width, 4), uint8, straight alpha.
"""
import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunks(content):
    """[(type, data)]; checks the signature and every CRC."""
    if content[:8] != SIGNATURE:
        raise ValueError(f"no PNG signature: begins with {content[:8]!r}")
    found, at = [], 8
    while at < len(content):
        if at + 12 > len(content):
            raise ValueError("cut within a chunk")
        (size,) = struct.unpack(">I", content[at : at + 4])
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        if at + 12 + size > len(content):
            raise ValueError(f"cut within chunk {kind!r}")
        (crc,) = struct.unpack(">I", content[at + 8 + size : at + 12 + size])
        if zlib.crc32(kind + data) != crc:
            raise ValueError(f"chunk {kind!r} has a wrong CRC")
        found.append((kind, data))
        at += 12 + size
    if not found or found[-1][0] != b"IEND":
        raise ValueError("no IEND at the end")
    return found


def text_of(content, keyword):
    """The text of the iTXt chunk with this keyword, or None."""
    for kind, data in chunks(content):
        if kind != b"iTXt":
            continue
        name, rest = data.split(b"\0", 1)
        if name.decode("latin-1") != keyword:
            continue
        compressed, (_language, _translated, text) = rest[0], rest[2:].split(b"\0", 2)
        return (zlib.decompress(text) if compressed else text).decode("utf-8")
    return None


def read(path):
    with open(path, "rb") as file:
        return decode(file.read(), path)


def decode(content, name="a PNG"):
    """The picture of a whole, undamaged file; ValueError for any other."""
    parts = chunks(content)
    width, height, depth, colour, _compression, _filter, interlace = struct.unpack(">IIBBBBB", parts[0][1])
    if depth != 8 or colour not in (2, 6) or interlace:
        raise ValueError(f"{name}: only 8-bit RGB and RGBA are read here, found depth {depth} colour {colour}")
    channels = 3 if colour == 2 else 4
    raw = np.frombuffer(zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT")), np.uint8)
    if len(raw) != height * (1 + width * channels):
        raise ValueError(f"{name}: {len(raw)} bytes of pixels do not fill {width}x{height}")
    lines = raw.reshape(height, 1 + width * channels)
    pixels = unfilter(lines[:, 0], lines[:, 1:].reshape(height, width, channels))
    if channels == 3:
        pixels = np.concatenate([pixels, np.full((height, width, 1), 255, np.uint8)], axis=2)
    return pixels


def unfilter(filters, residual):
    """A pixel needs those left, above and above left of it, so one anti-diagonal after the other can be done at once.

    filters: (height), residual: (height, width, channels).
    """
    height, width, channels = residual.shape
    step = width  # in a flat image with one column of zeros on the left, an anti-diagonal is every `width`th pixel
    image = np.zeros(((height + 1) * (width + 1), channels), np.int16)
    flat = residual.reshape(height * width, channels)
    for diagonal in range(height + width - 1):
        first, last = max(0, diagonal - width + 1), min(height - 1, diagonal)  # rows
        count = last - first + 1
        here = (first + 1) * (width + 1) + diagonal - first + 1

        def at(start):
            return image[start : start + (count - 1) * step + 1 : step]

        left, up, corner = at(here - 1), at(here - width - 1), at(here - width - 2)
        source = first * width + diagonal - first
        coded = flat[source :: max(1, width - 1)][:count] if width > 1 else flat[source : source + 1]
        kinds = filters[first : last + 1, None]
        estimate = left + up - corner
        to_left, to_up, to_corner = abs(estimate - left), abs(estimate - up), abs(estimate - corner)
        paeth = np.where((to_left <= to_up) & (to_left <= to_corner), left, np.where(to_up <= to_corner, up, corner))
        predicted = np.choose(kinds, [np.zeros_like(left), left, up, (left + up) >> 1, paeth])
        image[here : here + (count - 1) * step + 1 : step] = (predicted + coded) & 255
    return image.reshape(height + 1, width + 1, channels)[1:, 1:].astype(np.uint8)


def write(path, pixels, text=None):
    """Opaque pictures are written without alpha. No filter: clouds of points and text pack best as they are."""
    if (pixels[..., 3] == 255).all():
        pixels = pixels[..., :3]
    height, width, channels = pixels.shape
    lines = np.zeros((height, 1 + width * channels), np.uint8)
    lines[:, 1:] = pixels.reshape(height, width * channels)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 6, 0, 0, 0))]
    if text is not None:
        parts.append((b"iTXt", b"embedscope-script\0\0\0\0\0" + text.encode("utf-8")))
    parts += [(b"IDAT", zlib.compress(lines.tobytes(), 9)), (b"IEND", b"")]
    with open(path, "wb") as file:
        file.write(SIGNATURE)
        for kind, content in parts:
            file.write(struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content)))
