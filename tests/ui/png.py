"""PNG as the specification has it (https://www.w3.org/TR/png/), for reading what the program wrote and for leaving a
picture of the screen behind. Standard library only."""
import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Png:
    """Size and texts of a whole, undamaged file; asserts that it is one."""

    def __init__(self, data):
        assert data[:8] == SIGNATURE, f"not a PNG: begins with {data[:8]!r}"
        self.texts, pixels, at, kind = {}, b"", 8, b""
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            body = data[at + 8:at + 8 + length]
            checksum = struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0]
            assert zlib.crc32(kind + body) == checksum, f"checksum of chunk {kind!r}"
            if kind == b"IHDR":
                self.width, self.height, depth, color = struct.unpack(">IIBB", body[:10])
                assert depth == 8, f"expected 8 bits a channel, found {depth}"
                channels = {2: 3, 6: 4}[color]
            elif kind == b"IDAT":
                pixels += body
            elif kind == b"iTXt":
                keyword, rest = body.split(b"\0", 1)
                packed, rest = rest[0], rest[2:]
                text = rest.split(b"\0", 2)[2]
                self.texts[keyword.decode("latin-1")] = (zlib.decompress(text) if packed else text).decode("utf-8")
            at += 12 + length
        assert kind == b"IEND", f"the last chunk is {kind!r}"
        size = (self.width * channels + 1) * self.height
        assert len(zlib.decompress(pixels)) == size, "pixels do not fill the picture"


def encode_bgrx(pixels, width, height):
    """A PNG of what X gives: four bytes a pixel, blue first, rows from the top."""
    rgb = bytearray(3 * width * height)
    rgb[0::3], rgb[1::3], rgb[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
    rows = b"".join(b"\0" + rgb[y * width * 3:(y + 1) * width * 3] for y in range(height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
