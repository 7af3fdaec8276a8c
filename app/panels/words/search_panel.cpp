#include "app/panels/words/search_panel.h"

#include <algorithm>
#include <array>

#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
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
    const auto chosen = static_cast<std::size_t>(context.memory<SearchState>().completionAt);
    return chosen < found.texts.size() ? completed(typed, found, chosen) : tabbed(typed, found);
  };
  spec.onArrow = [&context](int step) -> std::optional<std::string> {
    SearchState& search = context.memory<SearchState>();
    const auto found = wordCompletions(context, search.text, kListed);
    const int last = static_cast<int>(found.texts.size()) - 1;
    search.completionAt = std::clamp(search.completionAt + step, -1, last);
    return std::nullopt;
  };
  spec.onEdit = [&state](std::string_view typed) { return takeShortcut(state, typed); };
  return spec;
}

// Puts a completion in; where it is the whole text, that is the question.
void choose(PanelContext& context, const Completions& found, int index) {
  SearchState& search = context.memory<SearchState>();
  search.text = completed(search.text, found, static_cast<std::size_t>(index));
  search.completionAt = -1;
  if (found.from == 0) {
    try {
      context.ask(NeighborsCommand{math::parseExpression(search.text), {}, {}, false}, Asker::Search);
    } catch (const Error& error) {
      context.fail(error.what(), Asker::Search);
    }
  } else {
    context.state.focusSearch = true;
  }
}

void drawSearchBox(PanelContext& context) {
  SearchState& search = context.memory<SearchState>();
  const TextBoxSpec spec = searchSpec(context);
  context.state.focusSearch = false;
  const TextBoxEvents events = textBox(context.state.keyboard, "##search", search.text, spec);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  tooltip("A word, or a formula of words with + - and numbers as factors.  /  brings you here.");
  if (events.edited) {
    search.completionAt = -1;
    context.textChanged(Asker::Search);
  }
  const Completions found = events.open ? wordCompletions(context, search.text, kListed) : Completions{};
  if (events.entered) {
    if (search.completionAt >= 0 && search.completionAt < static_cast<int>(found.texts.size())) {
      choose(context, found, search.completionAt);
    } else {
      askTyped(context, search.text, Asker::Search);
    }
    search.completionAt = -1;
  } else if (events.open) {
    const DropList list{{low.x, high.y + 2}, high.x - low.x, false, search.completionAt};
    if (const auto pressed = dropList("##searchwords", list, found.shown)) choose(context, found, *pressed);
  }
  drawAskerError(context, Asker::Search);
}

void drawFormulaBox(PanelContext& context) {
  std::string& formula = context.memory<SearchState>().formula;
  const auto& current = context.document().neighbors;
  const float pinWidth = textWidth("pin") + 0.6F * em();
  const float width = ImGui::GetContentRegionAvail().x - pinWidth - ImGui::GetStyle().ItemSpacing.x;
  const TextBoxEvents events = wordBox(context, "##formula", formula, "king - man + woman", false, width);
  tooltip(
      "A formula: words with + - and parentheses, numbers as factors: 0.5*(cat + dog). Enter asks what lies "
      "nearest.");
  if (events.edited) context.textChanged(Asker::Formula);
  if (events.entered) askTyped(context, formula, Asker::Formula);
  ImGui::SameLine();
  if (flatButton("pin", context.colors.text, "Keep the current query's arrows in the picture.",
                 current != nullptr))
    context.ask(ShowCommand{{current->expression}}, Asker::Formula);
  drawAskerError(context, Asker::Formula);
}

void drawMetric(PanelContext& context) {
  constexpr std::array<std::string_view, 3> kNames{"cosine", "Euclidean", "dot"};
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
    const float width = ImGui::GetContentRegionAvail().x - 1.6F * em();
    text(elided(base::displayText(math::formatExpression(expression)), width), context.colors.text);
    ImGui::SameLine(width + 0.4F * em());
    if (closeButton("hide", "Take these arrows away.")) context.issue(HideCommand{{expression}});
    ImGui::PopID();
  }
  ImGui::EndChild();
}

}  // namespace

void followQuery(PanelContext& context) {
  SearchState& search = context.memory<SearchState>();
  const auto& current = context.document().neighbors;
  const std::string query = current ? math::formatExpression(current->expression) : "";
  if (query == search.seenQuery) return;
  search.seenQuery = query;
  const bool single =
      current && current->expression.terms.size() == 1 && current->expression.terms[0].factor == 1;
  search.text = single ? current->expression.terms[0].word : "";
  search.formula = single ? "" : query;
}

void drawSearchPanel(PanelContext& context) {
  drawSearchBox(context);
  drawFormulaBox(context);
  drawMetric(context);
  drawPinned(context);
}

}  // namespace es::app
