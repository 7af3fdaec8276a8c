#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "app/document/caption.h"
#include "app/evaluate/evaluate.h"
#include "catch.h"
#include "small_model.h"
#include "small_table.h"

using namespace es::app;
using test::ask;
using test::errorOf;
using test::holds;
using test::modelDocument;
using test::run;

TEST_CASE("a path starts at its word's own point, and says how much of it is drawn") {
  Document document = modelDocument();
  const auto trace = ask<TraceAnswer>(document, "trace \"the old king\" king");
  CHECK(holds(trace.note, "8 of the stream's 12"));
  REQUIRE(trace.tokens.size() == 1);
  const TokenTrace& king = trace.tokens[0];
  CHECK(king.text == " king");
  CHECK(king.position == 3);
  REQUIRE(king.steps.size() == 5);
  const es::model::EmbeddingTable& table = *document.state().space->table;
  CHECK(es::math::Vector(king.vectors.row(0)) == table.vector(*table.vocabulary().find("king")));
  CHECK(king.steps[0].nearest[0].word == "king");
  CHECK(king.steps[0].nearest[0].cosine == Approx(1.0));
  const auto project = ask<ProjectAnswer>(document, "project king");
  for (std::size_t i = 0; i < 3; ++i)
    CHECK((*king.steps[0].xyz)[i] == Approx(project.items[0].xyz[i]).margin(1e-6));
}

TEST_CASE("lengths and cosines are of the whole stream, the shown share too") {
  Document document = modelDocument();
  run(document, "slice random 3");
  run(document, "predict the king");
  const auto trace = ask<TraceAnswer>(document, "trace \"the king\" king");
  const auto& records = document.state().model.text->reading->records;
  for (std::size_t step = 0; step < trace.tokens[0].steps.size(); ++step) {
    const auto row = static_cast<es::math::Index>(step);
    const Eigen::VectorXd stream = records[2].steps.row(row).cast<double>();
    const Eigen::VectorXd start = records[2].steps.row(0).cast<double>();
    const TraceStep& told = trace.tokens[0].steps[step];
    CHECK(told.length == Approx(stream.norm()).epsilon(1e-9));
    CHECK(told.cosineToStart == Approx(stream.dot(start) / stream.norm() / start.norm()).margin(1e-9));
    const Eigen::MatrixXd frame = document.state().sliced->slice.frame.cast<double>();
    const double shown = (frame.transpose() * stream.head(8)).norm() / stream.norm();
    CHECK(told.shownShare == Approx(shown).margin(1e-6));
  }
}

TEST_CASE("what a half-step promotes is the difference of lens logits") {
  Document document = modelDocument();
  const auto trace = ask<TraceAnswer>(document, "trace \"the king\" king");
  const auto lens = ask<LensAnswer>(document, "lens \"the king\" king --top 1000");
  CHECK(trace.tokens[0].steps[0].promoted.empty());
  for (std::size_t step = 1; step < trace.tokens[0].steps.size(); ++step) {
    std::map<std::string, double> change;
    for (const TokenGuess& guess : lens.tokens[0].steps[step].guesses) change[guess.text] += guess.logit;
    for (const TokenGuess& guess : lens.tokens[0].steps[step - 1].guesses) change[guess.text] -= guess.logit;
    double most = -1e9, least = 1e9;
    for (const auto& [text, by] : change) {
      most = std::max(most, by);
      least = std::min(least, by);
    }
    const TraceStep& told = trace.tokens[0].steps[step];
    REQUIRE(told.promoted.size() == 3);
    CHECK(told.promoted[0].change == Approx(most).margin(1e-6));
    CHECK(told.demoted[0].change == Approx(least).margin(1e-6));
    CHECK(change[told.promoted[1].text] == Approx(told.promoted[1].change).margin(1e-6));
    CHECK(told.promoted[0].change >= told.promoted[2].change);
    CHECK(told.demoted[0].change <= told.demoted[2].change);
  }
}

TEST_CASE("a token is named by its word, its position, or the last of several") {
  Document document = modelDocument();
  const auto at = [&](const std::string& rest) {
    return ask<TraceAnswer>(document, "trace \"the king, the man the\" " + rest).tokens[0].position;
  };
  CHECK(at("the") == 6);
  CHECK(at("The") == 6);
  CHECK(at("0") == 0);
  CHECK(at("2") == 2);
  CHECK(at(",") == 3);
  CHECK(at("\" man\"") == 5);
  CHECK(holds(errorOf([&] { at("queen"); }), "\"queen\""));
  CHECK(holds(errorOf([&] { at("7"); }), "0 to 6"));
}

