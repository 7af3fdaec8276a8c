#pragma once

#include <random>

#include "app/command/command.h"

namespace es::app::test {

/// Any command that the language can say, with any words: for round trips.
class RandomCommands {
 public:
  explicit RandomCommands(std::uint32_t seed) : m_generator(seed) {}

  Command of(std::size_t alternative);  // an index of the Command variant

 private:
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(m_generator() % end); }
  bool coin() { return below(2) == 0; }
  double number();
  std::string word();
  std::string path();
  std::vector<std::string> words();
  math::Expression expression();
  std::vector<math::Expression> expressions(std::size_t count);
  std::optional<math::Metric> maybeMetric();
  SliceSpec sliceSpec();
  SoftmaxCommand softmax();
  CameraCommand camera();
  ScreenshotCommand screenshot();

  std::mt19937 m_generator;
};

}  // namespace es::app::test
