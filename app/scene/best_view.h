#pragma once

#include <glm/glm.hpp>
#include <optional>
#include <vector>

#include "app/document/document.h"
#include "app/figures/document_figures.h"

namespace es::app {

/// What must be seen of a question, in its slice.
struct BestViewSubject {
  struct Arrow {
    glm::vec3 from{0.0F}, to{0.0F};
  };
  struct Name {
    glm::vec3 anchor{0.0F};
    glm::vec2 sizePx{0.0F};  // of its label's box
  };
  std::vector<Arrow> arrows;
  std::vector<Name> names;         // of the question's words, its result and its first answers
  std::vector<glm::vec3> besides;  // what else is framed with them
};

/// The side from which it is looked at.
struct BestSide {
  double yawDegrees = 0, pitchDegrees = 0;
};

/// What the side is worth: how long the arrows are seen (as a share of their true length, that of the most
/// foreshortened one apart, and how much of the picture's width they fill) and whether they run to the right,
/// less for arrows from one place that lie on each other and for labels that would. Seen from far away,
/// framed as the camera will frame it, in a picture of `kBestViewPx`.
inline constexpr glm::vec2 kBestViewPx{900.0F, 700.0F};
[[nodiscard]] double worthOf(const BestViewSubject& subject, const BestSide& side);

/// The best of the sides all around, from a little below to half above; then of those about it.
/// Deterministic: the first of equals.
[[nodiscard]] BestSide bestSide(const BestViewSubject& subject);

/// The same of the question that stands, or else of what is shown and of the pairs. `figures`: the
/// document's.
[[nodiscard]] std::optional<BestSide> bestSide(const DocumentState& document, const DocumentFigures& figures);

}  // namespace es::app
