#include "app/panels/model/next_token_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "app/document/model_questions.h"
#include "app/panels/model/drawn_words.h"
#include "app/panels/model/model_text.h"
#include "app/panels/model/next_word.h"
#include "app/panels/model/page_hints.h"
#include "app/panels/model/sampler_rows.h"
#include "app/panels/model/writing.h"
#include "app/panels/widgets/large_font.h"
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
  bool withScores = false;
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
  if (rows.withScores) {
    const std::string logit = base::shownText(static_cast<double>(next.logits[index]), 2);
    textAt({at.x + columns.logitAt + columns.logitPx - textWidth(logit), y}, logit, context.colors.textDim);
  }
  drawProbability(context, next.probabilities[index], rows.largest, columns, at, height);
  if (!next.plain.empty())
    drawOutline(context, barShare(next.plain[index], rows.largest, context.in.view.barAxis), columns, at,
                height);
}

/// Heads of the columns: which is which.
void drawHeads(PanelContext& context, const BarRows& rows) {
  const ProbabilityColumns& columns = rows.columns;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (rows.withScores) {
    ImGui::SetCursorScreenPos({at.x + columns.logitAt + columns.logitPx - textWidth("score"), at.y});
    term("score", kLogitTip, context.colors.textDim);
  }
  const std::string outlined = "outline: at temperature 1";
  if (!rows.next.plain.empty() && textWidth(outlined) + em() < columns.barPx)
    textAt({at.x + columns.barAt, at.y}, outlined, context.colors.textDim);
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

void drawOthersFrame(const PanelContext& context, const BarRows& rows, ImVec2 at) {
  const BarAxis axis = context.in.view.barAxis;
  drawOutline(context, barShare(rows.others, 1, axis), rows.columns, at, rows.heightPx);
}

/// What has no bar of its own, under the bars: an empty frame by their measure, for it is no token's bar;
/// none where the largest bar is the measure.
void drawOthers(const PanelContext& context, const BarRows& rows, const std::string& label) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ProbabilityColumns& columns = rows.columns;
  const double others = rows.others;
  const std::string percent = base::percentText(others);
  const float y = at.y + (rows.heightPx - ImGui::GetTextLineHeight()) / 2;
  const bool measured = context.in.view.barAxis != BarAxis::Relative;
  textAt({at.x, y}, elided(label, columns.labelPx), context.colors.textDim);
  if (measured) drawOthersFrame(context, rows, at);
  textAt({at.x + columns.width - textWidth(percent), y}, percent, context.colors.textDim);
  ImGui::Dummy({columns.width, rows.heightPx});
  tooltip("All other tokens together: " + base::percentText(others, 4) + ".");
}

BarRows layRows(PanelContext& context, const NextWord& next, const std::vector<std::string>& labels,
                const std::string& others) {
  std::vector<double> shown;
  for (std::size_t i = 0; i < labels.size(); ++i)
    shown.push_back(next.probabilities[static_cast<std::size_t>(next.order[i])]);
  const double together = othersTogether(next);
  if (!others.empty()) shown.push_back(together);
  const bool scores = !context.onStage();
  const float logitPx = scores ? std::max(textWidth("score"), textWidth("−00.00")) : 0;
  BarRows rows{next, probabilityColumns(labels, logitPx, others.empty() ? 4 * em() : textWidth(others),
                                        std::max(probabilityWidth(shown), textWidth("0.034 %")))};
  rows.others = together;
  rows.withScores = scores;
  return rows;
}

/// largest: what a full bar stands for where bars are relative.
void drawBars(PanelContext& context, const NextWord& next, double largest, float heightPx) {
  const std::size_t count = std::min(kBars, next.order.size());
  const bool hasOthers = next.order.size() > kBars;
  const std::string others = base::groupedText(next.order.size() - count) + " others";
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < count; ++i)
    labels.push_back(tokenLabel(*context.languageModel(), next.order[i]));
  BarRows rows = layRows(context, next, labels, hasOthers ? others : std::string());
  rows.largest = largest;
  const float least = ImGui::GetTextLineHeight() + 0.2F * em(),
              head = ImGui::GetTextLineHeight() + 0.1F * em();
  rows.heightPx =
      std::clamp((heightPx - head) / static_cast<float>(count + (hasOthers ? 1 : 0)), least, 2.8F * em());
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  drawHeads(context, rows);
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
      "The whole vocabulary, the likeliest tokens at the left. Its height is a probability of 1, and every "
      "tenth of it is a sixth less, down to one in a million. The higher the temperature, the flatter it "
      "lies.");
  const std::string axis =
      "all " + base::groupedText(next.order.size()) + " tokens, the likeliest first; height logarithmic";
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

constexpr float kBarLines = 17, kDrawnLines = 5.6F, kMostLarger = 1.45F,
                kLeast = 0.8F;  // what a stage has, in letters' heights

/// A lesson's bars, as large as there is room, and what they come to: tokens drawn by them.
void drawOnStage(PanelContext& context, const NextWord& next, double largest, float heightPx) {
  const bool draws = !context.document().model.beside;
  const float lines = kBarLines + (draws ? kDrawnLines : 0);
  const LargeLetters letters(std::clamp(heightPx / (lines * em()), kLeast, kMostLarger));
  const float drawnPx = draws ? kDrawnLines * em() : 0;
  drawBars(context, next, largest, heightPx - drawnPx);
  if (!draws) return;
  ImGui::Dummy({1, 0.3F * em()});
  drawDrawnWords(context, next, drawnPx - 0.6F * em());
}

/// One text's bars, from its name down to its entropy, in so much height.
void drawDistribution(PanelContext& context, const NextWord& next, double largest, float heightPx) {
  const float top = ImGui::GetCursorPosY();
  drawFollows(context, next);
  const float room = heightPx - (ImGui::GetCursorPosY() - top);
  if (context.onStage()) return drawOnStage(context, next, largest, room);
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
