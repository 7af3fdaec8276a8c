#include "app/program/panel_stage.h"

#include "app/panels/layout/lesson_stage.h"
#include "app/panels/layout/panels.h"
#include "app/platform/desktop/paths.h"
#include "render/text/font_files.h"

namespace es::app {

PanelStage::PanelStage(WindowState& state)
    : m_state(state), m_imgui(&state.window, render::systemFontFiles()) {
  if (const auto full = fullTablePath()) m_fullTable = full->string();
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
  PanelOutput output = drawPanels(inputOf(frame), m_state.panels, spec.widthPx, spec.heightPx);
  m_state.log.clear();
  m_imgui.endFrame();
  return output;
}

PanelInput PanelStage::inputOf(const Frame& frame) const {
  PanelInput input = panelInput(m_state.session);
  input.running = frame.running;
  input.shownTemperature = m_state.session.motion.temperature();
  input.shownLogits = m_state.session.motion.logits();
  input.indexShare = frame.indexShare;
  input.hovered = m_state.hovered;
  input.newMessages = m_state.log.lines();
  input.fullTablePath = m_fullTable;
  input.dialogAvailable = frame.dialogAvailable;
  input.openChoices = frame.openChoices;
  input.hush = m_state.log.hushed();
  input.pathCompletions = pathCompletions;
  input.lessonPicture = frame.lessonPicture;
  return input;
}

}  // namespace es::app
