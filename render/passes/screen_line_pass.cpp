#include "render/passes/screen_line_pass.h"

#include <cstddef>
#include <vector>

#include "render/scene/finite.h"

namespace es::render {
namespace {

struct Record {
  glm::vec2 fromPx{0.0F};
  glm::vec2 toPx{0.0F};
  float widthPx = 0.0F;
  glm::vec4 color{0.0F};
};

}  // namespace

ScreenLinePass::ScreenLinePass(const ShaderSources& sources)
    : m_program(sources, "screen_line.vert", "screen_line.frag"),
      m_quads(sizeof(Record), {{0, 4, offsetof(Record, fromPx)},
                               {1, 1, offsetof(Record, widthPx)},
                               {2, 4, offsetof(Record, color)}}) {}

void ScreenLinePass::draw(const Frame& frame) {
  std::vector<Record> records;
  for (const ScreenLine& line : frame.scene.screenLines) {
    if (isFinite(line.fromPx) && isFinite(line.toPx))
      records.push_back({line.fromPx, line.toPx, line.widthPx, line.color});
  }
  m_program.use();
  m_quads.upload(std::span<const Record>(records));
  m_quads.draw();
}

}  // namespace es::render
