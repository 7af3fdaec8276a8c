#include "app/panels/layout/quiet_word.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/panels/layout/messages.h"
#include "app/panels/widgets/cards.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"

namespace es::app {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kShows{6};
constexpr float kMostEms = 34;

struct QuietState {
  Clock::time_point since{};
  bool pointed = false;  // the pointer rests on it: it stays
};

/// The end of a path, from a folder's beginning, as long as there is room.
std::string endOfPath(const std::string& path, float widthPx) {
  std::string shown = base::displayText(path);
  for (std::size_t at = 0; textWidth(shown) > widthPx;) {
    at = path.find('/', at + 1);
    if (at == std::string::npos) return elided(shown, widthPx);
    shown = "…" + base::displayText(path.substr(at));
  }
  return shown;
}

std::string wordOf(const Message& message) {
  const float room = std::min(kMostEms * em(), ImGui::GetIO().DisplaySize.x - 6 * em());
  if (message.written.path.empty()) return elided(message.text, room);
  const std::string what = message.written.what + " saved: ";
  return what + endOfPath(message.written.path, room - textWidth(what));
}

/// What is said now; a message for as long as it shows.
std::string saidNow(const PanelContext& context) {
  if (!context.in.hush.empty()) return context.in.hush;
  const Message* message = quietMessage(context);
  if (!message) return {};
  QuietState& state = context.memory<QuietState>();
  if (!context.in.newMessages.empty()) state.since = Clock::now();
  return state.pointed || Clock::now() - state.since < kShows ? wordOf(*message) : std::string();
}

}  // namespace

float quietWidth(const PanelContext& context) {
  const std::string said = saidNow(context);
  return said.empty() ? 0 : pillWidth(said);
}

void drawQuietWord(PanelContext& context, const StageLayout& layout) {
  QuietState& state = context.memory<QuietState>();
  const std::string said = saidNow(context);
  const bool wasPointed = std::exchange(state.pointed, false);
  if (layout.quiet.width <= 0 || said.empty()) return;
  const Message* message = context.in.hush.empty() ? quietMessage(context) : nullptr;
  const std::string path = message ? message->written.path : std::string();
  beginFree("##quiet", layout.quiet);
  compat::bringToFront();
  const bool pressed = chipOf(context, said, {layout.quiet.width, layout.quiet.height}, false);
  if (pressed && !path.empty()) ImGui::SetClipboardText(path.c_str());
  state.pointed = message && ImGui::IsItemHovered();
  if (!path.empty()) tooltip(base::displayText(path) + "\nA click copies the path.");
  endFree();
  if (wasPointed && !state.pointed) state.since = Clock::now();
  if (!message || state.pointed) return;  // when the pointer leaves there is a frame anyway
  const std::chrono::duration<double> left = kShows - (Clock::now() - state.since);
  context.out.againSec = std::max(0.05, left.count());
}

}  // namespace es::app
