#include <algorithm>
#include <cmath>

#include "app/command/answer_model.h"
#include "app/command/text_table.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "model/table/vocabulary.h"

namespace es::app {

namespace {

using Align = TextTable::Align;

std::string formula(const math::Expression& expression) {
  return cellText(math::formatExpression(expression));
}

std::string percent(double share) {
  return base::fixedText(100 * share, 1) + " %";
}

std::string warningLines(const std::vector<std::string>& warnings) {
  std::string lines;
  for (const std::string& warning : warnings) lines += "\nwarning: " + base::displayText(warning);
  return lines;
}

std::string memoryText(std::uint64_t bytes) {
  return base::fixedText(static_cast<double>(bytes) / 1e6, 1) + " MB";
}

std::string_view metricTitle(math::Metric metric) {
  switch (metric) {
    case math::Metric::Euclidean:
      return "Euclidean distance, smaller is nearer";
    case math::Metric::Dot:
      return "dot product";
    case math::Metric::Cosine:
      break;
  }
  return "cosine";
}

std::string sliceTitle(const SliceSpec& spec) {
  switch (spec.kind) {
    case SliceKind::Random:
      return "random slice, seed " + std::to_string(spec.seed);
    case SliceKind::Axes:
      return "slice along " + formula(spec.axes[0]) + " ; " + formula(spec.axes[1]) + " ; " +
             formula(spec.axes[2]) + (spec.orthogonal ? "" : " (oblique)");
    case SliceKind::Fit:
      return "slice that shows " + base::groupedText(static_cast<math::Index>(spec.words.size())) +
             (spec.words.size() == 1 ? " word best" : " words best");
    case SliceKind::Pca:
      break;
  }
  return "principal components (PCA)";
}

std::string modelOpened(const OpenAnswer& a) {
  return "opened " + base::displayText(a.path) + ": " + base::groupedText(a.rows) + " tokens x " +
         base::groupedText(a.dims) + " dimensions, " + modelSizeText(*a.model) + " (" + a.format + ")" +
         (a.model->space.empty() ? "" : "\n" + base::displayText(a.model->space));
}

void addModelRows(TextTable& table, const ModelInfo& info) {
  table.add({"model", base::displayText(info.name) + " (" + info.format + ")"});
  if (!info.path.empty()) table.add({"its file", base::displayText(info.path)});
  table.add({"its size", modelSizeText(info)});
  table.add({"its vectors", base::groupedText(info.vocabulary) + " tokens x " + base::groupedText(info.dims) +
                                " dimensions"});
  table.add({"its context", base::groupedText(info.context) + " tokens"});
  table.add({"its memory", memoryText(info.memoryBytes)});
  if (!info.note.empty()) table.add({"its note", base::displayText(info.note)});
  if (!info.space.empty()) table.add({"its space", base::displayText(info.space)});
}

struct TextWriter {
  std::string operator()(const OpenAnswer& a) const {
    if (a.model) return modelOpened(a) + warningLines(a.warnings);
    return "opened " + base::displayText(a.path) + ": " + base::groupedText(a.rows) + " words x " +
           base::groupedText(a.dims) + " dimensions (" + a.format + ")" + warningLines(a.warnings);
  }

  std::string operator()(const InfoAnswer& a) const {
    TextTable table({Align::Left, Align::Left});
    table.add({"name", base::displayText(a.name)});
    if (!a.path.empty()) table.add({"file", base::displayText(a.path)});
    table.add({"format", a.format});
    table.add({"words", base::groupedText(a.rows)});
    table.add({"dimensions", base::groupedText(a.dims)});
    table.add({"weights", base::groupedText(a.weights)});
    table.add({"memory", memoryText(a.memoryBytes)});
    if (!a.note.empty()) table.add({"note", base::displayText(a.note)});
    if (a.model) addModelRows(table, *a.model);
    return table.text() + warningLines(a.warnings);
  }

