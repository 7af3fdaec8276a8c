#include "app/panels/layout/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/command/command_text.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "base/error.h"

namespace es::app {

namespace {

constexpr std::size_t kHistory = 200, kLogged = 200;

struct CommandLineState {
  std::string text;  // being typed
  std::vector<std::string> history;
  int historyAt = -1;  // of the line that was called back; -1: none was
};
struct LogState {
  std::vector<Message> lines;      // newest last, at most kLogged
  std::optional<std::size_t> top;  // the line to scroll to the top
};

std::optional<std::string> recalled(CommandLineState& state, int step) {
  const int count = static_cast<int>(state.history.size());
  if (count == 0) return std::nullopt;
  const int from = state.historyAt < 0 ? count : state.historyAt;
  const int at = std::clamp(from + step, 0, count);
  state.historyAt = at == count ? -1 : at;
  return at == count ? "" : state.history[static_cast<std::size_t>(at)];
}

// The colon that brings one here may arrive a second time.
std::string withoutPrompt(const std::string& typed) {
  const std::size_t from = typed.find_first_not_of(": \t");
  return from == std::string::npos ? "" : typed.substr(from);
}

void run(PanelContext& context) {
  CommandLineState& state = context.memory<CommandLineState>();
  const std::string line = withoutPrompt(state.text);
  state.text.clear();
  state.historyAt = -1;
  context.state.focusCommand = true;  // commands come in rows: Escape leaves
  if (line.empty()) return;
  if (state.history.empty() || state.history.back() != line) state.history.push_back(line);
  if (state.history.size() > kHistory) state.history.erase(state.history.begin());
  try {
    context.ask(parseCommand(line), Asker::CommandLine);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::CommandLine);
    state.text = line;
  }
}

TextBoxSpec commandSpec(PanelContext& context, float widthPx) {
  CommandLineState& state = context.memory<CommandLineState>();
  TextBoxSpec spec;
  spec.hint = "a command: help";
  spec.inTabOrder = false;
  spec.widthPx = widthPx;
  spec.focus = context.state.focusCommand;
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
  CommandLineState& state = context.memory<CommandLineState>();
  ImGui::AlignTextToFramePadding();
  text(":", context.colors.accent);
  ImGui::SameLine(0, 0.4F * em());
  const TextBoxSpec spec = commandSpec(context, widthPx);
  context.state.focusCommand = false;
  const TextBoxEvents events = textBox(context.state.keyboard, "##command", state.text, spec);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  if (events.entered) {
    run(context);
  } else if (events.open && !state.text.empty()) {
    const Completions found = commandCompletions(context, state.text, 8);
    const DropList list{{low.x, low.y - 2}, high.x - low.x, true, -1};
    if (const auto pressed = dropList("##commands", list, found.shown)) {
      state.text = completed(state.text, found, static_cast<std::size_t>(*pressed));
      context.state.focusCommand = true;
    }
  }
}

void drawLastMessage(PanelContext& context) {
  PanelState& state = context.state;
  const std::vector<Message>& lines = context.memory<LogState>().lines;
  if (lines.empty()) return;
  const Message last = state.logStands ? lines.back() : Message{};
  const std::size_t lineEnd = last.text.find('\n');
  const auto more = std::count(last.text.begin(), last.text.end(), '\n');
  std::string line = last.text.substr(0, lineEnd);
  if (more > 0) line += fmt::format("  (+{} line{})", more, more > 1 ? "s" : "");
  const char* label = state.showLog ? "hide log" : "log";
  const float labelWidth = textWidth(label) + 0.6F * em();
  ImGui::SameLine(0, em());
  const float room = ImGui::GetContentRegionAvail().x - labelWidth - 0.5F * em();
  text(elided(line, room), last.isError ? context.colors.error : context.colors.textDim);
  if (ImGui::IsItemClicked()) state.showLog = true;
  tooltip(last.text);
  ImGui::SameLine(ImGui::GetWindowWidth() - labelWidth - ImGui::GetStyle().WindowPadding.x);
  if (flatButton(label, context.colors.text, "All answers so far.")) state.showLog = !state.showLog;
}

void drawLog(PanelContext& context, float heightPx) {
  LogState& log = context.memory<LogState>();
  const std::size_t top = log.top.value_or(log.lines.size());
  const bool moves = log.top || !context.in.newMessages.empty();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ImGui::GetStyle().ItemSpacing.x, 0));
  const float line = ImGui::GetTextLineHeight();
  compat::beginChild("log", {0, std::floor(heightPx / line) * line});  // whole lines: none is cut at the top
  for (std::size_t i = 0; i < log.lines.size(); ++i) {
    if (i == top) ImGui::SetScrollFromPosY(ImGui::GetCursorPosY() - ImGui::GetScrollY(), 0);
    wrapped(log.lines[i].text, log.lines[i].isError ? context.colors.error : context.colors.text);
  }
  if (top == log.lines.size() && (moves || ImGui::IsWindowAppearing())) ImGui::SetScrollHereY(1);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  log.top.reset();
}

// What failed can be corrected where it was typed.
void takeFailure(PanelContext& context, const std::string& error) {
  PanelState& state = context.state;
  if (state.asker == Asker::None) return;
  state.askerError = error;
  if (!ImGui::IsAnyItemActive()) state.keyboard.failed = state.keyboard.asked;
  state.keyboard.asked = 0;
  CommandLineState& line = context.memory<CommandLineState>();
  const bool atPrompt = state.asker == Asker::CommandLine && !line.history.empty();
  if (atPrompt && line.text.empty()) line.text = line.history.back();
}

void takeSuccess(PanelState& state) {
  state.askerError.clear();
  state.keyboard.asked = 0;
  if (state.asker == Asker::Open) state.showOpen = false;
}

// An answer of several lines is read from its first.
void openLogAtLongAnswer(PanelContext& context, std::size_t newCount) {
  LogState& log = context.memory<LogState>();
  const std::size_t from = log.lines.size() - std::min(newCount, log.lines.size());
  for (std::size_t i = from; i < log.lines.size(); ++i) {
    if (log.lines[i].text.find('\n') == std::string::npos) continue;
    log.top = i;
    context.state.showLog = true;
  }
}

}  // namespace

void takeMessages(PanelContext& context) {
  std::vector<Message>& lines = context.memory<LogState>().lines;
  for (const Message& message : context.in.newMessages) {
    lines.push_back(message);
    context.state.logStands = true;
    message.isError ? takeFailure(context, message.text) : takeSuccess(context.state);
  }
  if (lines.size() > kLogged) lines.erase(lines.begin(), lines.end() - kLogged);
  openLogAtLongAnswer(context, context.in.newMessages.size());
}

bool showsLog(const PanelContext& context) {
  return context.state.showLog && !context.memory<LogState>().lines.empty();
}

void drawCommandLine(PanelContext& context, const PanelBox& box) {
  const float logHeight = box.height - ImGui::GetFrameHeightWithSpacing() - ImGui::GetStyle().WindowPadding.y;
  ImGui::SetScrollY(0);  // the focus of a box must not push the log's first line out
  const float inputAt = ImGui::GetCursorPosY() + logHeight + ImGui::GetStyle().ItemSpacing.y;
  if (context.state.showLog && logHeight > em()) {
    drawLog(context, logHeight);
    ImGui::SetCursorPosY(inputAt);
  }
  drawInput(context, 0.48F * box.width);
  drawLastMessage(context);
}

}  // namespace es::app
