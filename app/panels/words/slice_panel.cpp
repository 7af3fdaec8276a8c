#include "app/panels/words/slice_panel.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/completion.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/widgets.h"
#include "app/panels/widgets/word_list.h"
#include "base/error.h"

namespace es::app {

namespace {

struct SliceState {
  std::array<std::string, 3> axes;
  std::string fitWords, seed = "1";
  SliceKind tab = SliceKind::Pca;  // the kind whose boxes show: axes and fit wait for words
  bool orthogonal = true;
  SliceSpec seen;  // what the document said last
};

const char* explanation(SliceKind kind) {
  switch (kind) {
    case SliceKind::Random:
      return "three directions drawn at random";
    case SliceKind::Axes:
      return "each axis points along a formula";
    case SliceKind::Fit:
      return "the directions that show these words best";
    default:
      return "the directions in which words differ most";
  }
}

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
  if (ImGui::Button("next slice")) {
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
    ImGui::SameLine(1.2F * em());
    const TextBoxEvents events =
        wordBox(context, "##axis", context.memory<SliceState>().axes[i], kHints[i], false);
    if (events.edited) context.textChanged(Asker::Slice);
    apply = apply || events.entered;
    ImGui::PopID();
  }
  const bool switched = ImGui::Checkbox("make perpendicular", &context.memory<SliceState>().orthogonal);
  tooltip(
      "Each axis loses what it shares with those before it (Gram-Schmidt). Off: axes at their true angles.");
  ImGui::SameLine();
  apply = ImGui::Button("apply") || apply;
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
  if (!ImGui::Button("apply") && !events.entered) return;
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

void drawKinds(PanelContext& context) {
  constexpr std::array<std::string_view, 4> kNames{"PCA", "random", "axes", "fit"};
  const auto clicked = segmented("kind", kNames, static_cast<int>(context.memory<SliceState>().tab));
  tooltip(
      "A slice is the three directions of the space that the picture shows. PCA: its principal components, "
      "the "
      "directions of largest variance. Random: all directions equally likely. Axes: along formulas. Fit: "
      "best for "
      "chosen words.");
  if (!clicked) return;
  const auto kind = static_cast<SliceKind>(*clicked);
  context.memory<SliceState>().tab = kind;
  if (kind != SliceKind::Pca) context.state.keyboard.passOn();  // its first box
  if (kind == SliceKind::Pca) context.ask(SliceCommand{{}}, Asker::Slice);
  if (kind != SliceKind::Random) return;
  if (const auto seed = seedOfText(context, context.memory<SliceState>().seed, Asker::Slice))
    askRandom(context, *seed);
}

// The share of variance belongs to the slice in force, not to one that is still being typed.
void drawShare(const PanelContext& context) {
  const SliceKind tab = context.memory<SliceState>().tab;
  if (tab == context.document().sliceSpec.kind) {
    const long percent = std::lround(100 * context.document().sliced->varianceShare);
    wrapped(fmt::format("shows {} % of the variance", percent), context.colors.text);
    tooltip("How much of the spread of all words lies in these three directions.");
  } else {
    const bool applies = tab == SliceKind::Axes || tab == SliceKind::Fit;
    wrapped(applies ? "not applied yet: press apply" : "not applied yet", context.colors.accent);
  }
}

}  // namespace

void followSlice(PanelContext& context) {
  SliceState& state = context.memory<SliceState>();
  const SliceSpec& spec = context.document().sliceSpec;
  if (spec == state.seen) return;  // a tab that waits for its words stays
  state.seen = spec;
  state.tab = spec.kind;
  if (spec.kind == SliceKind::Random) state.seed = fmt::to_string(spec.seed);
  if (spec.kind == SliceKind::Fit) state.fitWords = textOfWords(spec.words);
  if (spec.kind != SliceKind::Axes || spec.axes.size() != 3) return;
  state.orthogonal = spec.orthogonal;
  for (std::size_t i = 0; i < 3; ++i) state.axes[i] = math::formatExpression(spec.axes[i]);
}

void drawSlicePanel(PanelContext& context) {
  if (!context.table()) {
    wrapped("Open a table of words to choose which three directions of its space the picture shows.",
            context.colors.textDim);
    return;
  }
  drawKinds(context);
  switch (context.memory<SliceState>().tab) {
    case SliceKind::Random:
      drawRandom(context);
      break;
    case SliceKind::Axes:
      drawAxes(context);
      break;
    case SliceKind::Fit:
      drawFit(context);
      break;
    default:
      break;
  }
  drawAskerError(context, Asker::Slice);
  drawShare(context);
  wrapped(explanation(context.memory<SliceState>().tab), context.colors.textDim);
  bool centred = context.document().centred;
  if (ImGui::Checkbox("take the mean off", &centred)) context.issue(CentringCommand{centred});
  tooltip(
      "Off: vectors stay as they are and arrows start at the true origin. On: the mean of all words is taken "
      "off "
      "first, so the origin of the picture is the middle of the cloud.");
}

}  // namespace es::app
