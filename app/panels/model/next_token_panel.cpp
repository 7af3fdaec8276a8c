#include "app/panels/model/next_token_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "app/document/model_questions.h"
#include "app/panels/model/model_text.h"
#include "app/panels/model/next_word.h"
#include "app/panels/model/page_hints.h"
#include "app/panels/model/sampler_rows.h"
#include "app/panels/model/writing.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/temperature_track.h"
#include "app/panels/widgets/term.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/widgets.h"
#include "base/number_text.h"

namespace es::app {

namespace {

constexpr std::size_t kBars = 10;

void strikeOut(const PanelContext& context, ImVec2 at, float widthPx, float heightPx) {
  const float middle = std::round(at.y + 0.54F * heightPx);
  ImGui::GetWindowDrawList()->AddLine({at.x, middle}, {at.x + widthPx, middle}, toU32(context.colors.textDim),
                                      std::max(1.0F, em() / 15));
}

std::string rowTip(const NextWord& next, std::size_t id) {
  std::string tip = "probability " + base::percentText(next.probabilities[id], 4) + ", in a draw " +
                    base::percentText(next.sampled.probabilities[id], 4);
  if (!next.sampled.kept[id]) tip += " (struck out: the sampler removes it)";
  if (next.isGap) return tip + (next.after == NextWord::After::Text ? "\nClick: it fills the gap." : "");
  if (next.after == NextWord::After::Caret)
    return tip + "\nAfter the token at the caret; the text goes on otherwise.";
  if (next.after == NextWord::After::Beside) return tip;
  const bool story = next.after == NextWord::After::Story;
  return tip + (story ? "\nClick: the story goes on with it." : "\nClick: the text goes on with it.");
}

void goOnWith(PanelContext& context, const NextWord& next, int id) {
  if (next.after == NextWord::After::Caret || next.after == NextWord::After::Beside) return;
  if (next.after == NextWord::After::Story) {
    const WritingState& writing = context.memory<WritingState>();
    context.ask(ChooseCommand{fmt::format("#{}", id), writing.column}, Asker::Story);
    return;
  }
  std::vector<int> ids = model::tokenIds(context.document().model.text->pieces);
  if (next.isGap) {
    ids[next.position] = id;
  } else {
    ids.push_back(id);
  }
  context.ask(PredictCommand{context.languageModel()->tokenizer->decode(ids), {}, false}, Asker::Text);
}

struct BarRows {
  const NextWord& next;
  ProbabilityColumns columns;
  double largest = 1;
  double others = 0;   // the probability of all that have no bar
  float heightPx = 0;  // of a row
};

void drawRow(PanelContext& context, const BarRows& rows, int id, const std::string& label) {
  const auto index = static_cast<std::size_t>(id);
  const NextWord& next = rows.next;
  const ProbabilityColumns& columns = rows.columns;
  const float height = rows.heightPx;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (pressArea("candidate", {columns.width, height})) goOnWith(context, next, id);
  if (ImGui::IsItemHovered()) {
    draw.AddRectFilled({at.x - 0.2F * em(), at.y}, {at.x + columns.width, at.y + height},
                       ImGui::GetColorU32(ImGuiCol_HeaderHovered), 3);
  }
  tokenTip(context, id, rowTip(next, index));
  markWordOf(context, id);
  const bool kept = next.sampled.kept[index];
  const float y = at.y + (height - ImGui::GetTextLineHeight()) / 2;
  const std::string fitting = elided(label, columns.labelPx);
  textAt({at.x, y}, fitting, kept ? context.colors.text : context.colors.textDim);
  if (!kept) strikeOut(context, at, textWidth(fitting), height);
  const std::string logit = base::shownText(static_cast<double>(next.logits[index]), 2);
  textAt({at.x + columns.logitAt + columns.logitPx - textWidth(logit), y}, logit, context.colors.textDim);
  drawProbability(context, next.probabilities[index], rows.largest, columns, at, height);
}

/// Heads of the two columns of numbers: which is which.
void drawHeads(PanelContext& context, const ProbabilityColumns& columns) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x + columns.logitAt + columns.logitPx - textWidth("score"), at.y});
  term("score", kLogitTip, context.colors.textDim);
  ImGui::SetCursorScreenPos({at.x + columns.width - textWidth("chance"), at.y});
  term("chance", "The model's own probability at this temperature: the scores after the softmax.",
       context.colors.textDim);
  ImGui::SetCursorScreenPos({at.x, at.y + ImGui::GetTextLineHeight() + 0.1F * em()});
}

