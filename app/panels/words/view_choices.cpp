#include "app/panels/words/view_choices.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/widgets/word_list.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct SliceState {
  std::array<std::string, 3> axes;
  std::string fitWords, seed = "1";
  SliceKind tab = SliceKind::Pca;  // the kind whose boxes show: axes and fit wait for words
  bool orthogonal = true;
  SliceSpec seen;       // what the document said last
  bool chosen = false;  // the choice has been made: its card goes
};

void askRandom(PanelContext& context, std::uint64_t seed) {
  SliceSpec spec;
  spec.kind = SliceKind::Random;
  spec.seed = seed;
  context.ask(SliceCommand{spec}, Asker::Slice);
}

void drawRandom(PanelContext& context) {
  std::string& seedText = context.memory<SliceState>().seed;
  ImGui::AlignTextToFramePadding();
  text("seed", context.colors.textDim);
  ImGui::SameLine();
  TextBoxSpec spec;
  spec.widthPx = 5 * em();
  const TextBoxEvents events = textBox(context.state.keyboard, "##seed", seedText, spec);
  tooltip("The same seed gives the same slice on every machine.");
  if (events.edited) context.textChanged(Asker::Slice);
  if (events.entered) {
    if (const auto seed = seedOfText(context, seedText, Asker::Slice)) askRandom(context, *seed);
  }
  ImGui::SameLine();
  if (textButton("next slice")) {
    if (const auto seed = seedOfText(context, seedText, Asker::Slice)) askRandom(context, *seed + 1);
  }
}

void applyAxes(PanelContext& context) {
  SliceSpec spec;
  spec.kind = SliceKind::Axes;
  spec.orthogonal = context.memory<SliceState>().orthogonal;
  try {
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string& typed = context.memory<SliceState>().axes[i];
      if (typed.empty()) throw Error(std::string("axis ") + "xyz"[i] + ": type a word or a formula");
      spec.axes.push_back(math::parseExpression(typed));
    }
    context.ask(SliceCommand{spec}, Asker::Slice);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Slice);
  }
}

void drawAxes(PanelContext& context) {
  constexpr std::array kLabels{"x", "y", "z"};
  constexpr std::array kHints{"woman - man", "king - man", "cats - cat"};
  bool apply = false;
  for (std::size_t i = 0; i < 3; ++i) {
    ImGui::PushID(static_cast<int>(i));
    ImGui::AlignTextToFramePadding();
    text(kLabels[i], context.colors.textDim);
    ImGui::SameLine(ImGui::GetCursorStartPos().x + 1.3F * em());
    const TextBoxEvents events =
        wordBox(context, "##axis", context.memory<SliceState>().axes[i], kHints[i], false);
    if (events.edited) context.textChanged(Asker::Slice);
    apply = apply || events.entered;
    ImGui::PopID();
  }
  const bool switched = checkbox("make perpendicular", &context.memory<SliceState>().orthogonal);
  tooltip(
      "Each axis loses what it shares with those before it (Gram-Schmidt). Off: axes at their true angles.");
  ImGui::SameLine();
  apply = textButton("apply") || apply;
  const SliceSpec& spec = context.document().sliceSpec;
  if (apply || (switched && spec.kind == SliceKind::Axes)) applyAxes(context);
}

void drawFit(PanelContext& context) {
  const float buttonWidth = textWidth("apply") + 2 * ImGui::GetStyle().FramePadding.x;
  const float width = ImGui::GetContentRegionAvail().x - buttonWidth - ImGui::GetStyle().ItemSpacing.x;
  const TextBoxEvents events =
      wordBox(context, "##fit", context.memory<SliceState>().fitWords, "king queen man woman", true, width);
  if (events.edited) context.textChanged(Asker::Slice);
  ImGui::SameLine();
  if (!textButton("apply") && !events.entered) return;
  try {
    SliceSpec spec;
    spec.kind = SliceKind::Fit;
    spec.words = wordsOfText(context.memory<SliceState>().fitWords);
    if (spec.words.empty()) throw Error("type at least one word");
    context.ask(SliceCommand{spec}, Asker::Slice);
  } catch (const Error& error) {
    context.fail(error.what(), Asker::Slice);
  }
}

/// A line of the choices; `on`: it is in force.
bool choice(const PanelContext& context, const char* label, const char* what, bool on) {
  const float height = ImGui::GetFrameHeight(), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos(), end{at.x + width, at.y + height};
  const bool pressed = pressArea(label, {width, height});
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (on || ImGui::IsItemHovered())
    draw.AddRectFilled(at, end, ImGui::GetColorU32(on ? ImGuiCol_Header : ImGuiCol_HeaderHovered), 4);
  const float y = at.y + (height - ImGui::GetTextLineHeight()) / 2;
  textAt({at.x + 0.5F * em(), y}, label, on ? context.colors.accent : context.colors.text);
  const float from = at.x + 8.5F * em();
  textAt({from, y}, elided(what, end.x - from - 0.3F * em()), context.colors.textDim);
  return pressed;
}

