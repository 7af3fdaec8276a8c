#include "render/text/face_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "render/text/characters.h"

namespace es::render {
namespace {

bool hasAll(const FontFace& face, std::span<const std::uint32_t> cluster) {
  return std::ranges::all_of(cluster,
                             [&face](std::uint32_t c) { return isIgnorable(c) || face.glyphOf(c) != 0; });
}

}  // namespace

FaceList::FaceList(const std::vector<std::filesystem::path>& files) {
  for (const auto& file : files) m_entries.push_back({file, nullptr, false});
  while (m_first < size() && face(m_first) == nullptr) ++m_first;
  if (m_first == size()) {
    throw Error(fmt::format("fonts: none of {} files is a readable TrueType or OpenType font{}{}",
                            files.size(), files.empty() ? "" : ", first tried ",
                            files.empty() ? "" : files.front().string()));
  }
}

const FontFace& FaceList::first() {
  return *face(m_first);
}

const FontFace* FaceList::face(int index) {
  Entry& entry = m_entries[static_cast<std::size_t>(index)];
  if (!entry.tried) entry.face = FontFace::open(m_library, entry.file);
  entry.tried = true;
  return entry.face.get();
}

// From the end: faces of emoji stand there.
int FaceList::coloredFaceFor(std::span<const std::uint32_t> cluster) {
  for (int i = size() - 1; i >= m_first; --i) {
    const FontFace* const candidate = face(i);
    if (candidate != nullptr && candidate->hasColors() && hasAll(*candidate, cluster)) return i;
  }
  return -1;
}

int FaceList::faceFor(std::span<const std::uint32_t> cluster) {
  if (isEmoji(cluster)) {
    if (const int colored = coloredFaceFor(cluster); colored >= 0) return colored;
  }
  int fallback = -1;
  for (int i = m_first; i < size(); ++i) {
    const FontFace* const candidate = face(i);
    if (candidate == nullptr) continue;
    if (hasAll(*candidate, cluster)) return i;
    if (fallback < 0 && candidate->glyphOf(cluster.front()) != 0) fallback = i;
  }
  return fallback;
}

GlyphRef FaceList::find(char32_t codepoint) {
  const std::uint32_t character = codepoint;
  const int index = faceFor(std::span(&character, 1));
  const std::uint32_t glyph = index < 0 ? 0 : face(index)->glyphOf(codepoint);
  return glyph != 0 ? GlyphRef{index, glyph} : GlyphRef{};
}

}  // namespace es::render
