#include <algorithm>
#include <cmath>
#include <utility>

#include "app/command/command_text.h"
#include "app/export/export_file.h"
#include "app/output/vector_studio.h"
#include "app/platform/desktop/picture_clipboard.h"
#include "app/program/interactive.h"
#include "base/error.h"

/// What the window reads and writes, on threads of their own.
namespace es::app {

void Interactive::takeScreenshot(const ScreenshotCommand& command, base::Writing writing) {
  const Window::Size pixels = m_window.framebufferSize();
  ScreenshotCommand sized = command;
  finishGlide();
  const float ratio = m_window.pixelRatio();
  RectPx base = command.panels ? RectPx{0, 0, static_cast<float>(pixels.width) / ratio,
                                        static_cast<float>(pixels.height) / ratio}
                               : m_picture;
  if (!command.width) {
    sized.width = static_cast<int>(std::lround(base.width * ratio));
    sized.height = static_cast<int>(std::lround(base.height * ratio));
  }
  m_session.space.follow(m_session.document.state(), false);  // a picture shows where a turn ends
  if (isVectorPath(sized.path)) {
    const render::FontChain& font = m_studio.renderer.font();
    write(sized,
          [&font, writing, path = sized.path, picture = vectorPictureOf(m_session, sized, base, font)] {
            return writeVectorPicture(picture, font, path, writing);
          });
    return;
  }
  Picture picture = m_studio.takePicture(m_session, sized, m_panels, base);
  write(sized, [image = std::move(picture.image), sized, writing,
                script = pictureScript(m_session, picture.view, sized)] {
    return writePicture(script, sized, image, writing);
  });
}

void Interactive::openDialog() {
  try {
    m_dialog.open();
  } catch (const Error& error) {
    fail({}, error.what());
  }
}

/// Reads on a thread of its own; what `work` returns is done on this one, before the commands that wait.
void Interactive::read(const QueuedCommand& whose, std::function<std::function<void()>()> work) {
  m_readingOrigin = whose.origin;
  m_reading = std::async(std::launch::async, std::move(work));
}

/// True when what was read is there; it is done then.
bool Interactive::takeRead() {
  if (m_reading.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
  try {
    m_reading.get()();
  } catch (const Error& error) {
    fail(m_readingOrigin, error.what());
  }
  return true;
}

/// On a thread of its own; one at a time.
void Interactive::write(Command command, std::function<Answer()> work) {
  m_writing = std::async(std::launch::async, [command = std::move(command), work = std::move(work)] {
    CommandResult result{command, {}, {}, false};
    try {
      result.answer = work();
    } catch (const Error& error) {
      result.error = error.what();
    }
    Window::wake();
    return result;
  });
}

/// The text is made on the writing thread and handed to the desktop on this one.
void Interactive::copy(const CopyCommand& command) {
  if (command.what != ExportKind::Picture) {
    m_copied = std::make_shared<std::string>();
    write(command, [sheet = exportTableOf(m_session.document.state(), command.what), copied = m_copied] {
      *copied = clipboardText(sheet);
      return ExportAnswer{{}, sheet.what, sheet.rowCount};
    });
    return;
  }
  const Window::Size pixels = m_window.framebufferSize();
  const float ratio = m_window.pixelRatio();
  ScreenshotCommand picture;
  picture.width =
      std::clamp(static_cast<int>(std::lround(m_picture.width * ratio)), 1, std::max(pixels.width, 1));
  picture.height =
      std::clamp(static_cast<int>(std::lround(m_picture.height * ratio)), 1, std::max(pixels.height, 1));
  m_session.space.follow(m_session.document.state(), false);
  Picture taken = m_studio.takePicture(m_session, picture, m_panels, m_picture);
  write(command, [image = std::move(taken.image), script = m_session.script(taken.view)] {
    copyPicture(image, script);
    return ExportAnswer{{}, std::string(exportName(ExportKind::Picture)), 0};
  });
}

}  // namespace es::app
