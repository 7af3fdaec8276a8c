#include "app/motion/cloud_extent.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "catch.h"

namespace es::test {

TEST_CASE("the extent of a cloud is its mean and the distance at 99 % of the sorted ones") {
  std::mt19937 engine(3);
  std::normal_distribution<double> normal;
  for (const math::Index rows : {1, 2, 99, 100, 101, 20000, 50001}) {
    INFO(rows << " points");
    math::Points points(rows, 3);
    for (math::Index i = 0; i < points.size(); ++i)
      points.data()[i] = static_cast<float>(5 + std::exp(normal(engine)));
    Eigen::Vector3d mean = Eigen::Vector3d::Zero();
    for (math::Index row = 0; row < rows; ++row) mean += points.row(row).transpose().cast<double>();
    mean /= static_cast<double>(rows);
    std::vector<double> distances;
    for (math::Index row = 0; row < rows; ++row)
      distances.push_back((points.row(row).transpose().cast<double>() - mean).norm());
    std::ranges::sort(distances);
    const double expected = distances[static_cast<std::size_t>(0.99 * static_cast<double>(rows - 1))];
    const app::CloudExtent extent = app::measureExtent(points);
    CHECK(glm::length(extent.center - glm::vec3(mean.x(), mean.y(), mean.z())) < 1e-5F);
    CHECK(extent.radius == Approx(expected > 1e-5 ? expected : 1.0).epsilon(1e-5));
  }
}

TEST_CASE("the extent of a cloud stays usable whatever its numbers are") {
  CHECK(app::measureExtent(math::Points(0, 3)).radius == 1);
  CHECK(app::measureExtent(math::Points::Constant(10, 3, 2.0F)).radius == 1);
  math::Points wild = math::Points::Random(300, 3);
  wild.bottomRows(10).setConstant(std::numeric_limits<float>::quiet_NaN());
  CHECK(app::measureExtent(wild).radius == 1);
  CHECK(app::measureExtent(math::Points::Random(300, 3) * 1e30F).radius == 1);  // its square is no float
}

}  // namespace es::test
