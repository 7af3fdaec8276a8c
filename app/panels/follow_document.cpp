#include "app/command/command_text.h"
#include "app/panels/panel_context.h"
#include "app/panels/widgets.h"

namespace es::app {

namespace {

enum Box { Question, DotFormula, DotWords, AxisX, AxisY, AxisZ, FitWords, Logits, LogitFormula };

// A text that is being typed is left alone until the document itself says something new for its box.
void follow(PanelState& state, Box box, std::string& shown, std::string now) {
  std::string& seen = state.seenTexts[box];
  if (now == seen) return;
  shown = now;
  seen = std::move(now);
}

void followQuestion(const DocumentState& document, PanelState& state) {
  if (!document.neighbors) return;
  const math::Expression& expression = document.neighbors->expression;
  const bool single = expression.terms.size() == 1 && expression.terms[0].factor == 1;
  const std::string formula = math::formatExpression(expression);
  if (formula == state.seenTexts[Question]) return;
  state.seenTexts[Question] = formula;
  state.searchText = single ? expression.terms[0].word : "";
  state.formulaText = single ? "" : formula;
}

void followSlice(const DocumentState& document, PanelState& state) {
  const SliceSpec& spec = document.sliceSpec;
  state.sliceTab = spec.kind;
  if (spec.kind == SliceKind::Random) state.seedText = std::to_string(spec.seed);
  if (spec.kind == SliceKind::Fit) follow(state, FitWords, state.fitWordsText, textOfWords(spec.words));
  if (spec.kind != SliceKind::Axes || spec.axes.size() != 3) return;
  state.axesOrthogonal = spec.orthogonal;
  for (std::size_t i = 0; i < 3; ++i) {
    follow(state, static_cast<Box>(AxisX + i), state.axisTexts[i], math::formatExpression(spec.axes[i]));
  }
}

void followDots(const DocumentState& document, PanelState& state) {
  if (!document.dots) return;
  std::vector<std::string> words;
  for (const DotItem& item : document.dots->items) words.push_back(item.word);
  follow(state, DotFormula, state.dotFormulaText, math::formatExpression(document.dots->expression));
  follow(state, DotWords, state.dotWordsText, textOfWords(words));
}

// "Snape=3.4 Trelawney=2.5": what follows the command's name.
std::string logitsText(const SoftmaxState& softmax) {
  const std::string line = formatCommand(SoftmaxCommand{softmax.logits, softmax.labels, {}});
  return line.substr(line.find(' ') + 1);
}

void followSoftmax(const DocumentState& document, PanelState& state) {
  const SoftmaxState& softmax = document.softmax;
  if (softmax.logits.empty()) return;
  if (!softmax.source) {
    follow(state, Logits, state.logitsText, logitsText(softmax));
    return;
  }
  const std::string formula = math::formatExpression(*softmax.source);
  if (formula != state.seenTexts[LogitFormula]) state.logitsFromWords = true;
  follow(state, LogitFormula, state.logitFormulaText, formula);
  state.logitWordsText = textOfWords(softmax.labels);
}

}  // namespace

void followDocument(PanelContext& context) {
  PanelState& state = context.state;
  const std::uint64_t revision = context.in.document.revision();
  if (revision == state.seenRevision) return;
  state.seenRevision = revision;
  const DocumentState& document = context.document();
  followQuestion(document, state);
  followSlice(document, state);
  followDots(document, state);
  followSoftmax(document, state);
}

}  // namespace es::app
