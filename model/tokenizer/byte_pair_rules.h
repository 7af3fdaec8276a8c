#pragma once

#include <optional>
#include <string>

#include "model/files/json_text.h"
#include "model/tokenizer/byte_pair_tokenizer.h"

namespace es::model {

/// The normalizer, pre_tokenizer and model settings of a tokenizer.json (github.com/huggingface/tokenizers)
/// as rules. Throws es::Error for every setting that is not supported, by its name.
BytePairRules readBytePairRules(const JsonFields& root, const JsonFields& model);

/// The token that the post_processor puts in front of a text.
std::optional<std::string> readBeginMark(const JsonFields& root);

}  // namespace es::model
