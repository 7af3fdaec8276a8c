#include "model/transformer/matrix_kernels.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "catch.h"
#include "model/transformer/transformer_weights.h"
#include "model/transformer/vector_kernels.h"
#include "model/transformer/weight_product.h"

using namespace es::model;

namespace {

struct Shape {
  std::ptrdiff_t rows, cols;
};

// With and without rests after whole vectors, groups and four rows.
const std::vector<Shape> kShapes{{1, 1},  {3, 7},   {4, 16},  {5, 31}, {8, 64},
                                 {9, 65}, {6, 172}, {7, 288}, {2, 127}};

template <typename Value>
std::vector<Value> randomValues(std::ptrdiff_t count, double low, double high) {
  static std::mt19937 engine(3);
  std::uniform_real_distribution<double> uniform(low, high);
  std::vector<Value> values(static_cast<std::size_t>(count));
  for (Value& value : values) value = static_cast<Value>(uniform(engine));
  return values;
}

/// Products in double, and the sums of the terms' magnitudes, which bound what rounding may do.
template <typename ToDouble>
void checkProducts(Shape shape, const std::vector<float>& x, const std::vector<float>& out,
                   const ToDouble& weight) {
  for (std::ptrdiff_t r = 0; r < shape.rows; ++r) {
    double sum = 0, size = 0;
    for (std::ptrdiff_t c = 0; c < shape.cols; ++c) {
      const double term =
          weight(static_cast<std::size_t>(r * shape.cols + c)) * x[static_cast<std::size_t>(c)];
      sum += term;
      size += std::abs(term);
    }
    CHECK(std::abs(out[static_cast<std::size_t>(r)] - sum) <= 1e-6 * size);
  }
}

double halfByDefinition(unsigned bits) {
  const double sign = (bits & 0x8000U) != 0 ? -1 : 1;
  const int exponent = static_cast<int>(bits >> 10U & 31U);
  const double fraction = bits & 0x3FFU;
  if (exponent == 31) return fraction > 0 ? std::nan("") : sign * std::numeric_limits<double>::infinity();
  return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

}  // namespace

TEST_CASE("Every half is the float that IEEE 754 defines") {
  for (unsigned bits = 0; bits < 0x10000U; ++bits) {
    const float value = floatFromHalf(static_cast<std::uint16_t>(bits));
    const double expected = halfByDefinition(bits);
    if (std::isnan(expected) ? !std::isnan(value)
                             : value != expected || std::signbit(value) != std::signbit(expected))
      FAIL("half " << bits << " became " << value << ", expected " << expected);
  }
}

TEST_CASE("Products on every kind of processor that this one can stand for") {
  for (const MatrixKernels* kernels : matrixKernels()) {
    for (const Shape shape : kShapes) {
      INFO(kernels->processor << ", " << shape.rows << " x " << shape.cols);
      const auto x = randomValues<float>(shape.cols, -1, 1);
      const auto count = shape.rows * shape.cols;
      std::vector<float> out(static_cast<std::size_t>(shape.rows));

      const auto floats = randomValues<float>(count, -1, 1);
      kernels->float32({floats.data(), shape.rows, shape.cols}, x.data(), out.data());
      checkProducts(shape, x, out, [&](std::size_t i) { return static_cast<double>(floats[i]); });

      const auto halves = randomValues<std::uint16_t>(count, 0x3000, 0x3C00);
      kernels->float16({halves.data(), shape.rows, shape.cols}, x.data(), out.data());
      checkProducts(shape, x, out, [&](std::size_t i) { return halfByDefinition(halves[i]); });

      const auto upper = randomValues<std::uint16_t>(count, 0x3E00, 0x3F80);
      kernels->bfloat16({upper.data(), shape.rows, shape.cols}, x.data(), out.data());
      checkProducts(shape, x, out,
                    [&](std::size_t i) { return static_cast<double>(floatFromBfloat(upper[i])); });
    }
  }
}

TEST_CASE("int8 products are the exact integer sums of their groups, at the ends of the range too") {
  for (const MatrixKernels* kernels : matrixKernels()) {
    for (const Shape shape : kShapes) {
      for (const bool extreme : {false, true}) {
        INFO(kernels->processor << ", " << shape.rows << " x " << shape.cols);
        const std::ptrdiff_t groups = (shape.cols + kInt8Group - 1) / kInt8Group;
        auto x = randomValues<std::int8_t>(groups * kInt8Group, -127, 128);
        auto weights = randomValues<std::int8_t>(shape.rows * shape.cols, -128, 128);
        if (extreme) {
          std::fill(x.begin(), x.end(), std::int8_t{-127});
          std::fill(weights.begin(), weights.end(), std::int8_t{-128});
        }
        std::fill(x.begin() + shape.cols, x.end(), std::int8_t{0});
        // Scales that are powers of two round nothing, so the sums must be exact.
        const std::vector<float> xScales(static_cast<std::size_t>(groups), 0.5F);
        const std::vector<float> scales(static_cast<std::size_t>(shape.rows), 0.25F);
        std::vector<float> out(static_cast<std::size_t>(shape.rows));
        kernels->int8({weights.data(), shape.rows, shape.cols}, scales.data(), {x.data(), xScales.data()},
                      out.data());
        for (std::ptrdiff_t r = 0; r < shape.rows; ++r) {
          int sum = 0;
          for (std::ptrdiff_t c = 0; c < shape.cols; ++c)
            sum += x[static_cast<std::size_t>(c)] * weights[static_cast<std::size_t>(r * shape.cols + c)];
          CHECK(out[static_cast<std::size_t>(r)] == 0.125F * static_cast<float>(sum));
        }
      }
    }
  }
}

TEST_CASE("AVX2 and AVX-512 round alike: the same bits from both") {
  const auto all = matrixKernels();
  if (all.size() < 3) {
    WARN("skipped: this processor cannot run both");
    return;
  }
  const auto onBoth = [](Shape shape, const auto& product) {
    std::vector<float> first(static_cast<std::size_t>(shape.rows)), second(first.size());
    product(*matrixKernels()[0], first.data());
    product(*matrixKernels()[1], second.data());
    return first == second;
  };
  for (const Shape shape : kShapes) {
    CAPTURE(shape.rows, shape.cols);
    const auto count = shape.rows * shape.cols;
    const std::ptrdiff_t groups = (shape.cols + kInt8Group - 1) / kInt8Group;
    const auto x = randomValues<float>(shape.cols, -1, 1), floats = randomValues<float>(count, -1, 1);
    const auto halves = randomValues<std::uint16_t>(count, 0x3000, 0x3C00);
    const auto upper = randomValues<std::uint16_t>(count, 0x3E00, 0x3F80);
    const auto bytes = randomValues<std::int8_t>(count, -128, 128);
    const auto xBytes = randomValues<std::int8_t>(groups * kInt8Group, -127, 128);
    const auto xScales = randomValues<float>(groups, 0, 1), scales = randomValues<float>(shape.rows, 0, 1);
    CHECK(onBoth(shape, [&](const MatrixKernels& kernels, float* out) {
      kernels.float32({floats.data(), shape.rows, shape.cols}, x.data(), out);
    }));
    CHECK(onBoth(shape, [&](const MatrixKernels& kernels, float* out) {
      kernels.float16({halves.data(), shape.rows, shape.cols}, x.data(), out);
    }));
    CHECK(onBoth(shape, [&](const MatrixKernels& kernels, float* out) {
      kernels.bfloat16({upper.data(), shape.rows, shape.cols}, x.data(), out);
    }));
    CHECK(onBoth(shape, [&](const MatrixKernels& kernels, float* out) {
      kernels.int8({bytes.data(), shape.rows, shape.cols}, scales.data(), {xBytes.data(), xScales.data()},
                   out);
    }));
  }
}

TEST_CASE("Quantised values lie within half a step, the largest exactly") {
  const WeightMatrix matrix{2, 50, randomValues<float>(100, -3, 2)};
  const WeightMatrix small = quantized(matrix);
  const auto& integers = std::get<Int8Values>(small.values);
  for (int r = 0; r < 2; ++r) {
    std::vector<float> expected(50), actual(50);
    matrix.readRow(r, expected.data());
    small.readRow(r, actual.data());
    const float scale = integers.scales[static_cast<std::size_t>(r)];
    for (std::size_t i = 0; i < 50; ++i) CHECK(std::abs(expected[i] - actual[i]) <= 0.5001F * scale);
  }
  CHECK(small.bytes() == 100 + 2 * sizeof(float));
  const WeightMatrix zeros = quantized({1, 3, std::vector<float>(3)});
  CHECK(std::get<Int8Values>(zeros.values).scales[0] == 0);
}

TEST_CASE("Softmax of scores: those of double, zeros after the end") {
  for (const std::ptrdiff_t size : {1, 15, 16, 17, 100}) {
    std::vector<float> scores = randomValues<float>(wholeBlocks(size), -40, 40);
    const std::vector<float> before = scores;
    softmaxBlocks({scores.data(), static_cast<std::size_t>(size)});
    double sum = 0, largest = before[0];
    for (std::ptrdiff_t i = 0; i < size; ++i)
      largest = std::max(largest, static_cast<double>(before[static_cast<std::size_t>(i)]));
    for (std::ptrdiff_t i = 0; i < size; ++i) sum += std::exp(before[static_cast<std::size_t>(i)] - largest);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const double expected = std::ssize(scores) - size > 0 && i >= static_cast<std::size_t>(size)
                                  ? 0
                                  : std::exp(before[i] - largest) / sum;
      CHECK(std::abs(scores[i] - expected) <= 1e-5 * expected);
    }
  }
}
