// What is no table, whatever its name: refused at once, in one line, without being opened where that could
// hang.
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

#include "base/progress.h"
#include "catch.h"
#include "model/files/input_file.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

std::string refusalAt(const std::filesystem::path& path) {
  const auto start = std::chrono::steady_clock::now();
  const std::string message = errorOf([&] { readTable(path, {}, es::base::ignoreProgress()); });
  const std::chrono::duration<double> elapsedSec = std::chrono::steady_clock::now() - start;
  CHECK(elapsedSec.count() < 0.1);
  return message;
}

}  // namespace

TEST_CASE("what is not a regular file is refused without a hang") {
  const TestFolder folder;
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  CHECK(isOneLineWith(refusalAt(folder.path("pipe")), {"pipe: expected a file", "found a pipe"}));
  CHECK(isOneLineWith(refusalAt("/dev/zero"), {"/dev/zero: expected a file", "found a device"}));
  CHECK(isOneLineWith(refusalAt(folder.path("")), {"expected a file", "found a folder"}));
  CHECK(isOneLineWith(refusalAt(folder.path("missing")), {"missing: cannot open", "No such file"}));
  CHECK(isOneLineWith(refusalAt(""), {"cannot open"}));
  CHECK(isOneLineWith(refusalAt(folder.write("empty", "")),
                      {"empty: expected a table", "found an empty file"}));
}

TEST_CASE("a path with line ends and escape codes stays one harmless line") {
  const std::string message = refusalAt("no\nsuch\x1B[31mfile");
  CHECK(isOneLineWith(message, {"no\xE2\x90\x8Asuch\xE2\x90\x9B[31mfile"}));
}

TEST_CASE("an unreadable file is refused") {
  if (::geteuid() == 0) return;  // root reads everything
  const TestFolder folder;
  const auto path = folder.write("secret", gloveText(smallSample()));
  REQUIRE(::chmod(path.c_str(), 0) == 0);
  CHECK(isOneLineWith(refusalAt(path), {"secret: cannot open", "denied"}));
}

TEST_CASE("known files that are no tables are named") {
  using namespace std::string_literals;
  CHECK(isOneLineWith(refusalOf("\x1F\x8B\x08\0\0\0\0"s), {"gzip", "cut or damaged"}));
  CHECK(isOneLineWith(refusalOf("PK\x03\x04xxxx"), {"zip", "cut or damaged"}));
  CHECK(isOneLineWith(refusalOf("GGUF\x03\0\0\0"s), {"GGUF"}));
  CHECK(isOneLineWith(refusalOf("a letter to a friend,\nwho lives at number 7\nand reads\nno tables\n"),
                      {"another kind", "\"a letter to a friend,\""}));
  CHECK(isOneLineWith(refusalOf(std::string(100, '\0')), {"safetensors", "found 0"}));
}

TEST_CASE("a sparse file that claims a huge table is refused before anything is allocated") {
  const TestFolder folder;
  const std::uint64_t vectors = std::uint64_t{1} << 36;
  const std::string header =
      R"({"embedding":{"dtype":"F32","shape":[1073741824,16],"data_offsets":[0,68719476736]},)"
      R"("vocabulary":{"dtype":"U8","shape":[1],"data_offsets":[68719476736,68719476737]}})";
  const auto path = folder.write("sparse", safetensorsFile(header, ""));
  REQUIRE(::truncate(path.c_str(), static_cast<off_t>(8 + header.size() + vectors + 1)) == 0);
  CHECK(isOneLineWith(refusalAt(path), {"sparse", "stored"}));
}

TEST_CASE("a file that shrinks while it is read is an error, not a signal") {
  const TestFolder folder;
  const auto path = folder.write("shrinking", std::string(1000, 'x'));
  const InputFile file(path);
  REQUIRE(::truncate(path.c_str(), 100) == 0);
  std::vector<std::byte> bytes(1000);
  CHECK(isOneLineWith(errorOf([&] { file.read(0, bytes); }), {"byte 100", "1,000 bytes", "shrank"}));
}

TEST_CASE("more memory than the machine has is refused") {
  CHECK_NOTHROW(requireMemory("any", 1e6));
  CHECK(isOneLineWith(errorOf([&] { requireMemory("any", 1e18); }), {"memory", "needs 953,674,316,406 MiB"}));
}
