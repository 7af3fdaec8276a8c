#include "app/program/lesson_pictures.h"

#include <chrono>

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

std::uint64_t LessonPictures::of(const std::string& lesson) {
  if (!m_asked) m_reading = std::async(std::launch::async, readPictures, m_folders);
  m_asked = true;
  if (m_reading.valid() && m_reading.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
    for (auto& [name, image] : m_reading.get()) {
      try {
        m_textures.emplace(name, render::PictureTexture(image));
      } catch (const Error&) {
        // Too large for this driver.
      }
    }
  }
  const auto found = m_textures.find(lesson);
  return found == m_textures.end() ? 0 : found->second.id();
}

}  // namespace es::app
