#include "app/platform/imgui/imgui_fonts.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "app/platform/imgui/caption_size.h"
#include "app/platform/imgui/imgui_compat.h"
#include "app/platform/imgui/imgui_font_loader.h"
#include "render/gl/texture_rows.h"

namespace es::app {

namespace {

constexpr float kSmallestPx = 6;
#if IMGUI_VERSION_NUM < 19200
constexpr int kLeastAtlas = 1024, kAtlasMargins = 24;  // texels of its width
constexpr int kTallestRegion = 8000;
constexpr ImWchar kFallback = 0xFFFD, kEllipsis = 0x2026;

ImFontAtlas& atlas() {
  return *ImGui::GetIO().Fonts;
}
#endif

}  // namespace

ImGuiFonts::ImGuiFonts(const std::vector<std::filesystem::path>& files) : m_text(files) {}

// What the panels write themselves, by Dear ImGui's own calls: ASCII and the signs of their texts.
void ImGuiFonts::noteCommon() {
  m_text.note(U' ', U'~');
  m_text.note(U'\u00A0', U'\u00FF');
  m_text.note("–—‘’“”…→←↑↓−≈≠≤≥√Σ\uFFFD");
  m_text.note(U'\u2400', U'\u2421');  // pictures of control characters
}

// Dear ImGui's size is the height of a line, as the first face gives it.
float ImGuiFonts::emPx(float sizePx) const {
  const glm::vec2 line = m_text.lineHeightsEm();
  return sizePx / (line.x + line.y);
}

bool ImGuiFonts::prepare(float sizePx, float pixelRatio) {
  sizePx = std::max(kSmallestPx, std::round(sizePx));
  m_text.trim();
  const bool anew = sizePx != m_sizePx || m_lacksRoom || m_text.inUse().empty();
  m_sizePx = sizePx;
  m_pixelRatio = pixelRatio;
#if IMGUI_VERSION_NUM >= 19200
  ImGui::GetStyle().FontSizeBase = sizePx / pixelRatio;
  if (!anew || (m_region >= 0 && !m_text.inUse().empty())) return false;
  m_region = 0;  // glyphs are made on demand, at the size and density in force
  noteCommon();
  addPanelFont(*ImGui::GetIO().Fonts, m_text);
#else
  ImGui::GetIO().FontGlobalScale = 1 / pixelRatio;
  if (anew) build();
#endif
  return anew;
}

std::string_view ImGuiFonts::shown(std::string_view utf8) {
  const std::string_view form = m_text.shown(utf8);
  takeNew();
  m_lacksRoom = m_lacksRoom || m_text.exhausted();
  return form;
}

std::size_t ImGuiFonts::fittingBytes(std::string_view utf8, float widthPx) const {
  return m_text.fittingBytes(utf8, widthPx * m_pixelRatio, emPx(m_sizePx));
}

void ImGuiFonts::note(std::string_view utf8) {
  m_text.note(utf8);
  takeNew();
}

#if IMGUI_VERSION_NUM >= 19200

void ImGuiFonts::takeNew() {
  m_text.takeNew();
}

void ImGuiFonts::sendNew() {}  // Dear ImGui does

#else

// An atlas with the white pixel, lines and a blank of Dear ImGui's own, and with a region for our pictures.
void ImGuiFonts::build() {
  if (m_lacksRoom) m_regionHeight *= 2;
  if (m_regionHeight > kTallestRegion) {
    m_regionHeight = 0;
    m_text.forget();
  }
  m_lacksRoom = false;
  m_regionHeight = std::max(m_regionHeight, static_cast<int>(40 * m_sizePx));
  // The widest cell finds room, whatever the size of the letters.
  const auto widest =
      static_cast<unsigned>(std::ceil((PanelText::kWidestCellEm + 2) * kCaptionTimes * emPx(m_sizePx))) +
      kAtlasMargins;
  const int atlasWidth = std::max(kLeastAtlas, static_cast<int>(std::bit_ceil(widest)));
  m_regionWidth = atlasWidth - kAtlasMargins;
  m_shelfTop = m_shelfHeight = m_shelfRight = 0;
  m_text.takeNew();
  noteCommon();
  m_text.takeNew();

  static constexpr ImWchar kBlank[] = {' ', ' ', 0};
  ImFontConfig config;
  config.GlyphRanges = kBlank;
  atlas().Clear();
  atlas().TexDesiredWidth = atlasWidth;
  for (const float times : {1.0F, kCaptionTimes}) {
    config.SizePixels = std::round(times * m_sizePx);
    atlas().AddFontDefault(&config);
  }
  m_region = atlas().AddCustomRectRegular(m_regionWidth, m_regionHeight);
  unsigned char* pixels = nullptr;
  atlas().GetTexDataAsRGBA32(&pixels, nullptr, nullptr);
  atlas().TexPixelsUseColors = true;
  for (ImFont* font : atlas().Fonts) {
    const glm::vec2 line = m_text.lineHeightsEm() * emPx(font->ConfigData->SizePixels);
    font->FontSize = font->ConfigData->SizePixels;
    font->Ascent = std::floor(line.x + 1);
    font->Descent = std::floor(-line.y - 1);
    font->FallbackChar = kFallback;
    font->EllipsisChar = kEllipsis;
  }
  for (const PanelText::Code code : m_text.inUse()) m_lacksRoom = !add(code) || m_lacksRoom;
  for (ImFont* font : atlas().Fonts) font->BuildLookupTable();
  m_changedFrom = m_changedTo = 0;  // the texture is made of the whole
}

void ImGuiFonts::takeNew() {
  const std::vector<PanelText::Code> codes = m_text.takeNew();
  if (codes.empty() || m_region < 0) return;
  for (const PanelText::Code code : codes) m_lacksRoom = !add(code) || m_lacksRoom;
  for (ImFont* font : atlas().Fonts) font->BuildLookupTable();
}

// Its place in the atlas.
std::optional<glm::ivec2> ImGuiFonts::put(const render::TextPicture& picture) {
  constexpr int kGap = 1;
  const ImFontAtlasCustomRect& region = *atlas().GetCustomRectByIndex(m_region);
  const int width = picture.width + kGap, height = picture.height + kGap;
  if (m_shelfRight + width > region.Width) {
    m_shelfTop += m_shelfHeight;
    m_shelfHeight = m_shelfRight = 0;
  }
  if (m_shelfTop + height > region.Height) return std::nullopt;
  const glm::ivec2 at(region.X + m_shelfRight, region.Y + m_shelfTop);
  m_shelfRight += width;
  m_shelfHeight = std::max(m_shelfHeight, height);
  for (int row = 0; row < picture.height; ++row) {
    std::memcpy(atlas().TexPixelsRGBA32 + (at.y + row) * atlas().TexWidth + at.x,
                picture.pixels.data() + row * picture.width, 4 * static_cast<std::size_t>(picture.width));
  }
  if (m_changedFrom == m_changedTo) m_changedFrom = m_changedTo = at.y;
  m_changedFrom = std::min(m_changedFrom, at.y);
  m_changedTo = std::max(m_changedTo, at.y + picture.height);
  return at;
}

bool ImGuiFonts::add(PanelText::Code code) {
  bool room = true;
  for (ImFont* font : atlas().Fonts) room = addTo(*font, code) && room;
  return room;
}

bool ImGuiFonts::addTo(ImFont& font, PanelText::Code code) {
  const float em = emPx(font.FontSize);
  const auto [picture, advanceEm] = m_text.glyph(code, em);
  const bool canBeSeen = picture.width > 0 && picture.width < m_regionWidth;
  const auto at = canBeSeen ? put(picture) : glm::ivec2(0);
  if (!at) return false;
  const glm::vec2 low(picture.topLeft.x, std::round(font.Ascent) - static_cast<float>(picture.topLeft.y));
  const glm::vec2 size = canBeSeen ? glm::vec2(picture.width, picture.height) : glm::vec2(0);
  const glm::vec2 texel(atlas().TexUvScale.x, atlas().TexUvScale.y);
  const glm::vec2 from = glm::vec2(*at) * texel, to = (glm::vec2(*at) + size) * texel;
  font.AddGlyph(nullptr, code, low.x, low.y, low.x + size.x, low.y + size.y, from.x, from.y, to.x, to.y,
                PanelText::wholeAdvancePx(advanceEm, em));
  font.Glyphs.back().Colored = picture.colored ? 1 : 0;
  return true;
}

void ImGuiFonts::sendNew() {
  if (m_changedFrom >= m_changedTo) return;
  render::sendTextureRows(compat::textureNumber(atlas().TexID), atlas().TexWidth, m_changedFrom, m_changedTo,
                          atlas().TexPixelsRGBA32 + m_changedFrom * atlas().TexWidth);
  m_changedFrom = m_changedTo = 0;
}

#endif

}  // namespace es::app
