#include <algorithm>
#include <cmath>

#include "app/command/command_text.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/widgets.h"
#include "base/error.h"

namespace es::app {

namespace {

constexpr std::size_t kHistory = 200;

std::optional<std::string> recalled(PanelState& state, int step) {
  const int count = static_cast<int>(state.commandHistory.size());
  if (count == 0) return std::nullopt;
  const int from = state.historyAt < 0 ? count : state.historyAt;
  const int at = std::clamp(from + step, 0, count);
  state.historyAt = at == count ? -1 : at;
  return at == count ? "" : state.commandHistory[static_cast<std::size_t>(at)];
}

// The colon that brings one here may arrive a second time.
std::string withoutPrompt(const std::string& typed) {
  const std::size_t from = typed.find_first_not_of(": \t");
  return from == std::string::npos ? "" : typed.substr(from);
}

void run(PanelContext& context) {
  PanelState& state = context.state;
  const std::string line = withoutPrompt(state.commandText);
  state.commandText.clear();
  state.historyAt = -1;
  state.focusCommand = true;  // commands come in rows: Escape leaves
  if (line.empty()) return;
  if (state.commandHistory.empty() || state.commandHistory.back() != line)
    state.commandHistory.push_back(line);
  if (state.commandHistory.size() > kHistory) state.commandHistory.erase(state.commandHistory.begin());
  try {
    context.ask(parseCommand(line), Asker::CommandLine);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::CommandLine);
    state.commandText = line;
  }
}

TextBoxSpec commandSpec(PanelContext& context, float widthPx) {
  PanelState& state = context.state;
  TextBoxSpec spec;
  spec.hint = "a command: help";
  spec.inTabOrder = false;
  spec.widthPx = widthPx;
  spec.focus = state.focusCommand;
  spec.onArrow = [&state](int step) { return recalled(state, step); };
  spec.onTab = [&context](std::string_view typed) -> std::optional<std::string> {
    return tabbed(typed, commandCompletions(context, typed, 2));
  };
  spec.onEdit = [](std::string_view typed) -> std::optional<std::string> {
    return typed == ":" ? std::optional<std::string>("") : std::nullopt;
  };
  return spec;
}

void drawInput(PanelContext& context, float widthPx) {
  PanelState& state = context.state;
  ImGui::AlignTextToFramePadding();
  text(":", context.colors.accent);
  ImGui::SameLine(0, 0.4f * em());
  const TextBoxSpec spec = commandSpec(context, widthPx);
  state.focusCommand = false;
  const TextBoxEvents events = textBox(state.keyboard, "##command", state.commandText, spec);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  if (events.entered) {
    run(context);
  } else if (events.open && !state.commandText.empty()) {
    const Completions found = commandCompletions(context, state.commandText, 8);
    const DropList list{{low.x, low.y - 2}, high.x - low.x, true, -1};
    if (const auto pressed = dropList("##commands", list, found.shown)) {
      state.commandText = completed(state.commandText, found, static_cast<std::size_t>(*pressed));
      state.focusCommand = true;
    }
  }
}

void drawLastMessage(PanelContext& context) {
  PanelState& state = context.state;
  if (state.log.empty()) return;
  const Message last = state.logStands ? state.log.back() : Message{};
  const std::size_t lineEnd = last.text.find('\n');
  const auto more = std::count(last.text.begin(), last.text.end(), '\n');
  std::string line = last.text.substr(0, lineEnd);
  if (more > 0) line += "  (+" + std::to_string(more) + (more > 1 ? " lines)" : " line)");
  const char* label = state.showLog ? "hide log" : "log";
  const float labelWidth = ImGui::CalcTextSize(label).x + 0.6f * em();
  ImGui::SameLine(0, em());
  const float room = ImGui::GetContentRegionAvail().x - labelWidth - 0.5f * em();
  text(elided(line, room), last.isError ? context.colors.error : context.colors.textDim);
  if (ImGui::IsItemClicked()) state.showLog = true;
  tooltip(last.text);
  ImGui::SameLine(ImGui::GetWindowWidth() - labelWidth - ImGui::GetStyle().WindowPadding.x);
  if (flatButton(label, context.colors.text, "All answers so far.")) state.showLog = !state.showLog;
}

void drawLog(PanelContext& context, float heightPx) {
  PanelState& state = context.state;
  const std::size_t top = state.logTop.value_or(state.log.size());
  const bool moves = state.logTop || !context.in.newMessages.empty();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0));
  const float line = ImGui::GetTextLineHeight();
  compat::beginChild("log", {0, std::floor(heightPx / line) * line});  // whole lines: none is cut at the top
  for (std::size_t i = 0; i < state.log.size(); ++i) {
    if (i == top) ImGui::SetScrollFromPosY(ImGui::GetCursorPosY() - ImGui::GetScrollY(), 0);
    wrapped(state.log[i].text, state.log[i].isError ? context.colors.error : context.colors.text);
  }
  if (top == state.log.size() && (moves || ImGui::IsWindowAppearing())) ImGui::SetScrollHereY(1);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  state.logTop.reset();
}

}  // namespace

void drawCommandLine(PanelContext& context, const PanelBox& box) {
  const float logHeight = box.height - ImGui::GetFrameHeightWithSpacing() - ImGui::GetStyle().WindowPadding.y;
  ImGui::SetScrollY(0);  // the focus of a box must not push the log's first line out
  const float inputAt = ImGui::GetCursorPosY() + logHeight + ImGui::GetStyle().ItemSpacing.y;
  if (context.state.showLog && logHeight > em()) {
    drawLog(context, logHeight);
    ImGui::SetCursorPosY(inputAt);
  }
  drawInput(context, 0.48f * box.width);
  drawLastMessage(context);
}

}  // namespace es::app
