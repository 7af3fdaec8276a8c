#pragma once

#include <imgui.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace es::app {

/// The font of the panels: the first readable file, with the glyphs it lacks taken from the others.
class ImGuiFonts {
 public:
  explicit ImGuiFonts(const std::vector<std::filesystem::path>& files);

  /// Makes the current context's font ready for this size in framebuffer pixels. True when the atlas was made
  /// anew.
  bool prepare(float sizePx, float pixelRatio, const std::string& glyphText);

 private:
  void build();
  bool addCharacters(const std::string& utf8);

  std::vector<std::vector<char>> m_files;      // outlive the atlas, which points into them
  std::vector<std::filesystem::path> m_large;  // read only when a character asks for them
  std::vector<ImWchar> m_ranges;               // must outlive the atlas's build
  std::set<unsigned> m_extra;                  // characters beyond the ranges that were asked for
  float m_sizePx = 0;
};

}  // namespace es::app
