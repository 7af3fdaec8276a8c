#include "app/document/caption.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/document/formula_title.h"
#include "app/look/token_words.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {
namespace {

constexpr std::size_t kNamedAnswers = 3;  // of a single word

/// "5 % of the variance"; shares below one per cent keep a figure that matters.
std::string varianceText(const DocumentState& document) {
  const double percent = 100 * document.sliced->varianceShare;
  return base::shownText(percent, percent > 0 && percent < 0.95 ? 1 : 0) + " % of the variance";
}

std::string scoreText(const Neighbor& neighbor, math::Metric metric) {
  const std::string number = base::shownText(static_cast<double>(neighbor.score), 3);
  return metric == math::Metric::Euclidean ? "distance " + number : number;
}

std::string questionSentence(const DocumentState& document) {
  const NeighborsAnswer& question = *document.neighbors;
  const bool formula = question.expression.terms.size() > 1;
  std::string answers;
  std::size_t named = 0;
  for (const Neighbor& neighbor : question.ranked) {
    if (neighbor.isInput) continue;
    if (named == (formula ? 1 : kNamedAnswers)) break;
    answers += fmt::format("{}{} ({})", named++ == 0 ? "" : ", ", base::displayText(neighbor.word),
                           scoreText(neighbor, question.metric));
  }
  const std::string title = formulaTitle(question.expression);
  if (answers.empty()) return fmt::format("{}: this view shows {}.", title, varianceText(document));
  std::string said = formula ? fmt::format("{} lands nearest {}", title, answers)
                             : fmt::format("Nearest to {}: {}", title, answers);
  if (question.metric == math::Metric::Dot) {  // long vectors win, near or not
    said = formula ? fmt::format("Of all words {} has the largest dot product with {}", answers, title)
                   : fmt::format("Largest dot products with {}: {}", title, answers);
  }
  return fmt::format("{}; this view shows {}.", said, varianceText(document));
}

std::string pairsSentence(const PairsAnswer& pairs) {
  const std::string title = formulaTitle(pairs.expression);
  if (!pairs.heldOutMean) {
    return fmt::format("{} beside the differences of {} pairs of words, which agree by a cosine of {}.",
                       title, pairs.items.size(), base::shownText(pairs.consistency, 3));
  }
  const auto heldOut = std::ranges::count_if(pairs.items, [](const PairItem& pair) { return pair.heldOut; });
  return fmt::format("{} points the way of {} further {} of words, at a mean cosine of {}.", title, heldOut,
                     heldOut == 1 ? "pair" : "pairs", base::shownText(*pairs.heldOutMean, 3));
}

/// Which words lie at the ends of the direction; of no words, what the colours say.
std::string dotsSentence(const DotAnswer& dots) {
  if (dots.items.empty()) {
    return fmt::format("Blue words have a positive dot product with {}, red ones a negative one.",
                       formulaTitle(dots.expression));
  }
  const auto [least, most] = std::ranges::minmax_element(dots.items, {}, &DotItem::dot);
  const std::string title = formulaTitle(dots.expression);
  const auto named = [](const DotItem& item) {
    return fmt::format("{} ({})", base::displayText(item.word), base::shownText(item.dot, 3));
  };
  if (dots.items.size() == 1) return fmt::format("The dot product of {} with {}.", title, named(*most));
  if (least->dot >= 0 || most->dot <= 0)  // none forward, or none back
    return fmt::format("Along {}, the words lie from {} to {}.", title, named(*least), named(*most));
  return fmt::format("Along {}, {} lies farthest forward and {} farthest back.", title, named(*most),
                     named(*least));
}

/// Where the layers take a token: of one text, or of two that share it.
std::string tracesSentence(const ModelState& model) {
  const TraceAnswer& first = *model.traces.front();
  const auto quoted = [](const std::string& text) { return "“" + base::displayText(text) + "”"; };
  if (first.tokens.size() > 1)
    return fmt::format("Each token of {} walks to its meaning in context.", quoted(first.text));
  const std::string token = quoted(tokenWords(first.tokens.front().text));
  if (model.traces.size() == 1)
    return fmt::format("{} walks to its meaning in {}.", token, quoted(first.text));
  const TraceAnswer& second = *model.traces[1];
  const bool shared = model.traces.size() == 2 && second.tokens.size() == 1 &&
                      second.tokens.front().id == first.tokens.front().id;
  if (!shared) return fmt::format("{} tokens walk to their meanings in context.", model.traces.size());
  return fmt::format("{} walks to its meaning in {} and in {}.", token, quoted(first.text),
                     quoted(second.text));
}

}  // namespace

std::string captionOf(const DocumentState& document) {
  if (!document.space || !document.sliced) return {};
  if (document.neighbors) return questionSentence(document);
  if (document.pairs) return pairsSentence(*document.pairs);
  if (document.dots) return dotsSentence(*document.dots);
  const bool paths =
      !document.model.traces.empty() && document.model.space.dims == document.space->table->dims();
  if (paths) return tracesSentence(document.model);
  if (document.field)
    return fmt::format("The direction {}, drawn from many words.", formulaTitle(*document.field));
  const model::EmbeddingTable& table = *document.space->table;
  if (document.filter) {
    return fmt::format("{} of {} words: those where {}.", base::groupedText(document.filter->rows.count),
                       base::groupedText(table.size()),
                       base::displayText(model::formatCondition(document.filter->condition)));
  }
  return fmt::format("{} words, each a point in {} dimensions.", base::groupedText(table.size()),
                     base::groupedText(table.dims()));
}

}  // namespace es::app
