#include "app/program/file_desk.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/command/command_text.h"
#include "app/export/export_file.h"
#include "app/output/vector_studio.h"
#include "app/platform/desktop/picture_clipboard.h"

namespace es::app {
namespace {

int pixels(float lengthPx, float ratio) {
  return static_cast<int>(std::lround(lengthPx * ratio));
}

}  // namespace

/// Pictures show where camera and turn end, and the colours of what was measured.
void FileDesk::settle() {
  Session& session = m_state.session;
  session.camera.finish(session.view);
  session.space.follow(session.document.state(), false);
  session.finishDotColors();
}

void FileDesk::takeScreenshot(ScreenshotCommand command, base::Writing writing) {
  Session& session = m_state.session;
  const Window::Size whole = m_state.window.framebufferSize();
  const float ratio = m_state.window.pixelRatio();
  const RectPx place = command.panels ? RectPx{0, 0, static_cast<float>(whole.width) / ratio,
                                               static_cast<float>(whole.height) / ratio}
                                      : m_state.picture;
  if (!command.width) {
    command.width = pixels(place.width, ratio);
    command.height = pixels(place.height, ratio);
  }
  settle();
  if (isVectorPath(command.path)) {
    const render::FontChain& font = m_state.studio.renderer.font();
    return write(command, [&font, writing, path = command.path,
                           picture = vectorPictureOf(session, command, place, font)] {
      return Written{writeVectorPicture(picture, font, path, writing)};
    });
  }
  Picture picture = m_state.studio.takePicture(session, command, m_state.panels, place);
  write(command, [image = std::move(picture.image), command, writing,
                  script = pictureScript(session, picture.view, command)] {
    return Written{writePicture(script, command, image, writing)};
  });
}

void FileDesk::exportNumbers(const ExportCommand& command, base::Writing writing) {
  write(command,
        [work = exportWork(m_state.session.document.state(), command, writing)] { return Written{work()}; });
}

void FileDesk::copy(const CopyCommand& command) {
  Session& session = m_state.session;
  if (command.what != ExportKind::Picture) {
    return write(command, [table = exportTableOf(session.document.state(), command.what)] {
      return Written{ExportAnswer{{}, table.what, table.rowCount}, clipboardText(table)};
    });
  }
  settle();
  const Window::Size whole = m_state.window.framebufferSize();
  const float ratio = m_state.window.pixelRatio();
  ScreenshotCommand picture;
  picture.width = std::clamp(pixels(m_state.picture.width, ratio), 1, std::max(whole.width, 1));
  picture.height = std::clamp(pixels(m_state.picture.height, ratio), 1, std::max(whole.height, 1));
  Picture taken = m_state.studio.takePicture(session, picture, m_state.panels, m_state.picture);
  write(command, [image = std::move(taken.image), script = session.script(taken.view)] {
    copyPicture(image, script);
    return Written{ExportAnswer{{}, std::string(exportName(ExportKind::Picture)), 0}};
  });
}

void FileDesk::record(const RecordCommand& command, base::Writing writing) {
  Session& session = m_state.session;
  settle();
  auto film =
      std::make_unique<Film>(session, command, m_state.picture, m_state.studio.renderer.font(), writing);
  m_filming = std::make_unique<Filming>(command, std::move(film));
}

void FileDesk::save(const SaveCommand& command, base::Writing writing) {
  Session& session = m_state.session;
  session.camera.finish(session.view);
  write(command, [path = command.path, script = session.script(), writing] {
    return Written{writeSession(path, script, writing)};
  });
}

bool FileDesk::keepsWaiting(const Command& command) const {
  return (writing() && factsOf(command).waitsFor == WaitsFor::Writing) ||
         (filming() && factsOf(command).waitsFor == WaitsFor::Film);
}

std::optional<RunningCommand> FileDesk::running() const {
  return m_filming ? std::optional(m_filming->running()) : std::nullopt;
}

void FileDesk::cancelFilm() {
  if (m_filming) m_state.log.say("cancelled: the film");
  m_filming.reset();
}

void FileDesk::write(Command command, std::function<Written()> work) {
  m_command = std::move(command);
  m_writing.start([work = std::move(work)](const std::stop_token&) { return work(); }, Window::wake);
}

CommandResult FileDesk::takeWritten() {
  CommandResult result{std::move(m_command), {}, {}, false};
  try {
    Written written = m_writing.take();
    if (written.clipboard) m_state.window.setClipboard(*written.clipboard);
    result.answer = std::move(written.answer);
  } catch (const std::exception& failure) {
    result.error = base::errorLine(failure);
  }
  return result;
}

std::vector<CommandResult> FileDesk::deliver() {
  std::vector<CommandResult> results;
  if (m_writing.ready()) results.push_back(takeWritten());
  if (!m_filming) return results;
  if (auto result = m_filming->step(m_state.studio.renderer)) {
    m_filming.reset();
    results.push_back(*std::move(result));
  }
  return results;
}

}  // namespace es::app
