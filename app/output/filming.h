#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "app/evaluate/command_runner.h"
#include "app/output/film.h"

namespace es::app {

/// A film that the window makes beside everything else: a picture of it a frame, written on another thread.
class Filming {
 public:
  static constexpr double kPatienceSec = 0.005;  // between pictures, while the writer has no room

  /// Throws es::Error: it cannot begin.
  Filming(RecordCommand command, std::unique_ptr<Film> film);

  /// One picture, where the writer has room. The result once the film is written or has failed.
  [[nodiscard]] std::optional<CommandResult> step(render::Renderer& renderer);
  /// What the status line shows of it.
  [[nodiscard]] RunningCommand running() const;

 private:
  bool shoots(render::Renderer& renderer);

  RecordCommand m_command;
  std::unique_ptr<Film> m_film;
  FilmWriter m_writer;
  std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

}  // namespace es::app
