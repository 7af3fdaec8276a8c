#pragma once

#include <filesystem>
#include <future>
#include <map>
#include <string>
#include <vector>

#include "render/gl/picture_texture.h"

namespace es::app {

/// The small pictures of the shelf: NAME.png beside NAME.lesson. Read on a worker when the first is asked
/// for; a lesson without a picture has none, and a broken one counts as none.
class LessonPictures {
 public:
  explicit LessonPictures(std::vector<std::filesystem::path> folders) : m_folders(std::move(folders)) {}

  /// The texture of a lesson's picture; 0 while there is none. Needs a current context.
  std::uint64_t of(const std::string& lesson);
  bool loading() const { return m_reading.valid(); }

 private:
  using Images = std::map<std::string, render::Image>;

  std::vector<std::filesystem::path> m_folders;
  bool m_asked = false;
  std::future<Images> m_reading;
  std::map<std::string, render::PictureTexture> m_textures;
};

}  // namespace es::app
