// NumPy arrays and archives of them, JSON Lines, the Embedding Projector's files, matrices of other
// safetensors files.
#include <algorithm>
#include <cstring>

#include "base/progress.h"
#include "catch.h"
#include "packed_files.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

const Sample kTwo{{"king", "queen"}, {{0.5F, -1.25F, 2.0F}, {1.5F, 0.75F, -4.0F}}};
const std::vector<float> kValues{0.5F, -1.25F, 2.0F, 1.5F, 0.75F, -4.0F};

std::string npy(const std::string& header, const std::string& data, char version = 1) {
  std::string bytes = std::string("\x93NUMPY") + version + '\0';
  bytes += version == 1 ? bytesOf(static_cast<std::uint16_t>(header.size()))
                        : bytesOf(static_cast<std::uint32_t>(header.size()));
  return bytes + header + data;
}

std::string dictionary(const std::string& descr, const std::string& shape, bool isFortran = false) {
  return "{'descr': '" + descr + "', 'fortran_order': " + (isFortran ? "True" : "False") +
         ", 'shape': " + shape + ", }\n";
}

template <typename Number>
std::string dataOf(const std::vector<float>& values, bool isSwapped = false) {
  std::string data;
  for (const float value : values) {
    std::string one = bytesOf(static_cast<Number>(value));
    if (isSwapped) std::ranges::reverse(one);
    data += one;
  }
  return data;
}

std::string utf32(const std::vector<std::string>& words, std::size_t letters) {
  std::string data;
  for (const std::string& word : words)
    for (std::size_t i = 0; i < letters; ++i)
      data += bytesOf(static_cast<std::uint32_t>(i < word.size() ? word[i] : 0));
  return data;
}

EmbeddingTable readAt(const std::filesystem::path& path, const TableOptions& options = {}) {
  return readTable(path, {}, base::ignoreProgress(), options);
}

