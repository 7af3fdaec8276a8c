#include "render/passes/line_pass.h"

#include <cstddef>
#include <vector>

#include "render/scene/finite.h"

namespace es::render {
namespace {

constexpr float kBehindSteps = 64.0F;  // smallest differences of depth

struct Record {
  glm::vec3 from{0.0F};
  glm::vec3 to{0.0F};
  glm::vec2 widthAndDashPx{0.0F};
  glm::vec4 color{0.0F};
};

}  // namespace

LinePass::LinePass(const ShaderSources& sources)
    : m_program(sources, "line.vert", "line.frag"),
      m_quads(sizeof(Record), {{0, 3, offsetof(Record, from)},
                               {1, 3, offsetof(Record, to)},
                               {2, 2, offsetof(Record, widthAndDashPx)},
                               {3, 4, offsetof(Record, color)}}) {}

bool LinePass::isSolid(const Line& line) {
  return isFinite(line.from) && isFinite(line.to) && line.color.a > kSolidAlpha;
}

void LinePass::upload(const Frame& frame, bool solidOnly) {
  std::vector<Record> records;
  for (const Line& line : frame.scene.lines) {
    const bool drawn = solidOnly ? isSolid(line) : isFinite(line.from) && isFinite(line.to);
    if (drawn) records.push_back({line.from, line.to, {line.widthPx, line.dashPx}, line.color});
  }
  m_quads.upload(std::span<const Record>(records));
  m_program.use();
  glUniform1f(m_program.uniform("smallestAlpha"), solidOnly ? kSolidAlpha : 0.0F);
}

void LinePass::draw(const Frame& frame) {
  upload(frame, false);
  m_quads.draw();
}

void LinePass::drawDepth(const Frame& frame) {
  upload(frame, true);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  glDepthMask(GL_TRUE);
  glEnable(GL_POLYGON_OFFSET_FILL);
  glPolygonOffset(0.0F, kBehindSteps);
  m_quads.draw();
  glDisable(GL_POLYGON_OFFSET_FILL);
  glDepthMask(GL_FALSE);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

}  // namespace es::render