  std::string operator()(const NeighborsAnswer& a) const {
    TextTable table({Align::Right, Align::Left, Align::Right, Align::Left});
    int place = 0;
    for (const Neighbor& neighbor : a.ranked) {
      table.add({neighbor.isInput ? "" : std::to_string(++place), cellText(neighbor.word),
                 base::fixedText(neighbor.score, 3), neighbor.isInput ? "(input)" : ""});
    }
    return "nearest to " + formula(a.expression) + " (" + std::string(metricTitle(a.metric)) + ")\n" +
           (place == 0 ? "no other words" : table.text());
  }

  std::string operator()(const RankAnswer& a) const {
    return cellText(a.word) + " is number " + base::groupedText(a.rank) + " of " + base::groupedText(a.rows) +
           " for " + formula(a.expression) + " (" + std::string(metricTitle(a.metric)) + " " +
           base::fixedText(a.score, 3) + ")";
  }

  std::string operator()(const DotAnswer& a) const {
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right});
    table.add({"", "dot", "cosine", "angle"});
    for (const DotItem& item : a.items) {
      table.add({cellText(item.word), base::signedText(item.dot, 3), base::signedText(item.cosine, 3),
                 base::fixedText(item.angleDegrees, 1) + "°"});
    }
    return "dot products with " + formula(a.expression) + " (length " + base::fixedText(a.length, 3) + ")\n" +
           table.text();
  }

  std::string operator()(const SliceAnswer& a) const {
    return sliceTitle(a.spec) + (a.centred ? ", centred on the mean" : ", uncentred") + ": shows " +
           percent(a.varianceShare) + " of the variance";
  }

  std::string operator()(const ProjectAnswer& a) const {
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right});
    table.add({"", "x", "y", "z", "length", "shown"});
    for (const ProjectedWord& item : a.items) {
      table.add({cellText(item.word), base::fixedText(item.xyz[0], 3), base::fixedText(item.xyz[1], 3),
                 base::fixedText(item.xyz[2], 3), base::fixedText(item.length, 3), percent(item.shownShare)});
    }
    return table.text();
  }

  std::string operator()(const ShowAnswer& a) const {
    if (a.items.empty() && !a.selected) return "nothing is shown";
    TextTable table({Align::Left, Align::Right, Align::Right});
    if (!a.items.empty()) table.add({"shown", "length", "of it shown"});
    for (const ShownItem& item : a.items) {
      table.add({cellText(item.text), base::fixedText(item.length, 3), percent(item.shownShare)});
    }
    const std::string selected = a.selected ? "selected: " + cellText(*a.selected) : "";
    return table.text() + (a.items.empty() || selected.empty() ? "" : "\n") + selected;
  }

  std::string operator()(const SoftmaxAnswer& a) const {
    TextTable table({Align::Left, Align::Right, Align::Right, Align::Left});
    table.add({"", "logit", "probability", ""});
    for (std::size_t i = 0; i < a.logits.size(); ++i) {
      table.add({cellText(a.labels[i]), base::fixedText(a.logits[i], 3),
                 base::fixedText(a.probabilities[i], 4), barText(a.probabilities[i])});
    }
    return table.text() + "\ntemperature " + base::numberText(a.temperature) + ", entropy " +
           base::fixedText(a.entropy, 3) + " nats (like " + base::fixedText(std::exp(a.entropy), 2) +
           " equal choices)";
  }

  std::string operator()(const ScreenshotAnswer& a) const {
    return "wrote " + base::displayText(a.path) + " (" + std::to_string(a.width) + "x" +
           std::to_string(a.height) + ")";
  }
  std::string operator()(const PathAnswer& a) const { return "wrote " + base::displayText(a.path); }
  std::string operator()(const MessageAnswer& a) const { return a.text; }
  template <class ModelAnswer>
  std::string operator()(const ModelAnswer& a) const {
    return modelText(a);
  }
};

}  // namespace

std::string answerText(const Answer& answer) {
  return std::visit(TextWriter{}, answer);
}

}  // namespace es::app
