#pragma once

#include <cstdint>
#include <optional>

#include "render/gl/program.h"
#include "render/scene/frame.h"

namespace es::render {

/// The cloud: one soft disc a word. Depth-tested but not written: soft edges then need no sorting.
class PointPass {
 public:
  explicit PointPass(const ShaderSources& sources);
  void draw(const Frame& frame);

 private:
  void upload(const PointCloud& cloud);
  void setClasses(const PointCloud& cloud);

  Program m_program;
  VertexArray m_vertexArray;
  Buffer m_positions;
  std::optional<std::uint64_t> m_revision;  // of what m_positions holds
  std::size_t m_count = 0;
  Buffer m_classes;  // floats: what every driver reads fast
  std::optional<std::uint64_t> m_classRevision;
  std::size_t m_classCount = 0;
};

}  // namespace es::render
