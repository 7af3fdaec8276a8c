#include "app/platform/imgui/imgui_fonts.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>

namespace es::app {

namespace {

constexpr std::uintmax_t kLargeBytes = 8u << 20;  // East Asian collections: tens of megabytes

// First and last of each block: Latin to Cyrillic, Latin additional, Greek extended, punctuation to
// mathematics, control pictures, shapes, the replacement character.
constexpr std::array<unsigned, 16> kBlocks{0x0020, 0x052F, 0x1E00, 0x1FFF, 0x2000, 0x20CF, 0x2100, 0x22FF,
                                           0x2400, 0x2426, 0x25A0, 0x26FF, 0x2700, 0x27BF, 0xFFFD, 0xFFFD};

bool inBlocks(unsigned character) {
  for (std::size_t i = 0; i < kBlocks.size(); i += 2) {
    if (character >= kBlocks[i] && character <= kBlocks[i + 1]) return true;
  }
  return false;
}

// ImGui asserts on files that are no fonts.
bool looksLikeFont(const std::vector<char>& bytes) {
  if (bytes.size() < 64) return false;
  return std::memcmp(bytes.data(), "\0\1\0\0", 4) == 0 || std::memcmp(bytes.data(), "OTTO", 4) == 0 ||
         std::memcmp(bytes.data(), "true", 4) == 0 || std::memcmp(bytes.data(), "ttcf", 4) == 0;
}

std::vector<char> readFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::vector<char> bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!looksLikeFont(bytes)) bytes.clear();
  return bytes;
}

}  // namespace

ImGuiFonts::ImGuiFonts(const std::vector<std::filesystem::path>& files) {
  for (const std::filesystem::path& path : files) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) continue;
    if (size > kLargeBytes) {
      m_large.push_back(path);
    } else if (std::vector<char> bytes = readFile(path); !bytes.empty()) {
      m_files.push_back(std::move(bytes));
    }
  }
}

bool ImGuiFonts::addCharacters(const std::string& utf8) {
  bool added = false;
  const char* end = utf8.data() + utf8.size();
  for (const char* at = utf8.data(); at < end;) {
    unsigned character = 0;
    const int bytes = ImTextCharFromUtf8(&character, at, end);
    at += std::max(bytes, 1);
    if (character < 0x80 || character > IM_UNICODE_CODEPOINT_MAX || inBlocks(character)) continue;
    added = m_extra.insert(character).second || added;
  }
  return added;
}

void ImGuiFonts::build() {
  if (!m_extra.empty()) {
    for (const std::filesystem::path& path : m_large) {
      if (std::vector<char> bytes = readFile(path); !bytes.empty()) m_files.push_back(std::move(bytes));
    }
    m_large.clear();
  }
  m_ranges.assign(kBlocks.begin(), kBlocks.end());
  for (const unsigned character : m_extra)
    m_ranges.insert(m_ranges.end(), 2, static_cast<ImWchar>(character));
  m_ranges.push_back(0);
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  for (std::size_t i = 0; i < m_files.size(); ++i) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = i > 0;
    config.OversampleH = 2;
    config.OversampleV = 1;
    config.PixelSnapH = true;
    atlas.AddFontFromMemoryTTF(m_files[i].data(), static_cast<int>(m_files[i].size()), m_sizePx, &config,
                               m_ranges.data());
  }
  if (m_files.empty()) atlas.AddFontDefault();
}

bool ImGuiFonts::prepare(float sizePx, float pixelRatio, const std::string& glyphText) {
  sizePx = std::max(6.0f, std::round(sizePx));
#if IMGUI_VERSION_NUM >= 19200
  // Glyphs are made on demand, at the size and density in force: the files are all that is needed.
  const bool anew = m_sizePx == 0 || addCharacters(glyphText);
  m_sizePx = sizePx;
  if (anew) build();
  ImGui::GetStyle().FontSizeBase = sizePx / pixelRatio;
  return anew;
#else
  ImGui::GetIO().FontGlobalScale = 1 / pixelRatio;
  const bool anew = addCharacters(glyphText) || sizePx != m_sizePx;
  m_sizePx = sizePx;
  if (anew) build();
  return anew;
#endif
}

}  // namespace es::app
