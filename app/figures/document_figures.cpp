#include "app/figures/document_figures.h"

#include <algorithm>
#include <tuple>

#include "app/document/states.h"

namespace es::app {

bool drawsWhatWasAsked(const DocumentState& document) {
  return document.neighbors || !document.shown.empty() || document.pairs || hasPaths(document);
}

std::shared_ptr<const DocumentFigures> FigureCache::of(const DocumentState& document, PathLength length) {
  if (m_figures && isMadeOf(m_sources, document, length)) return m_figures;
  Sources now{document.space,
              document.neighbors,
              document.shown,
              document.model.traces,
              document.model.text,
              document.model.model,
              document.model.space.dims,
              length};
  auto figures = std::make_shared<DocumentFigures>();
  if (document.space) {
    for (math::Expression& expression : drawnExpressions(document)) {
      auto figure = formula(expression, now);
      figures->formulas.emplace_back(std::move(expression), std::move(figure));
    }
  }
  figures->traces = traces(document, now);
  m_sources = std::move(now);
  m_figures = std::move(figures);
  return m_figures;
}

/// Asked in every frame: nothing is copied.
bool FigureCache::isMadeOf(const Sources& sources, const DocumentState& document, PathLength length) {
  const ModelState& model = document.model;
  return std::tie(sources.space, sources.neighbors, sources.shown, sources.traces, sources.text,
                  sources.model, sources.streamDims, sources.length) ==
         std::tie(document.space, document.neighbors, document.shown, model.traces, model.text, model.model,
                  model.space.dims, length);
}

std::shared_ptr<const FormulaFigure> FigureCache::formula(const math::Expression& expression,
                                                          const Sources& now) {
  if (m_figures && now.space == m_sources.space) {
    const auto same = [&](const DocumentFigures::Formula& kept) { return kept.first == expression; };
    const auto found = std::ranges::find_if(m_figures->formulas, same);
    if (found != m_figures->formulas.end()) return found->second;
  }
  ++m_made;
  return std::make_shared<const FormulaFigure>(formulaFigure(expression, *now.space->table));
}

std::shared_ptr<const TraceFigure> FigureCache::traces(const DocumentState& document, const Sources& now) {
  if (now.traces.empty() || !now.space) return std::make_shared<const TraceFigure>();
  const bool stands = m_figures && now.space == m_sources.space && now.traces == m_sources.traces &&
                      now.text == m_sources.text && now.model == m_sources.model &&
                      now.streamDims == m_sources.streamDims && now.length == m_sources.length;
  if (stands) return m_figures->traces;
  ++m_made;
  return std::make_shared<const TraceFigure>(
      traceFigure(document.model, now.length, now.space->table->dims()));
}

}  // namespace es::app
