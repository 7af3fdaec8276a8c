#include "render/text/font.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "render/text/face_list.h"
#include "render/text/missing_box.h"
#include "render/text/shaping.h"

namespace es::render {
namespace {

// Labels are measured in every frame. Two generations: what a full one held is kept as long again.
class ShapedLines {
 public:
  using Line = std::shared_ptr<const ShapedText>;

  template <typename Shape>
  Line get(std::string_view utf8, const Shape& shape) {
    if (utf8.size() > kLongest) return std::make_shared<const ShapedText>(shape());
    if (const auto known = m_now.find(utf8); known != m_now.end()) return known->second;
    Line line;
    if (const auto known = m_before.find(utf8); known != m_before.end()) {
      line = known->second;
    } else {
      line = std::make_shared<const ShapedText>(shape());
    }
    if (m_now.size() >= kMost) m_before = std::exchange(m_now, {});
    m_now.emplace(utf8, line);
    return line;
  }

 private:
  static constexpr std::size_t kMost = 2048;
  static constexpr std::size_t kLongest = 1024;  // bytes
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Lines = std::unordered_map<std::string, Line, Hash, std::equal_to<>>;
  Lines m_now, m_before;
};

// Of the first face's ASCII, so that a line's height is that of common words and not of stacked accents.
glm::vec2 heightsOfAscii(const FontFace& face) {
  glm::vec2 heights(0.0F);
  for (char32_t c = U'!'; c <= U'~'; ++c) {
    const std::uint32_t glyph = face.glyphOf(c);
    if (glyph == 0) continue;
    const glm::vec4 ink = face.inkEm(glyph);
    heights = glm::max(heights, glm::vec2(ink.w, -ink.y));
  }
  if (heights.x <= 0.0F) heights.x = 0.75F;  // a face of symbols only
  if (heights.y <= 0.0F) heights.y = 0.2F;
  return heights;
}

}  // namespace

// Faces and lines change as they are asked: every use holds the lock.
struct FontChain::State {
  explicit State(const std::vector<std::filesystem::path>& files)
      : faces(files), heightsEm(heightsOfAscii(faces.first())) {}

  std::lock_guard<std::mutex> lock() { return std::lock_guard(mutex); }

  std::mutex mutex;
  FaceList faces;
  ShapedLines lines;
  glm::vec2 heightsEm;  // above and below the baseline
};

FontChain::FontChain(const std::vector<std::filesystem::path>& files)
    : m_state(std::make_unique<State>(files)) {}
FontChain::~FontChain() = default;
FontChain::FontChain(FontChain&&) noexcept = default;
FontChain& FontChain::operator=(FontChain&&) noexcept = default;

std::shared_ptr<const ShapedText> FontChain::shaped(std::string_view utf8) const {
  const auto lock = m_state->lock();
  return m_state->lines.get(utf8, [&] { return shapeText(m_state->faces, utf8); });
}

float FontChain::widthPx(std::string_view utf8, float sizePx) const {
  return shaped(utf8)->widthEm * sizePx;
}
float FontChain::ascentPx(float sizePx) const {
  return m_state->heightsEm.x * sizePx;
}
float FontChain::descentPx(float sizePx) const {
  return m_state->heightsEm.y * sizePx;
}

GlyphRef FontChain::find(char32_t codepoint) const {
  const auto lock = m_state->lock();
  return m_state->faces.find(codepoint);
}

float FontChain::advanceEm(GlyphRef glyph) const {
  if (glyph.face < 0) return kBoxAdvanceEm;
  const auto lock = m_state->lock();
  return m_state->faces.face(glyph.face)->advanceEm(glyph.glyph);
}

glm::vec4 FontChain::inkEm(GlyphRef glyph) const {
  if (glyph.face < 0) return missingBoxInkEm();
  const auto lock = m_state->lock();
  return m_state->faces.face(glyph.face)->inkEm(glyph.glyph);
}

std::vector<OutlineSegment> FontChain::outline(GlyphRef glyph) const {
  const auto lock = m_state->lock();
  if (glyph.face >= 0) return m_state->faces.face(glyph.face)->outline(glyph.glyph);
  return missingBox(glyph.glyph, [this](char32_t digit) -> OutlinedGlyph {
    const GlyphRef found = m_state->faces.find(digit);
    if (found.face < 0) return {};
    const FontFace& face = *m_state->faces.face(found.face);
    return {face.outline(found.glyph), face.inkEm(found.glyph)};
  });
}

std::optional<ColorGlyph> FontChain::colorGlyph(GlyphRef glyph) const {
  if (glyph.face < 0) return std::nullopt;
  const auto lock = m_state->lock();
  return m_state->faces.face(glyph.face)->colorGlyph(glyph.glyph);
}

bool FontChain::hasColors(int face) const {
  const auto lock = m_state->lock();
  return face >= 0 && m_state->faces.face(face)->hasColors();
}

glm::vec2 FontChain::lineHeightsEm() const {
  const auto lock = m_state->lock();
  return m_state->faces.first().lineHeightsEm();
}

std::string FontChain::familyName(int face) const {
  const auto lock = m_state->lock();
  return m_state->faces.face(face)->familyName();
}

FontBytes FontChain::bytes(int face) const {
  const auto lock = m_state->lock();
  return m_state->faces.face(face)->bytes();
}

int FontChain::firstFace() const {
  return m_state->faces.firstIndex();
}

}  // namespace es::render
