#pragma once

#include <vector>

#include "app/panels/widgets/panel_input.h"
#include "app/session/session.h"
#include "render/text/font.h"
#include "render/vector/vector_picture.h"

namespace es::app {

/// True for paths that end in .svg or .pdf: pictures of shapes and text.
[[nodiscard]] bool isVectorPath(const std::string& path);

/// All that such a picture is made of, so that another thread may make it.
struct VectorPicture {
  render::RenderScene scene;         // its cloud is the next two
  std::vector<glm::vec3> positions;  // world
  std::vector<std::uint8_t> classes;
  render::VectorSpec spec;
};

/// The picture that a `screenshot` command asks for; sizes as in pictureSize. Throws es::Error for pictures
/// with panels.
[[nodiscard]] VectorPicture vectorPictureOf(const Session& session, const ScreenshotCommand& command,
                                            RectPx window, const render::FontChain& font);

/// Draws it into its file, whole or not at all. Throws es::Error.
ScreenshotAnswer writeVectorPicture(const VectorPicture& picture, const render::FontChain& font,
                                    const std::string& path, base::Writing writing);

}  // namespace es::app
