#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/background_job.h"
#include "render/gl/picture_texture.h"

namespace es::app {

/// The small pictures of the lesson list: NAME.png beside NAME.lesson. Read on a worker when the first is
/// asked for; a lesson without a picture has none, and a broken one counts as none.
class LessonPictures {
 public:
  /// `wake`: called on the worker's thread when they are read.
  LessonPictures(std::vector<std::filesystem::path> folders, std::function<void()> wake)
      : m_folders(std::move(folders)), m_wake(std::move(wake)) {}

  /// The texture of a lesson's picture; 0 while there is none. Needs a current context.
  [[nodiscard]] std::uint64_t of(const std::string& lesson);
  [[nodiscard]] bool loading() const { return m_reading.running(); }

 private:
  void take();

  using Images = std::map<std::string, render::Image>;

  std::vector<std::filesystem::path> m_folders;
  std::function<void()> m_wake;
  bool m_asked = false;
  base::BackgroundJob<Images> m_reading;
  std::map<std::string, render::PictureTexture> m_textures;
};

}  // namespace es::app
