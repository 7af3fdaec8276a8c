#include "app/platform/imgui/imgui_font_loader.h"

#include <cmath>

namespace es::app {

#if IMGUI_VERSION_NUM >= 19200

namespace {

const PanelText& textOf(const ImFontConfig& source) {
  return *static_cast<const PanelText*>(source.FontData);
}

// Dear ImGui's size is the height of a line, as the first face gives it.
float emOf(const PanelText& text, float size) {
  const glm::vec2 line = text.lineHeightsEm();
  return size / (line.x + line.y);
}

bool begin(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
  const glm::vec2 line = textOf(*source).lineHeightsEm() * emOf(textOf(*source), baked->Size);
  baked->Ascent = std::ceil(line.x);
  baked->Descent = std::floor(-line.y);
  return true;
}

bool contains(ImFontAtlas*, ImFontConfig* source, ImWchar codepoint) {
  return textOf(*source).inUse().contains(static_cast<PanelText::Code>(codepoint));
}

void place(ImFontAtlas& atlas, ImFontConfig& source, ImFontBaked& baked, const render::TextPicture& picture,
           float density, ImFontGlyph& glyph) {
  const ImFontAtlasRectId room = ImFontAtlasPackAddRect(&atlas, picture.width, picture.height);
  if (room == ImFontAtlasRectId_Invalid) return;
  glyph.X0 = static_cast<float>(picture.topLeft.x) / density;
  glyph.Y0 = std::round(baked.Ascent) - static_cast<float>(picture.topLeft.y) / density;
  glyph.X1 = glyph.X0 + static_cast<float>(picture.width) / density;
  glyph.Y1 = glyph.Y0 + static_cast<float>(picture.height) / density;
  glyph.Visible = true;
  glyph.Colored = picture.colored;
  glyph.PackId = room;
  ImFontAtlasBakedSetFontGlyphBitmap(&atlas, &baked, &source, &glyph, ImFontAtlasPackGetRect(&atlas, room),
                                     reinterpret_cast<const unsigned char*>(picture.pixels.data()),
                                     ImTextureFormat_RGBA32, 4 * picture.width);
}

bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar codepoint,
          ImFontGlyph* glyph, float* advance) {
  const PanelText& text = textOf(*source);
  if (!contains(atlas, source, codepoint)) return false;
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  const float emPx = emOf(text, baked->Size) * density;
  const auto [picture, advanceEm] = text.glyph(static_cast<PanelText::Code>(codepoint), emPx);
  const float width = PanelText::wholeAdvancePx(advanceEm, emPx) / density;
  if (advance != nullptr) {
    *advance = width;
    return true;
  }
  glyph->Codepoint = codepoint;
  glyph->AdvanceX = width;
  if (picture.width > 0) place(*atlas, *source, *baked, picture, density, *glyph);
  return true;
}

}  // namespace

void addPanelFont(ImFontAtlas& atlas, const PanelText& text) {
  static const ImFontLoader kLoader = [] {
    ImFontLoader loader;
    loader.Name = "panel text";
    loader.FontSrcContainsGlyph = contains;
    loader.FontBakedInit = begin;
    loader.FontBakedLoadGlyph = load;
    return loader;
  }();
  ImFontConfig config;
  config.FontData = const_cast<PanelText*>(&text);  // NOLINT: Dear ImGui only hands it back
  config.FontDataSize = sizeof(PanelText);
  config.FontDataOwnedByAtlas = false;
  config.FontLoader = &kLoader;
  atlas.Clear();
  atlas.AddFont(&config);
}

#endif

}  // namespace es::app
