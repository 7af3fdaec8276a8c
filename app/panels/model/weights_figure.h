#pragma once

#include <string_view>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Counts of weights as areas, all of a figure to one scale. By `set weights`: the parts of GPT-3 and of the
/// open model, each as one bar; the open model beside the whole of GPT-3; the open words' matrix beside
/// GPT-3's embedding; or GPT-3's two vocabularies side by side. Parts and `Model` need an open model,
/// `Embedding` open words.
void drawWeightsFigure(const PanelContext& context);

/// What a part of a ledger works for.
enum class PartWork { Vocabulary, Attention, Mlp, Other };
[[nodiscard]] PartWork workOf(std::string_view part);
[[nodiscard]] const Color& workColor(const PanelContext& context, PartWork work);

}  // namespace es::app
