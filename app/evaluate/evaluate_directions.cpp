#include <fmt/format.h>

#include <algorithm>

#include "app/document/directions_state.h"
#include "app/evaluate/evaluate.h"
#include "base/error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "model/files/input_file.h"

namespace es::app {

namespace {

constexpr double kMostMemoryShare =
    0.25;  // of the machine's: the vectors alone; a round holds them four times

std::string mebibytes(double bytes) {
  return base::groupedText(static_cast<std::uint64_t>(bytes / (1024.0 * 1024.0))) + " MiB";
}

/// Refuses sizes before anything is allocated.
void requireRoom(int count, int dims) {
  if (count < 2) throw Error(fmt::format("at least 2 directions are needed for an angle, found {}", count));
  if (dims < 1) throw Error(fmt::format("a space has at least 1 dimension, found {}", dims));
  const double needed = 4.0 * count * dims;
  const double there = kMostMemoryShare * model::memoryBytes();
  if (needed <= there) return;
  throw Error(fmt::format(
      "{} directions in {} dimensions need {} of memory; at most a quarter of this machine's, {}, is taken",
      base::groupedText(count), base::groupedText(dims), mebibytes(needed), mebibytes(there)));
}

DirectionsAnswer answerOf(const math::PushedDirections& directions, std::uint64_t seed) {
  const math::AngleCensus& census = directions.census;
  DirectionsAnswer answer;
  answer.count = static_cast<int>(directions.vectors.rows());
  answer.dims = static_cast<int>(directions.vectors.cols());
  answer.seed = seed;
  answer.pairs = census.pairs;
  answer.rounds = directions.rounds;
  answer.smallestDegrees = census.smallestDegrees;
  answer.largestDegrees = census.largestDegrees;
  answer.meanDegrees = census.meanDegrees;
  answer.deviationDegrees = census.deviationDegrees;
  answer.shareNearRight = census.share(89, 91);
  answer.binDegrees = math::AngleCensus::kBinDegrees;
  answer.histogram = census.histogram;
  return answer;
}

/// New vectors, or those that stand.
math::PushedDirections begin(const DocumentState& state, const DirectionsCommand& command, std::uint64_t seed,
                             const base::Progress& progress) {
  if (!command.count) {
    if (state.directions) return state.directions->pushed;
    throw Error("no directions stand; make some: directions 10000 100");
  }
  const int dims = command.dims.value_or(0);
  requireRoom(*command.count, dims);
  return math::startDirections(
      math::randomDirections(*command.count, dims, seed, base::stretch(progress, 0, 0.1)),
      base::stretch(progress, 0.1, 1));
}

}  // namespace

double workOf(const DocumentState& state, const DirectionsCommand& command) {
  const DirectionsAnswer standing = state.directions ? state.directions->answer : DirectionsAnswer{};
  const double n = command.count.value_or(standing.count), d = command.dims.value_or(standing.dims);
  const double censuses = 2.0 * command.rounds + (command.count ? 1 : 0);
  return censuses * n * n / 2 * (d + 20);  // an angle is about as much as twenty products
}

Outcome evaluateOne(DocumentState state, const DirectionsCommand& command, const base::Progress& progress) {
  const std::uint64_t standing = state.directions ? state.directions->answer.seed : 1;
  const std::uint64_t seed = command.seed.value_or(standing);
  const double parts = command.rounds + 1;
  if (!command.count && command.rounds == 0 && state.directions) {
    DirectionsAnswer answer = state.directions->answer;
    return {std::move(state), std::move(answer)};
  }
  math::PushedDirections directions = begin(state, command, seed, base::stretch(progress, 0, 1 / parts));
  for (int round = 0; round < command.rounds; ++round) {
    const base::Progress part = base::stretch(progress, (round + 1) / parts, (round + 2) / parts);
    directions = math::pushApart(std::move(directions), part);
  }
  DirectionsAnswer answer = answerOf(directions, seed);
  state.directions = std::make_shared<const DirectionsState>(DirectionsState{std::move(directions), answer});
  return {std::move(state), std::move(answer)};
}

}  // namespace es::app
