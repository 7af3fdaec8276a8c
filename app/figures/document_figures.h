#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "app/document/document.h"
#include "app/document/view_state.h"
#include "app/figures/formula_figure.h"
#include "app/figures/trace_figure.h"

namespace es::app {

/// The figures of all that a document draws, in the space itself: the same in every slice and for every
/// camera.
struct DocumentFigures {
  using Formula = std::pair<math::Expression, std::shared_ptr<const FormulaFigure>>;
  std::vector<Formula> formulas;              // of drawnExpressions, in that order
  std::shared_ptr<const TraceFigure> traces;  // never null
};

/// Something is drawn that was asked for: the cloud steps back behind it.
[[nodiscard]] bool drawsWhatWasAsked(const DocumentState& document);

/// Makes figures once and keeps them while what they are made of stays: a formula's while it is drawn and the
/// table is the same, the paths' while model, text and traces are. One for all who draw or frame a document.
class FigureCache {
 public:
  [[nodiscard]] std::shared_ptr<const DocumentFigures> of(const DocumentState& document, PathLength length);
  /// How many figures have been made since it began.
  [[nodiscard]] std::uint64_t made() const { return m_made; }

 private:
  struct Sources {  // held, so that no address is used again
    std::shared_ptr<const Space> space;
    std::shared_ptr<const NeighborsAnswer> neighbors;
    std::vector<math::Expression> shown;
    std::vector<std::shared_ptr<const TraceAnswer>> traces;
    std::shared_ptr<const TextState> text;
    std::shared_ptr<const model::LanguageModel> model;
    math::Index streamDims = 0;
    PathLength length = PathLength::Vectors;
  };
  /// Shared parts by identity.
  static bool isMadeOf(const Sources& sources, const DocumentState& document, PathLength length);

  std::shared_ptr<const FormulaFigure> formula(const math::Expression& expression, const Sources& now);
  std::shared_ptr<const TraceFigure> traces(const DocumentState& document, const Sources& now);

  Sources m_sources;
  std::shared_ptr<const DocumentFigures> m_figures;  // of m_sources; null: none yet
  std::uint64_t m_made = 0;
};

}  // namespace es::app
