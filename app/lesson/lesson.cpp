#include "app/lesson/lesson.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/command/command_text.h"
#include "app/command/text/arguments.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".lesson";
constexpr double kPauseSec = 5, kLongestPauseSec = 600;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// Reads a lesson line by line.
class LessonReader {
 public:
  explicit LessonReader(const fs::path& path) : m_file(path.filename().string()) {
    m_lesson.name = path.stem().string();
    std::string_view rest = m_text = readScriptText(path);
    for (m_line = 1; !rest.empty(); ++m_line) {
      const std::size_t end = rest.find('\n');
      readLine(trimmed(rest.substr(0, end)));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }

  Lesson take() {
    if (m_lesson.title.empty()) fail("a lesson needs a title: #: title King and queen");
    if (m_lesson.steps.empty()) fail("a lesson needs a step: #> What there is to see");
    return std::move(m_lesson);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(fmt::format("{}:{}: {}", m_file, m_line, what));
  }

  void readLine(std::string_view line) {
    const bool caption = line.starts_with("#>");
    if (caption)
      readCaption(trimmed(line.substr(2)));
    else if (line.starts_with("#:"))
      readDirective(trimmed(line.substr(2)));
    else
      readCommands(line);
    m_inCaption = caption;
  }

  void readCaption(std::string_view text) {
    if (!m_inCaption) m_lesson.steps.push_back({{}, kPauseSec, {}});
    std::string& caption = m_lesson.steps.back().caption;
    if (!caption.empty() && !text.empty()) caption += ' ';
    caption += text;
  }

  void readDirective(std::string_view text) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    const std::string_view name = text.substr(0, blank), value = trimmed(text.substr(blank));
    if (name == "title") {
      m_lesson.title = value;
    } else if (name == "about") {
      m_lesson.about = value;
    } else if (name == "needs" && value == "model") {
      m_lesson.needsModel = true;
    } else if (name == "pause") {
      readPause(value);
    } else {
      fail("there are #: title, #: about, #: needs model and #: pause SECONDS, not " + shown(text));
    }
  }

  void readPause(std::string_view value) {
    const auto seconds = base::numberFromText(value);
    if (m_lesson.steps.empty()) fail("a pause belongs to a step, below its caption");
    if (!seconds || *seconds < 0 || *seconds > kLongestPauseSec)
      fail("a pause is 0 to 600 seconds, found " + shown(value));
    m_lesson.steps.back().pauseSec = *seconds;
  }

  void readCommands(std::string_view line) {
    for (const ScriptLine& one : scriptLines(line)) {
      try {
        QueuedCommand queued{parseCommand(one.text), fmt::format("{}:{}", m_file, m_line)};
        if (std::holds_alternative<LessonCommand>(queued.command)) throw Error("a lesson starts no lesson");
        if (std::holds_alternative<QuitCommand>(queued.command)) throw Error("a lesson ends no program");
        auto& commands = m_lesson.steps.empty() ? m_lesson.preparation : m_lesson.steps.back().commands;
        commands.push_back(std::move(queued));
      } catch (const Error& error) {
        fail(error.what());
      }
    }
  }

  std::string m_file, m_text;
  Lesson m_lesson;
  int m_line = 0;
  bool m_inCaption = false;
};

/// The names of a folder's lessons: those of order.txt first, in its order.
std::vector<std::string> namesIn(const fs::path& folder) {
  std::set<std::string> there;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == kExtension) there.insert(entry.path().stem().string());
  std::vector<std::string> names;
  if (fs::is_regular_file(folder / "order.txt", error)) {
    for (const ScriptLine& line : scriptLines(readScriptText(folder / "order.txt")))
      if (there.erase(line.text) > 0) names.push_back(line.text);
  }
  names.insert(names.end(), there.begin(), there.end());
  return names;
}

}  // namespace

Lesson readLesson(const fs::path& path) {
  return LessonReader(path).take();
}

std::vector<LessonTitle> lessonShelf(const std::vector<fs::path>& folders) {
  std::vector<LessonTitle> shelf;
  for (const fs::path& folder : folders) {
    for (const std::string& name : namesIn(folder)) {
      const auto same = [&](const LessonTitle& title) { return title.name == name; };
      if (std::ranges::any_of(shelf, same)) continue;
      try {
        shelf.push_back(readLesson(folder / (name + std::string(kExtension))).titleLine());
      } catch (const Error&) {
        // Said when it is started.
      }
    }
  }
  return shelf;
}

Lesson findLesson(const std::vector<fs::path>& folders, const std::string& name) {
  std::vector<std::string> names;
  for (const fs::path& folder : folders) {
    for (const std::string& there : namesIn(folder)) {
      if (there == name) return readLesson(folder / (name + std::string(kExtension)));
      names.push_back(there);
    }
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view closest = closestName(name, views);
  throw Error(
      "there is no lesson " + shown(name) +
      (closest.empty() ? "; `lesson` lists them all" : "; did you mean " + std::string(closest) + "?"));
}

LessonFiles readLessons(const std::vector<fs::path>& folders, const LessonCommand& command) {
  LessonFiles files;
  if (command.move == LessonCommand::Move::Start) files.lesson = findLesson(folders, command.name);
  if (command.move == LessonCommand::Move::List) files.shelf = lessonShelf(folders);
  return files;
}

}  // namespace es::app
