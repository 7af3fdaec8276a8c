#pragma once

#include <cstdint>
#include <string>

#include "render/scene/render_scene.h"
#include "render/text/font.h"

namespace es::render {

enum class VectorFormat : std::uint8_t { Svg, Pdf };

struct VectorSpec {
  VectorFormat format = VectorFormat::Svg;
  glm::ivec2 sizePx{0};
  std::size_t mostPoints = 20000;  // a cloud of more is an image within the picture
  std::string script;              // what makes the picture again, kept in the file
};

/// The file of a picture that looks as Renderer's does, made of shapes and text: points, arrows, lines, rings
/// and labels stay what they are and can be edited. Solid things hide what is behind them as in the depth
/// buffer, by the order in which they are drawn; two that pass through each other are drawn one over the
/// other. Needs no OpenGL. The same scene gives the same bytes. Throws es::Error.
std::string vectorPicture(const RenderScene& scene, const FontChain& font, const VectorSpec& spec);

}  // namespace es::render
