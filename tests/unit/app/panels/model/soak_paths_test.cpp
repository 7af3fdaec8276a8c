#include "app/panels/model/soak_paths.h"

#include "catch.h"

using namespace es;
using namespace es::app;

namespace {

std::shared_ptr<const TraceAnswer> trace(const char* text, float end) {
  TraceAnswer answer;
  answer.text = text;
  TokenTrace token;
  token.id = 7;
  token.vectors = math::RowMatrix::Zero(3, 2);
  token.vectors.row(0) << 1, 0;
  token.vectors.row(1) << 1, 0;
  token.vectors.row(2) << 1, end;
  answer.tokens.push_back(token);
  return std::make_shared<const TraceAnswer>(answer);
}

}  // namespace

TEST_CASE("what is told of paths is made when they change, and only then") {
  SoakPaths paths;
  CHECK_FALSE(paths.follow({}));
  CHECK(paths.paths().empty());
  const SoakPaths::Traces traces{trace("the old king", 0), trace("the chess king", 3)};
  CHECK(paths.follow(traces));
  CHECK_FALSE(paths.follow(traces));
  REQUIRE(paths.paths().size() == 2);
  for (const SoakPath& path : paths.paths()) {
    REQUIRE(path.words.size() == 3);
    CHECK_FALSE(path.words[0].differs);
    CHECK(path.words[1].differs);
    CHECK_FALSE(path.words[2].differs);
  }
  CHECK(paths.parting().distances == std::vector<double>{0, 0, 3});
  CHECK(paths.parting().step == 2);
  CHECK(paths.follow({traces[0]}));
  CHECK(paths.paths().size() == 1);
  CHECK(paths.parting().distances.empty());
}
