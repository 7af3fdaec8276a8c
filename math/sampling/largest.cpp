#include "math/sampling/largest.h"

#include <algorithm>
#include <numeric>

namespace es::math {

namespace {

template <class Number>
std::vector<int> largestOf(std::span<const Number> values, std::size_t count) {
  std::vector<int> places(values.size());
  std::iota(places.begin(), places.end(), 0);
  count = std::min(count, places.size());
  std::partial_sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(count), places.end(),
                    [values](int a, int b) {
                      const Number first = values[static_cast<std::size_t>(a)],
                                   second = values[static_cast<std::size_t>(b)];
                      return first != second ? first > second : a < b;
                    });
  places.resize(count);
  return places;
}

}  // namespace

std::vector<int> largest(std::span<const float> values, std::size_t count) {
  return largestOf(values, count);
}

std::vector<int> largest(std::span<const double> values, std::size_t count) {
  return largestOf(values, count);
}

}  // namespace es::math
