#include "app/program/open_desk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "app/command/command_text.h"
#include "app/document/formula_title.h"
#include "app/platform/desktop/paths.h"
#include "app/program/file_finder.h"
#include "base/atomic_file.h"
#include "base/display_text.h"
#include "base/error.h"

namespace es::app {
namespace {

/// By the names that `open` has for them.
std::vector<OpenChoice> shippedChoices() {
  std::vector<OpenChoice> choices;
  if (findDefaultTable()) choices.push_back({"default", "40,000 frequent words of English (GloVe)", "words"});
  if (fullTablePath()) choices.push_back({"full", "all 341,479 words of the same", "words"});
  if (findDefaultModel())
    choices.push_back({"story", "a small model that writes children's stories", "model"});
  if (findReader()) choices.push_back({"reader", "a small model that guesses gaps", "model"});
  return choices;
}

/// What was asked last in a session, as it is told to people; empty: nothing.
std::string lastQuestionOf(const std::string& path) {
  constexpr std::string_view kAsk = "neighbors ";
  std::ifstream in(path);
  std::string last;
  for (std::string line; std::getline(in, line);)
    if (line.starts_with(kAsk)) last = line;
  try {
    const Command command = last.empty() ? Command() : parseCommand(last);
    if (const auto* asked = std::get_if<NeighborsCommand>(&command); asked && !last.empty())
      return base::displayText(formulaTitle(asked->expression));
  } catch (const Error&) {  // the session itself will say so
  }
  return {};
}

}  // namespace

OpenDesk::OpenDesk(WindowState& state, CommandDesk& commands)
    : m_state(state),
      m_commands(commands),
      m_dialogAvailable(FileDialog::available()),
      m_shipped(shippedChoices()) {}

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
  choices.shipped = m_shipped;
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
  const std::string question = lastQuestionOf(path);
  const std::string label = "Go on where you stopped" + (question.empty() ? "" : ": " + question);
  m_state.log.add({"", false, {{label, OpenCommand{path, {}, {}}}}, {}});
}

void OpenDesk::keepSession() const {
  const Session& session = m_state.session;
  if (!session.hasOwnWork()) return;
  base::writeFileAtomically(lastSessionPath(), Session::scriptOf(session.ownPicture()),
                            base::Writing::MayReplace, base::Readers::Owner);
}

}  // namespace es::app
