#include "app/program/headless.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include "app/command/command_text.h"
#include "app/evaluate/index_maker.h"
#include "app/output/film.h"
#include "app/output/studio.h"
#include "app/output/vector_studio.h"
#include "app/platform/desktop/paths.h"
#include "app/platform/headless/egl_context.h"
#include "app/session/session.h"
#include "base/background_job.h"
#include "base/display_text.h"
#include "base/error.h"
#include "base/error_line.h"
#include "model/table/vocabulary.h"
#include "render/text/font_files.h"

namespace es::app {
namespace {

constexpr int kDeepestScript = 8;  // scripts that run scripts

class HeadlessRun {
 public:
  explicit HeadlessRun(const Options& options) : m_options(options) {
    m_session.view.turning = false;
    const auto look = [this](Command command) { m_asked.push_back(std::move(command)); };
    forAllAsked(m_options, look, [](const Error&) {});  // said when its turn comes
  }

  int run() {
    openAndPrepare();
    forAllAsked(
        m_options, [this](Command command) { execute({std::move(command)}); },
        [this](const Error& error) {
          if (!m_quit) fail({}, error.what());
        });
    std::cout.flush();
    if (!std::cout) fail({}, "standard output cannot be written");
    return m_failed ? 1 : 0;
  }

 private:
  /// Driver, shaders and fonts are made while the words are opened, where a picture will be asked for.
  void openAndPrepare() {
    const bool drawsSoon = std::ranges::any_of(m_asked, [](const Command& command) {
      return std::holds_alternative<ScreenshotCommand>(command) ||
             std::holds_alternative<RecordCommand>(command);
    });
    if (!drawsSoon) return openFirst();
    base::BackgroundJob<bool> opening;
    opening.start([this](const std::stop_token&) {
      openFirst();
      return true;
    });
    try {
      prepareStudio();
    } catch (const std::exception&) {
      // Said where the picture is asked for, which may not come to that.
    }
    static_cast<void>(opening.take());
  }

  /// The first command opens words itself; a lesson needs some first.
  [[nodiscard]] bool opensItself() const {
    if (!m_options.file.empty() || m_asked.empty()) return false;
    const auto* open = std::get_if<OpenCommand>(&m_asked.front());
    return open && (!mayOpenSession(*open) || fileKind(open->path) != FileKind::Lesson);
  }

  /// What was named, or what came with the program, unless the first command opens something itself.
  void openFirst() {
    if (opensItself()) return;
    m_session.openFirst(m_options.file, [this](const Error& error) { fail({}, error.what()); });
    if (!m_options.file.empty() && fileKind(m_options.file) == FileKind::Lesson)
      execute({OpenCommand{m_options.file, {}, {}}});
  }

  void execute(const QueuedCommand& queued) {
    m_quit = m_quit || std::holds_alternative<QuitCommand>(queued.command);
    if (m_quit) return;
    m_index.follow(m_session.document.state());  // from the second question on it pays
    try {
      requireMayWrite(queued);
      if (queued.origin.empty()) m_session.followUp.beginScript();
      if (looksAtSlice(queued.command)) m_session.settleView();
      if (mayOpenSession(queued.command) && openLesson(std::get<OpenCommand>(queued.command).path)) return;
      if (const auto* script = std::get_if<RunCommand>(&queued.command)) {
        runScript(*script);
      } else if (const auto* lesson = std::get_if<LessonCommand>(&queued.command)) {
        teach(*lesson, readLessons(lessonFolders(), *lesson));
      } else if (const auto* screenshot = std::get_if<ScreenshotCommand>(&queued.command)) {
        print(queued, takeScreenshot(*screenshot, queued.writing()));
      } else if (const auto* record = std::get_if<RecordCommand>(&queued.command)) {
        print(queued, recordFilm(*record, queued.writing()));
      } else {
        print(queued, m_session.execute(queued.command, false, queued.writing()));
      }
    } catch (const std::exception& failure) {
      fail(queued.origin, base::errorLine(failure));
    }
  }