TEST_CASE("paths are overlaid with --also, and taken away with nothing") {
  Document document = modelDocument();
  run(document, "trace \"the king\" king");
  run(document, "trace \"the man king\" king --also");
  CHECK(document.state().model.traces.size() == 2);
  run(document, "trace \"the king\" king --also");
  CHECK(document.state().model.traces.size() == 2);
  run(document, "trace \"the king\"");
  CHECK(document.state().model.traces.size() == 1);
  CHECK(document.state().model.traces[0]->tokens.size() == 3);
  REQUIRE(document.state().model.text);
  CHECK(document.state().model.text->text == "the king");  // the other pages follow
  CHECK(captionOf(document.state()) == "Each token of “the king” walks to its meaning in context.");
  run(document, "trace");
  CHECK(document.state().model.traces.empty());
  document.undo();
  CHECK(document.state().model.traces.size() == 1);
}

TEST_CASE("a new slice moves the paths along") {
  Document document = modelDocument();
  run(document, "trace \"the king\" king");
  for (const char* slice : {"slice random 9", "centring on", "slice fit king queen man"}) {
    run(document, slice);
    const TraceAnswer moved = *document.state().model.traces[0];
    run(document, "trace");
    const auto again = ask<TraceAnswer>(document, "trace \"the king\" king");
    CHECK(answerJson("trace", moved) == answerJson("trace", again));
  }
}

TEST_CASE("words of another space: paths are told but not placed") {
  Document document = modelDocument({.amongWords = false});
  CHECK(document.state().model.space.dims == 0);
  const auto json = answerJson("trace", run(document, "trace \"the king\" king"));
  CHECK(json["tokens"][0]["steps"][1]["xyz"].is_null());
  CHECK(holds(json["note"], "not of the space"));
  CHECK(json["tokens"][0]["steps"][1]["length"].get<double>() > 0);
}

TEST_CASE("the last row of the lens is the model's own prediction") {
  Document document = modelDocument({.tied = false});
  run(document, "temperature 1.7");
  const auto lens = ask<LensAnswer>(document, "lens the king the --top 4");
  const auto predict = ask<PredictAnswer>(document, "predict \"the king the\" 4");
  const LensCell& last = lens.tokens.back().steps.back();
  CHECK(last.name == "final");
  CHECK(last.entropy == Approx(predict.entropy).margin(1e-6));
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(last.guesses[i].id == predict.ranked[i].id);
    CHECK(last.guesses[i].logit == Approx(predict.ranked[i].logit).margin(1e-4));
  }
  const LensCell& before = lens.tokens.back().steps[lens.tokens.back().steps.size() - 2];
  CHECK(before.guesses[0].logit == Approx(last.guesses[0].logit).margin(1e-4));  // only the norm is between
}

TEST_CASE("attention patterns are causal and their rows sum to 1") {
  Document document = modelDocument();
  const auto all = ask<AttentionAnswer>(document, "attention the king the man");
  CHECK(all.patterns.size() == 6);
  for (const AttentionHead& head : all.patterns) {
    for (es::math::Index row = 0; row < 5; ++row) {
      CHECK(head.weights.row(row).sum() == Approx(1.0).margin(1e-5));
      CHECK(head.weights.row(row).tail(4 - row).isZero());
    }
  }
  const auto one = ask<AttentionAnswer>(document, "attention the king the man --layer 1 --head 2");
  REQUIRE(one.patterns.size() == 1);
  CHECK(one.patterns[0].weights == all.patterns[5].weights);
  CHECK(ask<AttentionAnswer>(document, "attention the king --layer 0").patterns.size() == 3);
  CHECK(holds(errorOf([&] { run(document, "attention a --layer 2"); }), "2 layers"));
  CHECK(holds(errorOf([&] { run(document, "attention a --head 3"); }), "3 heads"));
}

TEST_CASE("the work of tracing counts the vocabulary for each half-step") {
  const Document document = modelDocument();
  const auto work = [&](const Command& command) { return estimatedWork(document.state(), command); };
  const double vocabulary = document.state().model.model->config().vocabulary;
  CHECK(work(TraceCommand{"the king", {}, false}) > 3 * 5 * 12 * vocabulary);
  CHECK(work(TraceCommand{"the king", "king", false}) < work(TraceCommand{"the king", {}, false}));
  CHECK(work(LensCommand{"the king", {}, {}}) > 3 * 6 * 12 * vocabulary);
  CHECK(work(GenerateCommand{"the", 100, {}, {}, {}, {}, {}}) >
        20 * work(GenerateCommand{"the", 1, {}, {}, {}, {}, {}}));
}