bool says(const EmbeddingTable& table, const std::string& fragment) {
  return std::ranges::any_of(table.source().warnings, [&](const std::string& line) {
    return line.find(fragment) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("npy: types, byte orders, Fortran's order and versions are one table") {
  const TestFolder folder;
  folder.write("x.txt", "king\nqueen\n");
  const std::vector<float> byColumns{0.5F, 1.5F, -1.25F, 0.75F, 2.0F, -4.0F};
  const std::string files[] = {
      npy(dictionary("<f4", "(2, 3)"), dataOf<float>(kValues)),
      npy(dictionary("<f8", "(2, 3)"), dataOf<double>(kValues)),
      npy(dictionary(">f4", "(2, 3)"), dataOf<float>(kValues, true)),
      npy(dictionary(">f8", "(2, 3)"), dataOf<double>(kValues, true)),
      npy(dictionary("<f2", "(2, 3)"), dataOf<Eigen::half>(kValues)),
      npy(dictionary("<f4", "(2, 3)", true), dataOf<float>(byColumns)),
      npy(dictionary("<f4", "(2L, 3L)"), dataOf<float>(kValues), 2),
      npy(dictionary("<f4", "(2,3,)"), dataOf<float>(kValues), 3),
  };
  for (const std::string& bytes : files) {
    const EmbeddingTable table = readAt(folder.write("x.npy", bytes));
    CHECK(sameTable(table, kTwo));
    CHECK(table.source().format == "npy");
    CHECK(says(table, "x.txt"));
  }
  CHECK(sameTable(
      readAt(folder.write("x.npy.gz", compressed("gzip", files[0])), {.text = folder.path("x.txt").string()}),
      kTwo));
  const EmbeddingTable whole =
      readAt(folder.write("i.npy", npy(dictionary("|i1", "(2, 2)"), std::string("\x01\xFF\x7F\x80"))));
  CHECK(whole.rows()(0, 1) == -1.0F);
  CHECK(whole.rows()(1, 1) == -128.0F);
  CHECK(whole.vocabulary().word(1) == "1");
}

TEST_CASE("npy: what is no array of numbers is refused by name") {
  const auto refusal = [](const std::string& header, std::size_t bytes = 24) {
    return refusalOf(npy(header, std::string(bytes, '\0')));
  };
  CHECK(isOneLineWith(refusal(dictionary("|O", "(2, 3)")), {"NumPy header", "objects", "pickle"}));
  CHECK(isOneLineWith(refusal("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}"),
                      {"records"}));
  CHECK(isOneLineWith(refusal(dictionary("<c8", "(2, 3)")), {"numbers of type", "<c8"}));
  CHECK(isOneLineWith(refusal(dictionary("<U3", "(2,)")), {"texts", "--text"}));
  CHECK(isOneLineWith(refusal(dictionary("<f4", "()")), {"an array [rows, dims]", "[]"}));
  CHECK(isOneLineWith(refusal(dictionary("<f4", "(6,)")), {"an array [rows, dims]", "[6]"}));
  CHECK(isOneLineWith(refusal(dictionary("<f4", "(0, 3)")), {"at least one row"}));
  CHECK(isOneLineWith(refusal(dictionary("<f4", "(2, 0)")), {"dimensions", "found 0"}));
  CHECK(isOneLineWith(refusal(dictionary("<f4", "(-2, 3)")), {"whole numbers", "-2"}));
  CHECK(
      isOneLineWith(refusal(dictionary("<f4", "(4294967296, 4294967296)")), {"within the 24 bytes", "2^64"}));
  CHECK(isOneLineWith(refusal(dictionary("<f4", "(3, 3)")), {"within the 24 bytes", "36 bytes"}));
  CHECK(
      isOneLineWith(refusal("{'descr': '<f4', 'fortran_order': not 1, 'shape': (2, 3)}"), {"True or False"}));
  CHECK(isOneLineWith(refusal("{'descr': '<f4', 'fortran_order': False, 'shape': (1+1, 3)}"), {"comma"}));
  CHECK(isOneLineWith(refusal("__import__('os')"), {"'{'", "__import__"}));
  CHECK(isOneLineWith(refusal("{'descr': '<f4', 'descr': '<f4'}"), {"once each"}));
  CHECK(isOneLineWith(refusalOf(npy("x", "", 9)), {"byte 6", "version", "found 9"}));
  CHECK(isOneLineWith(refusalOf(std::string("\x93NUMPY\x01\0\xFF\xFF{", 11)), {"byte 8", "65,535"}));
  const std::string good = npy(dictionary("<f4", "(2, 3)"), dataOf<float>(kValues));
  for (std::size_t kept = 1; kept < good.size(); ++kept)
    CHECK(isOneLineWith(refusalOf(good.substr(0, kept)), {"table"}));
}

TEST_CASE("npz: the only matrix is the table, texts beside it are words and columns") {
  const std::string matrix = npy(dictionary("<f4", "(2, 3)"), dataOf<float>(kValues));
  const std::string words = npy(dictionary("<U5", "(2,)"), utf32({"king", "queen"}, 5));
  const std::string years = npy(dictionary("<i8", "(2,)"), dataOf<std::int64_t>({1066, 1558}));
  const EmbeddingTable table =
      readBytesAsTable(archived("zip", {{"words.npy", words}, {"vectors.npy", matrix}, {"year.npy", years}}));
  CHECK(sameTable(table, kTwo));
  REQUIRE(table.columns().size() == 1);
  CHECK(table.columns()[0].name == "year");
  CHECK(std::get<std::vector<double>>(table.columns()[0].values) == std::vector<double>{1066, 1558});
  CHECK(isOneLineWith(refusalOf(archived("zip", {{"a.npy", matrix}, {"b.npy", matrix}})),
                      {"--tensor", "a f4 [2, 3], b f4 [2, 3]"}));
  const TestFolder folder;
  const auto two =
      folder.write("two.npz", archived("zip", {{"a.npy", matrix}, {"b.npy", matrix}, {"w.npy", words}}));
  CHECK(sameTable(readAt(two, {.tensor = "b"}), kTwo));
  CHECK(isOneLineWith(errorOf([&] { readAt(two, {.tensor = "c"}); }), {"an array \"c\"", "a f4 [2, 3]"}));
  const std::string objects = npy(dictionary("|O", "(2,)"), "pickle");
  CHECK(isOneLineWith(refusalOf(archived("zip", {{"o.npy", objects}})), {"objects", "pickle"}));
}

TEST_CASE("JSON Lines: keys are told by what they hold, or by name") {
  const std::string text =
      "{\"word\": \"king\", \"vector\": [0.5, -1.25, 2], \"year\": 1066, \"tags\": [\"a\"]}\n"
      "\n{\"vector\": [1.5, 0.75, -4.0], \"word\": \"queen\", \"year\": null}\n";
  const EmbeddingTable table = readBytesAsTable(text);
  CHECK(sameTable(table, kTwo));
  CHECK(table.source().format == "json-lines");
  const auto year = std::ranges::find(table.columns(), "year", &Column::name);
  REQUIRE(year != table.columns().end());
  CHECK(year->missing == 1);
  const EmbeddingTable faulty =
      readBytesAsTable(text + "{\"word\": \"x\"}\n{\"word\": \"y\", \"vector\": [1]}\n[1]\n{broken\n");
  CHECK(faulty.size() == 2);
  CHECK(says(faulty, "3 rows skipped that are no object of JSON (first: line 4"));
  CHECK(says(faulty, "1 row skipped with too few numbers (first: line 5"));
  const TestFolder folder;
  const auto path =
      folder.write("two.jsonl", "{\"id\": 7, \"a\": [1, 2], \"b\": [0.5, 1.5, 2.5], \"name\": \"n\"}\n");
  const EmbeddingTable named = readAt(path, {.text = "id", .vector = "b"});
  CHECK(named.dims() == 3);
  CHECK(named.vocabulary().word(0) == "7");
  CHECK(isOneLineWith(errorOf([&] { readAt(path, {.vector = "c"}); }), {"line 1", "\"c\"", "none"}));
}

TEST_CASE("the Embedding Projector's configuration opens what it names") {
  const TestFolder folder;
  folder.write("t.tsv", "0.5\t-1.25\t2\n1.5\t0.75\t-4\n");
  folder.write("m.tsv", "name\tyear\nking\t1066\nqueen\t1558\n");
  folder.write("t.bytes", dataOf<float>(kValues));
  const auto config = [&](const std::string& entries) {
    return folder.write("projector_config.json", "{\"embeddings\": [" + entries + "]}");
  };
  const std::string tsv =
      R"({"tensorName": "a", "tensorShape": [2, 3], "tensorPath": "t.tsv", "metadataPath": "m.tsv"})";
  const std::string raw =
      R"({"tensorName": "b", "tensorShape": [2, 3], "tensorPath": "t.bytes", "metadataPath": "m.tsv"})";
  for (const std::string& entry : {tsv, raw}) {
    const EmbeddingTable table = readAt(config(entry));
    CHECK(sameTable(table, kTwo));
    REQUIRE(table.columns().size() == 1);
    CHECK(table.columns()[0].text(1) == "1558");
    CHECK(sameTable(readAt(folder.path()), kTwo));
  }
  CHECK(isOneLineWith(errorOf([&] { readAt(config(tsv + "," + raw)); }), {"--tensor", "\"a\", \"b\""}));
  CHECK(sameTable(readAt(config(tsv + "," + raw), {.tensor = "b"}), kTwo));
  CHECK(isOneLineWith(errorOf([&] { readAt(config(R"({"tensorShape": [2, 4], "tensorPath": "t.bytes"})")); }),
                      {"32 bytes", "found 24"}));
  CHECK(isOneLineWith(errorOf([&] { readAt(config(R"({"tensorPath": "https://x/t.tsv"})")); }),
                      {"tensorPath", "address"}));
  CHECK(isOneLineWith(errorOf([&] { readAt(config(R"({"tensorPath": "gone.tsv"})")); }),
                      {"gone.tsv", "No such file"}));
  folder.write("m.tsv", "name\tyear\nking\t1066\n");
  CHECK(isOneLineWith(errorOf([&] { readAt(config(tsv)); }), {"m.tsv", "2 rows", "found 1", "header"}));
}

TEST_CASE("safetensors: any matrix opens, with the tokens beside it") {
  const TestFolder folder;
  const std::string data = dataOf<float>(kValues);
  const auto file = [&](const std::string& name, const std::string& header) {
    return folder.write(name, safetensorsFile(header, data));
  };
  const auto other =
      file("m/model.safetensors", R"({"wte.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}})");
  CHECK(readAt(other).vocabulary().word(1) == "1");
  folder.write("m/tokenizer.json", R"({"model": {"vocab": {"queen": 1, "king": 0}}, "added_tokens": []})");
  for (const auto& path : {other, folder.path("m")}) {
    const EmbeddingTable table = readAt(path);
    CHECK(sameTable(table, kTwo));
    CHECK(says(table, "wte.weight"));
  }
  folder.write("m/tokenizer.json", R"({"model": {"vocab": [["king", -1.5]]}})");
  CHECK(readAt(other).vocabulary().word(1) == "[row 1]");
  const std::string two =
      R"({"a":{"dtype":"F32","shape":[1,3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[1,3],"data_offsets":[12,24]}})";
  CHECK(isOneLineWith(errorOf([&] { readAt(file("n/two.safetensors", two)); }),
                      {"--tensor NAME", "\"a\" F32 [1, 3]"}));
  CHECK(readAt(file("n/two.safetensors", two), {.tensor = "b"}).rows()(0, 0) == 1.5F);
}

TEST_CASE("what is no table is named, with the way out") {
  using namespace std::string_literals;
  CHECK(isOneLineWith(refusalOf("version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 123456\n"),
                      {"Git LFS", "git lfs pull"}));
  CHECK(isOneLineWith(refusalOf("<!DOCTYPE html>\n<html><body>Sorry</body></html>\n"), {"HTML", "download"}));
  CHECK(isOneLineWith(refusalOf("\x80\x04\x95\x10\0\0\0"s), {"pickle", "save_word2vec_format"}));
  CHECK(isOneLineWith(refusalOf("(dp0\nVking\np1\n"), {"pickle"}));
  CHECK(isOneLineWith(refusalOf("\x89HDF\r\n\x1A\n\0\0"s), {"HDF5"}));
  CHECK(isOneLineWith(refusalOf("SQLite format 3\0"s), {"SQLite", ".magnitude"}));
  CHECK(isOneLineWith(refusalOf("PAR1xxxx"), {"Parquet"}));
  CHECK(isOneLineWith(refusalOf("\x32\x34\x6B\x61\x01\0\0\0\0\0\0\0"s), {"llama2.c", "version 0"}));
  CHECK(isOneLineWith(refusalOf("king\nqueen\nman\nwoman\n"), {"words alone", "--text"}));
  CHECK(isOneLineWith(refusalOf("{\n \"version\": \"1.0\",\n \"model\": {\"vocab\": {\"a\": 0}}}\n"),
                      {"tokenizer", "folder"}));
  CHECK(
      isOneLineWith(refusalOf("{\"model_type\": \"gpt2\",\n\"n_layer\": 2}\n"), {"configuration", "folder"}));
  const TestFolder folder;
  folder.write("hub/snapshots/abc/config.json", "{}");
  CHECK(isOneLineWith(errorOf([&] { readAt(folder.path("hub")); }),
                      {"one level too high", "hub/snapshots/abc"}));
  folder.write("lora/adapter_config.json", "{}");
  CHECK(isOneLineWith(errorOf([&] { readAt(folder.path("lora")); }), {"LoRA"}));
}
