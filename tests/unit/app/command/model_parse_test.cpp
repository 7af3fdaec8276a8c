#include "app/command/command_text.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using test::errorOf;
using test::holds;

namespace {

template <class Kind>
Kind parsed(const std::string& line) {
  return std::get<Kind>(parseCommand(line));
}

}  // namespace

TEST_CASE("a text is the line as it stands") {
  CHECK(parsed<TokensCommand>("tokens Once upon a time").text == "Once upon a time");
  CHECK(parsed<TokensCommand>("  tokens   two  spaces  ").text == "two  spaces");
  CHECK(parsed<TokensCommand>("tokens don't: (a - b) = \\n").text == "don't: (a - b) = \\n");
  CHECK(parsed<TokensCommand>("tokens she said \"no\"").text == "she said \"no\"");
  CHECK(parsed<WriteCommand>("write the king 7").text == "the king 7");
  CHECK(parsed<LensCommand>("lens the old king").text == "the old king");
  CHECK_FALSE(parsed<LensCommand>("lens the old king").token);
}

TEST_CASE("a quoted text is exactly that, with line feeds") {
  CHECK(parsed<TokensCommand>(R"(tokens "  a\n\"b\" \\n ")").text == "  a\n\"b\" \\n ");
  CHECK(parsed<TokensCommand>("tokens \"\"").text.empty());
  CHECK(holds(errorOf([] { (void)parseCommand("tokens \"a\" b"); }), "\"b\""));
  CHECK(holds(errorOf([] { (void)parseCommand("tokens"); }), "text"));
  CHECK(holds(errorOf([] { (void)parseCommand("tokens \"a"); }), "not closed"));
}

TEST_CASE("options are taken out of a text wherever they stand") {
  const auto write = parsed<WriteCommand>("write the old --seed 7 king");
  CHECK(write.text == "the old king");
  CHECK(write.seed == 7U);
  CHECK(parsed<AttentionCommand>("attention --layer 1 the old king --head 0").text == "the old king");
  CHECK(holds(errorOf([] { (void)parseCommand("tokens the --layer 1 king"); }), "--layer"));
  CHECK(parsed<TokensCommand>("tokens \"the --layer 1 king\"").text == "the --layer 1 king");
}

TEST_CASE("predict and generate read a last number as theirs") {
  CHECK(parsed<PredictCommand>("predict the king 5").count == 5);
  CHECK(parsed<PredictCommand>("predict the king 5").text == "the king");
  CHECK(parsed<PredictCommand>("predict 5").text == "5");
  CHECK(parsed<PredictCommand>("predict \"in 1990\"").text == "in 1990");
  CHECK(parsed<PredictCommand>("predict \"in 1990\" 3").count == 3);
  CHECK(parsed<PredictCommand>("predict a 1.5").text == "a 1.5");
  const auto generate = parsed<GenerateCommand>("generate a king 12 --seed 3 --temperature inf --top-p 1");
  CHECK(generate.text == "a king");
  CHECK(generate.count == 12);
  CHECK(generate.seed == 3U);
  CHECK(generate.temperature == std::numeric_limits<double>::infinity());
  CHECK(parsed<GenerateCommand>("generate \"\" 4").text.empty());
}

TEST_CASE("tokens, columns and orders") {
  const auto trace = parsed<TraceCommand>("trace \"the old king\" king --also");
  CHECK(trace.token == "king");
  CHECK(trace.also);
  CHECK(parsed<TraceCommand>("trace").text.empty());
  CHECK(parsed<ChooseCommand>("choose #17 --column cold").column == StoryColumn::Cold);
  CHECK(parsed<ChooseCommand>("choose \" king\"").token == " king");
  CHECK(parsed<ChooseCommand>("choose \"\\n\"").token == "\n");
  CHECK(parsed<StepCommand>("step").count == 1);
  CHECK_FALSE(parsed<StepCommand>("step 3").column);
  CHECK(parsed<SamplerCommand>("sampler --order huggingface").order == es::math::huggingFaceOrder());
  CHECK(parsed<SamplerCommand>("sampler --order top-k,top-p,min-p,temperature").order ==
        es::math::llamaCppOrder());
  CHECK(parsed<OpenCommand>("open m.bin --tokenizer t.bin").tokenizer == "t.bin");
}

TEST_CASE("numbers out of range are one clear line") {
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"predict a 0", "from 1 to"},
      {"predict a 99999999999999999999 ", ""},
      {"predict \"a\" x", "K must be"},
      {"predict \"a\" 2 3", "3"},
      {"generate a", "number of tokens"},
      {"generate a b", "N must be"},
      {"generate a -3", "N must be"},
      {"generate a 0", "N must be"},
      {"generate a 1.5", "N must be"},
      {"generate a 9999999", "1,000,000"},
      {"generate \"a\"", "number of tokens"},
      {"generate a 3 --seed -1", "--seed must be"},
      {"generate a 3 --temperature nan", "temperature"},
      {"generate a 3 --temperature -1", "temperature"},
      {"generate a 3 --top-p 0", "--top-p must be"},
      {"generate a 3 --top-p 1.01", "--top-p must be"},
      {"generate a 3 --top-p nan", "--top-p must be"},
      {"generate a 3 --min-p -0.1", "--min-p must be"},
      {"generate a 3 --min-p inf", "--min-p must be"},
      {"generate a 3 --top-k -1", "--top-k must be"},
      {"generate a 3 --top-k 1e9", "--top-k must be"},
      {"sampler --top-k 99999999999", "--top-k must be"},
      {"sampler --order top-k", "order"},
      {"sampler --order top-k,top-k,min-p,temperature", "order"},
      {"sampler --order llama", "huggingface"},
      {"sampler 3", "\"3\""},
      {"lens \"a\" b c", "\"c\""},
      {"lens a --top 0", "--top must be"},
      {"attention a --layer -1", "--layer must be"},
      {"attention a --head x", "--head must be"},
      {"attention", "text"},
      {"trace --also", "text"},
      {"trace \"\"", "empty"},
      {"trace \"a\" \"\"", "empty"},
      {"step 0", "N must be"},
      {"step 2 3", "\"3\""},
      {"step --column tepid", "\"tepid\""},
      {"back -1", "N must be"},
      {"visit", "usage: visit"},
      {"visit -1", "NODE must be"},
      {"choose", "usage: choose"},
      {"choose a b", "\"b\""},
      {"parameters x", "\"x\""},
      {"open x --format glove-text --tokenizer y", "--tokenizer"},
      {"open x --tokenizer \"\"", "empty"}};
  for (const auto& [line, piece] : wrong) {
    INFO(line);
    if (piece.empty()) {
      CHECK_NOTHROW(parseCommand(line));
    } else {
      CHECK(holds(errorOf([&, text = line] { (void)parseCommand(text); }), piece));
    }
  }
}
