#pragma once

#include <vector>

#include "render/gl/program.h"
#include "render/passes/instanced_quads.h"
#include "render/scene/frame.h"

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
