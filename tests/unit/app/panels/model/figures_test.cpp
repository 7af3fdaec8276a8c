#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "app/panels/model/attention_figure.h"
#include "app/panels/model/drawn_words.h"
#include "app/panels/model/head_habit.h"
#include "app/panels/model/head_thumbnail.h"
#include "app/panels/model/model_text.h"
#include "app/panels/model/next_word.h"
#include "app/panels/model/story/story_figures.h"
#include "app/panels/model/weights_figure.h"
#include "app/panels/widgets/probability_bars.h"
#include "app/panels/widgets/whole_items.h"
#include "catch.h"
#include "math/sampling/sampler.h"
#include "model/transformer/gpt3_ledger.h"

using namespace es::app;
using es::math::RowMatrix;

namespace {

std::vector<double> someProbabilities(int count) {
  std::vector<double> weights;
  for (int i = 0; i < count; ++i) weights.push_back(i % 5 == 3 ? 0 : 1.0 / (1 + (i * 7919) % 97));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight /= sum;
  return weights;
}

}  // namespace

TEST_CASE("the cumulative strip has no hole, and the needle falls on the token that was drawn") {
  const std::vector<double> probabilities = someProbabilities(300);
  for (const double u : {0.0, 0.1234, 0.5, 0.77, 0.999999}) {
    const int hit = static_cast<int>(es::math::draw(probabilities, u));
    const auto strip = cumulativeStrip(probabilities, 0.01, hit);
    CHECK(strip.front().begin == 0);
    CHECK(strip.back().end == 1);
    for (std::size_t i = 1; i < strip.size(); ++i) CHECK(strip[i].begin == strip[i - 1].end);
    const auto under = std::find_if(strip.begin(), strip.end(),
                                    [&](const StripSegment& s) { return u >= s.begin && u < s.end; });
    REQUIRE(under != strip.end());
    CHECK(under->token == hit);
    CHECK(under->end - under->begin == Approx(probabilities[static_cast<std::size_t>(hit)]).margin(1e-9));
  }
}

TEST_CASE("narrow stretches of the strip are put together, wide ones stand alone") {
  const std::vector<double> probabilities{0.3, 0.001, 0.002, 0, 0.003, 0.394, 0.3};
  const auto strip = cumulativeStrip(probabilities, 0.01, -1);
  REQUIRE(strip.size() == 4);
  CHECK(strip[0].token == 0);
  CHECK(strip[1].token == -1);
  CHECK(strip[1].end == Approx(0.306));
  CHECK(strip[2].token == 5);
  CHECK(strip[3].token == 6);
  const auto split = cumulativeStrip(probabilities, 0.01, 2);
  REQUIRE(split.size() == 6);
  CHECK(split[1].token == 1);  // alone, so it can be named
  CHECK(split[2].token == 2);
  CHECK(split[3].token == 4);
}

TEST_CASE("a story's tree: paths are lines, branches begin below all that is taken") {
  // 0 - 1 - 2 - 3, a branch 4 at 1 with 5, another 6 at 0, and 7 below 5.
  const std::vector<int> parents{-1, 0, 1, 2, 1, 4, 0, 5};
  const std::vector<float> widths{20, 10, 30, 10, 15, 5, 8, 9};
  const auto places = treeLayout(parents, widths, 4);
  CHECK(places[0].row == 0);
  CHECK(places[3].row == 0);
  CHECK(places[4].row == 1);
  CHECK(places[7].row == 1);
  CHECK(places[6].row == 2);
  CHECK(places[1].xPx == 24);
  CHECK(places[2].xPx == 38);
  CHECK(places[4].xPx == 38);
  CHECK(treeLayout({}, {}, 4).empty());
}

