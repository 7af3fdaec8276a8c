#include "app/output/vector_studio.h"

#include <algorithm>
#include <filesystem>

#include "app/output/studio.h"
#include "app/scene/scene_builder.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/file_ending.h"

namespace es::app {
bool isVectorPath(const std::string& path) {
  const std::string extension = base::fileEnding(path);
  return extension == ".svg" || extension == ".pdf";
}

VectorPicture vectorPictureOf(const Session& session, const ScreenshotCommand& command, RectPx window,
                              const render::FontChain& font) {
  if (command.panels) {
    throw Error(command.path +
                ": panels are pixels; name a .png, or leave --panels out for a picture of shapes");
  }
  const PictureSize size = pictureSize(command, window);
  const ViewState view = viewFor(session, size.aspect());
  SceneInput input = sceneInput(session.sceneSubject(view), size.shape());
  input.transparent = command.transparent;
  VectorPicture picture;
  picture.scene = SceneBuilder(font).build(input);
  const auto positions = picture.scene.cloud.positions;
  picture.positions.assign(positions.begin(), positions.end());
  const auto classes = picture.scene.cloud.classes;
  picture.classes.assign(classes.begin(), classes.end());
  picture.scene.cloud.positions = {};
  picture.scene.cloud.classes = {};
  picture.spec.format =
      base::fileEnding(command.path) == ".pdf" ? render::VectorFormat::Pdf : render::VectorFormat::Svg;
  picture.spec.sizePx = {size.width, size.height};
  if (command.mostPoints) picture.spec.mostPoints = static_cast<std::size_t>(*command.mostPoints);
  picture.spec.script = pictureScript(session, view, command);
  return picture;
}

ScreenshotAnswer writeVectorPicture(const VectorPicture& picture, const render::FontChain& font,
                                    const std::string& path, base::Writing writing) {
  render::RenderScene scene = picture.scene;
  scene.cloud.positions = picture.positions;
  scene.cloud.classes = picture.classes;
  base::writeFileAtomically(path, render::vectorPicture(scene, font, picture.spec), writing);
  return {path, picture.spec.sizePx.x, picture.spec.sizePx.y};
}

}  // namespace es::app
