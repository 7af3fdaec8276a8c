#include "app/output/filming.h"

#include <fmt/format.h>

#include "base/error_line.h"

namespace es::app {

Filming::Filming(RecordCommand command, std::unique_ptr<Film> film)
    : m_command(std::move(command)), m_film(std::move(film)), m_writer(m_film->spec()) {}

std::optional<CommandResult> Filming::step(render::Renderer& renderer) {
  CommandResult result{m_command, {}, {}, false};
  try {
    if (shoots(renderer) || !m_writer.done()) return std::nullopt;
    m_writer.finish();
    result.answer = m_film->answer();
  } catch (const std::exception& failure) {  // the film is given up
    result.error = base::errorLine(failure);
  }
  return result;
}

/// Takes the next picture, where there is one and room for it; false once all are taken.
bool Filming::shoots(render::Renderer& renderer) {
  if (m_film->over() || m_writer.done()) return false;
  if (m_writer.hasRoom() && m_film->ready()) m_writer.add(m_film->shoot(renderer));
  if (m_film->over()) m_writer.close();
  return true;
}

RunningCommand Filming::running() const {
  RunningCommand running;
  running.text =
      fmt::format("recording {}: picture {} of {}", m_command.path, m_film->shot(), m_film->frames());
  running.share = static_cast<double>(m_film->shot()) / m_film->frames();
  running.elapsedSec = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  return running;
}

}  // namespace es::app
