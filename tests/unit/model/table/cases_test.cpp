// Files made after what people brought and could not open; they lie beside the test data and are not part of
// the project.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/progress.h"
#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace fs = std::filesystem;

namespace {

fs::path casesFolder() {
  const char* data = std::getenv("EMBEDSCOPE_TEST_DATA");
  const fs::path folder = data ? fs::path(data) : fs::path(ES_SOURCE_DIR).parent_path() / "shared/data";
  return folder.parent_path() / "cases";
}

struct Opens {
  math::Index rows, dims;
  std::string format, firstWord;
};

const std::map<std::string, Opens> kOpens{
    {"06-archives/g.bz2", {20, 8, "glove-text", "king"}},
    {"06-archives/g.tar", {20, 8, "glove-text", "king"}},
    {"06-archives/g.txt.gz", {20, 8, "glove-text", "king"}},
    {"06-archives/g.zip", {20, 8, "glove-text", "king"}},
    {"18-bom-crlf/cr.txt", {20, 8, "glove-text", "king"}},
    {"18-bom-crlf/mixed.txt", {20, 8, "glove-text", "king"}},
    {"22-csv-tsv/comment.txt", {20, 8, "glove-text", "king"}},
    {"22-csv-tsv/h.csv", {20, 8, "delimited-text", "king"}},
    {"22-csv-tsv/h.tsv", {20, 8, "delimited-text", "king"}},
    {"22-csv-tsv/pandas.txt", {20, 8, "delimited-text", "king"}},
    {"23-projector-pair/ints.tsv", {20, 8, "delimited-text", "king"}},
    {"23-projector-pair/metadata.tsv", {20, 8, "delimited-text", "king"}},
    {"23-projector-pair/projector_config.json", {20, 8, "delimited-text", "king"}},
    {"23-projector-pair/tensors.bytes", {20, 8, "projector", "king"}},
    {"23-projector-pair/tensors.tsv", {20, 8, "delimited-text", "king"}},
    {"24-label-at-end/brackets.txt", {0, 8, "delimited-text", "king"}},
    {"24-label-at-end/comma-space.txt", {0, 8, "delimited-text", "king"}},
    {"24-label-at-end/end.tsv", {0, 8, "delimited-text", "king"}},
    {"24-label-at-end/numbers-as-words.txt", {0, 8, "glove-text", "1"}},
    {"24-label-at-end/quoted.txt", {0, 8, "delimited-text", "king"}},
    {"25-other-containers/v.jsonl", {20, 8, "json-lines", "king"}},
    {"25-other-containers/v.npy", {20, 8, "npy", "0"}},
    {"28-safetensors-others/glove-tensor.safetensors", {8, 8, "safetensors", "0"}},
    {"28-safetensors-others/model2vec.safetensors", {8, 8, "safetensors", "0"}},
    {"28-safetensors-others/novocab.safetensors", {8, 8, "safetensors", "0"}},
    {"33-latin1/l1.txt", {0, 8, "glove-text", "caf\xC3\xA9"}},
    {"33-latin1/u16.txt", {20, 8, "glove-text", "king"}},
    {"36-w2vbin-space-in-word/sp.bin", {6, 8, "word2vec-binary", "king"}},
    {"45-r-and-pandas/pandas-noindex.tsv", {0, 8, "delimited-text", "king"}},
    {"45-r-and-pandas/r-default.txt", {0, 8, "delimited-text", "king"}},
};

const std::map<std::string, std::string> kNamed{
    {"04-fasttext-bin/cc.bin", "a dictionary of fastText's"},
    {"05-pickles/e.pkl0", "pickle"},
    {"05-pickles/model.kv", "pickle"},
    {"16-truncated/cut.bin", "rows"},
    {"16-truncated/overcount.bin", "rows from 1"},
    {"25-other-containers/err.html", "HTML"},
    {"25-other-containers/lfs.txt", "git lfs pull"},
    {"25-other-containers/plainwords.txt", "words alone"},
    {"25-other-containers/v.h5", "HDF5"},
    {"29-llama2c/lfs/stories15M.bin", "git lfs pull"},
    {"29-llama2c/v1/m.bin", "llama2.c"},
    {"29-llama2c/v2/m.bin", "llama2.c"},
    {"36-w2vbin-space-in-word/be.bin", "big-endian"},
};

}  // namespace

TEST_CASE("files of people's kinds open, or are named for what they are") {
  const fs::path folder = casesFolder();
  if (!fs::exists(folder)) {
    WARN("skipped: " << folder << " is not there (EMBEDSCOPE_TEST_DATA)");
    return;
  }
  for (const auto& [name, right] : kOpens) {
    INFO(name);
    std::optional<EmbeddingTable> table;
    CHECK(errorOf([&] { table.emplace(readTable(folder / name, {}, base::ignoreProgress())); }).empty());
    if (!table) continue;
    if (right.rows > 0) CHECK(table->size() == right.rows);
    CHECK(table->dims() == right.dims);
    CHECK(table->source().format == right.format);
    if (!right.firstWord.empty()) CHECK(table->vocabulary().word(0) == right.firstWord);
  }
  for (const auto& [name, what] : kNamed) {
    INFO(name);
    CHECK(isOneLineWith(errorOf([&, at = folder / name] { readTable(at, {}, base::ignoreProgress()); }),
                        {what}));
  }
}