  void runScript(const RunCommand& script) {
    if (m_depth == kDeepestScript) throw Error(script.path + ": scripts that run scripts go at most 8 deep");
    std::vector<ScriptError> errors;
    const std::vector<QueuedCommand> commands = readScript(script.path, errors);
    for (const ScriptError& error : errors) fail(error.origin, error.message);
    ++m_depth;
    m_session.followUp.beginScript();
    for (const QueuedCommand& command : commands) execute(command);
    --m_depth;
  }

  bool openLesson(const std::string& path) {
    if (fileKind(path) != FileKind::Lesson) return false;
    Lesson lesson = readLesson(path);
    teach({LessonCommand::Move::Start, lesson.name, {}}, {std::move(lesson), {}});
    return true;
  }

  /// Says the step, then carries its commands out, each with its answer.
  void teach(const LessonCommand& command, LessonFiles files) {
    using Move = LessonCommand::Move;
    const std::vector<QueuedCommand> commands = m_session.teach(command, std::move(files));
    m_session.space.follow(m_session.document.state(), false);  // where it went back to another picture
    LessonAnswer answer = m_session.lesson.answer();
    if (command.move == Move::List) {
      answer.lesson.reset();
    } else {
      answer.titles.clear();
    }
    const bool saysStep = command.move != Move::Start && command.move != Move::Restart;  // a step follows
    if (saysStep) print({command}, answer);
    for (const QueuedCommand& one : commands) execute(one);
  }

  void prepareStudio() {
    if (!m_context) m_context = std::make_unique<EglContext>();
    if (m_studio) return;
    m_studio = std::make_unique<Studio>();
    m_studio->warmUp();  // always, so that letters lie alike in the atlas whenever a picture is asked for
  }

  ScreenshotAnswer takeScreenshot(const ScreenshotCommand& command, base::Writing writing) {
    if (isVectorPath(command.path)) return drawVectorPicture(command, writing);
    prepareStudio();
    m_session.finishColors();
    const Picture picture = m_studio->takePicture(m_session, command, PanelState{}, RectPx{});
    return writePicture(pictureScript(m_session, picture.view, command), command, picture.image, writing);
  }

  /// Needs fonts, but no driver.
  ScreenshotAnswer drawVectorPicture(const ScreenshotCommand& command, base::Writing writing) {
    const render::FontChain font(render::systemFontFiles());
    m_session.finishColors();
    return writeVectorPicture(vectorPictureOf(m_session, command, RectPx{}, font), font, command.path,
                              writing);
  }

  RecordAnswer recordFilm(const RecordCommand& command, base::Writing writing) {
    prepareStudio();
    m_session.finishColors();
    Film film(m_session, command, RectPx{}, m_studio->renderer.font(), writing);
    FilmWriter writer(film.spec());
    while (!film.over() && !writer.done()) writer.add(film.shoot(m_studio->renderer));
    writer.finish();
    return film.answer();
  }

  void print(const QueuedCommand& queued, const Answer& answer) {
    if (queued.quiet) return;
    if (m_options.json) {
      std::cout << answerJsonText(commandName(queued.command), answer) << '\n';
    } else {
      std::cout << answerText(answer) << '\n';
    }
  }

  void fail(const std::string& origin, const std::string& message) {
    m_failed = true;
    std::cout.flush();
    // Names of files and words may hold anything: here they become one inert line.
    std::cerr << "embedscope: " << base::displayText(origin.empty() ? message : origin + ": " + message)
              << '\n';
  }

  const Options& m_options;
  Session m_session;
  IndexMaker m_index{model::Int8IndexCache(cacheFolder())};
  std::unique_ptr<EglContext> m_context;  // before the studio, so that it outlives it
  std::unique_ptr<Studio> m_studio;
  std::vector<Command> m_asked;  // what can be read of it
  int m_depth = 0;
  bool m_quit = false;  // was asked: nothing is carried out any more
  bool m_failed = false;
};

}  // namespace

int runHeadless(const Options& options) {
  return HeadlessRun(options).run();
}

}  // namespace es::app
