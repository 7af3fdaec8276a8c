#include "app/panels/layout/status_bar.h"

#include <fmt/format.h>

#include <cmath>

#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr double kShowProgressAfterSec = 0.15;
constexpr float kEdgePx = 4;

std::string sliceText(const DocumentState& document) {
  const std::string percent =
      fmt::format("{} % of the variance", std::lround(100 * document.sliced->varianceShare));
  switch (document.sliceSpec.kind) {
    case SliceKind::Random:
      return fmt::format("random slice {} shows {}", document.sliceSpec.seed, percent);
    case SliceKind::Axes:
      return "chosen axes show " + percent;
    case SliceKind::Fit:
      return "fitted slice shows " + percent;
    case SliceKind::Topics:
      return "the topics' means show " + percent;
    default:
      return "PCA shows " + percent;
  }
}

// What is in force, as said by the conventions: always on the screen.
std::string statusText(const PanelContext& context) {
  const DocumentState& document = context.document();
  if (!context.table()) return "no words open";
  std::string line =
      fmt::format("{} × {} · {} · {} · {}", base::groupedText(context.table()->size()),
                  base::groupedText(context.table()->dims()), math::metricName(document.metric),
                  document.centred ? "centred" : "not centred", sliceText(document));
  if (context.in.indexShare)
    line += fmt::format(" · speeding up questions: {} %", std::lround(100 * *context.in.indexShare));
  if (context.in.framesPerSecond > 0)
    line += fmt::format(" · {} fps", std::lround(context.in.framesPerSecond));
  return line;
}

void drawProgress(PanelContext& context, float widthPx) {
  const RunningCommand& running = *context.in.running;
  ImGui::AlignTextToFramePadding();
  text(elided(base::displayText(running.text), 0.45F * widthPx), context.colors.text);
  ImGui::SameLine();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight(), barWidth = 0.22F * widthPx, barHeight = 0.5F * em();
  bar({at.x, at.y + (height - barHeight) / 2}, {barWidth, barHeight}, static_cast<float>(running.share),
      context.colors.accent, context.colors.panelBorder);
  ImGui::Dummy({barWidth, height});
  ImGui::SameLine();
  text(fmt::format("{} %", std::lround(100 * running.share)), context.colors.text);
  ImGui::SameLine();
  if (ImGui::Button("cancel")) context.out.cancel = true;
}

void drawWarnings(PanelContext& context) {
  if (!context.table() || context.table()->source().warnings.empty()) return;
  const auto& warnings = context.table()->source().warnings;
  ImGui::SameLine();
  text(fmt::format("{} warning{}", warnings.size(), warnings.size() == 1 ? "" : "s"), context.colors.error);
  std::string all;
  for (const std::string& warning : warnings) all += (all.empty() ? "" : "\n") + base::displayText(warning);
  tooltip(all);
}

/// One word of the toolbar; drawn from a list so that its width is known before it is drawn.
struct Tool {
  const char* label;
  const char* tip;
  bool on = false, enabled = true;
  std::function<void(PanelContext&)> act;
};

std::vector<Tool> historyTools(const PanelContext& context) {
  const Document& document = context.in.document;
  return {{"undo", "Take the last change back (Ctrl+Z).", false, document.canUndo(),
           [](PanelContext& c) { c.issue(UndoCommand{}); }},
          {"redo", "Do it again (Ctrl+Shift+Z).", false, document.canRedo(),
           [](PanelContext& c) { c.issue(RedoCommand{}); }}};
}

std::vector<Tool> viewTools(const PanelContext& context) {
  const ViewState& view = context.in.view;
  const bool dark = view.theme == Theme::Dark;
  const auto fontSize = [size = view.fontSize](double step) {
    return SetCommand{"font-size", base::numberText(std::round(size + step))};
  };
  return {{"turn", "The slow turn of the picture (Space).", view.turning, true,
           [on = view.turning](PanelContext& c) { c.set("turn", !on); }},
          {"grid", "The ground grid.", view.grid, true,
           [on = view.grid](PanelContext& c) { c.set("grid", !on); }},
          {dark ? "light" : "dark",
           dark ? "A white ground, for paper and bright rooms." : "A black ground, as in the film.", false,
           true, [dark](PanelContext& c) { c.issue(ThemeCommand{dark ? Theme::Light : Theme::Dark}); }},
          {"lessons", "What the film shows, step by step (l).", context.state.showLessons, true,
           [](PanelContext& c) { c.state.showLessons = !c.state.showLessons; }},
          {"picture", "Save a picture of the view (F12).", false, true,
           [](PanelContext& c) { c.out.screenshot = true; }},
          {"?", "The keys (?).", false, true, [](PanelContext& c) { c.state.showKeys = true; }},
          // Last: they stay under the pointer while the text grows.
          {"A−", "Smaller text.", false, view.fontSize > 8,
           [fontSize](PanelContext& c) { c.issue(fontSize(-1)); }},
          {"A+", "Larger text.", false, view.fontSize < 32,
           [fontSize](PanelContext& c) { c.issue(fontSize(1)); }}};
}

float widthOf(const std::vector<Tool>& tools) {
  float width = 0;
  for (const Tool& tool : tools) width += textWidth(tool.label) + 0.6F * em() + 0.1F * em();
  return width;
}

void drawTools(PanelContext& context, const std::vector<Tool>& tools, float atPx) {
  ImGui::SameLine(atPx);
  for (const Tool& tool : tools) {
    const Color& color = tool.on ? context.colors.accent : context.colors.text;
    if (flatButton(tool.label, color, tool.tip, tool.enabled)) tool.act(context);
    ImGui::SameLine(0, 0.1F * em());
  }
}

}  // namespace

void drawStatusBar(PanelContext& context, const PanelBox& box) {
  std::vector<Tool> tools = historyTools(context);
  for (Tool& tool : viewTools(context)) tools.push_back(std::move(tool));
  const float toolsAt = box.width - widthOf(tools) - kEdgePx;
  if (context.in.running && context.in.running->elapsedSec > kShowProgressAfterSec) {
    drawProgress(context, toolsAt);
  } else {
    ImGui::AlignTextToFramePadding();
    const std::string status = statusText(context);
    text(elided(status, toolsAt - 2 * em()), context.colors.textDim);
    tooltip(status);
    drawWarnings(context);
  }
  drawTools(context, tools, toolsAt);
}

}  // namespace es::app
