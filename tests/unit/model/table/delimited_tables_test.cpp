// CSV, TSV and kin: header or none, labels first or last, further columns, quotes, decimal commas.
#include <algorithm>

#include "base/progress.h"
#include "catch.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

const Sample kThree{{"king", "queen", "man"}, {{0.5F, -1.25F}, {1.5F, 0.75F}, {-3.5F, 2.25F}}};

const Column& column(const EmbeddingTable& table, std::string_view name) {
  const auto at = std::ranges::find(table.columns(), name, &Column::name);
  REQUIRE(at != table.columns().end());
  return *at;
}

bool says(const EmbeddingTable& table, const std::string& fragment) {
  return std::ranges::any_of(table.source().warnings, [&](const std::string& line) {
    return line.find(fragment) != std::string::npos;
  });
}

EmbeddingTable readWith(const std::string& bytes, const TableOptions& options) {
  const TestFolder folder;
  return readTable(folder.write("table", bytes), {}, base::ignoreProgress(), options);
}

}  // namespace

TEST_CASE("a table is the same with every separator, header, label and quote") {
  for (const char* text : {
           "word,d0,d1\nking,0.5,-1.25\nqueen,1.5,0.75\nman,-3.5,2.25\n",
           "word\tdim0\tdim1\nking\t0.5\t-1.25\nqueen\t1.5\t0.75\nman\t-3.5\t2.25\n",
           "king,0.5,-1.25\nqueen,1.5,0.75\nman,-3.5,2.25",
           "king;0,5;-1,25\nqueen;1,5;0,75\nman;-3,5;2,25\n",
           "0.5\t-1.25\tking\n1.5\t0.75\tqueen\n-3.5\t2.25\tman\n",
           "0.5,-1.25,king\r\n1.5,0.75,queen\r\n-3.5,2.25,man\r\n",
           " 0 1\nking 0.5 -1.25\nqueen 1.5 0.75\nman -3.5 2.25\n",
           ",0,1\nking,0.5,-1.25\nqueen,1.5,0.75\nman,-3.5,2.25\n",
           "word\t0\t1\nking\t0.5\t-1.25\nqueen\t1.5\t0.75\nman\t-3.5\t2.25\n",
           "\"V1\" \"V2\"\n\"king\" 0.5 -1.25\n\"queen\" 1.5 0.75\n\"man\" -3.5 2.25\n",
           "\"king\" 0.5 -1.25\n\"queen\" 1.5 0.75\n\"man\" -3.5 2.25\n",
           "king [0.5, -1.25]\nqueen [1.5, 0.75]\nman [-3.5, 2.25]\n",
           "king 0.5, -1.25\nqueen 1.5, 0.75\nman -3.5, 2.25\n",
           "king\t[0.5,-1.25]\nqueen\t[1.5,0.75]\nman\t[-3.5,2.25]\n",
           "word,vector\nking,\"[0.5, -1.25]\"\nqueen,\"[1.5, 0.75]\"\nman,\"[-3.5, 2.25]\"\n",
           "# made by hand\n# on a Monday\nking,0.5,-1.25\nqueen,1.5,0.75\nman,-3.5,2.25\n",
           "# made by hand\nking 0.5 -1.25\nqueen 1.5 0.75\nman -3.5 2.25\n",
           ",word,x0,x1\n0,king,0.5,-1.25\n1,queen,1.5,0.75\n2,man,-3.5,2.25\n",
           "\xEF\xBB\xBFword,x0,x1\nking,0.5,-1.25\nqueen,1.5,0.75\nman,-3.5,2.25\n",
       }) {
    INFO(text);
    const EmbeddingTable table = readBytesAsTable(text);
    CHECK(sameTable(table, kThree));
    CHECK(table.columns().empty());
  }
  CHECK(says(readBytesAsTable("word,d0,d1\nking,0.5,-1.25\nqueen,1.5,0.75\nman,-3.5,2.25\n"),
             "line 1 is a header"));
  CHECK(says(readBytesAsTable("king;0,5;-1,25\nqueen;1,5;0,75\n"), "decimal commas"));
}

