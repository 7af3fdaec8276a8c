#include <algorithm>
#include <array>

#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/widgets.h"
#include "base/display_text.h"
#include "base/error.h"

namespace es::app {

namespace {

constexpr std::size_t kListed = 8;

std::string trimmed(const std::string& text) {
  const std::size_t from = text.find_first_not_of(" \t");
  return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// A text that the table has as a word is that word, whatever characters are in it.
math::Expression readTyped(const PanelContext& context, const std::string& typed) {
  if (const model::Vocabulary* words = context.vocabulary()) {
    if (const auto row = words->findForgiving(typed)) return {{{1, words->word(*row)}}};
  }
  return math::parseExpression(typed);
}

void askTyped(PanelContext& context, const std::string& text, Asker from) {
  const std::string typed = trimmed(text);
  if (typed.empty()) return;
  try {
    context.ask(NeighborsCommand{readTyped(context, typed), {}, {}, false}, from);
  } catch (const Error& error) {
    context.fail(error.what(), from);
  }
}

void showError(const PanelContext& context, Asker from) {
  if (context.state.asker == from && !context.state.askerError.empty()) {
    wrapped(base::displayText(context.state.askerError), context.colors.error);
  }
}

// A lone / : or ? in the box that has the keyboard from the start means the key, not the word.
std::optional<std::string> takeShortcut(PanelState& state, std::string_view typed) {
  if (typed == ":") state.focusCommand = true;
  if (typed == "?") state.showKeys = true;
  if (typed == "/" || typed == ":" || typed == "?") return "";
  return std::nullopt;
}

TextBoxSpec searchSpec(PanelContext& context) {
  PanelState& state = context.state;
  TextBoxSpec spec;
  spec.hint = "type a word: tower";
  spec.focus = state.focusSearch;
  spec.onTab = [&context](std::string_view typed) -> std::optional<std::string> {
    const Completions found = wordCompletions(context, typed, kListed);
    const auto chosen = static_cast<std::size_t>(context.state.completionAt);
    return chosen < found.texts.size() ? completed(typed, found, chosen) : tabbed(typed, found);
  };
  spec.onArrow = [&context](int step) -> std::optional<std::string> {
    const auto found = wordCompletions(context, context.state.searchText, kListed);
    const int last = static_cast<int>(found.texts.size()) - 1;
    context.state.completionAt = std::clamp(context.state.completionAt + step, -1, last);
    return std::nullopt;
  };
  spec.onEdit = [&state](std::string_view typed) { return takeShortcut(state, typed); };
  return spec;
}

// Puts a completion in; where it is the whole text, that is the question.
void choose(PanelContext& context, const Completions& found, int index) {
  PanelState& state = context.state;
  state.searchText = completed(state.searchText, found, static_cast<std::size_t>(index));
  state.completionAt = -1;
  if (found.from == 0) {
    try {
      context.ask(NeighborsCommand{math::parseExpression(state.searchText), {}, {}, false}, Asker::Search);
    } catch (const Error& error) {
      context.fail(error.what(), Asker::Search);
    }
  } else {
    state.focusSearch = true;
  }
}

void drawSearchBox(PanelContext& context) {
  PanelState& state = context.state;
  const TextBoxSpec spec = searchSpec(context);
  state.focusSearch = false;
  const TextBoxEvents events = textBox(state.keyboard, "##search", state.searchText, spec);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  tooltip("A word, or a formula of words with + - and numbers as factors.  /  brings you here.");
  if (events.edited) {
    state.completionAt = -1;
    context.textChanged(Asker::Search);
  }
  const Completions found = events.open ? wordCompletions(context, state.searchText, kListed) : Completions{};
  if (events.entered) {
    if (state.completionAt >= 0 && state.completionAt < static_cast<int>(found.texts.size())) {
      choose(context, found, state.completionAt);
    } else {
      askTyped(context, state.searchText, Asker::Search);
    }
    state.completionAt = -1;
  } else if (events.open) {
    const DropList list{{low.x, high.y + 2}, high.x - low.x, false, state.completionAt};
    if (const auto pressed = dropList("##searchwords", list, found.shown)) choose(context, found, *pressed);
  }
  showError(context, Asker::Search);
}

void drawFormulaBox(PanelContext& context) {
  PanelState& state = context.state;
  const auto& standing = context.document().neighbors;
  const float pinWidth = ImGui::CalcTextSize("pin").x + 0.6f * em();
  const float width = ImGui::GetContentRegionAvail().x - pinWidth - ImGui::GetStyle().ItemSpacing.x;
  const TextBoxEvents events =
      wordBox(context, "##formula", state.formulaText, "king - man + woman", false, width);
  tooltip(
      "A formula: words with + - and parentheses, numbers as factors: 0.5*(cat + dog). Enter asks what lies "
      "nearest.");
  if (events.edited) context.textChanged(Asker::Formula);
  if (events.entered) askTyped(context, state.formulaText, Asker::Formula);
  ImGui::SameLine();
  if (flatButton("pin", context.colors.text, "Keep the standing formula's arrows in the picture.",
                 standing != nullptr)) {
    context.ask(ShowCommand{{standing->expression}}, Asker::Formula);
  }
  showError(context, Asker::Formula);
}

void drawMetric(PanelContext& context) {
  constexpr std::array kNames{"cosine", "Euclidean", "dot"};
  constexpr std::array kMetrics{math::Metric::Cosine, math::Metric::Euclidean, math::Metric::Dot};
  const auto inForce =
      std::find(kMetrics.begin(), kMetrics.end(), context.document().metric) - kMetrics.begin();
  const auto clicked = segmented("metric", kNames, static_cast<int>(inForce));
  tooltip(
      "What nearest means. Cosine: the smallest angle, whatever the lengths. Euclidean: the shortest "
      "distance between "
      "the tips. Dot: the largest dot product; long vectors win.");
  if (clicked) context.issue(MetricCommand{kMetrics[static_cast<std::size_t>(*clicked)]});
}

void drawPinned(PanelContext& context) {
  const auto& shown = context.document().shown;
  if (shown.empty()) return;
  text("pinned arrows", context.colors.textDim);
  const float rowHeight = ImGui::GetTextLineHeightWithSpacing();
  const auto rows = static_cast<float>(std::min<std::size_t>(shown.size(), 4));
  compat::beginChild("pinned", {0, rows * rowHeight});
  int id = 0;
  for (const math::Expression& expression : shown) {
    ImGui::PushID(id++);
    const float width = ImGui::GetContentRegionAvail().x - 1.6f * em();
    text(elided(base::displayText(math::formatExpression(expression)), width), context.colors.text);
    ImGui::SameLine(width + 0.4f * em());
    if (closeButton("hide", "Take these arrows away.")) context.issue(HideCommand{{expression}});
    ImGui::PopID();
  }
  ImGui::EndChild();
}

}  // namespace

void drawSearchPanel(PanelContext& context) {
  drawSearchBox(context);
  drawFormulaBox(context);
  drawMetric(context);
  drawPinned(context);
}

}  // namespace es::app
