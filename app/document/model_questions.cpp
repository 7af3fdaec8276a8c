#include "app/document/model_questions.h"

#include <algorithm>
#include <utility>

#include "app/command/text/arguments.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/number_text.h"
#include "base/progress.h"
#include "math/sampling/largest.h"
#include "math/sampling/softmax.h"

namespace es::app {

namespace {

constexpr std::size_t kLongestText = std::size_t{1} << 16;  // bytes: beyond what any model here reads

/// Token i is `wanted`, or is the word `wanted`, capitals apart.
bool isMeant(const model::Tokenizer& tokenizer, int id, const std::string& wanted) {
  const std::string small = base::lowerAscii(wanted);
  const auto word = tokenizer.word(id);
  return tokenizer.text(id) == wanted || (word && base::lowerAscii(*word) == small) ||
         base::lowerAscii(tokenizer.text(id)) == small;
}

/// The piece that ends where the last `wanted` of the text ends.
std::optional<int> lastPieceOf(const TextState& text, const std::string& wanted) {
  const std::size_t begin = base::lowerAscii(text.text).rfind(base::lowerAscii(wanted));
  if (begin == std::string::npos || wanted.empty()) return std::nullopt;
  const std::size_t end = begin + wanted.size();
  for (std::size_t i = text.pieces.size(); i-- > 0;)
    if (text.pieces[i].begin < end && text.pieces[i].end >= end) return static_cast<int>(i);
  return std::nullopt;
}

std::string tooLong(std::size_t tokens, const model::LanguageModel& model) {
  return "the text has " + base::groupedText(tokens) + " tokens; " + model.source.name + " reads at most " +
         base::groupedText(static_cast<std::size_t>(model.config().context));
}

}  // namespace

const model::LanguageModel& openModel(const ModelState& state) {
  if (!state.model) {
    throw Error(
        "no model is open; try: open story, or open PATH of a llama2.c .bin, a Hugging Face folder (gpt2, "
        "llama) "
        "or a story model");
  }
  return *state.model;
}

const model::LanguageModel& openWriter(const ModelState& state) {
  const model::LanguageModel& model = openModel(state);
  if (!model.config().causal) {
    throw Error(model.source.name +
                " reads both ways and guesses gaps only, so it has no next token; try: open story");
  }
  return model;
}

std::string modelWork(const model::LanguageModel& model) {
  const bool causal = model.config().causal;
  const std::string reads = causal ? "reads from left to right" : "reads both ways";
  if (model.source.untrained)
    return reads + "; not trained: its layers are random numbers, its words are not";
  if (!model.source.trainedTo.empty()) return reads + "; trained " + model.source.trainedTo;
  return reads + "; trained to guess " + (causal ? "the next word" : "hidden words");
}

std::vector<model::TokenPiece> encodeText(const model::LanguageModel& model, const std::string& text) {
  if (text.size() > kLongestText) {
    throw Error("the text has " + base::groupedText(text.size()) + " bytes; at most " +
                base::groupedText(kLongestText) + " are read");
  }
  if (model.config().causal && base::lowerAscii(text).find(kGapText) != std::string::npos) {
    throw Error(model.source.name + " reads from left to right and guesses what comes next, not the gap " +
                std::string(kGapText) + "; try: open reader");
  }
  return model.tokenizer->encode(text);
}

std::shared_ptr<const TextState> readingOf(const ModelState& state, const std::string& text,
                                           const base::Progress& progress) {
  const model::LanguageModel& model = openModel(state);
  for (const auto& read : {state.text, state.beside})
    if (read && read->text == text) return read;
  auto read = std::make_shared<TextState>();
  read->text = text;
  read->pieces = encodeText(model, text);
  if (read->pieces.empty())
    throw Error("the text is empty, and " + model.source.name + " has no token that begins a text");
  if (read->pieces.size() > static_cast<std::size_t>(model.config().context))
    throw Error(tooLong(read->pieces.size(), model));
  read->reading = model::readTokens(*model.transformer, model::tokenIds(read->pieces),
                                    state.text ? state.text->reading.get() : nullptr, true, progress);
  return read;
}

void setText(ModelState& state, std::shared_ptr<const TextState> text) {
  if (state.beside && text && state.beside->text == text->text) state.beside = nullptr;
  state.text = std::move(text);
}

std::vector<TokenText> tokenTexts(const model::Tokenizer& tokenizer,
                                  std::span<const model::TokenPiece> pieces) {
  std::vector<TokenText> texts;
  for (const model::TokenPiece& piece : pieces)
    texts.push_back({piece.id, tokenizer.text(piece.id), piece.begin, piece.end});
  return texts;
}

int positionOf(const model::Tokenizer& tokenizer, const TextState& text, const std::string& token) {
  const auto position = base::countFromText(token);
  if (position && *position < text.pieces.size()) return static_cast<int>(*position);
  for (std::size_t i = text.pieces.size(); i-- > 0;)
    if (isMeant(tokenizer, text.pieces[i].id, token)) return static_cast<int>(i);
  if (const auto piece = lastPieceOf(text, token)) return *piece;
  throw Error("no token " + shown(token) + " in the text; name one of its words, or a position from 0 to " +
              base::groupedText(text.pieces.size() - 1));
}

int tokenNamed(const model::Tokenizer& tokenizer, const std::string& token) {
  if (token.size() > 1 && token.front() == '#') {
    const auto id = base::countFromText(std::string_view(token).substr(1));
    if (id && *id < static_cast<std::uint64_t>(tokenizer.size())) return static_cast<int>(*id);
    if (id) {
      throw Error("no token " + token + "; ids run from 0 to " +
                  base::groupedText(static_cast<std::size_t>(tokenizer.size() - 1)));
    }
  }
  if (const auto id = tokenizer.find(token)) return *id;
  if (const auto id = tokenizer.find(" " + token)) return *id;
  for (int id = 0; id < tokenizer.size(); ++id)
    if (isMeant(tokenizer, id, token)) return id;
  throw Error("no single token is " + shown(token) + "; tokens " + shown(token) +
              " shows its pieces, and choose takes one as #ID");
}

std::vector<TokenGuess> rankedGuesses(const model::Tokenizer& tokenizer, std::span<const float> logits,
                                      std::span<const double> probabilities, int count) {
  std::vector<TokenGuess> guesses;
  for (const int id : math::largest(logits, static_cast<std::size_t>(std::max(count, 0)))) {
    const auto i = static_cast<std::size_t>(id);
    guesses.push_back({id, tokenizer.text(id), static_cast<double>(logits[i]), probabilities[i], true});
  }
  return guesses;
}

std::vector<double> tokenProbabilities(std::span<const float> logits, double temperature) {
  return math::softmax(std::vector<double>(logits.begin(), logits.end()), temperature);
}

ModelInfo modelInfo(const ModelState& state) {
  const model::LanguageModel& model = openModel(state);
  const model::TransformerConfig& config = model.config();
  ModelInfo info;
  info.name = model.source.name;
  info.path = model.source.path;
  info.format = model.source.format;
  info.note = model.source.note;
  info.layers = config.layers;
  info.heads = config.heads;
  info.kvHeads = config.kvHeads;
  info.dims = config.dims;
  info.hidden = config.hidden;
  info.vocabulary = config.vocabulary;
  info.context = config.context;
  info.parameters = model::parameterCount(config, model.transformer->weights());
  info.memoryBytes = model.transformer->weights().bytes();
  info.tied = config.tied;
  info.residual = config.residual == model::ResidualKind::Shell ? "shell" : "add";
  info.causal = config.causal;
  info.untrained = model.source.untrained;
  info.work = modelWork(model);
  info.space = state.space.dims > 0 ? "" : state.space.note;
  return info;
}

math::SamplerSettings samplerAt(const ModelState& state, double temperature) {
  math::SamplerSettings settings = state.sampler;
  settings.temperature = temperature;
  return settings;
}

}  // namespace es::app