double othersTogether(const NextWord& next) {
  double others = 0;
  for (std::size_t i = kBars; i < next.order.size(); ++i)
    others += next.probabilities[static_cast<std::size_t>(next.order[i])];
  return others;
}

/// What has no bar of its own, under the bars and by their measure, but where that is the largest bar.
void drawOthers(const PanelContext& context, const BarRows& rows, const std::string& label) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ProbabilityColumns& columns = rows.columns;
  const double others = rows.others;
  const std::string percent = base::percentText(others);
  const float y = at.y + (rows.heightPx - ImGui::GetTextLineHeight()) / 2;
  const bool measured = context.in.view.barAxis != BarAxis::Relative;
  textAt({at.x, y}, elided(label, columns.labelPx), context.colors.textDim);
  if (measured) {
    const float height = std::max(0.75F * em(), 0.62F * rows.heightPx);
    bar({at.x + columns.barAt, at.y + (rows.heightPx - height) / 2}, {columns.barPx, height},
        static_cast<float>(barShare(others, 1, context.in.view.barAxis)), context.colors.textDim,
        context.colors.panelBorder);
  }
  textAt({at.x + columns.width - textWidth(percent), y}, percent, context.colors.textDim);
  ImGui::Dummy({columns.width, rows.heightPx});
  tooltip("All other tokens together: " + base::percentText(others, 4) + ".");
}

/// largest: what a full bar stands for where bars are relative.
void drawBars(PanelContext& context, const NextWord& next, double largest, float heightPx) {
  const std::size_t count = std::min(kBars, next.order.size());
  const bool hasOthers = next.order.size() > kBars;
  const std::string others = base::groupedText(next.order.size() - count) + " others";
  std::vector<std::string> labels;
  std::vector<double> shown;
  for (std::size_t i = 0; i < count; ++i) {
    labels.push_back(tokenLabel(*context.languageModel(), next.order[i]));
    shown.push_back(next.probabilities[static_cast<std::size_t>(next.order[i])]);
  }
  const double together = hasOthers ? othersTogether(next) : 0;
  if (hasOthers) shown.push_back(together);
  const float logitPx = std::max(textWidth("score"), textWidth("−00.00"));
  BarRows rows{next, probabilityColumns(labels, logitPx, hasOthers ? textWidth(others) : 4 * em(),
                                        std::max(probabilityWidth(shown), textWidth("0.034 %")))};
  rows.largest = largest;
  rows.others = together;
  const float least = ImGui::GetTextLineHeight() + 0.2F * em(),
              head = ImGui::GetTextLineHeight() + 0.1F * em();
  rows.heightPx =
      std::clamp((heightPx - head) / static_cast<float>(count + (hasOthers ? 1 : 0)), least, 2.8F * em());
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  drawHeads(context, rows.columns);
  for (std::size_t i = 0; i < count; ++i) {
    ImGui::PushID(static_cast<int>(i));
    drawRow(context, rows, next.order[i], labels[i]);
    ImGui::PopID();
  }
  if (hasOthers) drawOthers(context, rows, others);
  ImGui::PopStyleVar();
}

/// All tokens as a falling curve.
void drawVocabulary(PanelContext& context, const NextWord& next, float heightPx) {
  if (next.order.size() <= kBars) return;
  const float width = ImGui::GetContentRegionAvail().x;
  drawSortedCurve(
      context,
      sortedCurve(next.probabilities, next.order, static_cast<std::size_t>(std::max(1.0F, width / 2))),
      heightPx);
  tooltip(
      "The whole vocabulary, the likeliest tokens at the left, measured by the likeliest. The ten above are "
      "at the "
      "very left. The higher the temperature, the flatter it lies.");
  const std::string axis = "all " + base::groupedText(next.order.size()) + " tokens, the likeliest first";
  smallText(ImGui::GetCursorScreenPos(), axis, context.colors.textDim);
  ImGui::Dummy({1, smallHeight()});
}

// Always there, so that nothing moves under the mouse when a filter begins to bite.
void drawKept(PanelContext& context, const NextWord& next) {
  const math::SamplingDistribution& sampled = next.sampled;
  const auto kept = static_cast<std::uint64_t>(sampled.keptCount);
  const std::string all = base::groupedText(sampled.kept.size());
  wrapped("a draw can pick from " +
              (kept == sampled.kept.size() ? "all " + all : base::groupedText(kept) + " of " + all) +
              " tokens",
          context.colors.textDim);
  tooltip(
      "The tokens that the sampler below keeps; the others are struck out. A draw is like choosing among " +
      choicesText(sampled.entropy) +
      " equally likely ones. The bars show the model's own probabilities at this temperature.");
}

