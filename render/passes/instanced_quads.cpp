#include "render/passes/instanced_quads.h"

namespace es::render {

void setAttributes(std::initializer_list<Attribute> attributes, std::size_t strideBytes, GLuint divisor) {
  for (const Attribute& attribute : attributes) {
    glEnableVertexAttribArray(attribute.location);
    glVertexAttribPointer(attribute.location, attribute.components, GL_FLOAT, GL_FALSE,
                          static_cast<GLsizei>(strideBytes), reinterpret_cast<const void*>(attribute.offset));
    glVertexAttribDivisor(attribute.location, divisor);
  }
}

InstancedQuads::InstancedQuads(std::size_t strideBytes, std::initializer_list<Attribute> attributes)
    : m_vertexArray(VertexArray::create()), m_buffer(Buffer::create()) {
  glBindVertexArray(m_vertexArray.id());
  glBindBuffer(GL_ARRAY_BUFFER, m_buffer.id());
  setAttributes(attributes, strideBytes, 1);
}

void InstancedQuads::upload(std::span<const std::byte> bytes, std::size_t count) {
  m_count = count;
  if (count == 0) return;
  glBindBuffer(GL_ARRAY_BUFFER, m_buffer.id());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes.size()), bytes.data(), GL_STREAM_DRAW);
}

void InstancedQuads::draw() const {
  if (m_count == 0) return;
  glBindVertexArray(m_vertexArray.id());
  glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(m_count));
}

}  // namespace es::render
