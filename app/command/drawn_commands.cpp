#include "app/command/drawn_commands.h"

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/formula_arguments.h"
#include "app/command/text/text_table.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

ShowCommand CommandTraits<ShowCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, std::string_view::npos);
  return {math::parseExpressions(arguments.formulaText())};
}

std::string CommandTraits<ShowCommand>::format(const ShowCommand& command) {
  return formulasText(command.expressions);
}

HideCommand CommandTraits<HideCommand>::parse(const Arguments& arguments) {
  if (arguments.count() == 0) return {};
  return {math::parseExpressions(arguments.formulaText())};
}

std::string CommandTraits<HideCommand>::format(const HideCommand& command) {
  return formulasText(command.expressions);
}

SelectCommand CommandTraits<SelectCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return arguments.count() == 0 ? SelectCommand{} : SelectCommand{arguments.word(0)};
}

std::string CommandTraits<SelectCommand>::format(const SelectCommand& command) {
  return command.word ? " " + wordText(*command.word) : "";
}

std::string textOf(const ShowAnswer& answer) {
  if (answer.items.empty() && !answer.selected) return "nothing is shown";
  TextTable table({Align::Left, Align::Right, Align::Right});
  if (!answer.items.empty()) table.add({"shown", "length", "of it shown"});
  for (const ShownItem& item : answer.items) {
    table.add({cellText(item.text), base::fixedText(item.length, 3),
               shownShareText(item.shownShare, item.centredShownShare)});
  }
  const std::string selected = answer.selected ? "selected: " + cellText(*answer.selected) : "";
  return table.text() + (answer.items.empty() || selected.empty() ? "" : "\n") + selected;
}

void writeJson(Json& json, const ShowAnswer& answer) {
  json["items"] = Json::array();
  for (const ShownItem& item : answer.items) {
    Json one{{"expression", jsonText(item.text)}, {"length", item.length}, {"shown_share", item.shownShare}};
    if (item.centredShownShare) one["centred_shown_share"] = *item.centredShownShare;
    json["items"].push_back(std::move(one));
  }
  json["selected"] = answer.selected ? jsonText(*answer.selected) : Json(nullptr);
}

}  // namespace es::app
