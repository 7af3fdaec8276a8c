#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>

#include "render/gl/gl_objects.h"

namespace es::render {

/// Makes `attributes` of the bound vertex array read from the bound buffer; divisor 1: one element an
/// instance.
void setAttributes(std::initializer_list<Attribute> attributes, std::size_t strideBytes, GLuint divisor);

/// Quads of four corners (gl_VertexID 0..3, a triangle strip) that the vertex shader places from one record
/// each.
class InstancedQuads {
 public:
  InstancedQuads(std::size_t strideBytes, std::initializer_list<Attribute> attributes);

  template <typename Record>
  void upload(std::span<const Record> records) {
    upload(std::as_bytes(records), records.size());
  }
  void draw() const;

 private:
  void upload(std::span<const std::byte> bytes, std::size_t count);

  VertexArray m_vertexArray;
  Buffer m_buffer;
  std::size_t m_count = 0;
};

}  // namespace es::render
