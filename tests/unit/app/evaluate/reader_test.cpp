#include <cmath>

#include "app/document/model_questions.h"
#include "app/document/trace_text.h"
#include "base/error.h"
#include "catch.h"
#include "small_model.h"

using namespace es;
using namespace es::app;
using namespace es::app::test;

namespace {

Document readerDocument() {
  SmallModelSpec spec;
  spec.reader = true;
  return modelDocument(spec);
}

std::string refusal(Document& document, const std::string& line) {
  try {
    applyCommand(document, parseCommand(line));
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

bool isLineWith(const std::string& message, const std::string& part) {
  return !message.empty() && message.find('\n') == std::string::npos &&
         message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A reader guesses the word of a gap from both sides, over the whole vocabulary") {
  Document document = readerDocument();
  const auto answer = ask<PredictAnswer>(document, R"(predict "king [mask] queen" 400)");
  CHECK(answer.gap == 2);  // after the token that begins the text
  const auto& config = document.state().model.model->config();
  REQUIRE(std::ssize(answer.ranked) == config.vocabulary);
  double sum = 0;
  for (std::size_t i = 0; i < answer.ranked.size(); ++i) {
    sum += answer.ranked[i].probability;
    if (i > 0) CHECK(answer.ranked[i - 1].logit >= answer.ranked[i].logit);
  }
  CHECK(sum == Approx(1).epsilon(1e-9));
  // The lens of the gap's last state is the guess.
  const auto& reading = *document.state().model.text->reading;
  const auto logits =
      lensLogits(*document.state().model.model->transformer, reading.records[2], config.halfSteps() - 1);
  for (const TokenGuess& guess : answer.ranked)
    CHECK(guess.logit == Approx(logits[static_cast<std::size_t>(guess.id)]));
  const auto later = ask<PredictAnswer>(document, R"(predict "king [mask] man" 3)");
  CHECK(later.ranked[0].logit != answer.ranked[0].logit);
  const auto warm = [&] {
    applyCommand(document, parseCommand("temperature 2"));
    return ask<PredictAnswer>(document, R"(predict "king [mask] queen" 2)");
  }();
  const double ratio = (answer.ranked[0].logit - answer.ranked[1].logit) / 2;
  CHECK(std::log(warm.ranked[0].probability / warm.ranked[1].probability) == Approx(ratio).epsilon(1e-6));
}

TEST_CASE("Without a gap a reader says in one line what it guesses, and the text stands") {
  Document document = readerDocument();
  const auto said = ask<MessageAnswer>(document, R"(predict "king queen")");
  CHECK(isLineWith(said.text, "[mask]"));
  REQUIRE(document.state().model.text);
  CHECK(document.state().model.text->text == "king queen");
  CHECK(document.state().model.text->reading->logits.empty());
  ask<PredictAnswer>(document, R"(predict "king [mask]")");
  CHECK(isLineWith(refusal(document, R"(predict "man queen" --also)"), "[mask]"));
  ask<PredictAnswer>(document, R"(predict "man [mask]" --also)");
  CHECK(document.state().model.beside->text == "man [mask]");
}

TEST_CASE("A reader refuses all that needs a next token, and says what to open") {
  Document document = readerDocument();
  for (const char* line :
       {R"(write "king")", R"(generate "king [mask]" 3)", "step", "back", "choose king", "visit 0"})
    CHECK(isLineWith(refusal(document, line), "open story"));
  CHECK(isLineWith(refusal(document, R"(unembed "king queen")"), "[mask]"));
  const auto product = ask<UnembedAnswer>(document, R"(unembed "king [mask] queen" --top 3)");
  const auto guess = ask<PredictAnswer>(document, R"(predict "king [mask] queen" 3)");
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(product.ranked[i].logit == Approx(guess.ranked[i].logit).epsilon(1e-4));
}

TEST_CASE("A writer refuses a gap, and says what to open") {
  Document document = modelDocument();
  for (const char* line :
       {R"(predict "king [mask] queen")", R"(tokens "king [MASK]")", R"(trace "[mask] king" king)",
        R"(write "king [mask]")", R"(lens "king [mask]")", R"(attention "king [mask]")"})
    CHECK(isLineWith(refusal(document, line), "open reader"));
  CHECK_FALSE(ask<PredictAnswer>(document, R"(predict "king")").gap.has_value());
}

TEST_CASE("A reader's tokens look at all others") {
  Document document = readerDocument();
  const auto answer = ask<AttentionAnswer>(document, R"(attention "king queen man woman")");
  CHECK(answer.bothWays);
  CHECK(answer.seenFrom(0) == 5);
  for (const AttentionHead& head : answer.patterns) {
    CHECK((head.weights.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-5F);
    CHECK(head.weights(0, 4) > 0);
  }
  Document writer = modelDocument();
  const auto before = ask<AttentionAnswer>(writer, R"(attention "king queen man woman")");
  CHECK_FALSE(before.bothWays);
  CHECK(before.seenFrom(1) == 2);
  for (const AttentionHead& head : before.patterns) CHECK(head.weights(0, 4) == 0);
}

TEST_CASE("A path in a reader depends on what follows its token") {
  Document document = readerDocument();
  const auto end = [&](const std::string& text) {
    return ask<TraceAnswer>(document, "trace \"" + text + "\" king").tokens[0].vectors.bottomRows(1).eval();
  };
  CHECK(end("king queen") != end("king man"));
  Document writer = modelDocument();
  document = std::move(writer);
  CHECK(end("king queen") == end("king man"));
}

TEST_CASE("A model says how it reads and what it was trained to do") {
  Document reader = readerDocument(), writer = modelDocument();
  const auto of = [](Document& document) { return *ask<InfoAnswer>(document, "info").model; };
  CHECK_FALSE(of(reader).causal);
  CHECK(of(reader).work == "reads both ways; trained to guess hidden words");
  CHECK(of(writer).causal);
  CHECK(of(writer).work == "reads from left to right; trained to guess the next word");
  auto model = *writer.state().model.model;
  model.source.trainedTo = "to please";
  CHECK(modelWork(model) == "reads from left to right; trained to please");
}

TEST_CASE("The untrained model takes the open one's place, and sessions open it again") {
  Document document = modelDocument();
  const auto path = ask<TraceAnswer>(document, R"(trace "king queen" queen)");
  const auto opened = ask<OpenAnswer>(document, "open untrained");
  CHECK(opened.model->untrained);
  CHECK(opened.model->work.find("not trained") != std::string::npos);
  CHECK(document.state().model.space.dims == 8);
  const auto random = ask<TraceAnswer>(document, R"(trace "king queen" queen)");
  CHECK(random.tokens[0].vectors.row(0) == path.tokens[0].vectors.row(0));
  CHECK(random.tokens[0].vectors.bottomRows(1) != path.tokens[0].vectors.bottomRows(1));
  const auto same = document.state().model.model;
  ask<OpenAnswer>(document, "open untrained");
  CHECK(document.state().model.model == same);
  DocumentState state = document.state();
  auto named = std::make_shared<model::LanguageModel>(*state.model.model);
  named->source.path = "/models/small";
  state.model.model = named;
  std::vector<std::string> lines;
  for (const Command& command : sessionCommands(state))
    if (std::holds_alternative<OpenCommand>(command)) lines.push_back(formatCommand(command));
  CHECK(lines == std::vector<std::string>{"open /models/small", "open untrained"});
}
