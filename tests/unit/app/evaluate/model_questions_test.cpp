#include "app/document/model_questions.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "base/progress.h"
#include "catch.h"
#include "math/sampling/softmax.h"
#include "model/tokenizer/remembering_tokenizer.h"
#include "model/transformer/gpt3_ledger.h"
#include "small_model.h"
#include "small_table.h"

namespace {

/// Counts how often texts are cut.
class CountingTokenizer final : public es::model::Tokenizer {
 public:
  explicit CountingTokenizer(std::shared_ptr<const es::model::Tokenizer> inner) : m_inner(std::move(inner)) {}

  int size() const override { return m_inner->size(); }
  std::vector<es::model::TokenPiece> encode(std::string_view text) const override {
    ++cuts;
    return m_inner->encode(text);
  }
  std::string decode(std::span<const int> ids) const override { return m_inner->decode(ids); }
  std::string text(int id) const override { return m_inner->text(id); }
  std::optional<std::string> word(int id) const override { return m_inner->word(id); }
  bool isEnd(int id) const override { return m_inner->isEnd(id); }
  std::optional<int> find(std::string_view text) const override { return m_inner->find(text); }

  mutable int cuts = 0;

 private:
  std::shared_ptr<const es::model::Tokenizer> m_inner;
};

}  // namespace

using namespace es::app;
using test::ask;
using test::errorOf;
using test::holds;
using test::modelDocument;
using test::run;

TEST_CASE("without a model every question of one says how to open one") {
  Document document = test::smallDocument();
  const DocumentState before = document.state();
  for (const char* line :
       {"tokens a", "predict a", "generate a 3", "trace \"a\"", "lens a", "attention a", "parameters",
        "write a", "step", "back", "choose a", "visit 0", "open embedding", "open unembedding"}) {
    INFO(line);
    const std::string error = errorOf([&] { run(document, line); });
    CHECK(holds(error, "no model is open"));
    CHECK(holds(error, "open PATH"));
  }
  CHECK(document.state() == before);
  CHECK(answerJson("info", run(document, "info"))["model"].is_null());
}

TEST_CASE("a keystroke cuts the text once, for its boxes, the estimate, the reading and the path") {
  auto model = std::make_shared<es::model::LanguageModel>(*test::smallModel());
  const auto counting = std::make_shared<const CountingTokenizer>(model->tokenizer);
  model->tokenizer = std::make_shared<const es::model::RememberingTokenizer>(counting);  // as readModel does
  Document document;
  document.commit(test::withModel(test::stateWith(test::smallTable()), model));
  std::string text;
  for (const char* typed : {"the", " king", " and", " the", " queen"}) {
    text += typed;
    const auto boxes = encodeText(*model, text);
    const PredictCommand read{text, {}};
    CHECK(estimatedWork(document.state(), read) > 0);
    applyCommand(document, read);
    CHECK(document.state().model.text->pieces.size() == boxes.size());
    applyCommand(document, TraceCommand{text, "1", false});
  }
  CHECK(counting->cuts == 5);
}