TEST_CASE("further columns are read with their kinds") {
  std::string text = "id,word,genre,year,born,x1,x2,picture,note\n";
  const char* genres[] = {"jazz", "rock", "jazz", "", "folk", "jazz"};
  for (int i = 0; i < 60; ++i) {
    text += std::to_string(100 + i) + ",w" + std::to_string(i) + "," + genres[i % 6] + "," +
            (i == 7 ? "NA" : std::to_string(1950 + i)) + ",2024-03-" + (i % 28 < 9 ? "0" : "") +
            std::to_string(i % 28 + 1) + "," + std::to_string(i) + ".5,-0.25,img/" + std::to_string(i) +
            ".png,\"a, \"\"note\"\" " + std::to_string(i) + "\"\n";
  }
  const EmbeddingTable table = readBytesAsTable(text);
  REQUIRE(table.size() == 60);
  CHECK(table.dims() == 2);
  CHECK(table.rows()(3, 0) == 3.5F);
  CHECK(table.vocabulary().word(3) == "w3");
  REQUIRE(table.columns().size() == 6);
  CHECK(column(table, "id").kind == ColumnKind::Number);
  CHECK(column(table, "genre").kind == ColumnKind::Category);
  CHECK(column(table, "genre").missing == 10);
  CHECK(column(table, "genre").text(0) == "jazz");
  CHECK(std::get<Categories>(column(table, "genre").values).names[0] == "jazz");
  CHECK(std::get<Categories>(column(table, "genre").values).counts[0] == 30);
  CHECK(column(table, "year").kind == ColumnKind::Number);
  CHECK(column(table, "year").missing == 1);
  CHECK(std::get<std::vector<double>>(column(table, "year").values)[10] == 1960);
  CHECK(column(table, "born").kind == ColumnKind::Date);
  CHECK(column(table, "born").text(2) == "2024-03-03");
  CHECK(column(table, "picture").kind == ColumnKind::Picture);
  CHECK(column(table, "note").kind == ColumnKind::Text);
  CHECK(column(table, "note").text(5) == "a, \"note\" 5");
}

TEST_CASE("columns follow the rows that are left out, and repeated words are numbered") {
  const EmbeddingTable table = readBytesAsTable(
      "label,x1,x2,n\nseven,0.5,1.5,1\nseven,0.25,2.5,2\none,nan,3.5,3\none,0.75,4.5,4\nseven,0.5,5.5,5\n");
  REQUIRE(table.size() == 4);
  CHECK(table.vocabulary().word(1) == "seven (2)");
  CHECK(table.vocabulary().word(2) == "one");
  CHECK(table.vocabulary().word(3) == "seven (3)");
  CHECK(std::get<std::vector<double>>(column(table, "n").values) == std::vector<double>{1, 2, 4, 5});
  CHECK(column(table, "label").kind == ColumnKind::Category);
  CHECK(column(table, "label").text(3) == "seven");
  CHECK(says(table, "2 rows have the word of a row before"));
  CHECK(says(table, "1 row skipped"));
}

TEST_CASE("the person names words and vector") {
  const std::string text =
      "key,title,a1,a2,b1,b2,b3\nk1,One,0.5,1.5,2.5,3.5,4.5\nk2,Two,0.25,1.25,2.25,3.25,4.25\n";
  const EmbeddingTable plain = readBytesAsTable(text);
  CHECK(plain.dims() == 3);
  CHECK(plain.vocabulary().word(0) == "One");
  const EmbeddingTable named = readWith(text, {.text = "key", .vector = "a"});
  CHECK(named.dims() == 2);
  CHECK(named.rows()(1, 1) == 1.25F);
  CHECK(named.vocabulary().word(1) == "k2");
  CHECK(named.columns().size() == 4);
  CHECK(isOneLineWith(errorOf([&] { readWith(text, {.vector = "z"}); }),
                      {"line 1", "\"z\" for --vector", "key, title"}));
}

