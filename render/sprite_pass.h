#pragma once

#include <vector>

#include "render/frame_uniforms.h"
#include "render/instanced_quads.h"
#include "render/program.h"

namespace es::render {

/// Emphasised points and the dots of tiny arrows, far ones first; depth-tested.
class SpritePass {
 public:
  explicit SpritePass(const ShaderSources& sources);
  void draw(const Frame& frame, std::vector<Sprite> more);

 private:
  Program m_program;
  InstancedQuads m_quads;
};

}  // namespace es::render
