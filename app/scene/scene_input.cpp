#include "app/scene/scene_input.h"

#include "app/document/shown_coloring.h"

namespace es::app {

PictureShape pictureShape(const RectPx& place, const RectPx& clear, float scale) {
  return {place.width, place.height, scale,
          RectPx{clear.x - place.x, clear.y - place.y, clear.width, clear.height}};
}

SceneInput sceneInput(const SceneSubject& subject, const PictureShape& shape) {
  SceneInput input{subject.document, subject.view, subject.space,
                   subject.figures.of(subject.document, subject.view.pathLength)};
  input.widthPx = shape.widthPx;
  input.heightPx = shape.heightPx;
  input.scale = shape.scale;
  input.clear = shape.clear.value_or(RectPx{0, 0, shape.widthPx, shape.heightPx});
  input.coloring = shownColoring(subject.document, subject.view);
  if (subject.motion && subject.motion->moving()) input.motion = subject.motion;
  return input;
}

}  // namespace es::app
