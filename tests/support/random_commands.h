#pragma once

#include <array>
#include <random>

#include "app/command/command.h"

namespace es::app::test {

/// Any command that the language can say, with any bytes in its words, paths and texts: for round trips.
class RandomCommands {
 public:
  explicit RandomCommands(std::uint32_t seed) : m_generator(seed) {}

  Command of(std::size_t alternative);  // an index of the Command variant

 private:
  struct Maker;
  template <class C>
  Command one();

  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(m_generator() % end); }
  bool coin() { return below(2) == 0; }
  double number();
  std::string word();
  std::string path();
  std::vector<std::string> words();
  model::Condition condition(int depth);
  math::Expression expression();
  std::vector<math::Expression> expressions(std::size_t count);
  std::optional<math::Metric> maybeMetric();
  SliceSpec sliceSpec();
  SoftmaxCommand softmax();
  CameraCommand camera();
  ScreenshotCommand screenshot();
  std::string text();
  int count() { return 1 + static_cast<int>(below(999)); }
  template <class Value>
  std::optional<Value> maybe(Value value) {
    return coin() ? std::optional(value) : std::nullopt;
  }
  std::uint64_t seed() { return (std::uint64_t{m_generator()} << 32U) | m_generator(); }
  GenerateCommand generate();
  DotCommand dot();
  LessonCommand lesson();
  PairsCommand pairs();
  ProductCommand product();
  DirectionsCommand directions();
  RecordCommand record();
  std::array<double, 2> place() { return {number(), number()}; }
  SamplerCommand sampler();
  StoryColumn column() { return coin() ? StoryColumn::Cold : StoryColumn::Warm; }

  std::mt19937 m_generator;
};

}  // namespace es::app::test