TEST_CASE("nodes of any tree do not overlap, and children lie to the right") {
  std::vector<int> parents{-1};
  std::vector<float> widths{12};
  for (int i = 1; i < 400; ++i) {
    parents.push_back(i % 3 == 0 ? (i * 31) % i : i - 1);
    widths.push_back(static_cast<float>(5 + (i * 13) % 40));
  }
  const auto places = treeLayout(parents, widths, 6);
  std::map<int, std::vector<std::size_t>> rows;
  for (std::size_t i = 0; i < places.size(); ++i) rows[places[i].row].push_back(i);
  for (auto& [row, nodes] : rows) {
    std::sort(nodes.begin(), nodes.end(),
              [&](std::size_t a, std::size_t b) { return places[a].xPx < places[b].xPx; });
    for (std::size_t i = 1; i < nodes.size(); ++i)
      CHECK(places[nodes[i]].xPx >= places[nodes[i - 1]].xPx + widths[nodes[i - 1]]);
  }
  for (std::size_t i = 1; i < places.size(); ++i) {
    const auto parent = static_cast<std::size_t>(parents[i]);
    CHECK(places[i].xPx == Approx(places[parent].xPx + widths[parent] + 6));
    CHECK(places[i].row >= places[parent].row);
  }
}

TEST_CASE("a head's thumbnail keeps every strong weight") {
  RowMatrix weights = RowMatrix::Zero(23, 23);
  weights(22, 0) = 0.9F;
  weights(11, 11) = 0.7F;
  const RowMatrix small = headThumbnail(weights, 10);
  REQUIRE(small.rows() == 10);
  CHECK(small(9, 0) == 0.9F);
  CHECK(small(4, 4) == 0.7F);
  CHECK(small.sum() == Approx(1.6F));
  CHECK(headThumbnail(RowMatrix::Identity(4, 4), 10) == RowMatrix::Identity(4, 4));
}

TEST_CASE("what a full bar stands for") {
  CHECK(barShare(0.25, 0.5, BarAxis::Fixed) == 0.25);
  CHECK(barShare(0.25, 0.5, BarAxis::Relative) == 0.5);
  CHECK(barShare(0, 0, BarAxis::Relative) == 0);
  CHECK(barShare(1, 1, BarAxis::Log) == 1);
  CHECK(barShare(1e-3, 1, BarAxis::Log) == Approx(0.5));
  CHECK(barShare(1e-6, 1, BarAxis::Log) == Approx(0).margin(1e-12));
  CHECK(barShare(1e-9, 1, BarAxis::Log) == 0);
  CHECK(barShare(0, 1, BarAxis::Log) == 0);
}

TEST_CASE("the whole vocabulary as a falling curve") {
  const std::vector<double> probabilities{1e-2, 0.989, 1e-3, 1e-9, 1e-6};
  const std::vector<int> order{1, 0, 2, 4, 3};
  const std::vector<float> curve = sortedCurve(probabilities, order, 5);
  REQUIRE(curve.size() == 5);
  CHECK(curve[0] == Approx(1).margin(1e-3));
  CHECK(curve[1] == Approx(4.0 / 6));  // a tenth is a sixth less
  CHECK(curve[2] == Approx(3.0 / 6));
  CHECK(curve[3] == Approx(0).margin(1e-6));
  CHECK(curve[4] == 0);
  CHECK(sortedCurve(probabilities, order, 2) == std::vector<float>{curve[0], curve[2]});
  CHECK(sortedCurve(probabilities, order, 50).size() == 5);
  CHECK(sortedCurve({}, {}, 50).empty());
}

TEST_CASE("weak arcs can be seen, and stronger ones are stronger") {
  CHECK(arcStrength(0) == 0);
  CHECK(arcStrength(0.004F) == 0);
  CHECK(arcStrength(0.005F) >= 0.2F);
  CHECK(arcStrength(1) == Approx(1));
  CHECK(arcStrength(0.05F) > 0.35F);
  for (int i = 6; i < 1000; ++i)
    CHECK(arcStrength(0.001F * static_cast<float>(i + 1)) > arcStrength(0.001F * static_cast<float>(i)));
}

TEST_CASE("the token at a caret is the one that it stands in or behind") {
  // An end mark in front, then "once upon a".
  const std::vector<es::model::TokenPiece> pieces{{1, 0, 0}, {2, 0, 4}, {3, 5, 9}, {4, 10, 11}};
  CHECK(pieceAtCaret(pieces, 0) == 0);
  CHECK(pieceAtCaret(pieces, 2) == 1);
  CHECK(pieceAtCaret(pieces, 4) == 1);
  CHECK(pieceAtCaret(pieces, 5) == 1);
  CHECK(pieceAtCaret(pieces, 6) == 2);
  CHECK(pieceAtCaret(pieces, 11) == 3);
  CHECK(pieceAtCaret(pieces, 99) == 3);
}

