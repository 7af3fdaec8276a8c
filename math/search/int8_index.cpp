#include "math/search/int8_index.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "base/multiversion.h"
#include "base/parallel.h"
#include "base/progress.h"

namespace es::math {
namespace {

constexpr Index kLanes = 8;
constexpr double kLargest = 127;

/// A row on its way to integers: integer = row * toInteger, and what is lost = row * toUnit - scale *
/// integer.
struct Quantizer {
  double toUnit = 0;
  double toInteger = 0;
  double scale = 0;
};

double laneSum(const std::array<double, kLanes>& lanes) {
  double sum = 0;
  for (const double lane : lanes) sum += lane;
  return sum;
}

/// Writes the integers, (d), and returns the squared length of what is lost.
ES_MULTIVERSION double quantize(const Quantizer& quantizer, const float* row, Index dims, std::int8_t* out) {
  // Added to a number below 2^51 it leaves no room for a fraction: the number is rounded, to even.
  constexpr double kRounder = 0x1.8p52;
  std::array<double, kLanes> lanes{};
  for (Index i = 0; i < dims; i += kLanes) {
    const Index count = std::min(kLanes, dims - i);
    for (Index lane = 0; lane < count; ++lane) {
      const double value = row[i + lane];
      const double integer =
          std::clamp(value * quantizer.toInteger, -kLargest, kLargest) + kRounder - kRounder;
      const double rest = value * quantizer.toUnit - quantizer.scale * integer;
      out[i + lane] = static_cast<std::int8_t>(static_cast<int>(integer));
      lanes[static_cast<std::size_t>(lane)] += rest * rest;
    }
  }
  return laneSum(lanes);
}

/// Squared length in double, which no float overflows or vanishes in, and the largest magnitude.
struct RowSize {
  double squares = 0;
  float largest = 0;
};

ES_MULTIVERSION RowSize sizeOf(const float* row, Index dims) {
  std::array<double, kLanes> lanes{};
  std::array<float, kLanes> largest{};
  for (Index i = 0; i < dims; i += kLanes) {
    const Index count = std::min(kLanes, dims - i);
    for (Index lane = 0; lane < count; ++lane) {
      const auto at = static_cast<std::size_t>(lane);
      const double value = row[i + lane];
      lanes[at] += value * value;
      largest[at] = std::max(largest[at], std::abs(row[i + lane]));
    }
  }
  return {laneSum(lanes), *std::ranges::max_element(largest)};
}

struct RoundedRow {
  float scale = 0;
  float error = 0;
};

RoundedRow roundRow(const float* row, Index dims, std::int8_t* out) {
  const RowSize size = sizeOf(row, dims);
  if (size.largest == 0) {
    std::fill_n(out, dims, std::int8_t{0});
    return {};
  }
  constexpr float kUnknown = std::numeric_limits<float>::infinity();
  const double length = std::sqrt(size.squares);
  const auto scale = static_cast<float>(size.largest / length / kLargest);
  const double wide = scale;
  const Quantizer quantizer{1 / length, 1 / length / wide, wide};
  const double lost = std::sqrt(quantize(quantizer, row, dims, out));
  // Far more than double rounding adds up to over kMaxDims dimensions, far less than an error of 8
  // bits.
  const auto error = static_cast<float>(lost * (1 + 1e-6) + 1e-9);
  const bool told = length >= Int8Index::kLeastLength && length <= Int8Index::kLargestLength;
  return {scale, told ? std::nextafter(error, kUnknown) : kUnknown};
}

}  // namespace

Int8Index::Int8Index(Index rows, Index dims, std::vector<Int8Cell> cells, std::vector<float> scales,
                     std::vector<float> errors)
    : m_rows(rows),
      m_dims(dims),
      m_cells(std::move(cells)),
      m_scales(std::move(scales)),
      m_errors(std::move(errors)) {
  assert(dims > 0 && dims <= kMaxDims);
  assert(m_cells.size() == static_cast<std::size_t>(panelsOf(rows) * groupsOf(dims)));
  assert(m_scales.size() == static_cast<std::size_t>(rows) && m_errors.size() == m_scales.size());
}

Int8Index Int8Index::make(const ConstRows& rows, const base::Progress& progress) {
  const Index count = rows.rows(), dims = rows.cols(), groups = groupsOf(dims), panels = panelsOf(count);
  std::vector<Int8Cell> cells(static_cast<std::size_t>(panels * groups));
  std::vector<float> scales(static_cast<std::size_t>(count)), errors(static_cast<std::size_t>(count));
  const auto makePanel = [&](Index panel) {
    std::vector<std::int8_t> integers(static_cast<std::size_t>(groups * kGroupDims));
    for (Index row = panel * kPanelRows; row < std::min(count, (panel + 1) * kPanelRows); ++row) {
      const auto [scale, error] = roundRow(rows.data() + row * rows.outerStride(), dims, integers.data());
      scales[static_cast<std::size_t>(row)] = scale;
      errors[static_cast<std::size_t>(row)] = error;
      Int8Cell* cell = cells.data() + panel * groups;
      for (auto from = integers.begin(); from != integers.end(); from += kGroupDims, ++cell)
        std::copy_n(from, kGroupDims, cell->values.begin() + row % kPanelRows * kGroupDims);
    }
  };
  // Between rounds of some milliseconds the caller may look, and stop.
  constexpr Index kRoundNumbers = 1 << 22, kParts = 16;
  const Index partPanels = std::max<Index>(1, kRoundNumbers / kParts / (dims * kPanelRows));
  for (Index first = 0; first < panels; first += kParts * partPanels) {
    progress(static_cast<double>(first) / static_cast<double>(panels));
    const Index parts = std::min(kParts, (panels - first + partPanels - 1) / partPanels);
    base::inParallel(parts, [&](Index part) {
      const Index begin = first + part * partPanels;
      for (Index panel = begin; panel < std::min(panels, begin + partPanels); ++panel) makePanel(panel);
    });
  }
  progress(1);
  return {count, dims, std::move(cells), std::move(scales), std::move(errors)};
}

}  // namespace es::math
