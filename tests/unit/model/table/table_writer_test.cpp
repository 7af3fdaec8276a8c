// Vectors written for other programs: what this program reads back, and what numpy and gensim read.
#include "model/table/table_writer.h"

#include <cstdlib>

#include "base/progress.h"
#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

const Sample kSample{{"the", "new york", "na\xC3\xAFve", "1990"},
                     {{0.1F, -1e-20F, 3.4e38F}, {1.0F / 3.0F, 0, -0.0F}, {1e-45F, 5, 6}, {7, 8, 9.5F}}};

EmbeddingTable sampleTable() {
  return readBytesAsTable(word2vecBinary(kSample, true), *formatFromName("word2vec-binary"));
}

bool pythonHas(const std::string& module) {
  return std::system(("/usr/bin/python3 -c 'import " + module + "' 2>/dev/null").c_str()) == 0;
}

/// Runs a program that ends with an error where an assertion fails.
bool runsInPython(const std::filesystem::path& folder, const std::string& program) {
  std::ofstream(folder / "check.py") << program;
  return std::system(("cd '" + folder.string() + "' && /usr/bin/python3 check.py").c_str()) == 0;
}

}  // namespace

TEST_CASE("every format of vectors reads back as the same table") {
  const EmbeddingTable table = sampleTable();
  const TestFolder folder;
  for (const char* name : {"x.safetensors", "y.npy", "z.vec", "u.bin", "v.TXT", "w.tsv"}) {
    INFO(name);
    const std::string path = folder.path(name).string();
    const std::vector<std::string> files = writeTable(table, path, base::Writing::OnlyNew);
    REQUIRE(!files.empty());
    CHECK(files.front() == path);
    for (const std::string& file : files) CHECK(std::filesystem::is_regular_file(file));
    const EmbeddingTable again = readTable(path, {}, base::ignoreProgress());
    CHECK(sameTable(again, kSample));
    CHECK_THROWS_AS(writeTable(table, path, base::Writing::OnlyNew), Error);
  }
  CHECK(folder.names() == std::vector<std::string>{"u.bin", "v.TXT", "w.tsv", "w_metadata.tsv",
                                                   "x.safetensors", "y.npy", "y.txt", "z.vec"});
  CHECK(isOneLineWith(
      errorOf([&] { writeTable(table, folder.path("x.doc").string(), base::Writing::OnlyNew); }),
      {"x.doc", ".safetensors", ".tsv"}));
}

TEST_CASE("columns travel with the Projector's pair, and words keep to one line") {
  const EmbeddingTable table = readBytesAsTable(
      "word,x0,x1,genre,year\n\"a\tb\nc\",0.5,1.5,jazz,1950\nd,1.5,2.5,rock,1960\ne,2.5,3.5,jazz,\nf,3.5,1."
      "25,rock,1970\n");
  const TestFolder folder;
  const std::string path = folder.path("t.tsv").string();
  writeTable(table, path, base::Writing::MayReplace);
  const EmbeddingTable again = readTable(path, {}, base::ignoreProgress());
  CHECK(again.vocabulary().word(0) == "a b c");
  REQUIRE(again.columns().size() == 2);
  CHECK(again.columns()[0].text(3) == "rock");
  CHECK(again.columns()[1].missing == 1);
  CHECK(again.columns()[1].text(1) == "1960");
}

TEST_CASE("numpy and gensim read what is written") {
  const EmbeddingTable table = sampleTable();
  const TestFolder folder;
  if (!pythonHas("numpy")) {
    WARN("skipped: /usr/bin/python3 has no numpy");
    return;
  }
  const std::string expected =
      "import numpy as np\nwords = ['the', 'new york', 'na\xC3\xAFve', '1990']\n"
      "rows = np.array([[0.1, -1e-20, 3.4e38], [1/3, 0, -0.0], [1e-45, 5, 6], [7, 8, 9.5]], np.float32)\n";
  writeTable(table, folder.path("y.npy").string(), base::Writing::OnlyNew);
  CHECK(runsInPython(folder.path(),
                     expected +
                         "a = np.load('y.npy')\nassert a.dtype == np.float32 and (a == rows).all()\n"
                         "assert open('y.txt', encoding='utf-8').read().split('\\n') == words + ['']\n"));
  if (!pythonHas("gensim")) {
    WARN("skipped: /usr/bin/python3 has no gensim");
    return;
  }
  const EmbeddingTable plain = readBytesAsTable("a 0.1 -2\nb 3.5 0.3333333\n");
  writeTable(plain, folder.path("z.vec").string(), base::Writing::OnlyNew);
  writeTable(plain, folder.path("u.bin").string(), base::Writing::OnlyNew);
  CHECK(runsInPython(
      folder.path(),
      expected +
          "from gensim.models import KeyedVectors as K\n"
          "t = K.load_word2vec_format('z.vec', binary=False)\n"
          "u = K.load_word2vec_format('u.bin', binary=True)\n"
          "assert u.index_to_key == t.index_to_key and (u.vectors == t.vectors).all()\n"
          "assert t.index_to_key == ['a', 'b'] and (t.vectors == np.array([[0.1, -2], [3.5, 0.3333333]], "
          "np.float32)).all()\n"));
}
