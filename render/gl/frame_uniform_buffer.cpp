#include "render/gl/frame_uniform_buffer.h"

namespace es::render {

FrameUniformBuffer::FrameUniformBuffer() : m_buffer(Buffer::create()) {
  glBindBuffer(GL_UNIFORM_BUFFER, m_buffer.id());
  glBufferData(GL_UNIFORM_BUFFER, sizeof(FrameUniforms), nullptr, GL_DYNAMIC_DRAW);
}

void FrameUniformBuffer::upload(const FrameUniforms& uniforms) const {
  glBindBuffer(GL_UNIFORM_BUFFER, m_buffer.id());
  glBufferSubData(GL_UNIFORM_BUFFER, 0, sizeof uniforms, &uniforms);
  glBindBufferBase(GL_UNIFORM_BUFFER, kBinding, m_buffer.id());
}

}  // namespace es::render
