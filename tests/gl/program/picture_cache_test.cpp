#include "app/program/picture_cache.h"

#include <functional>

#include "app/output/studio.h"
#include "app/panels/layout/panels.h"
#include "app/panels/words/search_box.h"
#include "app/platform/imgui/imgui_layer.h"
#include "app/session/session.h"
#include "gl_support.h"
#include "math/formula/expression.h"
#include "render/text/font_files.h"
#include "small_space.h"

namespace es::test {
namespace {

constexpr app::Window::Size kSize{1280, 800};

// The window's frames without a window, shown by a cache that lives on and by a new one.
class Stage {
 public:
  Stage() {
    m_session.document.commit(smallDocument());
    m_session.space.follow(m_session.document.state(), false);
    m_panels.focusSearch = false;
  }

  render::Image frame() {
    app::ImGuiLayer::FrameSpec spec;
    spec.widthPx = static_cast<float>(kSize.width);
    spec.heightPx = static_cast<float>(kSize.height);
    spec.theme = m_session.view.theme;
    m_imgui.beginFrame(spec);
    picture = app::drawPanels(app::panelInput(m_session), m_panels, spec.widthPx, spec.heightPx).scene;
    m_imgui.endFrame();
    return shownBy(m_cache);
  }
  render::Image afresh() {
    app::PictureCache cache;
    render::Image image = shownBy(cache);
    // As fine as the other: how long that one had rested depends on the machine.
    while (cache.wantsRefinement() && !m_cache.wantsRefinement()) image = shownBy(cache);
    return image;
  }

  app::Session& session() { return m_session; }
  app::PanelState& panels() { return m_panels; }
  app::RectPx picture;

 private:
  render::Image shownBy(app::PictureCache& cache) {
    const app::SceneInput input =
        app::sceneInput(m_session.sceneSubject(m_session.view), {picture.width, picture.height});
    m_scenes.forgetLabels();
    cache.show({input, picture, kSize, &m_window}, m_studio.renderer, m_scenes, m_imgui);
    return m_window.read();
  }

  app::Session m_session;
  app::Studio m_studio;
  app::ImGuiLayer m_imgui{nullptr, render::systemFontFiles()};
  app::SceneBuilder m_scenes{m_studio.renderer.font()};
  app::PictureCache m_cache;
  app::PanelState m_panels;
  render::RenderTarget m_window{kSize.width, kSize.height, 0};
};

void apply(Stage& stage, const app::Command& command) {
  stage.session().execute(command);
}

}  // namespace

TEST_CASE_METHOD(GlFixture, "a window of which only parts are drawn anew looks like one drawn whole") {
  Stage stage;
  for (int settling = 0; settling < 4; ++settling) stage.frame();
  const auto turn = [&] { stage.session().view.camera.yawDegrees += 7; };
  const std::vector<std::pair<const char*, std::function<void()>>> steps{
      {"nothing", [] {}},
      {"the camera turns", turn},
      {"a letter is typed", [&] { stage.panels().memory.of<app::SearchState>().text = "k"; }},
      {"a question",
       [&] {
         apply(stage, app::NeighborsCommand{math::parseExpression("king - man + woman"), {}, {}, {}});
       }},
      {"a sheet over the picture", [&] { stage.panels().showKeys = true; }},
      {"the camera turns below the sheet", turn},
      {"the sheet goes", [&] { stage.panels().showKeys = false; }},
      {"a mode is chosen", [&] { stage.session().view.mode = app::Mode::Directions; }},
      {"the camera turns in the wider picture", turn},
      {"the other theme", [&] { stage.session().view.theme = app::Theme::Light; }},
      {"the picture alone", [&] { stage.panels().pictureOnly = true; }},
      {"the camera turns alone", turn},
      {"the panels come back", [&] { stage.panels().pictureOnly = false; }},
  };
  render::Image before = stage.frame();
  for (const auto& [what, change] : steps) {
    INFO(what);
    change();
    for (int settling = 0; settling < 2; ++settling) {  // windows that are new appear in their second frame
      const render::Image kept = stage.frame();
      REQUIRE(shareOfDifferentPixels(kept, stage.afresh(), 2) == 0);
      if (settling == 1 && std::string_view(what) != "nothing")
        CHECK(shareOfDifferentPixels(kept, before, 8) > 0);  // the change is to be seen
      if (settling == 1) before = kept;
    }
  }
}

}  // namespace es::test
