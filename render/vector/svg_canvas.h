#pragma once

#include <set>

#include "render/text/font.h"
#include "render/vector/vector_canvas.h"

namespace es::render {

/// SVG 1.1 with text as <text> and emoji as images, which readers can select, search and set in another font.
/// (Cairo's own SVG surface turns letters into shapes.)
class SvgCanvas final : public VectorCanvas {
 public:
  /// `font` measures the text and names its faces; it must live as long as the canvas. `script` goes into
  /// <metadata>.
  SvgCanvas(glm::ivec2 sizePx, const FontChain& font, const std::string& script);

  void fillPicture(glm::vec4 color) override;
  void fillCircle(glm::vec2 center, float radiusPx, glm::vec4 color) override;
  void strokeCircle(glm::vec2 center, float radiusPx, float widthPx, glm::vec4 color) override;
  void fillPolygon(std::span<const glm::vec2> corners, const Paint& paint) override;
  void strokeLine(const Stroke& stroke, const Paint& paint) override;
  void text(const Label& label, float scale) override;
  void image(const Raster& raster) override;
  void beginGroup(float opacity) override;
  void endGroup() override;
  std::string finish() override;

 private:
  std::string paintAttributes(const char* property, const Paint& paint);
  [[nodiscard]] std::string fontFamilies() const;
  void letters(const Label& label, float scale, std::span<const PlacedGlyph> glyphs, bool rightToLeft);
  void emoji(const Label& label, float scale, std::span<const PlacedGlyph> glyphs);

  glm::ivec2 m_sizePx;
  const FontChain& m_font;
  std::string m_script;
  std::string m_svg;      // what is drawn so far
  std::set<int> m_faces;  // that it uses
  int m_gradients = 0;
};

}  // namespace es::render
