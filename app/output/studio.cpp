#include "app/output/studio.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/command/command_text.h"
#include "app/panels/layout/lesson_stage.h"
#include "app/panels/layout/panels.h"
#include "app/platform/desktop/paths.h"
#include "app/platform/desktop/png_file.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/scene/scene_builder.h"
#include "base/error.h"
#include "render/gl/driver_info.h"
#include "render/text/font_files.h"

namespace es::app {
namespace {

constexpr int kSamples = 4;
constexpr float kBaseHeightPx = 800;  // the layout that a headless picture repeats

std::optional<std::string> shaderFolder() {
  const char* folder = std::getenv("EMBEDSCOPE_SHADERS");
  return folder ? std::optional<std::string>(folder) : std::nullopt;
}

PanelOutput layOut(const Session& session, PanelState panels, const PictureSize& size, ImGuiLayer& imgui) {
  ImGuiLayer::FrameSpec spec;
  spec.widthPx = static_cast<float>(size.width) / size.scale;
  spec.heightPx = static_cast<float>(size.height) / size.scale;
  spec.pixelRatio = spec.contentScale = size.scale;
  spec.fontSize = fontSizeFor(session.lesson.answer(), session.view.fontSize, spec.heightPx);
  spec.theme = session.view.theme;
  panels.focusSearch = false;
  PanelOutput output;
  constexpr int kLayingOut = 3;  // ImGui lays new windows out over the first frames
  constexpr int kMost = 12;      // the atlas of letters doubles until it holds them all
  for (int pass = 0; pass < kLayingOut || (pass < kMost && imgui.lacksLetters()); ++pass) {
    imgui.beginFrame(spec);
    output = drawPanels(panelInput(session), panels, spec.widthPx, spec.heightPx);
    imgui.endFrame();
  }
  return output;
}

}  // namespace

Studio::Studio() : renderer(render::FontChain(render::systemFontFiles()), shaderFolder()) {}

void Studio::warmUp() {
  renderer.warmUp(kSamples);
}

PanelInput panelInput(const Session& session) {
  return {.document = session.document,
          .view = session.view,
          .lesson = session.lesson.answer(),
          .cameraAway = session.cameraAway(),
          .shownTemperature = session.document.state().temperature,
          .shownLogits = session.document.state().softmax.logits,
          .drawn = session.sceneSubject(session.view).document};
}

PictureSize pictureSize(const ScreenshotCommand& command, RectPx window) {
  PictureSize size;
  const float baseHeight = window.height > 0 ? window.height : kBaseHeightPx;
  size.width = command.width.value_or(window.width > 0 ? static_cast<int>(window.width) : 1280);
  size.height = command.height.value_or(static_cast<int>(baseHeight));
  size.scale =
      command.scale > 0 ? static_cast<float>(command.scale) : static_cast<float>(size.height) / baseHeight;
  return size;
}

ViewState viewFor(const Session& session, const PictureFrame& shape) {
  ViewState view = session.view;
  view.camera = session.cameraFor(shape);
  return view;
}

Picture Studio::takePicture(const Session& session, const ScreenshotCommand& command,
                            const PanelState& panels, RectPx window) {
  const PictureSize size = pictureSize(command, window);
  if (command.panels) return takeWithPanels(session, panels, size);
  SceneBuilder builder(
      renderer.font());  // labels placed afresh: the picture is the same whatever came before
  const ViewState view = viewFor(session, size.aspect());
  SceneInput input = sceneInput(session.sceneSubject(view), size.shape());
  input.transparent = command.transparent;
  return {renderer.capture(builder.build(input), size.width, size.height, kSamples), view};
}

Picture Studio::takeWithPanels(const Session& session, PanelState panels, const PictureSize& size) {
  const auto [width, height, scale] = size;
  const int limit = render::driverInfo().maxTextureSize;
  if (width > limit || height > limit) {
    throw Error(fmt::format("a picture with panels can be at most {} pixels a side here; found {}x{}", limit,
                            width, height));
  }
  ImGuiLayer imgui(nullptr, render::systemFontFiles());  // its own: the window's keeps its state and fonts
  const PanelOutput output = layOut(session, std::move(panels), size, imgui);
  SceneBuilder builder(renderer.font());
  const RectPx& place = output.scene;
  const PictureFrame frame(place.width, std::max(1.0F, place.height),
                           *pictureShape(place, output.clear, scale).clear);
  const ViewState view = viewFor(session, frame);
  const SceneInput input = sceneInput(session.sceneSubject(view), {place.width, place.height, scale,
                                                                   frame.clearPx(place.width, place.height)});
  const render::RenderTarget target(width, height, kSamples);
  target.bind();
  renderer.draw(panelGround(session.view.theme), 0, 0, width, height);
  const auto px = [scale = size.scale](float value) { return static_cast<int>(std::lround(value * scale)); };
  if (output.scene.width >= 1 && output.scene.height >= 1) {
    renderer.draw(builder.build(input), px(output.scene.x), height - px(output.scene.y + output.scene.height),
                  px(output.scene.width), px(output.scene.height));
  }
  imgui.render();
  return {target.read(), view};
}

std::string pictureScript(const Session& session, const ViewState& view, const ScreenshotCommand& command) {
  return session.script(view) + formatCommand(command) + "\n";
}

ScreenshotAnswer writePicture(const std::string& script, const ScreenshotCommand& command,
                              const render::Image& image, base::Writing writing) {
  writePng(command.path, image, script, writing);
  return {command.path, image.width, image.height};
}

}  // namespace es::app
