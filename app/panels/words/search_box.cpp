#include "app/panels/words/search_box.h"

#include <algorithm>

#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
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

// A lone / : or ? in the box that has the keyboard from the start means the key, not the word: the standing
// question's text stays.
std::optional<std::string> takeShortcut(PanelContext& context, std::string_view typed) {
  PanelState& state = context.state;
  if (typed == ":") {
    state.focusCommand = true;
    state.keyboard.expect();  // what is typed next is for the command line
  }
  if (typed == "?") state.showKeys = true;
  if (typed == "/" || typed == ":" || typed == "?") return context.memory<SearchState>().standing;
  return std::nullopt;
}

TextBoxSpec searchSpec(PanelContext& context, float widthPx) {
  PanelState& state = context.state;
  TextBoxSpec spec;
  spec.hint = "a word, or a formula: king - man + woman";
  if (textWidth(spec.hint) + 2 * ImGui::GetStyle().FramePadding.x > widthPx)
    spec.hint = "a word or a formula";
  spec.widthPx = widthPx;
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
  spec.onEdit = [&context](std::string_view typed) { return takeShortcut(context, typed); };
  return spec;
}

// Puts a completion in; where it is the whole text, that is the question.
void choose(PanelContext& context, const Completions& found, int index) {
  SearchState& search = context.memory<SearchState>();
  search.text = completed(search.text, found, static_cast<std::size_t>(index));
  search.completionAt = -1;
  if (found.from == 0) {
    askNearest(context, search.text);
  } else {
    context.state.focusSearch = true;
  }
}

/// A text longer than the box is scrolled under its ends, which are round.
void coverEnds(const std::string& text, ImVec2 low, ImVec2 high) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float end = 0.7F * style.FramePadding.x;
  if (textWidth(text) <= high.x - low.x - 2 * style.FramePadding.x) return;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImU32 ground = ImGui::GetColorU32(ImGuiCol_FrameBg);
  const float line = 1;
  draw.AddRectFilled({low.x + line, low.y + line}, {low.x + end, high.y - line}, ground, style.FrameRounding,
                     ImDrawFlags_RoundCornersLeft);
  draw.AddRectFilled({high.x - end, low.y + line}, {high.x - line, high.y - line}, ground,
                     style.FrameRounding, ImDrawFlags_RoundCornersRight);
}

}  // namespace

void askNearest(PanelContext& context, const std::string& typed) {
  const std::string asked = trimmed(typed);
  if (asked.empty()) {  // nothing is asked, and nothing is wrong with it
    context.state.logStands = false;
    context.state.askerError.clear();
    return;
  }
  try {
    context.ask(NeighborsCommand{readTyped(context, asked), {}, {}, false}, Asker::Search);
  } catch (const Error& error) {
    context.fail(error, "neighbors " + asked, Asker::Search);
  }
}

void drawSearchBox(PanelContext& context, float widthPx) {
  SearchState& search = context.memory<SearchState>();
  const TextBoxSpec spec = searchSpec(context, widthPx);
  context.state.focusSearch = false;
  const TextBoxEvents events = textBox(context.state.keyboard, "##search", search.text, spec);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  coverEnds(search.text, low, high);
  tooltip(
      "A word, or a formula of words with + - and numbers as factors: 0.5*(cat + dog). The key / brings you "
      "here.");
  if (events.edited) {
    search.completionAt = -1;
    search.offers = true;
    context.textChanged(Asker::Search);
  }
  const Completions found =
      events.open && search.offers ? wordCompletions(context, search.text, kListed) : Completions{};
  if (events.entered) {
    if (search.completionAt >= 0 && search.completionAt < static_cast<int>(found.texts.size())) {
      choose(context, found, search.completionAt);
    } else {
      askNearest(context, search.text);
    }
    search.completionAt = -1;
    search.offers = false;
  } else if (events.open) {
    const DropList list{{low.x, high.y + 2}, high.x - low.x, false, search.completionAt};
    if (const auto pressed = dropList("##searchwords", list, found.shown)) choose(context, found, *pressed);
  }
}

void followQuery(PanelContext& context) {
  SearchState& search = context.memory<SearchState>();
  const auto& current = context.document().neighbors;
  const std::string query = current ? math::formatExpression(current->expression) : "";
  if (query == search.seenQuery) return;
  search.seenQuery = query;
  const bool single =
      current && current->expression.terms.size() == 1 && current->expression.terms[0].factor == 1;
  search.text = search.standing = single ? current->expression.terms[0].word : query;
}

}  // namespace es::app
