#include "app/program/lesson_pictures.h"

#include "app/platform/desktop/png_file.h"
#include "base/error.h"

namespace es::app {
namespace {

namespace fs = std::filesystem;

std::map<std::string, render::Image> readPictures(const std::vector<fs::path>& folders) {
  std::map<std::string, render::Image> images;
  for (const fs::path& folder : folders) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().stem().string();
      if (entry.path().extension() != ".png" || images.contains(name)) continue;
      try {
        images.emplace(name, readPng(entry.path()).image);
      } catch (const Error&) {
        // A lesson is as good without its picture.
      }
    }
  }
  return images;
}

}  // namespace

/// Lessons are as good without their pictures, so nothing is said of what fails.
void LessonPictures::take() {
  Images images;
  try {
    images = m_reading.take();
  } catch (const Error&) {
    return;
  }
  for (const auto& [name, image] : images) {
    try {
      m_textures.emplace(name, render::PictureTexture(image));
    } catch (const Error&) {
      // Too large for this driver.
    }
  }
}

std::uint64_t LessonPictures::of(const std::string& lesson) {
  if (!m_asked)
    m_reading.start([folders = m_folders](const std::stop_token&) { return readPictures(folders); }, m_wake);
  m_asked = true;
  if (m_reading.ready()) take();
  const auto found = m_textures.find(lesson);
  return found == m_textures.end() ? 0 : found->second.id();
}

}  // namespace es::app
