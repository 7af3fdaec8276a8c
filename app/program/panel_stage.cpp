#include "app/program/panel_stage.h"

#include <exception>

#include "app/panels/layout/lesson_stage.h"
#include "app/panels/layout/panels.h"
#include "app/platform/desktop/paths.h"
#include "base/error_line.h"
#include "render/text/font_files.h"

namespace es::app {

PanelStage::PanelStage(WindowState& state)
    : m_state(state), m_imgui(&state.window, render::systemFontFiles()) {
  m_savesInto = screenshotFolder().string();
}

PanelOutput PanelStage::layOut(const Frame& frame) {
  const Window::Size size = m_state.window.logicalSize();
  ImGuiLayer::FrameSpec spec;
  spec.widthPx = static_cast<float>(size.width);
  spec.heightPx = static_cast<float>(size.height);
  spec.pixelRatio = m_state.window.pixelRatio();
  spec.contentScale = m_state.window.contentScale();
  spec.fontSize = fontSizeFor(m_state.session.lesson.answer(), m_state.session.view.fontSize, spec.heightPx);
  spec.theme = m_state.session.view.theme;
  spec.stepSec = frame.stepSec;
  const KeyboardFocus& keyboard = m_state.panels.keyboard;
  spec.keyboard = {keyboard.holder() == KeyboardFocus::Holder::Box, keyboard.coming(), keyboard.picture(),
                   keyboard.editing()};
  m_imgui.beginFrame(spec);
  if (m_imgui.callsBox()) m_state.panels.focusSearch = true;
  PanelOutput output = draw(frame, spec);
  m_imgui.endFrame();
  return output;
}

PanelOutput PanelStage::draw(const Frame& frame, const ImGuiLayer::FrameSpec& spec) {
  constexpr int kMostFailures = 3;
  try {
    const bool listed = m_paths.follow();
    PanelOutput output = drawPanels(inputOf(frame), m_state.panels, spec.widthPx, spec.heightPx);
    m_state.log.clear();
    m_failures = 0;
    output.moves = output.moves || listed;
    return output;
  } catch (const std::exception& failure) {
    m_imgui.endPanels();
    if (++m_failures > kMostFailures) throw;
    m_state.log.clear();
    m_state.log.fail({}, base::errorLine(failure));
    leavePage();
    PanelOutput output;
    output.scene = output.clear = m_state.picture;
    return output;
  }
}

/// The words alone, which the start shows, without what any panel remembers.
void PanelStage::leavePage() {
  m_state.panels = {};
  m_state.session.view.mode = Mode::Words;
  m_state.session.view.nextWord = false;
}

PanelInput PanelStage::inputOf(const Frame& frame) {
  PanelInput input = panelInput(m_state.session);
  input.running = frame.running;
  input.shownTemperature = m_state.session.motion.temperature();
  input.shownLogits = m_state.session.motion.logits();
  input.indexShare = frame.indexShare;
  input.hovered = m_state.hovered;
  input.hoveredLabel = m_state.hoveredLabel;
  input.hoveredTopic = m_state.hoveredTopic;
  input.savesInto = m_savesInto;
  input.newMessages = m_state.log.lines();
  input.dialogAvailable = frame.dialogAvailable;
  input.openChoices = frame.openChoices;
  input.hush = m_state.log.hushed();
  input.pathCompletions = [this](const std::string& typed, std::size_t count) {
    return m_paths.completions(typed, count);
  };
  input.fileIsThere = [this](const std::string& path) { return m_paths.fileIsThere(path); };
  input.lessonPicture = frame.lessonPicture;
  return input;
}

}  // namespace es::app
