#include "render/passes/label_pass.h"

#include <algorithm>
#include <cstddef>

#include "render/scene/finite.h"
#include "render/text/glyph_sdf.h"

namespace es::render {

namespace {

// Blending sRGB values makes light strokes on a dark ground look thinner than dark ones on a light ground.
// Some of the coverage's square root evens that out.
float rootShare(glm::vec4 color) {
  const float luma = glm::dot(glm::vec3(color), glm::vec3(0.299F, 0.587F, 0.114F));
  return glm::mix(0.15F, 0.35F, luma);
}

}  // namespace

LabelPass::LabelPass(const ShaderSources& sources, AtlasLimits limits)
    : m_sources(&sources),
      m_program(sources, "label.vert", "label.frag"),
      m_quads(sizeof(Record), {{0, 4, offsetof(Record, boxPx)},
                               {1, 4, offsetof(Record, boxTexels)},
                               {2, 4, offsetof(Record, color)},
                               {3, 3, offsetof(Record, ink)}}),
      m_atlas(limits) {}

bool LabelPass::collect(const Label& label, float scale, const FontChain& font) {
  const float emPx = label.sizePx * scale;
  if (!isFinite(label.baselinePx) || !(emPx > 0.0F)) return true;
  // The field ends kFieldOutside texels beyond the letter, and with it the outline.
  const float reachPx = (kFieldOutside - 1.0F) * emPx / kFieldEmTexels - 0.5F;
  const float outlinePx = std::min(label.outlinePx * scale, reachPx);

  // `inset`: texels without ink along the sides.
  const auto record = [&](const AtlasSlot& slot, glm::vec2 pen, float inset, const glm::vec4& color) {
    const float pxPerTexel = emPx / slot.emTexels;
    const glm::vec2 low = glm::vec2(inset);
    const glm::vec2 high = glm::vec2(slot.size) - inset;
    const glm::vec2 corner(slot.corner);
    const glm::vec2 origin = pen + pxPerTexel * glm::vec2(slot.topLeft.x, -slot.topLeft.y);
    return Record{{origin + pxPerTexel * low, origin + pxPerTexel * high},
                  {corner + low, corner + high},
                  color,
                  {pxPerTexel, 0.0F, 0.0F}};
  };
  const auto letter = [&](const AtlasSlot& slot, glm::vec2 pen, float growthPx, const glm::vec4& color) {
    const float inset = std::max(kFieldOutside - (growthPx + 1.0F) * slot.emTexels / emPx, 0.0F);
    Record made = record(slot, pen, inset, color);
    made.ink.y = growthPx;
    made.ink.z = growthPx > 0.0F ? 0.0F : rootShare(color);
    return made;
  };

  bool complete = true;
  const auto line = font.shaped(label.text);
  for (const PlacedGlyph& placed : line->glyphs) {
    const auto slot = m_atlas.slot(font, placed.glyph);
    complete = complete && slot.has_value();
    if (!slot || slot->size.x == 0) continue;
    const glm::vec2 pen = label.baselinePx * scale + emPx * glm::vec2(placed.penEm, -placed.riseEm);
    if (slot->colored) {
      m_emoji.push_back(record(*slot, pen, 0.0F, label.color));
      continue;
    }
    if (outlinePx > 0.0F && label.outlineColor.a > 0.0F)
      m_outlines.push_back(letter(*slot, pen, outlinePx, label.outlineColor));
    m_letters.push_back(letter(*slot, pen, 0.0F, label.color));
  }
  return complete;
}

void LabelPass::draw(const Frame& frame, const FontChain& font) {
  if (frame.scene.labels.empty()) return;
  const auto collectAll = [&] {
    m_outlines.clear();
    m_letters.clear();
    m_emoji.clear();
    bool complete = true;
    for (const Label& label : frame.scene.labels)
      complete = collect(label, frame.scene.scale, font) && complete;
    return complete;
  };
  if (!collectAll()) {  // full of glyphs that are perhaps no longer needed: keep those of this frame
    m_atlas.clear();
    collectAll();
  }
  m_outlines.insert(m_outlines.end(), m_letters.begin(), m_letters.end());

  m_program.use();
  m_atlas.bind();
  glUniform1i(m_program.uniform("atlas"), 0);
  glUniform2f(m_program.uniform("fieldRange"), -kFieldOutside, kFieldInside);
  const glm::vec2 texelSize = 1.0F / glm::vec2(m_atlas.fieldTexels());
  glUniform2f(m_program.uniform("texelSize"), texelSize.x, texelSize.y);
  m_quads.upload(std::span<const Record>(m_outlines));
  m_quads.draw();
  if (!m_emoji.empty()) drawEmoji();
}

void LabelPass::drawEmoji() {
  if (!m_emojiProgram) m_emojiProgram.emplace(*m_sources, "label.vert", "emoji.frag");
  m_emojiProgram->use();
  glUniform1i(m_emojiProgram->uniform("pictures"), 1);
  const glm::vec2 texelSize = 1.0F / glm::vec2(m_atlas.colorTexels());
  glUniform2f(m_emojiProgram->uniform("texelSize"), texelSize.x, texelSize.y);
  m_quads.upload(std::span<const Record>(m_emoji));
  m_quads.draw();
}

}  // namespace es::render
