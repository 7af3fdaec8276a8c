#include "render/passes/ring_pass.h"

#include <cstddef>
#include <vector>

#include "render/scene/finite.h"

namespace es::render {
namespace {

struct Record {
  glm::vec3 center{0.0F};
  glm::vec2 radiusAndWidthPx{0.0F};
  glm::vec4 color{0.0F};
};

}  // namespace

RingPass::RingPass(const ShaderSources& sources)
    : m_program(sources, "ring.vert", "ring.frag"),
      m_quads(sizeof(Record), {{0, 3, offsetof(Record, center)},
                               {1, 2, offsetof(Record, radiusAndWidthPx)},
                               {2, 4, offsetof(Record, color)}}) {}

void RingPass::draw(const Frame& frame) {
  std::vector<Record> records;
  for (const Ring& ring : frame.scene.rings)
    if (isFinite(ring.center)) records.push_back({ring.center, {ring.radiusPx, ring.widthPx}, ring.color});
  m_program.use();
  m_quads.upload(std::span<const Record>(records));
  m_quads.draw();
}

}  // namespace es::render