TEST_CASE("tokens give the pieces of any text and change nothing") {
  Document document = modelDocument();
  const DocumentState before = document.state();
  const auto answer = ask<TokensAnswer>(document, "tokens the king, the queen");
  REQUIRE(answer.tokens.size() == 6);
  CHECK(answer.tokens[2].text == " king");
  CHECK(answer.text.substr(answer.tokens[2].begin, answer.tokens[2].end - answer.tokens[2].begin) == " king");
  CHECK(document.state() == before);
  CHECK(holds(errorOf([&] { run(document, "tokens \"" + std::string(70'000, 'a') + "\""); }), "70,000"));
}

TEST_CASE("predict ranks by logit over the whole vocabulary") {
  Document document = modelDocument();
  run(document, "temperature 0.7");
  const auto answer = ask<PredictAnswer>(document, "predict the king 5");
  const TextState& text = *document.state().model.text;
  const std::vector<double> logits(text.reading->logits.begin(), text.reading->logits.end());
  const auto probabilities = es::math::softmax(logits, 0.7);
  REQUIRE(answer.ranked.size() == 5);
  CHECK(answer.ranked[0].logit == *std::max_element(logits.begin(), logits.end()));
  double shown = 0;
  for (std::size_t i = 0; i < answer.ranked.size(); ++i) {
    const auto id = static_cast<std::size_t>(answer.ranked[i].id);
    CHECK(answer.ranked[i].probability == probabilities[id]);
    if (i > 0) CHECK(answer.ranked[i - 1].logit >= answer.ranked[i].logit);
    shown += probabilities[id];
  }
  CHECK(answer.otherProbability == Approx(1 - shown).margin(1e-12));
  CHECK(answer.entropy == Approx(es::math::entropyNats(probabilities)));
  CHECK(answer.vocabulary == static_cast<int>(logits.size()));
  CHECK(text.reading->records.size() == text.pieces.size());
}

TEST_CASE("predict marks what the sampler leaves out, and its temperature may be 0 or infinity") {
  Document document = modelDocument();
  run(document, "sampler --top-k 2");
  auto answer = ask<PredictAnswer>(document, "predict the king 4");
  CHECK(answer.ranked[1].kept);
  CHECK_FALSE(answer.ranked[2].kept);
  run(document, "temperature 0");
  answer = ask<PredictAnswer>(document, "predict the king");
  CHECK(answer.ranked[0].probability == 1);
  CHECK(answer.entropy == 0);
  run(document, "temperature inf");
  answer = ask<PredictAnswer>(document, "predict the king");
  CHECK(answer.ranked[9].probability == Approx(1.0 / answer.vocabulary));
}

TEST_CASE("asking the same text again changes nothing") {
  Document document = modelDocument();
  run(document, "predict the king");
  const DocumentState before = document.state();
  run(document, "predict the king 3");
  CHECK(document.state() == before);
}

TEST_CASE("a text may stand beside another, until the next one is asked for") {
  Document document = modelDocument();
  run(document, "predict the king --also");  // nothing to stand beside
  CHECK(document.state().model.text->text == "the king");
  CHECK(document.state().model.beside == nullptr);
  const auto answer = ask<PredictAnswer>(document, "predict the queen --also");
  CHECK(answer.text == "the queen");
  CHECK(document.state().model.text->text == "the king");
  REQUIRE(document.state().model.beside);
  CHECK(document.state().model.beside->text == "the queen");
  Document alone = modelDocument();
  run(alone, "predict the queen");
  CHECK(document.state().model.beside->reading->logits == alone.state().model.text->reading->logits);
  const DocumentState before = document.state();
  run(document, "predict the queen --also");
  CHECK(document.state() == before);  // no step of its own
  run(document, "attention the queen");
  CHECK(document.state().model.text->text == "the queen");
  CHECK(document.state().model.beside == nullptr);  // not beside itself
  run(document, "predict the king --also");
  run(document, "predict the man");
  CHECK(document.state().model.beside == nullptr);
}

TEST_CASE("predict after an edit of the end equals predict from nothing") {
  Document edited = modelDocument();
  run(edited, "predict the king the queen");
  for (const char* text : {"the king the man", "the king", "cat", "the king the queen the dog"}) {
    const std::string line = "predict \"" + std::string(text) + "\" 20";
    Document fresh = modelDocument();
    CHECK(answerJson("predict", run(edited, line)) == answerJson("predict", run(fresh, line)));
    CHECK(edited.state().model.text->reading->logits == fresh.state().model.text->reading->logits);
  }
}

TEST_CASE("predict, lens and attention leave their text standing, for the pages that show it") {
  for (const char* question : {"predict", "lens", "attention"}) {
    CAPTURE(question);
    Document document = modelDocument();
    run(document, std::string(question) + " the queen");
    run(document, std::string(question) + " the king");
    REQUIRE(document.state().model.text);
    CHECK(document.state().model.text->text == "the king");
    const std::vector<float> logits = document.state().model.text->reading->logits;
    run(document, "predict the queen");
    run(document, "predict the king");
    CHECK(document.state().model.text->reading->logits == logits);
  }
}

TEST_CASE("a text longer than the model reads is refused with both counts") {
  Document document = modelDocument({.context = 4});
  run(document, "predict the king the");
  const DocumentState before = document.state();
  for (const char* line :
       {"predict the king the queen", "generate the king the queen 3", "trace \"the king the queen\"",
        "lens the king the queen", "write the king the queen", "attention the king the queen"}) {
    INFO(line);
    const std::string error = errorOf([&] { run(document, line); });
    CHECK(holds(error, "5 tokens"));
    CHECK(holds(error, "at most 4"));
  }
  CHECK(document.state() == before);
}

TEST_CASE("generate at T = 0 is the repeated argmax, and asks nothing of the document") {
  Document document = modelDocument();
  const DocumentState before = document.state();
  const auto answer = ask<GenerateAnswer>(document, "generate the king 8 --temperature 0");
  CHECK(document.state() == before);
  std::string text = "the king";
  for (const GeneratedToken& step : answer.steps) {
    const auto next = ask<PredictAnswer>(document, "predict \"" + text + "\" 1");
    CHECK(step.id == next.ranked[0].id);
    CHECK(step.probability == 1);
    text += step.text;
  }
  CHECK(answer.text == text);
  CHECK((answer.ended || answer.steps.size() == 8));
}

TEST_CASE("generate is the same for the same seed, and stops at the context") {
  Document document = modelDocument({.context = 10});
  const auto a = ask<GenerateAnswer>(document, "generate the king 30 --seed 5");
  const auto b = ask<GenerateAnswer>(document, "generate the king 30 --seed 5");
  CHECK(a.text == b.text);
  bool others = false, full = false;
  for (int seed = 1; seed <= 10; ++seed) {
    const auto c = ask<GenerateAnswer>(document, "generate the king 30 --seed " + std::to_string(seed));
    others = others || c.text != a.text;
    CHECK(c.steps.size() <= 8);  // 3 tokens of the prompt, 10 read, and what follows the last
    full = full || c.steps.size() == 8;
    CHECK((c.ended || c.steps.size() == 8));
  }
  CHECK(others);
  CHECK(full);
  const auto one = ask<GenerateAnswer>(document, "generate the king 30 --top-k 1 --seed 9");
  const auto cold = ask<GenerateAnswer>(document, "generate the king 30 --temperature 0");
  CHECK(one.text == cold.text);
}

TEST_CASE("generating can be cancelled") {
  const Document document = modelDocument();
  const es::base::Progress stop = [](double) { throw es::Cancelled{}; };
  CHECK_THROWS_AS(evaluate(document.state(), GenerateCommand{"the king", 5, {}, {}, {}, {}, {}}, stop),
                  es::Cancelled);
}

TEST_CASE("the sampler keeps what is given, and answers what is in force") {
  Document document = modelDocument();
  run(document, "sampler --top-k 40 --order huggingface");
  const auto answer = ask<SamplerAnswer>(document, "sampler --top-p 0.9");
  CHECK(answer.settings.topK == 40);
  CHECK(answer.settings.topP == 0.9);
  CHECK(answer.settings.order == es::math::huggingFaceOrder());
  const DocumentState before = document.state();
  run(document, "sampler");
  CHECK(document.state() == before);
  SamplerCommand broken;
  broken.topP = std::nan("");
  CHECK(holds(errorOf([&] { applyCommand(document, broken); }), "top-p"));
}

TEST_CASE("parameters are the model's ledger, and info has the same total") {
  Document document = modelDocument({.tied = false});
  const auto answer = ask<ParametersAnswer>(document, "parameters");
  const auto info = ask<InfoAnswer>(document, "info");
  REQUIRE(info.model);
  CHECK(answer.total == info.model->parameters);
  CHECK_FALSE(answer.tied);
  CHECK(info.model->dims == 12);
  CHECK(info.model->residual == "add");
  CHECK(info.model->memoryBytes >= 4 * answer.total - 4 * 100);
  CHECK(holds(answerText(answer), "175,181,291,520"));
}

TEST_CASE("GPT-3's ledger has the film's figures") {
  const auto ledger = es::model::gpt3Ledger();
  const auto of = [&](const std::string& part) {
    for (const auto& line : ledger)
      if (line.part == part) return line.parameters;
    return std::uint64_t{0};
  };
  CHECK(of("embedding W_E") == 617'558'016);
  CHECK(of("keys W_K") == 14'495'514'624);
  CHECK(of("queries W_Q") == 14'495'514'624);
  CHECK(of("values W_V") == 14'495'514'624);
  CHECK(of("output W_O") == 14'495'514'624);
  CHECK(of("up") == 57'982'058'496);
  CHECK(of("down") == 57'982'058'496);
  CHECK(of("unembedding W_U") == 617'558'016);
  CHECK(es::model::ledgerTotal(ledger) == 175'181'291'520);
}

TEST_CASE("JSON of the model's answers has DESIGN's fields") {
  Document document = modelDocument();
  const auto json = [&](const std::string& name, const std::string& line) {
    return answerJson(name, run(document, line));
  };
  const auto predict = json("predict", "predict the king 2");
  CHECK(predict["answers"][1].contains("logit"));
  CHECK(predict["answers"][1].contains("probability"));
  CHECK(predict["temperature"] == 1.0);
  CHECK(predict.contains("entropy"));
  const auto generate = json("generate", "generate the king 3");
  CHECK(generate["steps"].size() <= 3);
  CHECK(generate.contains("seed"));
  const auto trace = json("trace", "trace \"the king\" king");
  const auto& steps = trace["tokens"][0]["steps"];
  std::vector<std::string> names;
  for (const auto& step : steps) names.push_back(step["name"]);
  CHECK(names == std::vector<std::string>{"embedding", "L0.attention", "L0.mlp", "L1.attention", "L1.mlp"});
  CHECK(steps[1]["xyz"].size() == 3);
  CHECK(steps[0]["cosine_to_start"] == Approx(1.0));
  const auto lens = json("lens", "lens the king --top 2");
  CHECK(lens["tokens"][2]["steps"][5]["name"] == "final");
  CHECK(lens["tokens"][2]["steps"][5]["answers"].size() == 2);
  const auto info = json("info", "info");
  for (const char* field : {"name", "layers", "heads", "dims", "vocabulary", "parameters"})
    CHECK(info["model"].contains(field));
}