/// The text with a line for each gap.
std::string withGapsShown(std::string text) {
  for (std::size_t at = 0; (at = text.find('[', at)) != std::string::npos; ++at) {
    const std::string_view here = std::string_view(text).substr(at, kGapText.size());
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    if (std::ranges::equal(here, kGapText, same)) text.replace(at, kGapText.size(), "____");
  }
  return text;
}

/// What the bars follow: the end of the text, in quotes.
void drawFollows(PanelContext& context, const NextWord& next) {
  const float room = 2 * ImGui::GetContentRegionAvail().x;
  const auto characters = static_cast<std::size_t>(std::max(12.0F, room / (0.55F * em()) - 14));
  if (next.isGap)
    return wrapped("In the gap: “" + endOfText(withGapsShown(next.follows), characters) + "”",
                   context.colors.text);
  const char* lead = next.after == NextWord::After::Caret   ? "At the caret, after “"
                     : next.after == NextWord::After::Story ? "In the story, after “"
                                                            : "After “";
  wrapped(lead + endOfText(next.follows, characters) + "”", context.colors.text);
}

double largestOf(const NextWord& next) {
  return next.probabilities[static_cast<std::size_t>(next.order.front())];
}

/// One text's bars, from its name down to its entropy, in so much height.
void drawDistribution(PanelContext& context, const NextWord& next, double largest, float heightPx) {
  const float top = ImGui::GetCursorPosY();
  drawFollows(context, next);
  const float room = heightPx - (ImGui::GetCursorPosY() - top);
  const float curve = std::clamp(0.16F * room, 2.5F * em(), 7 * em());
  drawBars(context, next, largest,
           room - 2.2F * ImGui::GetTextLineHeightWithSpacing() - smallHeight() - curve);
  drawVocabulary(context, next, curve);
  drawEntropy(context, next.entropy);
}

/// The text that stands and the one beside it: the same measure for both.
void drawSideBySide(PanelContext& context, const NextWord& next, float footPx) {
  const NextWord& beside = wordBeside(context);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const double largest = std::max(largestOf(next), largestOf(beside));
  const float gap = 1.5F * em(), width = (room.x - gap) / 2, height = room.y - footPx;
  compat::beginChild("standing", {width, height});
  drawDistribution(context, next, largest, height);
  ImGui::EndChild();
  ImGui::SameLine(0, gap);
  compat::beginChild("beside", {width, height});
  drawDistribution(context, beside, largest,
                   height - (context.onStage() ? 0 : ImGui::GetFrameHeightWithSpacing()));
  if (!context.onStage() && flatButton("take away", context.colors.textDim, "Only the text that stands."))
    context.ask(PredictCommand{context.document().model.text->text, {}, false}, Asker::Text);
  ImGui::EndChild();
}

bool tooLong(const PanelContext& context) {
  const ModelTextState& state = context.memory<ModelTextState>();
  return state.typed.model == context.document().model.model && state.typed.text == state.text &&
         std::ssize(state.typed.pieces) > context.languageModel()->config().context;
}

}  // namespace

void drawNextTokenPanel(PanelContext& context) {
  if (!openModelOrHint(context, "What a language model expects next: a bar for each likely token.")) return;
  drawTemperature(context);
  if (!hasNextWord(context) && context.readsBothWays()) {
    wrapped(
        "This model guesses gaps: put [mask] where it is to guess a word, as in “the cat [mask] on the mat”.",
        context.colors.textDim);
    return;
  }
  if (!hasNextWord(context)) {
    wrapped("Type a text on the page “text”: what the model expects to follow shows here.",
            context.colors.textDim);
    return;
  }
  if (tooLong(context)) {
    wrapped("The text is longer than the model reads: nothing is known of what follows it.",
            context.colors.textDim);
    return;
  }
  const NextWord& next = nextWord(context);
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const bool stage = context.onStage();  // the bars alone
  const float foot = stage ? 0 : 1.3F * line + 2 * ImGui::GetFrameHeightWithSpacing();
  if (context.document().model.beside) {
    drawSideBySide(context, next, foot);
  } else {
    drawDistribution(context, next, largestOf(next), ImGui::GetContentRegionAvail().y - foot);
  }
  if (stage) return;
  drawKept(context, next);
  drawBarAxis(context);
  if (sectionHeader("sampler", "What a draw may choose from, and in which order that is decided.", false))
    drawSamplerRows(context);
}

}  // namespace es::app
