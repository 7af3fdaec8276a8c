#include "app/panels/layout/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/command/command_text.h"
#include "app/panels/layout/log_card.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/error.h"

namespace es::app {

namespace {

constexpr std::size_t kHistory = 200, kLogged = 200;
constexpr std::size_t kShownLines = 8;  // of an answer; the others are in the log
constexpr double kShowProgressAfterSec = 0.15;

struct CommandLineState {
  std::string text;  // being typed
  std::vector<std::string> history;
  int historyAt = -1;  // of the line that was called back; -1: none was
  bool open = false;   // it was called by the colon
};
struct LogState {
  std::vector<Message> lines;  // newest last, at most kLogged
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
    context.fail(error, line, Asker::CommandLine);
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

void drawInput(PanelContext& context) {
  CommandLineState& state = context.memory<CommandLineState>();
  ImGui::AlignTextToFramePadding();
  text(":", context.colors.accent);
  ImGui::SameLine(0, 0.4F * em());
  const float logWidth = textWidth("log") + 0.9F * em();
  const TextBoxSpec spec = commandSpec(context, ImGui::GetContentRegionAvail().x - logWidth);
  const bool called = context.state.focusCommand;
  context.state.focusCommand = false;
  const TextBoxEvents events = textBox(context.state.keyboard, "##command", state.text, spec);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  if (events.entered) {
    run(context);
  } else if (events.open && !state.text.empty()) {
    const Completions found = commandCompletions(context, state.text, 8);
    const DropList list{{low.x, high.y + 2}, high.x - low.x, false, -1};
    if (const auto pressed = dropList("##commands", list, found.shown)) {
      state.text = completed(state.text, found, static_cast<std::size_t>(*pressed));
      context.state.focusCommand = true;
    }
  }
  ImGui::SameLine(0, 0.4F * em());
  if (flatButton("log", context.colors.textDim, "All answers so far."))
    context.state.showLog = !context.state.showLog;
  const bool pressing = ImGui::IsItemActive();  // its button, which would go before it is let go
  // Left without a command it goes away.
  if (!called && !pressing && !events.open && !context.state.focusCommand && !context.state.keyboard.coming())
    state.open = false;
}

void hideMessage(PanelContext& context) {
  context.state.logStands = false;
}

/// The first lines of an answer.
std::string shortened(const std::string& answer) {
  std::size_t end = 0;
  for (std::size_t line = 0; line < kShownLines; ++line) {
    end = answer.find('\n', end);
    if (end == std::string::npos) return answer;
    ++end;
  }
  return answer.substr(0, end) + "…";
}

/// Where a message under the box is about the last question or command.
bool hangs(const PanelContext& context) {
  const PanelState& state = context.state;
  const std::vector<Message>& lines = context.memory<LogState>().lines;
  if (context.onStage() && !lines.empty() && !lines.back().isError)
    return false;  // what its steps answer is in the picture
  return state.logStands && !lines.empty() && !quietMessage(context) &&
         (state.asker == Asker::None || state.asker == Asker::Search || state.asker == Asker::CommandLine);
}

/// What may have been meant, or what is offered: a click asks it.
void drawSuggestions(PanelContext& context, const std::vector<Suggestion>& suggestions) {
  bool first = true;
  for (const Suggestion& offer : suggestions) {
    if (!first) ImGui::SameLine(0, 0.4F * em());
    first = false;
    if (chip(context, base::displayText(offer.label), ImGui::GetFrameHeight()))
      context.ask(offer.command, context.state.asker);
  }
}

/// An error without what its chips offer, an answer of several lines as the log has it.
void drawSaid(const Message& last, float widthPx, const Color& ink) {
  const std::string shown = shortened(last.text);
  if (shown.find('\n') != std::string::npos) return drawAnswerLines(shown, widthPx, ink);
  const std::size_t offer = last.suggestions.empty() ? std::string::npos : shown.rfind("; did you mean ");
  const std::string said = offer == std::string::npos ? shown : shown.substr(0, offer) + ".";
  text(brokenAtSpaces(base::displayText(said), widthPx), ink);
}

void drawLastMessage(PanelContext& context) {
  const Message last = context.memory<LogState>().lines.back();
  const float width = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
  const float top = ImGui::GetCursorPosY();
  const Color& ink = last.isError ? context.colors.error : context.colors.text;
  if (last.text.empty()) {
    drawSuggestions(context, last.suggestions);
  } else {
    drawSaid(last, width - 1.6F * em(), ink);
  }
  const float bottom = ImGui::GetCursorPosY();
  const float drop = last.text.empty() ? (ImGui::GetFrameHeight() - ImGui::GetTextLineHeight()) / 2 : 0;
  ImGui::SetCursorPos({left + width - em(), top + drop});
  if (closeButton("hide", "Close.")) hideMessage(context);
  ImGui::SetCursorPos({left, bottom});
  if (shortened(last.text) != last.text && flatButton("all of it", context.colors.accent, "Opens the log.")) {
    context.state.showLog = true;
    hideMessage(context);
  }
  if (!last.text.empty()) drawSuggestions(context, last.suggestions);
}

/// Offers alone need no more room than they take, in the middle below the box.
void narrowForOffers(const PanelContext& context, PanelBox& box) {
  const Message& last = context.memory<LogState>().lines.back();
  if (!last.text.empty()) return;
  float width = 4 * em();
  for (const Suggestion& offer : last.suggestions)
    width += chipWidth(base::displayText(offer.label)) + 0.4F * em();
  box.x += std::max(0.0F, (box.width - width) / 2);
  box.width = std::min(box.width, width);
}

void drawProgress(PanelContext& context) {
  const RunningCommand& running = *context.in.running;
  const float width = ImGui::GetContentRegionAvail().x, barHeight = 0.4F * em();
  ImGui::AlignTextToFramePadding();
  text(elided(base::displayText(running.text), 0.45F * width), context.colors.text);
  ImGui::SameLine();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetFrameHeight(), barWidth = 0.22F * width;
  bar({at.x, at.y + (height - barHeight) / 2}, {barWidth, barHeight}, static_cast<float>(running.share),
      context.colors.accent, context.colors.panelBorder);
  ImGui::Dummy({barWidth, height});
  ImGui::SameLine();
  text(fmt::format("{} %", std::lround(100 * running.share)), context.colors.text);
  ImGui::SameLine();
  if (textButton("cancel")) context.out.cancel = true;
}

/// A card as high as what is in it, below the last one; `y` moves on.
template <class Draw>
void hang(const char* name, const PanelBox& box, float& y, Draw draw) {
  beginCard(name, {box.x, y, box.width, 0});
  draw();
  y += ImGui::GetWindowHeight() + 0.3F * em();
  endCard();
}

// What failed can be corrected where it was typed.
void takeFailure(PanelContext& context, const std::string& error) {
  PanelState& state = context.state;
  if (state.asker == Asker::None) return;
  state.askerError = error;
  CommandLineState& line = context.memory<CommandLineState>();
  const bool atPrompt = state.asker == Asker::CommandLine && !line.history.empty();
  if (atPrompt && line.text.empty()) line.text = line.history.back();
}

void takeSuccess(PanelState& state) {
  state.askerError.clear();
  if (state.asker == Asker::Open) state.showOpen = state.showSave = false;
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
}

const Message* quietMessage(const PanelContext& context) {
  const std::vector<Message>& lines = context.memory<LogState>().lines;
  const Asker asker = context.state.asker;  // a card that has done its work is gone
  if (!context.state.logStands || lines.empty()) return nullptr;
  const Message& last = lines.back();
  const bool quiet = !last.written.path.empty() || asker == Asker::None || asker == Asker::Open;
  const bool brief = !last.isError && last.suggestions.empty() && last.text.find('\n') == std::string::npos;
  return quiet && brief ? &last : nullptr;
}

void drawMessages(PanelContext& context, const StageLayout& layout) {
  CommandLineState& line = context.memory<CommandLineState>();
  if (context.state.focusCommand) line.open = true;
  const auto under = [&](float widthPx) {
    const float window = ImGui::GetIO().DisplaySize.x, margin = 0.5F * em();
    const float width = std::min(std::max(layout.box.width, widthPx), window - 2 * margin);
    const float middle = layout.box.width > 0 ? layout.box.x + layout.box.width / 2 : window / 2;
    return PanelBox{std::clamp(middle - width / 2, margin, window - width - margin), 0, width, 0};
  };
  const PanelBox box = under(30 * em());
  float y = layout.bar.height + 0.4F * em();
  if (line.open) hang("##commandline", box, y, [&] { drawInput(context); });
  if (context.in.running && context.in.running->elapsedSec > kShowProgressAfterSec)
    hang("##progress", box, y, [&] { drawProgress(context); });
  // An offer of the start stands below the opening's own chips.
  if (layout.chips.width > 0) y = std::max(y, layout.chips.y + layout.chips.height + 0.4F * em());
  if (hangs(context)) {
    const bool table = context.memory<LogState>().lines.back().text.find('\n') != std::string::npos;
    PanelBox place = table ? under(46 * em()) : box;
    narrowForOffers(context, place);
    hang("##message", place, y, [&] { drawLastMessage(context); });
  }
  if (context.state.showLog) drawLogCard(context, context.memory<LogState>().lines, layout, y);
}

}  // namespace es::app
