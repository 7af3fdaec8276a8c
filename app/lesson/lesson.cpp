#include "app/lesson/lesson.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "app/command/command_text.h"
#include "app/command/text/arguments.h"
#include "base/error.h"
#include "base/number_text.h"

namespace es::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".lesson";
constexpr double kPauseSec = 5, kLongestPauseSec = 600;
constexpr int kLastPlace = 9999;
constexpr std::string_view kDirectives =
    "#: title, #: about, #: needs model, #: needs reader, #: plays, #: pause SECONDS, #: place N, #: picture "
    "STEP scene|page, "
    "#: golden scene|page [WxH], #: stage NAME and #: claim COMMAND | PATH = VALUE";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// The first word, and what follows it.
std::pair<std::string_view, std::string_view> firstWord(std::string_view text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  return {text.substr(0, blank), trimmed(text.substr(blank))};
}

/// "320x200".
bool isSize(std::string_view text) {
  const std::size_t cross = std::min(text.find('x'), text.size());
  return base::countFromText(text.substr(0, cross)).value_or(0) > 0 && cross < text.size() &&
         base::countFromText(text.substr(cross + 1)).value_or(0) > 0;
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
    if (m_pictureStep > static_cast<int>(m_lesson.steps.size())) {
      m_line = m_pictureLine;
      fail("the picture is of step " + std::to_string(m_pictureStep) + ", and the last step is " +
           std::to_string(m_lesson.steps.size()));
    }
    return std::move(m_lesson);
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(fmt::format("{}:{}: {}", m_file, m_line, what));
  }

  void readLine(std::string_view line) {
    const bool caption = line.starts_with("#>");
    if (caption) {
      readCaption(trimmed(line.substr(2)));
    } else if (line.starts_with("#:")) {
      readDirective(trimmed(line.substr(2)));
    } else {
      readCommands(line);
    }
    m_inCaption = caption;
  }

  void readCaption(std::string_view text) {
    if (!m_inCaption) m_lesson.steps.push_back({{}, kPauseSec, m_stage, {}});
    std::string& caption = m_lesson.steps.back().caption;
    if (!caption.empty() && !text.empty()) caption += ' ';
    caption += text;
  }

  void readDirective(std::string_view text) {
    const auto [name, value] = firstWord(text);
    if (name == "title") {
      m_lesson.title = value;
    } else if (name == "about") {
      m_lesson.about = value;
    } else if (name == "needs" && (value == "model" || value == "reader")) {
      m_lesson.needs = value == "model" ? Lesson::Needs::Writer : Lesson::Needs::Reader;
    } else if (name == "plays" && value.empty()) {
      m_lesson.plays = true;
    } else if (name == "pause") {
      readPause(value);
    } else if (name == "place") {
      m_lesson.place = wholeNumber(value, kLastPlace, "a place is a whole number from 1 to 9999");
    } else if (name == "picture") {
      readPicture(value);
    } else if (name == "golden") {
      checkGolden(value);
    } else if (name == "stage") {
      readStage(value);
    } else if (name == "claim") {
      checkClaim(value);
    } else {
      fail("there are " + std::string(kDirectives) + ", not " + shown(text));
    }
  }

  void readPause(std::string_view value) {
    const auto seconds = base::numberFromText(value);
    if (m_lesson.steps.empty()) fail("a pause belongs to a step, below its caption");
    if (!seconds || *seconds < 0 || *seconds > kLongestPauseSec)
      fail("a pause is 0 to 600 seconds, found " + shown(value));
    m_lesson.steps.back().pauseSec = *seconds;
  }

  void readStage(std::string_view value) {
    if (m_lesson.steps.empty()) fail("a stage belongs to a step, below its caption");
    const auto* found = std::ranges::find(kStageNames, value);
    if (found == kStageNames.end()) {
      const std::string_view closest = closestName(value, kStageNames);
      fail(fmt::format("there is no stage {}; {}", shown(value),
                       closest.empty() ? fmt::format("there are {}", fmt::join(kStageNames, ", "))
                                       : fmt::format("did you mean {}?", closest)));
    }
    m_stage = static_cast<Stage>(found - kStageNames.begin());
    m_lesson.steps.back().stage = m_stage;
  }

  /// What a claim says is checked by tests/cli/lesson_claims_test.py; here the line is only held to its form:
  /// COMMAND | PATH SIGN VALUE | PATH SIGN VALUE ..., SIGN one of = ~ < >.
  void checkClaim(std::string_view value) const {
    if (m_lesson.steps.empty()) fail("a claim belongs to a step, below its caption");
    const std::size_t bar = std::min(value.find('|'), value.size());
    if (bar == value.size()) fail("a claim is COMMAND | PATH = VALUE, found " + shown(value));
    try {
      static_cast<void>(parseCommand(trimmed(value.substr(0, bar))));
    } catch (const Error& error) {
      fail(error.what());
    }
    for (std::string_view rest = value.substr(bar); !rest.empty();) {
      rest.remove_prefix(1);
      const std::string_view one = trimmed(rest.substr(0, rest.find('|')));
      const std::string_view sign = firstWord(firstWord(one).second).first;
      if (sign.size() != 1 || std::string_view("=~<>").find(sign) == std::string_view::npos ||
          firstWord(firstWord(one).second).second.empty())
        fail("a claim's answer is PATH = VALUE, or with ~, < or >, found " + shown(one));
      rest.remove_prefix(std::min(rest.find('|'), rest.size()));
    }
  }

  [[nodiscard]] int wholeNumber(std::string_view value, int largest, const std::string& what) const {
    const auto number = base::countFromText(value);
    if (!number || *number < 1 || std::cmp_greater(*number, largest)) fail(what + ", found " + shown(value));
    return static_cast<int>(*number);
  }

  /// The picture itself is made by scripts/gallery; here the line is only held to its form.
  void readPicture(std::string_view value) {
    const auto [step, look] = firstWord(value);
    if (look != "scene" && look != "page")
      fail("a picture is STEP scene or STEP page, found " + shown(value));
    m_pictureStep = wholeNumber(step, std::numeric_limits<int>::max(), "a picture is of a step, 1 or later");
    m_pictureLine = m_line;
  }

  /// The golden case is tests/golden's; here the line is only held to its form.
  void checkGolden(std::string_view value) const {
    const auto [look, size] = firstWord(value);
    if ((look != "scene" && look != "page") || (!size.empty() && !isSize(size))) {
      fail("a golden case is scene or page, and a size like 320x200 where it is not the usual one, found " +
           shown(value));
    }
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
  std::optional<Stage> m_stage;  // of the last step that said one
  int m_line = 0, m_pictureStep = 0, m_pictureLine = 0;
  bool m_inCaption = false;
};

