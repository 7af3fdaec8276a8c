#include "render/passes/line_pass.h"

#include <cstddef>
#include <vector>

#include "render/scene/finite.h"

namespace es::render {
namespace {

constexpr float kCoreAlpha = 0.5F;

struct Record {
  glm::vec3 from{0.0F};
  glm::vec3 to{0.0F};
  glm::vec3 shape{0.0F};  // width and dash in px; 1: pointed out
  glm::vec4 color{0.0F};
};

}  // namespace

LinePass::LinePass(const ShaderSources& sources)
    : m_program(sources, "line.vert", "line.frag"),
      m_quads(sizeof(Record), {{0, 3, offsetof(Record, from)},
                               {1, 3, offsetof(Record, to)},
                               {2, 3, offsetof(Record, shape)},
                               {3, 4, offsetof(Record, color)}}) {}

void LinePass::draw(const Frame& frame) {
  std::vector<Record> records, strong;
  for (const Line& line : frame.scene.lines) {
    if (!isFinite(line.from) || !isFinite(line.to)) continue;
    records.push_back(
        {line.from, line.to, {line.widthPx, line.dashPx, line.pointedOut ? 1.0F : 0.0F}, line.color});
    if (line.color.a > kCoreAlpha) strong.push_back(records.back());  // a fainter one has no core
  }
  m_program.use();
  m_quads.upload(std::span<const Record>(records));
  const GLint smallestAlpha = m_program.uniform("smallestAlpha");
  glUniform1f(smallestAlpha, 0.0F);
  m_quads.draw();

  m_quads.upload(std::span<const Record>(strong));
  glUniform1f(smallestAlpha, kCoreAlpha);
  glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
  glDepthMask(GL_TRUE);
  m_quads.draw();
  glDepthMask(GL_FALSE);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

}  // namespace es::render
