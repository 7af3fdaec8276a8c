#pragma once

#include "app/output/film_writer.h"
#include "app/output/studio.h"
#include "app/panels/widgets/panel_input.h"
#include "app/scene/scene_builder.h"
#include "app/session/session.h"
#include "render/passes/renderer.h"

namespace es::app {

/// What a `record` command asks for, a picture at a time: the newest change from its beginning, or, with
/// --turn, the camera once round, so that the last picture comes just before the first. Pictures lie at even
/// steps of time, however long each takes. Stands on its own: what is done meanwhile does not show in it.
class Film {
 public:
  static constexpr double kUsualFps = 30, kUsualTurnSec = 8, kHoldSec = 0.5;

  /// `font` must outlive it. Throws es::Error when nothing has changed that could be shown.
  Film(const Session& session, const RecordCommand& command, RectPx window, const render::FontChain& font,
       base::Writing writing);

  [[nodiscard]] int frames() const { return m_frames; }
  [[nodiscard]] int shot() const { return m_shot; }
  [[nodiscard]] bool over() const { return m_shot == m_frames; }
  /// False while a worker prepares a slice's turn; `shoot` would wait for it.
  [[nodiscard]] bool ready();
  /// The next picture. Needs a current OpenGL context.
  [[nodiscard]] render::Image shoot(render::Renderer& renderer);

  [[nodiscard]] const FilmSpec& spec() const { return m_spec; }
  [[nodiscard]] RecordAnswer answer() const;

 private:
  void beginTurn(const Session& session);

  DocumentState m_document;
  ViewState m_view;
  SceneMotion m_motion;
  SlicePlayer m_space;
  FigureCache m_figures;
  SceneBuilder m_scenes;
  FilmSpec m_spec;
  PictureSize m_size;
  int m_frames = 0, m_shot = 0;
  double m_startYawDegrees = 0, m_turnDegrees = 0;
};

}  // namespace es::app