fs::path fileOf(const fs::path& folder, const std::string& name) {
  return folder / (name + std::string(kExtension));
}

/// The names of a folder's lessons, in the order of letters.
std::vector<std::string> namesIn(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().extension() == kExtension) names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  return names;
}

/// A folder's lessons that can be read, in the order of teaching.
std::vector<Lesson> lessonsIn(const fs::path& folder) {
  std::vector<Lesson> lessons;
  for (const std::string& name : namesIn(folder)) {
    try {
      lessons.push_back(readLesson(fileOf(folder, name)));
    } catch (const Error&) {
      // Said when it is started.
    }
  }
  std::ranges::stable_sort(lessons, {},
                           [](const Lesson& lesson) { return lesson.place.value_or(kLastPlace + 1); });
  return lessons;
}

}  // namespace

Lesson readLesson(const fs::path& path) {
  return LessonReader(path).take();
}

std::vector<LessonTitle> lessonTitles(const std::vector<fs::path>& folders) {
  std::vector<LessonTitle> titles;
  for (const fs::path& folder : folders) {
    for (const Lesson& lesson : lessonsIn(folder)) {
      const auto same = [&](const LessonTitle& title) { return title.name == lesson.name; };
      if (std::ranges::none_of(titles, same)) titles.push_back(lesson.titleLine());
    }
  }
  return titles;
}

Lesson findLesson(const std::vector<fs::path>& folders, const std::string& name) {
  std::vector<std::string> names;
  for (const fs::path& folder : folders) {
    for (const std::string& there : namesIn(folder)) {
      if (there == name) return readLesson(fileOf(folder, name));
      names.push_back(there);
    }
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  throw noSuchName("lesson", name, views, "`lesson` lists them all");
}

LessonFiles readLessons(const std::vector<fs::path>& folders, const LessonCommand& command) {
  LessonFiles files;
  if (command.move == LessonCommand::Move::Start) files.lesson = findLesson(folders, command.name);
  if (command.move == LessonCommand::Move::List) files.titles = lessonTitles(folders);
  return files;
}

}  // namespace es::app
