#include "render/passes/arrow_pass.h"

#include <algorithm>
#include <cstddef>

#include "render/passes/arrow_mesh.h"
#include "render/passes/instanced_quads.h"
#include "render/scene/finite.h"

namespace es::render {
namespace {

constexpr int kSides = 24;

struct Instance {
  glm::vec3 from{0.0F};
  glm::vec3 to{0.0F};
  float width = 0.0F;  // world
  glm::vec4 color{0.0F};
};

bool isDrawable(const Arrow& arrow) {
  return isFinite(arrow.from) && isFinite(arrow.to) && arrow.widthPx > 0.0F;
}

// Distance of the arrow's tail along the view axis, <= 0 behind the eye.
float depthOf(const Frame& frame, const Arrow& arrow) {
  return pxFromWorld(frame.scene.camera, frame.uniforms.sizePx, arrow.from).z;
}

bool isDot(const Frame& frame, const Arrow& arrow) {
  const float onePx = frame.uniforms.worldPerPxAtUnit * std::max(depthOf(frame, arrow), 0.0F);
  const float length = glm::distance(arrow.from, arrow.to);
  return length <= onePx || length < 1.0e-6F * frame.scene.camera.distance;
}

// Faces that let something shine through must not show their own inside: those need their depth laid down
// first.
bool needsDepthFirst(const Frame& frame) {
  const bool fadesToNothing = frame.scene.background.a < 1.0F && frame.scene.emphasisFloor < 1.0F;
  return fadesToNothing ||
         std::ranges::any_of(frame.scene.arrows, [](const Arrow& a) { return a.color.a < 1.0F; });
}

}  // namespace

ArrowPass::ArrowPass(const ShaderSources& sources)
    : m_program(sources, "arrow.vert", "arrow.frag"),
      m_vertexArray(VertexArray::create()),
      m_mesh(Buffer::create()),
      m_instances(Buffer::create()) {
  const std::vector<ArrowVertex> mesh = arrowMesh(kSides);
  m_meshSize = static_cast<GLsizei>(mesh.size());
  glBindVertexArray(m_vertexArray.id());
  glBindBuffer(GL_ARRAY_BUFFER, m_mesh.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(mesh.size() * sizeof(ArrowVertex)), mesh.data(),
               GL_STATIC_DRAW);
  setAttributes({{0, 2, offsetof(ArrowVertex, circle)},
                 {1, 2, offsetof(ArrowVertex, outline)},
                 {2, 2, offsetof(ArrowVertex, slope)}},
                sizeof(ArrowVertex), 0);
  glBindBuffer(GL_ARRAY_BUFFER, m_instances.id());
  setAttributes({{3, 3, offsetof(Instance, from)},
                 {4, 3, offsetof(Instance, to)},
                 {5, 1, offsetof(Instance, width)},
                 {6, 4, offsetof(Instance, color)}},
                sizeof(Instance), 1);
}

bool ArrowPass::isSolid(const Frame& frame, const Arrow& arrow) {
  return isDrawable(arrow) && !isDot(frame, arrow);
}

std::vector<Sprite> ArrowPass::dots(const Frame& frame) {
  std::vector<Sprite> dots;
  for (const Arrow& arrow : frame.scene.arrows) {
    if (!isDrawable(arrow) || !isDot(frame, arrow)) continue;
    const float depth = depthOf(frame, arrow);
    if (depth <= 0.0F) continue;
    dots.push_back({arrow.from, arrow.color, arrow.widthPx * frame.scene.camera.distance / depth});
  }
  return dots;
}

void ArrowPass::draw(const Frame& frame) {
  const float worldPerScenePx = worldPerPx(frame.scene.camera, frame.uniforms.sizePx.y) * frame.scene.scale;
  std::vector<Instance> instances;
  instances.reserve(frame.scene.arrows.size());
  for (const Arrow& arrow : frame.scene.arrows) {
    if (!isSolid(frame, arrow)) continue;
    instances.push_back({arrow.from, arrow.to, arrow.widthPx * worldPerScenePx, arrow.color});
  }
  if (instances.empty()) return;
  glBindBuffer(GL_ARRAY_BUFFER, m_instances.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(instances.size() * sizeof(Instance)),
               instances.data(), GL_STREAM_DRAW);

  m_program.use();
  glBindVertexArray(m_vertexArray.id());
  glEnable(GL_CULL_FACE);
  glDepthMask(GL_TRUE);
  const auto drawAll = [&] {
    glDrawArraysInstanced(GL_TRIANGLES, 0, m_meshSize, static_cast<GLsizei>(instances.size()));
  };
  if (needsDepthFirst(frame)) {
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    drawAll();
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  }
  drawAll();
  glDepthMask(GL_FALSE);
  glDisable(GL_CULL_FACE);
}

}  // namespace es::render
