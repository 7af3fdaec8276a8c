#include "render/text/font_files.h"

#include <fstream>

#include "catch.h"

namespace es::render {
namespace {

namespace fs = std::filesystem;

void touch(const fs::path& path) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << "x";
}

}  // namespace

TEST_CASE("fonts are chained by quality, whatever folder they are in") {
  const fs::path root = fs::path(ES_TEST_TMP) / "font_files";
  fs::remove_all(root);
  touch(root / "a/deep/DejaVuSans.ttf");
  touch(root / "a/NotoSansCJK-Regular.ttc");
  touch(root / "b/Inter-Regular.otf");
  touch(root / "b/Unknown.ttf");
  touch(root / "b/zz/DejaVuSans.ttf");
  const auto found = fontFilesIn({root / "a", root / "missing", root / "b"});
  CHECK(found == std::vector<fs::path>{root / "b/Inter-Regular.otf", root / "a/deep/DejaVuSans.ttf",
                                       root / "a/NotoSansCJK-Regular.ttc"});
  CHECK(fontFilesIn({root / "missing"}).empty());
}

TEST_CASE("the system's fonts exist and come in the same order each time") {
  const auto found = systemFontFiles();
  for (const auto& file : found) CHECK(fs::is_regular_file(file));
  CHECK(found == systemFontFiles());
}

}  // namespace es::render
