// Tables whose rows stay in the file: the same as read ones, and harmless when somebody cuts or rewrites the
// file.
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <limits>

#include "base/atomic_file.h"
#include "base/progress.h"
#include "catch.h"
#include "model/files/file_mapping.h"
#include "model/table/table_finish.h"
#include "table_files.h"

using namespace es;
using namespace es::model;
using namespace es::model::test;

namespace {

/// Five thousand rows of eight: several dozen pages.
Sample manyRows() {
  Sample sample;
  for (int i = 0; i < 5000; ++i) {
    sample.words.push_back("w" + std::to_string(i));
    sample.rows.emplace_back();
    for (int k = 0; k < 8; ++k) sample.rows.back().push_back(static_cast<float>(i % 97 - k) / 4);
  }
  return sample;
}

/// The bytes of a safetensors file whose floats begin `shift` bytes behind a multiple of four.
std::string shifted(const Sample& sample, std::size_t shift) {
  const std::string bytes = safetensors(sample);
  std::uint64_t length = 0;
  std::copy_n(bytes.data(), sizeof(length), reinterpret_cast<char*>(&length));
  std::string header = bytes.substr(8, static_cast<std::size_t>(length));
  while (header.size() % 4 != shift) header += ' ';
  return safetensorsFile(header, bytes.substr(8 + static_cast<std::size_t>(length)));
}

bool isMapped(const std::filesystem::path& path) {
  return readBytes("/proc/self/maps").find(path.filename().string()) != std::string::npos;
}

EmbeddingTable read(const std::filesystem::path& path) {
  return readTable(path, {}, es::base::ignoreProgress());
}

std::string complaintOf(const EmbeddingTable& table) {
  return errorOf([&] { table.requireIntact(); });
}

}  // namespace

TEST_CASE("float32 rows stay in the file where floats may lie there, and are read where not") {
  const TestFolder folder;
  const Sample sample = manyRows();
  for (const std::size_t shift : {0U, 1U, 2U, 3U}) {
    const std::string name = "shift-" + std::to_string(shift) + ".safetensors";
    const EmbeddingTable table = read(folder.write(name, shifted(sample, shift)));
    INFO(name);
    CHECK(isMapped(name) == (shift == 0));
    CHECK(sameTable(table, sample));
    CHECK(complaintOf(table).empty());
    table.releasePages();
    CHECK(sameTable(table, sample));
    for (const math::Index row : {0, 17, 4999})
      CHECK(table.lengths()(row) == static_cast<float>(table.vector(row).cast<double>().norm()));
  }
  CHECK_FALSE(isMapped("shift-0.safetensors"));  // gone with the table
}

TEST_CASE("rows that cannot stay are left out of a mapped table as of a read one") {
  const TestFolder folder;
  Sample sample = manyRows();
  sample.words[3] = "w1";
  sample.words[4000] = "";
  sample.rows[7][2] = std::numeric_limits<float>::quiet_NaN();
  sample.rows[4999][0] = -std::numeric_limits<float>::infinity();
  const EmbeddingTable mapped = read(folder.write("mapped", shifted(sample, 0)));
  const EmbeddingTable copied = read(folder.write("copied", shifted(sample, 1)));
  CHECK(mapped.size() == 4996);
  CHECK(mapped.rows() == copied.rows());
  CHECK(mapped.lengths() == copied.lengths());
  CHECK(mapped.vocabulary().words().text() == copied.vocabulary().words().text());
  CHECK(mapped.source().warnings == copied.source().warnings);
  CHECK(mapped.source().warnings.size() == 3);
  CHECK(mapped.vector(3) == copied.vector(3));
  CHECK(mapped.vector(mapped.vocabulary().find("w5").value())(0) == 1.25F);
}

