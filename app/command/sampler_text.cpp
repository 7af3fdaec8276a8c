#include "app/command/sampler_text.h"

#include <algorithm>

namespace es::app {

namespace {

constexpr std::string_view kLlamaCpp = "llama.cpp", kHuggingFace = "huggingface";

std::optional<math::SamplerLink> linkNamed(std::string_view name) {
  for (const math::SamplerLink link : math::llamaCppOrder()) {
    if (samplerLinkName(link) == name) return link;
  }
  return std::nullopt;
}

}  // namespace

std::string_view samplerLinkName(math::SamplerLink link) {
  switch (link) {
    case math::SamplerLink::TopK:
      return "top-k";
    case math::SamplerLink::TopP:
      return "top-p";
    case math::SamplerLink::MinP:
      return "min-p";
    case math::SamplerLink::Temperature:
      break;
  }
  return "temperature";
}

std::string samplerOrderText(const std::vector<math::SamplerLink>& order) {
  if (order == math::llamaCppOrder()) return std::string(kLlamaCpp);
  if (order == math::huggingFaceOrder()) return std::string(kHuggingFace);
  std::string text;
  for (const math::SamplerLink link : order) {
    text += (text.empty() ? "" : ",") + std::string(samplerLinkName(link));
  }
  return text;
}

std::optional<std::vector<math::SamplerLink>> samplerOrderFromText(std::string_view text) {
  if (text == kLlamaCpp) return math::llamaCppOrder();
  if (text == kHuggingFace) return math::huggingFaceOrder();
  std::vector<math::SamplerLink> order;
  while (true) {
    const std::size_t comma = text.find(',');
    const auto link = linkNamed(text.substr(0, comma));
    if (!link || std::find(order.begin(), order.end(), *link) != order.end()) return std::nullopt;
    order.push_back(*link);
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (order.size() != math::llamaCppOrder().size()) return std::nullopt;
  return order;
}

}  // namespace es::app
