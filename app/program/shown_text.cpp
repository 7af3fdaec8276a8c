#include "app/program/shown_text.h"

namespace es::app {

namespace {

class Gatherer {
 public:
  explicit Gatherer(const ModelState& model) : m_model(model) {}

  void takeToken(int id) {
    const model::Tokenizer& tokenizer = *m_model.model->tokenizer;
    if (id >= 0 && id < tokenizer.size()) text += tokenizer.text(id);
  }

  void takeTraces() {
    for (const auto& trace : m_model.traces) {
      text += trace->text;
      for (const TokenTrace& token : trace->tokens)
        for (const TraceStep& step : token.steps) takeStep(step);
    }
  }

  void takeLens() {
    if (!m_model.lens) return;
    for (const LensRow& row : m_model.lens->tokens)
      for (const LensCell& cell : row.steps)
        for (const TokenGuess& guess : cell.guesses) text += guess.text;
  }

  void takeStory() {
    if (!m_model.story) return;
    for (const Story& column : m_model.story->columns) {
      text += column.prompt;
      for (const StoryNode& node : column.nodes) takeToken(node.token);
    }
  }

  std::string text;

 private:
  void takeStep(const TraceStep& step) {
    for (const WordNear& near : step.nearest) text += near.word;
    for (const TokenChange& change : step.promoted) text += change.text;
    for (const TokenChange& change : step.demoted) text += change.text;
  }

  const ModelState& m_model;
};

}  // namespace

const std::string& ShownText::of(const DocumentState& state, const std::vector<int>& candidates) {
  if (state.model == m_model && state.neighbors == m_neighbors && candidates == m_candidates) return m_text;
  m_model = state.model;
  m_neighbors = state.neighbors;
  m_candidates = candidates;
  Gatherer gatherer(state.model);
  if (state.neighbors)
    for (const Neighbor& neighbor : state.neighbors->ranked) gatherer.text += neighbor.word;
  if (state.model.text) gatherer.text += state.model.text->text;
  if (state.model.model) {
    gatherer.takeTraces();
    gatherer.takeLens();
    gatherer.takeStory();
    for (const int id : candidates) gatherer.takeToken(id);
  }
  m_text = std::move(gatherer.text);
  return m_text;
}

}  // namespace es::app