TEST_CASE("quoted fields may hold separators, quotes and line feeds, in any block") {
  std::string text = "text,x0,x1\n";
  Sample expected;
  for (int i = 0; i < 200'000; ++i) {
    const std::string number = std::to_string(i);
    if (i % 3 == 0) {
      text += "\"line, " + number + "\nof \"\"two\"\" lines\",0.5," + std::to_string(i % 7) + "\n";
      expected.words.push_back("line, " + number + "\nof \"two\" lines");
    } else {
      text += "plain" + number + ",0.5," + std::to_string(i % 7) + "\n";
      expected.words.push_back("plain" + number);
    }
    expected.rows.push_back({0.5F, static_cast<float>(i % 7)});
  }
  REQUIRE(text.size() > 4'500'000);  // more than a block
  CHECK(sameTable(readBytesAsTable(text), expected));
}

TEST_CASE("delimited text that is broken is refused by its line, or skipped and counted") {
  const std::string good = "word,x0,x1\na,0.5,1.5\nb,0.25,2.5\nc,1.25,3.5\n";
  std::string many = "word,x0,x1\n";
  for (int i = 0; i < 100; ++i) many += "w" + std::to_string(i) + ",0.5,1.25\n";
  const EmbeddingTable ragged = readBytesAsTable(many + "d,1\ne,2,3,4\n");
  CHECK(ragged.size() == 100);
  CHECK(says(ragged, "2 rows skipped with another number of fields (first: line 102"));
  const EmbeddingTable faulty = readBytesAsTable(many + "d,1.5,x\ne,,2\n");
  CHECK(faulty.size() == 100);
  CHECK(says(faulty, "line 102"));
  CHECK(isOneLineWith(refusalOf("a,0.5,1.5\nb,0.5\nc,0.5,1.5\nd,1.5,2.5\ne,1.5,2.5\n"),
                      {"line 2", "3 fields", "found 2"}));
  CHECK(isOneLineWith(refusalOf("word,x0,x1\n\"a,0.5,1.5\nb,0.25,2.5\nc,1.25,3.5\n"),
                      {"line ", "quote without end"}));
  CHECK(isOneLineWith(refusalOf(many + "\"d,1.5,2.5\n" + many), {"line 102", "quote without end"}));
  std::string wide = "a";
  for (int i = 0; i < 70'000; ++i) wide += ",0.5";
  CHECK(isOneLineWith(refusalOf(wide + "\n" + wide + "\n"), {"32,768", "70,001 fields"}));
  CHECK(isOneLineWith(refusalOf("name,town\nann,york\nbob,rome\n"), {"line 1", "--metadata"}));
}

TEST_CASE("columns with one name are numbered, and one of numbers with a few words is text") {
  std::string text = "word,x1,x2,n,n\n";
  for (int i = 0; i < 40; ++i)
    text += "w" + std::to_string(i) + ",0.5,1.5," + (i == 30 ? "many" : std::to_string(i)) + "," +
            std::to_string(i) + "\n";
  const EmbeddingTable table = readBytesAsTable(text);
  CHECK(column(table, "n (2)").kind == ColumnKind::Number);
  CHECK(column(table, "n").kind == ColumnKind::Text);
  CHECK(says(table, "column \"n\" is text: 1 of its 40 values are no numbers (first: row 31: \"many\")"));
}

TEST_CASE("numbers are words where they count the rows") {
  const EmbeddingTable table = readBytesAsTable("1 0.5 1.5\n2 0.25 2.5\n3 1.25 3.5\n");
  CHECK(sameTable(table, {{"1", "2", "3"}, {{0.5F, 1.5F}, {0.25F, 2.5F}, {1.25F, 3.5F}}}));
}

TEST_CASE("rows of numbers alone are named by the file beside, or numbered") {
  const TestFolder folder;
  const std::string vectors = "0.5\t-1.25\n1.5\t0.75\n-3.5\t2.25\n";
  const auto path = folder.write("vectors.tsv", vectors);
  const auto read = [&](const std::filesystem::path& at, const TableOptions& options = {}) {
    return readTable(at, {}, base::ignoreProgress(), options);
  };
  CHECK(read(path).vocabulary().word(2) == "2");
  CHECK(says(read(path), "--text"));
  const auto metadata = folder.write("metadata.tsv", "Word\tCount\nking\t3\nqueen\t4\nman\t5\n");
  for (const auto& from : {path, metadata}) {
    const EmbeddingTable table = read(from);
    CHECK(sameTable(table, kThree));
    CHECK(column(table, "Count").kind == ColumnKind::Number);
  }
  folder.write("metadata.tsv", "king\nqueen\nman\n");  // one column has no header
  CHECK(sameTable(read(path), kThree));
  folder.write("metadata.tsv", "king\nqueen\n");
  CHECK(says(read(path), "does not fit"));
  const auto words = folder.write("names", "king\nqueen\n");
  CHECK(
      isOneLineWith(errorOf([&] { read(path, {.text = words.string()}); }), {"names", "3 rows", "found 2"}));
  CHECK(isOneLineWith(errorOf([&] { read(path, {.metadata = folder.path("none").string()}); }),
                      {"none", "No such file"}));
}

TEST_CASE("rows of digits alone, without words, have room for all of their numbers") {
  std::string text;
  constexpr int kRows = 100'000;  // of two bytes a number, in pieces for all threads
  for (int i = 0; i < kRows; ++i) text += i % 2 == 0 ? "0,1\n" : "1,0\n";
  const EmbeddingTable table = readBytesAsTable(text);
  REQUIRE(table.size() == kRows);
  CHECK(table.vector(1)[0] == 1);
  CHECK(table.vector(kRows - 2)[1] == 1);
}

TEST_CASE("the first words of a large table have their texts from the file beside") {
  const TestFolder folder;
  std::string numbers, texts = "word\tplace\n";
  constexpr int kRows = 60'000;  // more than one block
  for (int i = 0; i < kRows; ++i) {
    numbers += "0.123456789\t0.123456789\t0.123456789\t0.123456789\t0.123456789\t0.123456789\t" +
               std::to_string(i) + "\n";
    texts += "word" + std::to_string(i) + "\t" + std::to_string(i) + "\n";
  }
  const auto vectors = folder.write("vectors.tsv", numbers);
  TableOptions options;
  options.words = 100;
  options.metadata = folder.write("metadata.tsv", texts);
  const EmbeddingTable table = readTable(vectors, {}, base::ignoreProgress(), options);
  REQUIRE(table.size() == 100);
  CHECK(table.vocabulary().word(99) == "word99");
  CHECK(table.vector(99)[6] == 99);
}

TEST_CASE("a last record with a quoted line feed needs no end of line") {
  const EmbeddingTable table = readBytesAsTable("word,x,y,note\nking,0.5,-1.25,\"a\nb\"\nman,1,2,\"c\nd\"");
  REQUIRE(table.size() == 2);
  CHECK(column(table, "note").text(1) == "c\nd");
}

TEST_CASE("JSON as deep as its line is long is no row, and no end of the program") {
  const std::string deep(300'000, '[');
  const EmbeddingTable table = readBytesAsTable(R"({"word": "king", "vector": [1, 2]})"
                                                "\n"
                                                R"({"word": "x", "vector": )" +
                                                deep + "\n" +
                                                R"({"word": "queen", "vector": [2, 1]})"
                                                "\n");
  CHECK(table.size() == 2);
}

TEST_CASE("a Projector's configuration that names itself, or no text, is one line") {
  const TestFolder folder;
  for (const char* tensors : {R"({"tensorName": "a", "tensorPath": "projector_config.json"})",
                              R"({"tensorName": 5, "tensorPath": "x.tsv"}, {"tensorName": "b"})"}) {
    const auto path =
        folder.write("projector_config.json", R"({"embeddings": [)" + std::string(tensors) + "]}");
    const std::string error = errorOf([&] { readTable(path, {}, base::ignoreProgress(), {}); });
    INFO(error);
    CHECK(error.find("projector_config.json") != std::string::npos);
    CHECK(error.find("json.exception") == std::string::npos);
    CHECK(error.find('\n') == std::string::npos);
  }
}
