#include "app/output/film.h"

#include <algorithm>
#include <cmath>

#include "app/command/command_text.h"
#include "base/error.h"

namespace es::app {
namespace {

constexpr int kSamples = 4;

}  // namespace

Film::Film(const Session& session, const RecordCommand& command, RectPx window, const render::FontChain& font,
           base::Writing writing)
    : m_document(session.document.state()),
      m_motion(session.motion),
      m_scenes(font),
      m_startYawDegrees(session.view.camera.yawDegrees),
      m_turnDegrees(command.turnDegrees.value_or(0)) {
  ScreenshotCommand picture;
  picture.width = command.width;
  picture.height = command.height;
  m_size = pictureSize(picture, window);
  m_view = viewFor(session, m_size.aspect());
  double seconds = kUsualTurnSec;
  if (command.turnDegrees) {
    m_motion.finish();
  } else {
    m_motion.replay();
    if (!m_motion.moving())
      throw Error("nothing has changed yet that moves; ask for something first, or add --turn 360");
    seconds = m_motion.leftSec() + kHoldSec;
    if (m_motion.turnSec() < SlicePlayer::kTurnSec) beginTurn(session);
  }
  m_space.follow(m_document, !m_space.empty());
  m_spec.path = command.path;
  m_spec.writing = writing;
  m_spec.width = m_size.width;
  m_spec.height = m_size.height;
  m_spec.fps = command.fps.value_or(kUsualFps);
  m_spec.script = session.script(m_view) + formatCommand(command) + "\n";
  m_frames = std::max(1, static_cast<int>(std::lround(command.seconds.value_or(seconds) * m_spec.fps)));
}

/// The slice is turned to from the one before it, as in the window.
void Film::beginTurn(const Session& session) {
  DocumentState before = m_document;
  before.sliced = session.space.before();
  if (before.sliced) m_space.follow(before, false);
}

bool Film::ready() {
  m_space.advance(0);
  return !m_space.preparing();
}

render::Image Film::shoot(render::Renderer& renderer) {
  m_space.waitUntilPrepared();
  const double share = static_cast<double>(m_shot) / m_frames;
  m_view.camera.yawDegrees = std::remainder(m_startYawDegrees + share * m_turnDegrees, 360.0);
  const SceneInput input = sceneInput({m_document, m_view, m_space, m_figures, &m_motion}, m_size.shape());
  render::Image image = renderer.capture(m_scenes.build(input), m_spec.width, m_spec.height, kSamples);
  m_motion.advance(1 / m_spec.fps);
  m_space.advance(1 / m_spec.fps);
  ++m_shot;
  return image;
}

RecordAnswer Film::answer() const {
  return {m_spec.path, m_spec.width, m_spec.height, m_frames, m_spec.fps};
}

}  // namespace es::app