void drawKinds(PanelContext& context) {
  SliceState& state = context.memory<SliceState>();
  const SliceKind now = context.document().sliceSpec.kind;
  if (choice(context, "Overview", "the directions in which words differ most",
             now == SliceKind::Pca && state.tab == now))
    context.ask(SliceCommand{{}}, Asker::Slice);
  if (choice(context, "Topics", "the directions in which topics differ most",
             now == SliceKind::Topics && state.tab == now)) {
    SliceSpec spec;
    spec.kind = SliceKind::Topics;
    context.ask(SliceCommand{spec}, Asker::Slice);
  }
  if (choice(context, "Best view", "the directions that show this question best",
             now == SliceKind::Question && state.tab == now)) {
    SliceSpec spec;
    spec.kind = SliceKind::Question;
    context.ask(SliceCommand{spec}, Asker::Slice);
  }
  const bool paths = !context.document().model.traces.empty() && context.document().model.space.dims > 0;
  if (paths && choice(context, "Best for paths", "the directions that show the drawn paths best",
                      now == SliceKind::Path && state.tab == now)) {
    SliceSpec spec;
    spec.kind = SliceKind::Path;
    context.ask(SliceCommand{spec}, Asker::Slice);
  }
  if (choice(context, "Best for words", "the directions that show chosen words best",
             state.tab == SliceKind::Fit)) {
    state.tab = SliceKind::Fit;
    context.state.keyboard.passOn();
  }
  if (state.tab == SliceKind::Fit) drawFit(context);
  if (choice(context, "Random", "three directions drawn at random", state.tab == SliceKind::Random)) {
    state.tab = SliceKind::Random;
    if (const auto seed = seedOfText(context, state.seed, Asker::Slice)) askRandom(context, *seed);
  }
  if (state.tab == SliceKind::Random) drawRandom(context);
  if (choice(context, "Chosen axes", "each axis points along a formula", state.tab == SliceKind::Axes)) {
    state.tab = SliceKind::Axes;
    context.state.keyboard.passOn();
  }
  if (state.tab == SliceKind::Axes) drawAxes(context);
}

}  // namespace

void followSlice(PanelContext& context) {
  SliceState& state = context.memory<SliceState>();
  const SliceSpec& spec = context.document().sliceSpec;
  if (spec == state.seen) return;  // a tab that waits for its words stays
  state.seen = spec;
  state.chosen = spec.kind != SliceKind::Random;  // of those one looks at several
  state.tab = spec.kind;
  if (spec.kind == SliceKind::Random) state.seed = fmt::to_string(spec.seed);
  if (spec.kind == SliceKind::Fit) state.fitWords = textOfWords(spec.words);
  if (spec.kind != SliceKind::Axes || spec.axes.size() != 3) return;
  state.orthogonal = spec.orthogonal;
  for (std::size_t i = 0; i < 3; ++i) state.axes[i] = math::formatExpression(spec.axes[i]);
}

std::string viewSentence(const DocumentState& document, bool brief) {
  if (!document.sliced) return "No words are open";
  const std::string percent = fmt::format("shows {} %", std::lround(100 * document.sliced->varianceShare));
  switch (document.sliceSpec.kind) {
    case SliceKind::Random:
      return fmt::format("Random view {} · {}", document.sliceSpec.seed, percent);
    case SliceKind::Axes:
      return "Chosen axes · " + percent;
    case SliceKind::Fit:
      return (brief ? "Best for words · " : "Best view of chosen words · ") + percent;
    case SliceKind::Topics:
      return "Topics · " + percent;
    case SliceKind::Question:
      return brief ? "Best view · " + percent
                   : "Best view of this question · " + percent + " of the variance";
    case SliceKind::Path:
      return (brief ? "Best for paths · " : "Best view of the paths · ") + percent;
    default:
      return "Overview · " + percent;
  }
}

void drawViewChoices(PanelContext& context) {
  if (!context.table()) {
    wrapped("Open a table of words to choose which three directions of its space the picture shows.",
            context.colors.textDim);
    return;
  }
  wrapped("A picture has three directions; the space has " + base::groupedText(context.table()->dims()) +
              ". Which three?",
          context.colors.textDim);
  if (ImGui::IsWindowAppearing()) context.memory<SliceState>().chosen = false;
  drawKinds(context);
  if (std::exchange(context.memory<SliceState>().chosen, false)) ImGui::CloseCurrentPopup();
  drawAskerError(context, Asker::Slice);
  ImGui::Separator();
  bool locked = !context.in.view.bestView;
  if (checkbox("Keep this view", &locked)) context.set("best-view", !locked);
  tooltip("Off: each question turns the picture to the view that shows it best. On: the picture stays.");
  bool centred = context.document().centred;
  if (checkbox("Centre the cloud", &centred)) context.issue(CentringCommand{centred});
  tooltip(
      "Off: vectors stay as they are and arrows start at the true origin. On: the mean of all words is taken "
      "off first, so the origin of the picture is the middle of the cloud.");
}

}  // namespace es::app
