#pragma once

#include "render/text/font.h"
#include "render/vector/vector_canvas.h"

namespace es::render {

/// SVG 1.1 with text as <text>, which readers can select, search and set in another font. (Cairo's own SVG
/// surface turns letters into shapes.)
class SvgCanvas final : public VectorCanvas {
 public:
  /// `font`: its faces' names, in the order of the chain; used during calls only while it lives. `script`
  /// goes into <metadata>.
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

  glm::ivec2 m_sizePx;
  const FontChain& m_font;
  std::string m_svg;
  int m_gradients = 0;
};

}  // namespace es::render
