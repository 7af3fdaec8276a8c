#pragma once

#include <vector>

#include "render/gl/program.h"
#include "render/passes/instanced_quads.h"
#include "render/scene/frame.h"
#include "render/text/glyph_atlas.h"

namespace es::render {

/// Text from distance fields, emoji from pictures: first the outlines of all letters, then all letters, so
/// that no outline bites into its neighbour.
class LabelPass {
 public:
  LabelPass(const ShaderSources& sources, AtlasLimits limits = {});
  void draw(const Frame& frame, const FontChain& font);

  const GlyphAtlas& atlas() const { return m_atlas; }

 private:
  struct Record {
    glm::vec4 boxPx{0.0F};  // left, top, right, bottom in the picture
    glm::vec4 boxTexels{0.0F};
    glm::vec4 color{0.0F};
    glm::vec3 ink{
        0.0F};  // px a texel, growth in px, exponent of the coverage; 0: a picture in its own colours
  };
  /// False when the atlas had no room for some glyph.
  bool collect(const Label& label, float scale, const FontChain& font);

  Program m_program;
  InstancedQuads m_quads;
  GlyphAtlas m_atlas;
  std::vector<Record> m_outlines;
  std::vector<Record> m_letters;
};

}  // namespace es::render
