#include "render/passes/sprite_pass.h"

#include <algorithm>
#include <cstddef>

#include "render/scene/finite.h"

namespace es::render {
namespace {

struct Record {
  glm::vec3 position{0.0F};
  float sizePx = 0.0F;
  glm::vec4 color{0.0F};
};

}  // namespace

SpritePass::SpritePass(const ShaderSources& sources)
    : m_program(sources, "sprite.vert", "sprite.frag"),
      m_quads(sizeof(Record), {{0, 3, offsetof(Record, position)},
                               {1, 1, offsetof(Record, sizePx)},
                               {2, 4, offsetof(Record, color)}}) {}

void SpritePass::draw(const Frame& frame, std::vector<Sprite> more) {
  std::vector<Record> records;
  const auto add = [&records](const Sprite& s) {
    if (isFinite(s.position) && s.sizePx > 0.0F) records.push_back({s.position, s.sizePx, s.color});
  };
  std::ranges::for_each(frame.scene.sprites, add);
  std::ranges::for_each(more, add);
  const glm::vec3 eye(frame.uniforms.eye);
  std::ranges::stable_sort(records, std::ranges::greater{},
                           [eye](const Record& r) { return glm::dot(r.position - eye, r.position - eye); });
  m_program.use();
  m_quads.upload(std::span<const Record>(records));
  m_quads.draw();
}

}  // namespace es::render
