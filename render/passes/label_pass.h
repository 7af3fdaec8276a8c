#pragma once

#include <optional>
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
  /// `sources` must live as long as the pass.
  LabelPass(const ShaderSources& sources, AtlasLimits limits = {});
  void draw(const Frame& frame, const FontChain& font);

 private:
  struct Record {
    glm::vec4 boxPx{0.0F};  // left, top, right, bottom in the picture
    glm::vec4 boxTexels{0.0F};
    glm::vec4 color{0.0F};
    glm::vec3 ink{0.0F};  // px a texel, growth in px, exponent of the coverage
  };
  /// False when the atlas had no room for some glyph.
  bool collect(const Label& label, float scale, const FontChain& font);

  void drawEmoji();

  const ShaderSources* m_sources;
  Program m_program;
  std::optional<Program> m_emojiProgram;  // once the first emoji is there
  InstancedQuads m_quads;
  GlyphAtlas m_atlas;
  std::vector<Record> m_outlines;
  std::vector<Record> m_letters;
  std::vector<Record> m_emoji;
};

}  // namespace es::render
