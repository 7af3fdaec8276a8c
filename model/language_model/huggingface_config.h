#pragma once

#include <vector>

#include "model/files/json_text.h"
#include "model/transformer/transformer_config.h"

namespace es::model {

/// What a config.json says: the shape, and where texts end.
struct HuggingFaceConfig {
  TransformerConfig config;
  std::vector<int> ends;  // eos_token_id; may be none
};

/// model_type gpt2 or llama. Throws es::Error for every setting that changes the result and is not supported,
/// by its name.
HuggingFaceConfig readHuggingFaceConfig(const JsonFields& fields);

}  // namespace es::model