TEST_CASE("the end of a text is cut before a word, never within a letter") {
  CHECK(endOfText("a short one", 20) == "a short one");
  CHECK(endOfText("once upon a time there was a", 12) == "… there was a");
  CHECK(endOfText("once upon a time there was a", 10) == "… was a");
  CHECK(endOfText("größte größte", 7) == "… größte");
  CHECK(endOfText("ööööööö", 3) == "…ööö");
}

TEST_CASE("lists show whole words, as many as fit") {
  const std::vector<std::string> words{"pineapple", "fig", "tomato"};
  const auto width = [](std::string_view line) { return static_cast<float>(line.size()); };
  CHECK(wholeItems(words, 14, width) == "pineapple, fig");
  CHECK(wholeItems(words, 13, width) == "pineapple");
  CHECK(wholeItems(words, 3, width) == "pineapple");  // the first at least
  CHECK(wholeItems(words, 99, width) == "pineapple, fig, tomato");
  CHECK(wholeItems({}, 99, width).empty());
}

TEST_CASE("an entropy as the number of equally likely choices") {
  CHECK(choicesText(0) == "1.0");
  CHECK(choicesText(std::log(2.8)) == "2.8");
  CHECK(choicesText(std::log(7444.0)) == "7,444");
}

TEST_CASE("tokens drawn by lot: the same every time, each as often as its probability says") {
  es::math::SamplingDistribution sampled;
  sampled.probabilities = {0.5, 0, 0.3, 0.2};
  const std::vector<int> drawn = drawnTokens(sampled, 4000);
  CHECK(drawn == drawnTokens(sampled, 4000));
  for (std::size_t i = 0; i < sampled.probabilities.size(); ++i) {
    const auto count = static_cast<double>(std::ranges::count(drawn, static_cast<int>(i)));
    CHECK(count / 4000 == Approx(sampled.probabilities[i]).margin(0.03));  // four standard deviations
  }
}

TEST_CASE("a head's habit is where its weight goes, whatever the first token does") {
  RowMatrix before = RowMatrix::Zero(4, 4), itself = RowMatrix::Identity(4, 4), first = RowMatrix::Zero(4, 4);
  before(0, 0) = 1;
  for (int i = 1; i < 4; ++i) before(i, i - 1) = 1;
  first.col(0).setOnes();
  CHECK(habitShare(before, HeadHabit::Before) == 1);
  CHECK(habitShare(before, HeadHabit::Itself) == 0);
  CHECK(habitShare(before, HeadHabit::First) == Approx(1.0 / 3));
  CHECK(habitShare(itself, HeadHabit::Itself) == 1);
  CHECK(habitShare(first, HeadHabit::First) == 1);
  AttentionAnswer answer;
  answer.patterns = {{0, 0, first}, {0, 1, before}, {1, 0, itself}};
  CHECK(headOfHabit(answer, HeadHabit::Before) == 1);
  CHECK(headOfHabit(answer, HeadHabit::Itself) == 2);
  CHECK(headOfHabit(answer, HeadHabit::First) == 0);
  answer.patterns.pop_back();
  CHECK_FALSE(headOfHabit(answer, HeadHabit::Itself));  // nobody has it for the most part
}

TEST_CASE("every part of GPT-3's ledger works for something that has a name, MLPs for two thirds of it") {
  const auto parts = es::model::gpt3Ledger();
  std::map<PartWork, double> weights;
  for (const auto& part : parts) weights[workOf(part.part)] += static_cast<double>(part.parameters);
  const auto all = static_cast<double>(es::model::ledgerTotal(parts));
  CHECK(weights[PartWork::Other] == 0);
  CHECK(weights[PartWork::Mlp] / all == Approx(0.662).margin(5e-4));
  CHECK(weights[PartWork::Attention] / all == Approx(0.331).margin(5e-4));
  CHECK(weights[PartWork::Vocabulary] == 1'235'116'032);
  CHECK(workOf("norms") == PartWork::Other);
}
