#include "app/output/filming.h"

#include "base/error.h"

namespace es::app {

Filming::Filming(RecordCommand command, std::unique_ptr<Film> film)
    : m_command(std::move(command)), m_film(std::move(film)), m_writer(m_film->spec()) {}

std::optional<CommandResult> Filming::step(render::Renderer& renderer) {
  if (!m_film->over() && !m_writer.done()) {
    if (m_writer.hasRoom() && m_film->ready()) m_writer.add(m_film->shoot(renderer));
    if (m_film->over()) m_writer.close();
    return std::nullopt;
  }
  if (!m_writer.done()) return std::nullopt;
  CommandResult result{m_command, {}, {}, false};
  try {
    m_writer.finish();
    result.answer = m_film->answer();
  } catch (const Error& error) {
    result.error = error.what();
  }
  return result;
}

RunningCommand Filming::running() const {
  RunningCommand running;
  running.text = "recording " + m_command.path + ": picture " + std::to_string(m_film->shot()) + " of " +
                 std::to_string(m_film->frames());
  running.share = static_cast<double>(m_film->shot()) / m_film->frames();
  running.elapsedSec = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
  return running;
}

}  // namespace es::app
