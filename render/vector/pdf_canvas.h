#pragma once

#include <map>
#include <memory>

#include "render/text/font.h"
#include "render/vector/vector_canvas.h"

namespace es::render {

/// One page of PDF, drawn by cairo; letters as text in the program's own fonts, of which it holds the glyphs.
/// A pixel is 1/96 inch, as in SVG.
class PdfCanvas final : public VectorCanvas {
 public:
  /// `script` goes into the document's keywords. `font` must live as long as the canvas. Throws es::Error.
  PdfCanvas(glm::ivec2 sizePx, const FontChain& font, const std::string& script);
  ~PdfCanvas() override;

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
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace es::render
