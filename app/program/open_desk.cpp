#include "app/program/open_desk.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/platform/desktop/paths.h"
#include "app/program/file_finder.h"
#include "base/atomic_file.h"

namespace es::app {

OpenDesk::OpenDesk(WindowState& state, CommandDesk& commands)
    : m_state(state), m_commands(commands), m_dialogAvailable(FileDialog::available()) {}

void OpenDesk::obey(const PanelOutput& output, const KeyInput& keys) {
  if (keys.open) openByHand();
  if (output.save || keys.save) saveByHand();
  if (output.browse) browse(FileDialog::For::Opening);
  search();
}

void OpenDesk::openByHand() {
  if (m_dialogAvailable) return browse(FileDialog::For::Opening);
  callCard(m_state.panels.showOpen);
}

void OpenDesk::saveByHand() {
  m_state.panels.asker = Asker::None;  // what comes of it is said quietly
  if (!m_state.sessionPath.empty()) {
    m_commands.enqueue(SaveCommand{m_state.sessionPath});
  } else if (m_dialogAvailable) {
    browse(FileDialog::For::Saving);
  } else {
    callCard(m_state.panels.showSave);
  }
}

/// What is typed from now on is for its box, which the next frame draws.
void OpenDesk::callCard(bool& shown) {
  if (!shown) m_state.panels.keyboard.expect();
  shown = true;
}

void OpenDesk::browse(FileDialog::For what) {
  m_state.log.attempt({}, [&] { m_dialog.open(what); });
}

void OpenDesk::deliver() {
  if (const auto chosen = m_dialog.poll()) take(*chosen);
  if (m_search.ready()) m_state.log.attempt({}, [this] { m_found = m_search.take(); });
  for (const std::string& file : m_state.window.takeDroppedFiles())
    m_commands.enqueue(OpenCommand{file, {}, {}});
}

void OpenDesk::take(const std::string& chosen) {
  if (m_dialog.purpose() == FileDialog::For::Opening) return m_commands.enqueue(OpenCommand{chosen, {}, {}});
  const bool bare = !std::filesystem::path(chosen).has_extension();
  m_commands.enqueue(SaveCommand{bare ? chosen + ".es" : chosen});
}

/// Anew whenever the list is opened.
void OpenDesk::search() {
  const bool shown = m_state.panels.showOpen;
  if (shown && !m_searched && !m_search.running())
    m_search.start([](const std::stop_token& stop) { return findFiles(usualFolders(), stop); }, Window::wake);
  m_searched = shown;
}

OpenChoices OpenDesk::choices() const {
  OpenChoices choices;
  if (!m_state.panels.showOpen) return choices;
  for (const std::string& path : m_state.recent) choices.recent.push_back(choiceOf(path));
  const auto isRecent = [this](const OpenChoice& choice) {
    return std::ranges::find(m_state.recent, choice.path) != m_state.recent.end();
  };
  std::ranges::remove_copy_if(m_found, std::back_inserter(choices.found), isRecent);
  choices.searching = m_search.running();
  return choices;
}

void OpenDesk::offerLastSession() {
  const std::string path = lastSessionPath().string();
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return;
  m_state.log.add({"", false, {{"Go on where you stopped", OpenCommand{path, {}, {}}}}, {}});
}

void OpenDesk::keepSession() const {
  const Session& session = m_state.session;
  if (!session.hasOwnWork()) return;
  base::writeFileAtomically(lastSessionPath(), Session::scriptOf(session.ownPicture()),
                            base::Writing::MayReplace, base::Readers::Owner);
}

}  // namespace es::app
