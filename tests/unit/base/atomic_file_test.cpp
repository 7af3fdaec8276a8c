#include "base/atomic_file.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

#include "catch.h"
#include "table_files.h"
#include "test_folder.h"

using namespace es;
using namespace es::base;
using namespace es::model::test;

namespace {

/// A disk that is full after so many bytes, for this process and the life of the object.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &m_old);
    const rlimit limit{bytes, m_old.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &m_old);
    std::signal(SIGXFSZ, m_handler);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit m_old = {};
  void (*m_handler)(int);
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a file is written whole, over an old one, with the old one's rights") {
  const TestFolder folder;
  const auto path = folder.path("file");
  writeFileAtomically(path, "first");
  CHECK(readBytes(path) == "first");
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  writeFileAtomically(path, std::string_view("sec\0nd", 6));
  CHECK(readBytes(path) == std::string("sec\0nd", 6));
  struct stat status = {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0640);
  writeFileAtomically(path, "");
  CHECK(readBytes(path).empty());
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("a file that must be new replaces none, nor what a link leads to") {
  const TestFolder folder;
  const auto old = folder.write("old", "mine"), link = folder.path("link"),
             dangling = folder.path("dangling");
  std::filesystem::create_symlink(old, link);
  std::filesystem::create_symlink(folder.path("nowhere"), dangling);
  for (const auto& path :
       {std::filesystem::path(old), std::filesystem::path(link), std::filesystem::path(dangling)}) {
    const std::string message = errorOf([&] { writeFileAtomically(path, "theirs", Writing::OnlyNew); });
    CHECK(message.find(path.string()) != std::string::npos);
    CHECK(message.find("exists") != std::string::npos);
  }
  CHECK(readBytes(old) == "mine");
  CHECK(folder.names() == Names{"dangling", "link", "old"});
  const auto fresh = folder.path("fresh");
  writeFileAtomically(fresh, "new", Writing::OnlyNew);
  CHECK(readBytes(fresh) == "new");
}

TEST_CASE("a full disk leaves the old file and nothing else") {
  const TestFolder folder;
  const auto path = folder.write("file", "old");
  std::string message;
  {
    const FullDisk disk(4096);
    message = errorOf([&] { writeFileAtomically(path, std::string(100'000, 'x')); });
  }
  CHECK(isOneLineWith(message, {path.string(), "cannot write"}));
  CHECK(readBytes(path) == "old");
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("what cannot be written is refused and left as it was") {
  const TestFolder folder;
  CHECK(isOneLineWith(errorOf([&] { writeFileAtomically(folder.path("none/file"), "x"); }),
                      {"none/file", "No such file"}));
  CHECK(isOneLineWith(errorOf([&] { writeFileAtomically(folder.path(""), "x"); }), {"a file to write"}));
  CHECK(isOneLineWith(errorOf([&] { writeFileAtomically("/dev/null", "x"); }),
                      {"/dev/null", "a file to write"}));
  struct stat status = {};
  REQUIRE(::stat("/dev/null", &status) == 0);
  CHECK(S_ISCHR(status.st_mode));
  if (::geteuid() != 0) {
    const auto path = folder.write("file", "old");
    REQUIRE(::chmod(folder.path("").c_str(), 0500) == 0);
    CHECK(isOneLineWith(errorOf([&] { writeFileAtomically(path, "x"); }), {"denied"}));
    REQUIRE(::chmod(folder.path("").c_str(), 0700) == 0);
    CHECK(readBytes(path) == "old");
  }
  CHECK(folder.names().size() <= 1);
}

TEST_CASE("writing to a link changes the file it leads to") {
  const TestFolder folder;
  folder.write("file", "old");
  std::filesystem::create_symlink("file", folder.path("link"));
  writeFileAtomically(folder.path("link"), "new");
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  CHECK(readBytes(folder.path("file")) == "new");
}

TEST_CASE("a link that leads nowhere yet leads to the file that is written through it") {
  const TestFolder folder;
  std::filesystem::create_symlink("file", folder.path("link"));
  writeFileAtomically(folder.path("link"), "new");
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  CHECK(readBytes(folder.path("file")) == "new");
}

TEST_CASE("what is for its owner alone nobody else may read, nor the folders made for it") {
  const auto rights = [](const std::filesystem::path& path) {
    struct stat status = {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777;
  };
  const TestFolder folder;
  const auto path = folder.path("made/here/file"), open = folder.write("open", "old");
  writeFileAtomically(path, "mine", Writing::MayReplace, Readers::Owner);
  CHECK(readBytes(path) == "mine");
  CHECK(rights(path) == 0600);
  CHECK(rights(folder.path("made")) == 0700);
  CHECK(rights(folder.path("made/here")) == 0700);
  REQUIRE(::chmod(open.c_str(), 0644) == 0);
  writeFileAtomically(open, "mine", Writing::MayReplace, Readers::Owner);
  CHECK(rights(open) == 0600);
}
