#include <algorithm>
#include <array>

#include "app/command/command_text.h"
#include "app/panels/widgets/panel_context.h"
#include "app/panels/widgets/widgets.h"

namespace es::app {

namespace {

enum Box { Question, DotFormula, DotWords, PairsFormula, PairsWords };

// A text that is being typed is left alone until the document itself says something new for its box.
void follow(PanelState& state, Box box, std::string& shown, std::string now) {
  std::string& seen = state.seenTexts[box];
  if (now == seen) return;
  shown = now;
  seen = std::move(now);
}

void followQuestion(const DocumentState& document, PanelState& state) {
  math::Expression expression;
  if (document.neighbors) expression = document.neighbors->expression;
  const bool single = expression.terms.size() == 1 && expression.terms[0].factor == 1;
  const std::string formula = document.neighbors ? math::formatExpression(expression) : "";
  if (formula == state.seenTexts[Question]) return;
  state.seenTexts[Question] = formula;
  state.searchText = single ? expression.terms[0].word : "";
  state.formulaText = single ? "" : formula;
}

void followSlice(const DocumentState& document, PanelState& state) {
  const SliceSpec& spec = document.sliceSpec;
  if (spec == state.seenSlice) return;  // a tab that waits for its words stays
  state.seenSlice = spec;
  state.sliceTab = spec.kind;
  if (spec.kind == SliceKind::Random) state.seedText = std::to_string(spec.seed);
  if (spec.kind == SliceKind::Fit) state.fitWordsText = textOfWords(spec.words);
  if (spec.kind != SliceKind::Axes || spec.axes.size() != 3) return;
  state.axesOrthogonal = spec.orthogonal;
  for (std::size_t i = 0; i < 3; ++i) state.axisTexts[i] = math::formatExpression(spec.axes[i]);
}

void followDots(const DocumentState& document, PanelState& state) {
  std::string formula, typed;
  if (document.dots) {
    int group = 0;
    for (const DotItem& item : document.dots->items) {
      if (item.group != group) typed += " ;";
      group = item.group;
      typed += (typed.empty() ? "" : " ") + textOfWords(std::span(&item.word, 1));
    }
    formula = math::formatExpression(document.dots->expression);
  }
  follow(state, DotFormula, state.dotFormulaText, std::move(formula));
  follow(state, DotWords, state.dotWordsText, std::move(typed));
}

void followPairs(const DocumentState& document, PanelState& state) {
  std::string formula, typed;
  if (document.pairs) {
    for (const PairItem& item : document.pairs->items) {
      const std::array<std::string, 2> pair{item.from, item.to};
      typed += (typed.empty() ? "" : " ; ") + textOfWords(pair);
    }
    formula = math::formatExpression(document.pairs->expression);
  }
  follow(state, PairsFormula, state.pairsFormulaText, std::move(formula));
  follow(state, PairsWords, state.pairsWordsText, std::move(typed));
}

// "Snape=3.4 Trelawney=2.5": what follows the command's name.
std::string logitsText(const SoftmaxState& softmax) {
  const std::string line = formatCommand(SoftmaxCommand{softmax.logits, softmax.labels, {}});
  return line.substr(line.find(' ') + 1);
}

void followSoftmax(const DocumentState& document, PanelState& state) {
  const SoftmaxState& softmax = document.softmax;
  if (softmax == state.seenSoftmax) return;
  state.seenSoftmax = softmax;
  if (softmax.logits.empty()) return;
  state.logitsFromWords = softmax.source.has_value();
  if (!softmax.source) {
    state.logitsText = logitsText(softmax);
    return;
  }
  state.logitFormulaText = math::formatExpression(*softmax.source);
  state.logitWordsText = textOfWords(softmax.labels);
}

// The model's texts: what a script, an undo or another page made of them.
void followModel(const DocumentState& document, ModelPanelState& state) {
  if (state.seenModel != document.model.model) {
    state.seenModel = document.model.model;
    state.writing = false;
    state.path = 0;
  }
  const std::string standing = document.model.text ? document.model.text->text : "";
  if (standing != state.seenText) {
    state.seenText = standing;
    if (!state.textWaits) state.text = standing;  // else more has been typed meanwhile
  }
  const std::uint64_t seed = document.model.story ? document.model.story->seed : state.seenSeed;
  if (seed != state.seenSeed) state.seedText = std::to_string(seed);
  state.seenSeed = seed;
}

bool hasError(const std::vector<Message>& messages) {
  return std::any_of(messages.begin(), messages.end(),
                     [](const Message& message) { return message.isError; });
}

}  // namespace

void followDocument(PanelContext& context) {
  PanelState& state = context.state;
  const std::uint64_t revision = context.in.document.revision();
  if (revision == state.seenRevision) return;
  state.seenRevision = revision;
  if (!hasError(context.in.newMessages)) {  // a later command went well
    state.askerError.clear();
    state.keyboard.asked = 0;
  }
  const DocumentState& document = context.document();
  followQuestion(document, state);
  followSlice(document, state);
  followDots(document, state);
  followPairs(document, state);
  followSoftmax(document, state);
  followModel(document, state.model);
}

}  // namespace es::app
