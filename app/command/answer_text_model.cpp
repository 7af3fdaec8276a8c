#include <algorithm>
#include <cmath>

#include "app/command/answer_model.h"
#include "app/command/arguments.h"
#include "app/command/sampler_text.h"
#include "app/command/text_table.h"
#include "base/display_text.h"
#include "base/number_text.h"
#include "model/table/vocabulary.h"
#include "model/transformer/gpt3_ledger.h"

namespace es::app {

namespace {

using Align = TextTable::Align;

/// A token between quotes, so that its blank in front is seen.
std::string tokenCell(const std::string& text) {
  return '"' + cellText(text) + '"';
}

std::string entropyText(double entropy) {
  return "entropy " + base::fixedText(entropy, 3) + " nats (like " + base::fixedText(std::exp(entropy), 2) +
         " equal choices)";
}

std::string guessText(const TokenGuess& guess) {
  return cellText(guess.text) + " " + base::fixedText(guess.probability, 2);
}

std::string changesText(const std::vector<TokenChange>& changes) {
  std::string text;
  for (const TokenChange& one : changes) text += (text.empty() ? "" : " ") + cellText(one.text);
  return text;
}

std::string nearestText(const std::vector<WordNear>& nearest) {
  std::string text;
  for (const WordNear& near : nearest) {
    text += (text.empty() ? "" : ", ") + cellText(near.word) + " " + base::fixedText(near.cosine, 2);
  }
  return text;
}

std::string traceTable(const TokenTrace& token) {
  TextTable table(
      {Align::Left, Align::Right, Align::Right, Align::Right, Align::Left, Align::Left, Align::Left});
  table.add({"", "length", "cosine", "shown", "nearest", "promotes", "demotes"});
  for (const TraceStep& step : token.steps) {
    table.add({step.name, base::fixedText(step.length, 3), base::fixedText(step.cosineToStart, 3),
               step.xyz ? base::fixedText(100 * step.shownShare, 1) + " %" : "-", nearestText(step.nearest),
               changesText(step.promoted), changesText(step.demoted)});
  }
  return tokenCell(token.text) + " at " + std::to_string(token.position) + "\n" + table.text();
}

std::string weightsTable(const AttentionHead& head, const std::vector<TokenText>& tokens) {
  TextTable table(std::vector<Align>(tokens.size() + 1, Align::Right));
  std::vector<std::string> titles{""};
  for (const TokenText& token : tokens) titles.push_back(cellText(token.text));
  table.add(std::move(titles));
  for (std::size_t row = 0; row < tokens.size(); ++row) {
    std::vector<std::string> cells(tokens.size() + 1);
    cells[0] = cellText(tokens[row].text);
    for (std::size_t col = 0; col <= row; ++col) {
      cells[col + 1] = base::fixedText(
          static_cast<double>(head.weights(static_cast<math::Index>(row), static_cast<math::Index>(col))), 2);
    }
    table.add(std::move(cells));
  }
  return "layer " + std::to_string(head.layer) + ", head " + std::to_string(head.head) + "\n" + table.text();
}

std::string columnText(const StoryColumnAnswer& column) {
  std::string text = column.column + " (T = " + base::numberText(column.temperature) + ", at " +
                     std::to_string(column.node) + " of " + std::to_string(column.nodes - 1) + ")";
  if (column.ended) text += ", ended";
  return text + ": " + base::displayText(column.displayText);
}

}  // namespace

std::string barText(double share) {
  constexpr double width = 30;
  return std::string(static_cast<std::size_t>(std::lround(width * share)), '#');
}

std::string modelSizeText(const ModelInfo& info) {
  const auto counted = [](int count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
  };
  return counted(info.layers, "layer") + " x " + counted(info.heads, "head") + ", " +
         base::groupedText(info.parameters) + " parameters" + (info.tied ? " (tied)" : "");
}

std::string modelText(const TokensAnswer& a) {
  TextTable table({Align::Right, Align::Right, Align::Left});
  table.add({"", "id", "token"});
  for (std::size_t i = 0; i < a.tokens.size(); ++i) {
    table.add({std::to_string(i), std::to_string(a.tokens[i].id), tokenCell(a.tokens[i].text)});
  }
  return base::groupedText(a.tokens.size()) + (a.tokens.size() == 1 ? " token\n" : " tokens\n") +
         table.text();
}

std::string modelText(const PredictAnswer& a) {
  TextTable table({Align::Right, Align::Left, Align::Right, Align::Right, Align::Left});
  table.add({"id", "token", "logit", "probability", ""});
  for (const TokenGuess& guess : a.ranked) {
    table.add({std::to_string(guess.id), tokenCell(guess.text), base::fixedText(guess.logit, 3),
               base::fixedText(guess.probability, 4),
               guess.kept ? barText(guess.probability) : "(left out)"});
  }
  const std::size_t others = static_cast<std::size_t>(a.vocabulary) - a.ranked.size();
  if (others > 0) {
    table.add({"", "the other " + base::groupedText(others), "", base::fixedText(a.otherProbability, 4),
               barText(a.otherProbability)});
  }
  return "after " + shown(a.text) + "\n" + table.text() + "\ntemperature " + base::numberText(a.temperature) +
         ", " + entropyText(a.entropy);
}

std::string modelText(const GenerateAnswer& a) {
  return base::displayText(a.displayText) + "\n(" + base::groupedText(a.steps.size()) +
         (a.steps.size() == 1 ? " token" : " tokens") + ", seed " + std::to_string(a.seed) +
         (a.ended ? ", ended by the model)" : ")");
}

std::string modelText(const TraceAnswer& a) {
  std::string text = "paths of the tokens of " + shown(a.text);
  if (!a.note.empty()) text += "\n" + base::displayText(a.note);
  for (const TokenTrace& token : a.tokens) text += "\n" + traceTable(token);
  return text;
}

std::string modelText(const LensAnswer& a) {
  std::string text = "what each half-step would predict, temperature " + base::numberText(a.temperature);
  for (const LensRow& row : a.tokens) {
    const std::size_t guesses = row.steps.front().guesses.size();
    std::vector<Align> columns{Align::Left, Align::Right};
    columns.resize(2 + guesses, Align::Left);
    TextTable table(columns);
    for (const LensCell& cell : row.steps) {
      std::vector<std::string> cells{cell.name, base::fixedText(cell.entropy, 2)};
      for (const TokenGuess& guess : cell.guesses) cells.push_back(guessText(guess));
      table.add(std::move(cells));
    }
    text += "\n" + tokenCell(row.text) + " at " + std::to_string(row.position) + "\n" + table.text();
  }
  return text;
}

std::string modelText(const AttentionAnswer& a) {
  std::string text = "attention over " + shown(a.text) + " (a row's token looks at a column's)";
  for (const AttentionHead& head : a.patterns) text += "\n" + weightsTable(head, a.tokens);
  return text;
}

std::string modelText(const ParametersAnswer& a) {
  const auto table = [](const std::vector<model::LedgerLine>& lines, std::uint64_t total) {
    TextTable ledger({Align::Left, Align::Left, Align::Right});
    for (const model::LedgerLine& line : lines) {
      ledger.add({line.part, line.shape, base::groupedText(line.parameters)});
    }
    ledger.add({"total", "", base::groupedText(total)});
    return ledger.text();
  };
  const std::vector<model::LedgerLine> gpt3 = model::gpt3Ledger();
  return base::displayText(a.name) + (a.tied ? ", embedding and unembedding tied\n" : ", untied\n") +
         table(a.parts, a.total) + "\n\nGPT-3, weights of matrices only\n" +
         table(gpt3, model::ledgerTotal(gpt3));
}

std::string modelText(const SamplerAnswer& a) {
  const math::SamplerSettings& settings = a.settings;
  return "top-k " + (settings.topK == 0 ? "off" : std::to_string(settings.topK)) + ", top-p " +
         (settings.topP == 1 ? "off" : base::numberText(settings.topP)) + ", min-p " +
         (settings.minP == 0 ? "off" : base::numberText(settings.minP)) + ", order " +
         samplerOrderText(settings.order);
}

std::string modelText(const StoryAnswer& a) {
  std::string text = "seed " + std::to_string(a.seed);
  for (const StoryColumnAnswer& column : a.columns) text += "\n" + columnText(column);
  return text;
}

}  // namespace es::app
