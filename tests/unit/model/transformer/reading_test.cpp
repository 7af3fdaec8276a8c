#include "base/error.h"
#include "catch.h"
#include "model/transformer/transformer.h"
#include "transformer_models.h"

using namespace es;
using namespace es::model;
using namespace es::test;

namespace {

struct Counted {
  std::shared_ptr<const Reading> reading;
  int forwards = 0;
};

Counted read(const Transformer& transformer, const std::vector<int>& tokens, const Reading* before,
             bool records) {
  Counted counted;
  counted.reading = readTokens(transformer, tokens, before, records, [&](double) { ++counted.forwards; });
  return counted;
}

void checkSame(const Reading& a, const Reading& b) {
  CHECK(a.tokens == b.tokens);
  CHECK(a.logits == b.logits);
  CHECK(a.cache.size() == b.cache.size());
  REQUIRE(a.records.size() == b.records.size());
  for (std::size_t i = 0; i < a.records.size(); ++i) {
    CHECK(a.records[i].steps == b.records[i].steps);
    CHECK(a.records[i].attention == b.records[i].attention);
  }
}

std::vector<int> first(const std::vector<int>& tokens, int count) {
  return {tokens.begin(), tokens.begin() + count};
}

}  // namespace

TEST_CASE("Going on from an earlier reading gives the same bits as reading from nothing, for less work") {
  for (const TransformerConfig& config : allConfigs()) {
    const Transformer transformer(config, randomWeights(config, 1));
    const auto tokens =
        randomTokens(config, config.context, 2);  // past whole blocks, to the end of the context
    const Counted whole = read(transformer, tokens, nullptr, true);
    CHECK(whole.forwards == config.context);
    for (const int kept : {1, 15, 16, 17, 64, config.context - 1}) {
      const Counted start = read(transformer, first(tokens, kept), nullptr, true);
      const Counted rest = read(transformer, tokens, start.reading.get(), true);
      CHECK(rest.forwards == config.context - kept);
      checkSame(*rest.reading, *whole.reading);
    }
  }
}

TEST_CASE("Editing a text reads again from where it changed") {
  const TransformerConfig config = llamaConfig();
  const Transformer transformer(config, randomWeights(config, 1));
  const auto tokens = randomTokens(config, 50, 2);
  const Counted before = read(transformer, tokens, nullptr, true);

  auto edited = tokens;
  edited[40] = (edited[40] + 1) % config.vocabulary;
  const Counted after = read(transformer, edited, before.reading.get(), true);
  CHECK(after.forwards == 10);
  checkSame(*after.reading, *read(transformer, edited, nullptr, true).reading);

  const Counted shorter = read(transformer, first(tokens, 20), before.reading.get(), true);
  CHECK(shorter.forwards == 1);
  checkSame(*shorter.reading, *read(transformer, first(tokens, 20), nullptr, true).reading);

  const Counted same = read(transformer, tokens, before.reading.get(), true);
  CHECK(same.forwards == 0);
  checkSame(*same.reading, *before.reading);
}

TEST_CASE("Records are read anew where the earlier reading kept none") {
  const TransformerConfig config = gpt2Config();
  const Transformer transformer(config, randomWeights(config, 1));
  const auto tokens = randomTokens(config, 20, 2);
  const Counted bare = read(transformer, tokens, nullptr, false);
  CHECK(bare.reading->records.empty());
  const Counted recorded = read(transformer, tokens, bare.reading.get(), true);
  CHECK(recorded.forwards == 20);
  CHECK(recorded.reading->records.size() == 20);
  CHECK(recorded.reading->logits == bare.reading->logits);
  CHECK(read(transformer, tokens, recorded.reading.get(), false).reading->records.empty());
}

TEST_CASE("Reading can be cancelled") {
  const TransformerConfig config = llamaConfig();
  const Transformer transformer(config, randomWeights(config, 1));
  CHECK_THROWS_AS(readTokens(transformer, randomTokens(config, 20, 2), nullptr, false,
                             [](double share) {
                               if (share > 0.4) throw Cancelled();
                             }),
                  Cancelled);
}

TEST_CASE("Two continuations of one cache go their own ways") {
  const TransformerConfig config = storyConfig();
  const Transformer transformer(config, randomWeights(config, 1));
  auto tokens = randomTokens(config, 21, 2);
  const Counted start = read(transformer, first(tokens, 20), nullptr, false);
  const Counted one = read(transformer, tokens, start.reading.get(), false);
  tokens[20] = (tokens[20] + 1) % config.vocabulary;
  const Counted other = read(transformer, tokens, start.reading.get(), false);
  CHECK(one.reading->logits != other.reading->logits);
  CHECK(other.reading->logits == read(transformer, tokens, nullptr, false).reading->logits);
  CHECK(start.reading->cache.size() == 20);
}
