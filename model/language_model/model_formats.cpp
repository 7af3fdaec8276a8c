#include "model/language_model/model_formats.h"

#include "base/error.h"

namespace es::model {
namespace {

std::optional<SafetensorsHeader> headerOf(const InputFile& file) {
  try {
    return readSafetensorsHeader(file);
  } catch (const Error&) {
    return std::nullopt;  // for the reader of tables to explain
  }
}

}  // namespace

ModelInput::ModelInput(std::filesystem::path path) : m_path(std::move(path)) {
  std::error_code ignored;
  if (std::filesystem::is_directory(m_path, ignored)) return;
  m_file = std::make_unique<const InputFile>(m_path);
  m_header = headerOf(*m_file);
}

}  // namespace es::model
