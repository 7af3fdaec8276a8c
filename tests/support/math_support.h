#pragma once

#include <Eigen/Core>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "math/types.h"

namespace es::math::test {

/// tests/data/oracles/`name`, written by the script it names in "made_by".
inline nlohmann::json readOracle(const std::string& name) {
  std::ifstream file(std::string(ES_SOURCE_DIR) + "/tests/data/oracles/" + name);
  return nlohmann::json::parse(file);
}

/// The numbers under `key`, row by row.
inline RowMatrix matrixFrom(const nlohmann::json& oracle, const char* key, Index rows, Index columns) {
  const auto numbers = oracle.at(key).get<std::vector<float>>();
  return Eigen::Map<const RowMatrix>(numbers.data(), rows, columns);
}

inline RowMatrix randomRows(Index rows, Index dims, unsigned seed) {
  std::mt19937 bits(seed);
  std::uniform_real_distribution<float> uniform(-1, 1);
  return RowMatrix::NullaryExpr(rows, dims, [&] { return uniform(bits); });
}

/// How far the columns are from orthonormal.
inline double orthonormalError(const Eigen::MatrixXf& columns) {
  const Eigen::MatrixXd wide = columns.cast<double>();
  return (wide.transpose() * wide - Eigen::MatrixXd::Identity(wide.cols(), wide.cols()))
      .cwiseAbs()
      .maxCoeff();
}

/// The sine of the largest angle between the spans of two sets of orthonormal columns.
inline double spanError(const Eigen::MatrixXf& a, const Eigen::MatrixXf& b) {
  const Eigen::MatrixXd left = a.cast<double>();
  const Eigen::MatrixXd right = b.cast<double>();
  return (right - left * (left.transpose() * right)).norm();
}

}  // namespace es::math::test