TEST_CASE("a file that is cut under an open table is no signal, and said by the next check") {
  const TestFolder folder;
  const Sample sample = manyRows();
  const std::string bytes = shifted(sample, 0);
  for (const std::size_t kept : {std::size_t{0}, std::size_t{5000}, bytes.size() / 2, bytes.size() - 1}) {
    const auto path = folder.write("cut", bytes);
    const EmbeddingTable table = read(path);
    REQUIRE(::truncate(path.c_str(), static_cast<off_t>(kept)) == 0);
    INFO(kept << " bytes kept");
    math::Index zeros = 0;
    for (math::Index row = 0; row < table.size(); ++row) zeros += table.vector(row).isZero() ? 1 : 0;
    CHECK(zeros <= table.size());
    if (kept == 0) CHECK(zeros == table.size());
    if (kept == bytes.size() / 2) CHECK(zeros < table.size());
    CHECK(table.rows().row(0) == table.vector(0).transpose());
    CHECK(isOneLineWith(complaintOf(table),
                        {"cut", "bytes it had when opened", "it shrank while it was open"}));
    CHECK(complaintOf(table) == complaintOf(table));
    const EmbeddingTable other = read(folder.write("other", bytes));  // others are not concerned
    CHECK(complaintOf(other).empty());
    CHECK(sameTable(other, sample));
  }
}

TEST_CASE("a file that is rewritten under an open table is said, one that is replaced changes nothing") {
  const TestFolder folder;
  const Sample sample = manyRows();
  const std::string bytes = shifted(sample, 0);
  const EmbeddingTable rewritten = read(folder.write("rewritten", bytes));
  std::ofstream(folder.path("rewritten"), std::ios::binary | std::ios::trunc) << bytes;
  CHECK(isOneLineWith(complaintOf(rewritten), {"rewritten", "content it had when opened", "written to"}));

  const EmbeddingTable replaced = read(folder.write("replaced", bytes));
  folder.write("new", "something else");
  std::filesystem::rename(folder.path("new"), folder.path("replaced"));
  CHECK(complaintOf(replaced).empty());
  CHECK(sameTable(replaced, sample));
}

TEST_CASE("a table is written over the file that it is mapped from") {
  const TestFolder folder;
  const Sample sample = manyRows();
  const auto path = folder.write("same", shifted(sample, 0));
  const EmbeddingTable table = read(path);
  es::base::writeFileAtomically(path, shifted(sample, 0));
  CHECK(complaintOf(table).empty());
  CHECK(sameTable(table, sample));
  CHECK(sameTable(read(path), sample));
}

TEST_CASE("every other SIGBUS still ends the program") {
  const TestFolder folder;
  const EmbeddingTable table = read(folder.write("watched", shifted(manyRows(), 0)));
  const auto path = folder.write("unwatched", std::string(8192, 'x'));
  for (const bool isSent : {false, true}) {
    const pid_t child = ::fork();
    if (child == 0) {
      if (isSent) ::raise(SIGBUS);
      const InputFile file(path);
      const void* const bytes = ::mmap(nullptr, 8192, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
      if (::truncate(path.c_str(), 10) != 0 || bytes == MAP_FAILED) ::_exit(2);
      ::_exit(static_cast<const volatile char*>(bytes)[5000]);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGBUS);
  }
  CHECK(complaintOf(table).empty());
}

TEST_CASE("more mappings than can be watched are still right") {
  const TestFolder folder;
  const InputFile file(folder.write("many", std::string(10'000, 'm')));
  std::vector<std::shared_ptr<const FileMapping>> mappings;
  for (int i = 0; i < 1100; ++i) {
    auto mapping = FileMapping::make(file, static_cast<std::uint64_t>(i) * 4, 4);
    if (!mapping) break;  // descriptors or places are used up: such a file is read
    CHECK(mapping->bytes()[0] == std::byte{'m'});
    mappings.push_back(std::move(mapping));
  }
  CHECK(mappings.size() >= 200);
  mappings.clear();
  CHECK(FileMapping::make(file, 5000, 5000) != nullptr);
}
