#include "render/text/font_files.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

namespace es::render {
namespace {

namespace fs = std::filesystem;

// In the order of the chain. Names within a group are the same design; the first that is installed is taken.
using Group = std::vector<std::string>;

// Noto Sans has a file a script, each for nothing but that script: its place among them says nothing.
constexpr std::array kNotoScripts{"Arabic",    "Hebrew",    "Devanagari", "Bengali",  "Gurmukhi",
                                  "Gujarati",  "Oriya",     "Tamil",      "Telugu",   "Kannada",
                                  "Malayalam", "Sinhala",   "Thai",       "Lao",      "Myanmar",
                                  "Khmer",     "Ethiopic",  "Tibetan",    "Armenian", "Georgian",
                                  "Cherokee",  "Mongolian", "Syriac",     "Thaana",   "NKo",
                                  "Javanese",  "Sundanese", "Balinese",   "Tifinagh", "CanadianAboriginal"};

void addNotoScripts(std::vector<Group>& chain) {
  for (const char* const script : kNotoScripts) {
    const std::string name = std::string("NotoSans") + script;
    chain.push_back(
        {name + "-Regular.ttf", name + "[wdth,wght].ttf", name + "[wght].ttf", name + "-Regular.otf"});
  }
  chain.push_back({"NotoSerifTibetan-Regular.ttf", "NotoSerifTibetan[wght].ttf"});  // there is no sans
}

std::vector<Group> chain() {
  std::vector<Group> chain = {{"Inter-Regular.otf", "Inter-Regular.ttf", "Inter.ttc", "InterVariable.ttf"},
                              {"NotoSans-Regular.ttf", "NotoSans[wght].ttf", "NotoSans-Regular.otf"},
                              {"segoeui.ttf"},
                              {"Helvetica.ttc", "SFNS.ttf"}};
  addNotoScripts(chain);
  const std::vector<Group> others = {
      {"DejaVuSans.ttf"},
      {"LiberationSans-Regular.ttf", "Arimo-Regular.ttf", "arial.ttf", "Arial.ttf"},
      {"Roboto-Regular.ttf", "Ubuntu-R.ttf", "Cantarell-Regular.otf", "OpenSans-Regular.ttf"},
      {"FreeSans.ttf", "FreeSans.otf"},
      {"Nirmala.ttc", "Nirmala.ttf", "Kohinoor.ttc"},  // the scripts of India, on Windows and macOS
      {"LeelawUI.ttf", "Thonburi.ttc"},
      {"Arial Unicode.ttf"},
      {"NotoSansSymbols-Regular.ttf", "seguisym.ttf"},
      {"NotoSansSymbols2-Regular.ttf"},
      {"NotoSansMath-Regular.ttf"},
      {"NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansCJKjp-Regular.otf", "msyh.ttc",
       "Hiragino Sans GB.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf",
       "DroidSansFallback.ttf"},
      {"malgun.ttf", "AppleSDGothicNeo.ttc"},
      // Last: emoji are looked for from the end.
      {"NotoColorEmoji.ttf", "NotoColorEmoji-Regular.ttf", "seguiemj.ttf", "Apple Color Emoji.ttc"},
  };
  chain.insert(chain.end(), others.begin(), others.end());
  return chain;
}

void addBelow(std::vector<fs::path>& folders, const char* variable, std::string_view below) {
  const char* value = std::getenv(variable);
  if (value != nullptr && *value != '\0') folders.push_back(fs::path(value) / below);
}

std::vector<fs::path> fontFolders() {
  std::vector<fs::path> folders;
  addBelow(folders, "XDG_DATA_HOME", "fonts");
  addBelow(folders, "HOME", ".local/share/fonts");
  addBelow(folders, "HOME", ".fonts");
  addBelow(folders, "HOME", "Library/Fonts");
  if (const char* dirs = std::getenv("XDG_DATA_DIRS")) {
    std::string_view rest = dirs;
    while (!rest.empty()) {
      const std::string_view dir = rest.substr(0, rest.find(':'));
      if (!dir.empty()) folders.push_back(fs::path(dir) / "fonts");
      rest.remove_prefix(std::min(rest.size(), dir.size() + 1));
    }
  }
  for (const char* dir :
       {"/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts"})
    folders.emplace_back(dir);
  addBelow(folders, "LOCALAPPDATA", "Microsoft/Windows/Fonts");
  addBelow(folders, "WINDIR", "Fonts");
  return folders;
}

// File name -> path of the first folder that has it; within a folder the smallest path. Folders that cannot
// be read are passed over.
std::map<std::string, fs::path, std::less<>> filesByName(const std::vector<fs::path>& folders) {
  std::map<std::string, fs::path, std::less<>> all;
  for (const fs::path& folder : folders) {
    std::map<std::string, fs::path, std::less<>> here;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
      std::error_code ignored;
      if (!entry->is_regular_file(ignored)) continue;
      const auto [known, added] = here.try_emplace(entry->path().filename().string(), entry->path());
      if (!added && entry->path() < known->second) known->second = entry->path();
    }
    all.merge(here);
  }
  return all;
}

}  // namespace

std::vector<fs::path> fontFilesIn(const std::vector<fs::path>& folders) {
  const auto files = filesByName(folders);
  std::vector<fs::path> found;
  for (const Group& group : chain()) {
    for (const std::string& name : group) {
      const auto file = files.find(name);
      if (file == files.end()) continue;
      found.push_back(file->second);
      break;
    }
  }
  return found;
}

std::vector<fs::path> systemFontFiles() {
  return fontFilesIn(fontFolders());
}

}  // namespace es::render
