#include "model/table/int8_index_cache.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

#include "base/progress.h"
#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

namespace fs = std::filesystem;

math::RowMatrix someRows(math::Index count, math::Index dims, unsigned seed) {
  std::mt19937 bits(seed);
  return math::RowMatrix::NullaryExpr(count, dims,
                                      [&] { return static_cast<float>(bits()) / 4294967296.0F - 0.5F; });
}

math::Int8Index indexOf(const math::RowMatrix& rows) {
  return math::Int8Index::make(rows, es::base::ignoreProgress());
}

std::string keyOf(const math::ConstRows& rows) {
  return Int8IndexCache::keyOf(rows, es::base::ignoreProgress());
}

std::optional<math::Int8Index> find(const Int8IndexCache& cache, const math::RowMatrix& rows) {
  return cache.find(keyOf(rows), rows.rows(), rows.cols(), es::base::ignoreProgress());
}

bool same(const math::Int8Index& a, const math::Int8Index& b) {
  const auto sameCell = [](const math::Int8Cell& x, const math::Int8Cell& y) { return x.values == y.values; };
  return a.rows() == b.rows() && a.dims() == b.dims() && std::ranges::equal(a.cells(), b.cells(), sameCell) &&
         std::ranges::equal(a.scales(), b.scales()) && std::ranges::equal(a.errors(), b.errors());
}

fs::path onlyFile(const fs::path& folder) {
  const fs::directory_iterator files(folder);
  REQUIRE(std::distance(begin(files), end(files)) == 1);
  return fs::directory_iterator(folder)->path();
}

}  // namespace

TEST_CASE("an index that was kept is found again, in a folder that was not there") {
  const TestFolder test;
  const fs::path folder = test.path("not") / "there";
  const Int8IndexCache cache(folder);
  const math::RowMatrix rows = someRows(101, 37, 1);
  CHECK_FALSE(find(cache, rows));
  cache.keep(keyOf(rows), indexOf(rows));
  const auto found = find(cache, rows);
  REQUIRE(found);
  CHECK(same(*found, indexOf(rows)));
}

TEST_CASE("the key of rows depends on each number and on their shape, not on how they lie") {
  math::RowMatrix rows = someRows(24, 10, 2);
  const std::string key = keyOf(rows);
  CHECK(key.size() == 32);
  const math::RowMatrix wide = math::RowMatrix::Random(24, 15);
  math::RowMatrix apart = wide;
  apart.leftCols(10) = rows;
  CHECK(keyOf(apart.leftCols(10)) == key);
  CHECK(keyOf(Eigen::Map<const math::RowMatrix>(rows.data(), 10, 24)) != key);
  rows(23, 9) = std::nextafter(rows(23, 9), 2.0F);
  CHECK(keyOf(rows) != key);
}

TEST_CASE("an index of other rows under the same name is not believed") {
  const TestFolder test;
  const fs::path folder = test.path("indices");
  const Int8IndexCache cache(folder);
  const math::RowMatrix rows = someRows(40, 12, 3), others = someRows(40, 12, 4);
  cache.keep(keyOf(rows), indexOf(rows));
  const fs::path file = onlyFile(folder);
  fs::rename(file, folder / (keyOf(others) + ".screen.safetensors"));
  CHECK_FALSE(find(cache, others));
  cache.keep(keyOf(others), indexOf(others));  // made again and written over
  CHECK(find(cache, others));
}

TEST_CASE("an index with any byte changed, or cut anywhere, is not believed") {
  const TestFolder test;
  const fs::path folder = test.path("indices");
  const Int8IndexCache cache(folder);
  const math::RowMatrix rows = someRows(20, 6, 5);
  cache.keep(keyOf(rows), indexOf(rows));
  const fs::path file = onlyFile(folder);
  const std::string whole = readBytes(file), name = "indices/" + file.filename().string();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string broken = whole;
    broken[at] = static_cast<char>(broken[at] ^ 0x11);
    test.write(name, broken);
    const auto found = find(cache, rows);
    INFO("byte " << at);
    // A change that leaves all that counts as it was (a space of the header, say) does no harm.
    CHECK((!found || same(*found, indexOf(rows))));
    if (at + 1 < whole.size()) {
      test.write(name, whole.substr(0, at));
      CHECK_FALSE(find(cache, rows));
    }
  }
}

TEST_CASE("indices used longest ago make room for new ones") {
  const TestFolder test;
  const fs::path folder = test.path("indices");
  const math::RowMatrix rows[] = {someRows(64, 32, 6), someRows(64, 32, 7), someRows(64, 32, 8)};
  const Int8IndexCache cache(folder, 6'000);  // two of about 2,800 bytes
  cache.keep(keyOf(rows[0]), indexOf(rows[0]));
  cache.keep(keyOf(rows[1]), indexOf(rows[1]));
  using namespace std::chrono_literals;
  for (const auto& entry : fs::directory_iterator(folder))
    fs::last_write_time(entry, fs::file_time_type::clock::now() - 1h);
  REQUIRE(find(cache, rows[0]));  // used: now the newer
  cache.keep(keyOf(rows[2]), indexOf(rows[2]));
  CHECK(find(cache, rows[0]));
  CHECK_FALSE(find(cache, rows[1]));
  CHECK(find(cache, rows[2]));
}

TEST_CASE("a folder that cannot be made is said in one line, and finding there finds nothing") {
  const TestFolder test;
  const fs::path blocker = test.write("blocker", "a file");
  const Int8IndexCache cache(blocker / "indices");
  const math::RowMatrix rows = someRows(16, 4, 9);
  CHECK_FALSE(find(cache, rows));
  CHECK_THROWS_AS(cache.keep(keyOf(rows), indexOf(rows)), Error);
}
