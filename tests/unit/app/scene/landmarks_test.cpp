#include "app/scene/landmarks.h"

#include <set>

#include "catch.h"

TEST_CASE("landmarks are words, distinct, and spread out") {
  std::vector<std::string> words{"the", ",", "of", "minister", "12", "percent", "said", "year"};
  const es::model::Vocabulary vocabulary(words);
  const std::vector<glm::vec3> places{{0, 0, 0}, {9, 9, 9}, {8, 8, 8},    {5, 0, 0},
                                      {0, 7, 0}, {0, 0, 5}, {0.1F, 0, 0}, {0, 4, 0}};
  const auto rows = es::app::landmarks(vocabulary, places, 4, [](es::math::Index) { return true; });
  REQUIRE(rows.size() == 4);
  CHECK(rows[0] == 0);
  const std::set<es::math::Index> chosen(rows.begin(), rows.end());
  CHECK(chosen == std::set<es::math::Index>{
                      0, 3, 5, 7});  // "said" lies on "the"; marks and short words are no landmarks
}

TEST_CASE("a table of symbols still gets labels, and coincident points end the search") {
  const es::model::Vocabulary vocabulary(std::vector<std::string>{"1", "2", "3"});
  const std::vector<glm::vec3> places(3, glm::vec3(1.0F));
  CHECK(es::app::landmarks(vocabulary, places, 10, [](es::math::Index) { return true; }).size() == 1);
}
