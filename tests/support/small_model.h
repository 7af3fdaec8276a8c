#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "app/document/document.h"
#include "app/evaluate/evaluate.h"
#include "model/language_model/language_model.h"

namespace es::app::test {

/// A random transformer, the same on every machine, over the words of smallTable that are plain words, with a
/// begin token (0), an end token (1), "," (2) and "?" for what it does not know (3): 12 dimensions, 2 layers,
/// 3 heads of 4.
struct SmallModelSpec {
  bool amongWords = true;  // the first 8 dimensions of its embeddings are smallTable's vectors
  bool tied = true;
  int context = 24;
  unsigned seed = 5;
  bool reader = false;  // reads both ways; "[mask]" is its token for a gap, the last one
};
std::shared_ptr<const model::LanguageModel> smallModel(const SmallModelSpec& spec = {});

/// The state with this model open beside its table.
DocumentState withModel(DocumentState state, std::shared_ptr<const model::LanguageModel> model);
/// smallTable with smallModel.
Document modelDocument(const SmallModelSpec& spec = {});

/// A file of $EMBEDSCOPE_TEST_DATA (default: ../shared/data beside the project), nothing where it is missing.
std::optional<std::filesystem::path> testData(const std::string& name);

/// A document with stories260K open, or nothing, with a message, where its files are missing.
std::optional<Document> storiesDocument();

/// The answer of one line as this kind of answer.
template <class Kind>
Kind ask(Document& document, const std::string& line);

}  // namespace es::app::test

#include "app/command/command_text.h"

template <class Kind>
Kind es::app::test::ask(Document& document, const std::string& line) {
  return std::get<Kind>(applyCommand(document, parseCommand(line)));
}
