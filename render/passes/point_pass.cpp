#include "render/passes/point_pass.h"

#include <algorithm>
#include <glm/gtc/type_ptr.hpp>
#include <vector>

#include "render/passes/instanced_quads.h"

namespace es::render {

PointPass::PointPass(const ShaderSources& sources)
    : m_program(sources, "point.vert", "point.frag"),
      m_vertexArray(VertexArray::create()),
      m_positions(Buffer::create()),
      m_classes(Buffer::create()) {
  glBindVertexArray(m_vertexArray.id());
  glBindBuffer(GL_ARRAY_BUFFER, m_positions.id());
  setAttributes({{0, 3, 0}}, sizeof(glm::vec3), 0);
}

void PointPass::upload(const PointCloud& cloud) {
  if (m_revision == cloud.revision && m_count == cloud.positions.size()) return;
  glBindBuffer(GL_ARRAY_BUFFER, m_positions.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(cloud.positions.size_bytes()), cloud.positions.data(),
               GL_STATIC_DRAW);
  m_revision = cloud.revision;
  m_count = cloud.positions.size();
}

void PointPass::setClasses(const PointCloud& cloud) {
  glUniform1f(m_program.uniform("classShare"), cloud.hasClasses() ? cloud.classShare : 0.0F);
  if (!cloud.hasClasses()) {
    glDisableVertexAttribArray(1);
    return;
  }
  glBindBuffer(GL_ARRAY_BUFFER, m_classes.id());
  if (m_classRevision != cloud.classRevision || m_classCount != cloud.classes.size()) {
    const std::vector<float> numbers(cloud.classes.begin(), cloud.classes.end());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(numbers.size() * sizeof(float)), numbers.data(),
                 GL_STATIC_DRAW);
    m_classRevision = cloud.classRevision;
    m_classCount = cloud.classes.size();
  }
  setAttributes({{1, 1, 0}}, sizeof(float), 0);
  const auto colors = std::min(cloud.classColors.size(), PointCloud::kMostClasses);
  glUniform4fv(m_program.uniform("classColors"), static_cast<GLsizei>(colors),
               glm::value_ptr(cloud.classColors.front()));
}

void PointPass::draw(const Frame& frame) {
  const PointCloud& cloud = frame.scene.cloud;
  upload(cloud);
  if (m_count == 0) return;
  m_program.use();
  glUniform4fv(m_program.uniform("nearColor"), 1, glm::value_ptr(cloud.nearColor));
  glUniform4fv(m_program.uniform("farColor"), 1, glm::value_ptr(cloud.farColor));
  glUniform1f(m_program.uniform("firstSizePx"), cloud.sizePx);
  glUniform1f(m_program.uniform("rankStep"),
              1.0F / static_cast<float>(std::max<std::size_t>(m_count - 1, 1)));
  glBindVertexArray(m_vertexArray.id());
  setClasses(cloud);
  glEnable(GL_PROGRAM_POINT_SIZE);
  glDrawArrays(GL_POINTS, 0, static_cast<GLsizei>(m_count));
}

}  // namespace es::render
