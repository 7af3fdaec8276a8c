#include "app/command/answer_model.h"
#include "app/command/text_table.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "model/table/vocabulary.h"

namespace es::app {

namespace {

using Align = TextTable::Align;

std::string degrees(double value, int decimals = 1) {
  return base::fixedText(value, decimals) + "°";
}

}  // namespace

std::string modelText(const LessonAnswer& answer) {
  if (answer.lesson) {
    if (answer.step == 0) return answer.lesson->title + ": " + answer.lesson->about;
    return answer.lesson->title + ", step " + std::to_string(answer.step) + " of " +
           std::to_string(answer.lesson->steps) + ": " + answer.caption;
  }
  if (answer.shelf.empty()) return "no lesson is on";
  TextTable table({Align::Left, Align::Right, Align::Left});
  for (const LessonTitle& title : answer.shelf)
    table.add({title.name, std::to_string(title.steps) + " steps", title.title + ": " + title.about});
  return table.text();
}

std::string modelText(const PairsAnswer& answer) {
  if (answer.items.empty()) return "no pairs are shown";
  TextTable table({Align::Left, Align::Left, Align::Right, Align::Right, Align::Right, Align::Left});
  table.add({"from", "to", "cosine", "dot", "length", ""});
  for (const PairItem& item : answer.items) {
    table.add({cellText(item.from), cellText(item.to), base::signedText(item.cosine, 3),
               base::signedText(item.dot, 3), base::fixedText(item.length, 3),
               item.heldOut ? "held out" : "in the formula"});
  }
  return "differences of pairs beside " + cellText(math::formatExpression(answer.expression)) + "\n" +
         table.text() +
         "\nmean cosine between the pairs' own differences: " + base::signedText(answer.consistency, 3) +
         (answer.heldOutMean
              ? "; of held-out pairs to the direction: " + base::signedText(*answer.heldOutMean, 3)
              : "");
}

std::string modelText(const ProductAnswer& answer) {
  return cellText(answer.labels[0]) + " (length " + base::fixedText(answer.lengths[0], 3) + ") · " +
         cellText(answer.labels[1]) + " (length " + base::fixedText(answer.lengths[1], 3) +
         ") = " + base::signedText(answer.dot, 3) + "; cosine " + base::signedText(answer.cosine, 3) +
         ", angle " + degrees(answer.angleDegrees);
}

std::string modelText(const DirectionsAnswer& answer) {
  return base::groupedText(static_cast<std::uint64_t>(answer.count)) + " directions in " +
         base::groupedText(static_cast<std::uint64_t>(answer.dims)) + " dimensions, " +
         (answer.rounds == 0 ? std::string("at random")
                             : "pushed apart " + std::to_string(answer.rounds) + " times") +
         ": " + base::groupedText(answer.pairs) + " angles from " + degrees(answer.smallestDegrees, 2) +
         " to " + degrees(answer.largestDegrees, 2) + ", " + base::fixedText(100 * answer.shareNearRight, 1) +
         " % of them within 89° to 91°, standard deviation " + degrees(answer.deviationDegrees, 2);
}

std::string modelText(const VectorAnswer& answer) {
  if (answer.values.empty()) return "the column is back in the matrix";
  std::string text = cellText(answer.word) + ": column " +
                     base::groupedText(static_cast<std::uint64_t>(answer.row) + 1) + ", length " +
                     base::fixedText(answer.length, 3) + "\n";
  constexpr std::size_t kPerLine = 10;
  for (std::size_t i = 0; i < answer.values.size(); ++i) {
    if (i > 0) text += i % kPerLine == 0 ? "\n" : " ";
    text += base::signedText(static_cast<double>(answer.values[i]), 3);
  }
  return text;
}

std::string modelText(const UnembedAnswer& answer) {
  TextTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"token", "logit", "cosine", "length", "probability"});
  for (const UnembedItem& item : answer.ranked) {
    table.add({cellText(item.text), base::signedText(item.logit, 3), base::signedText(item.cosine, 3),
               base::fixedText(item.length, 3), base::fixedText(item.probability, 4)});
  }
  double others = 1;
  for (const UnembedItem& item : answer.ranked) others -= item.probability;
  const auto rest = static_cast<std::uint64_t>(answer.vocabulary) - answer.ranked.size();
  if (rest > 0)
    table.add(
        {"the other " + base::groupedText(rest), "", "", "", base::fixedText(std::max(0.0, others), 4)});
  return "the last vector (" + std::to_string(answer.dims) + " numbers, length " +
         base::fixedText(answer.length, 3) + ") times the " +
         base::groupedText(static_cast<std::uint64_t>(answer.vocabulary)) +
         " rows of the unembedding matrix\n" + table.text();
}

std::string modelText(const RecordAnswer& answer) {
  return "recorded " + base::displayText(answer.path) + ": " + std::to_string(answer.frames) +
         " pictures of " + std::to_string(answer.width) + "x" + std::to_string(answer.height) + ", " +
         base::fixedText(answer.fps, 0) + " a second";
}

std::string modelText(const ExportAnswer& answer) {
  return (answer.path.empty() ? std::string("copied ") : "wrote " + base::displayText(answer.path) + ": ") +
         answer.what +
         (answer.what == "picture"
              ? ""
              : ", " + base::groupedText(answer.rows) + (answer.rows == 1 ? " row" : " rows"));
}

}  // namespace es::app
