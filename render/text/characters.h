#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace es::render {

/// Has no ink by its nature: marks that steer shaping or the direction of writing.
bool isIgnorable(char32_t codepoint);
/// A mark that goes with the letter before it, above, below or around it.
bool isMark(char32_t codepoint);
/// Code points for private agreements, which mean nothing by themselves.
bool isPrivateUse(char32_t codepoint);
/// Is drawn from left to right, and the same whatever stands beside it: it needs no shaping.
bool standsAlone(char32_t codepoint);
/// Characters that belong together are shown as a picture in colours where a face has it, and not as a
/// letter: by their nature or because a selector after them says so.
bool isEmoji(std::span<const std::uint32_t> cluster);
/// True where a cluster begins: what a reader takes for one character (Unicode's extended grapheme clusters).
std::vector<bool> clusterStarts(std::span<const std::uint32_t> text);

}  // namespace es::render
