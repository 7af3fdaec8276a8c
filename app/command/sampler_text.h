#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "math/sampling/sampler.h"

namespace es::app {

/// The sampler chain's order by name: "llama.cpp", "huggingface", or its four links parted by commas.
std::string samplerOrderText(const std::vector<math::SamplerLink>& order);
/// Nothing where a link is missing, unknown or there twice.
std::optional<std::vector<math::SamplerLink>> samplerOrderFromText(std::string_view text);

std::string_view samplerLinkName(math::SamplerLink link);  // "top-k", "top-p", "min-p", "temperature"

}  // namespace es::app
