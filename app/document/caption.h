#pragma once

#include <string>

#include "app/document/document.h"

namespace es::app {

/// What the picture of a document shows, in one sentence for people (UTF-8): the opening's "40,038 words,
/// each a point in 100 dimensions.", or what the standing question, pairs, dot products or direction came to.
/// Empty where no words are open.
[[nodiscard]] std::string captionOf(const DocumentState& document);

}  // namespace es::app
