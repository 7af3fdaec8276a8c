#include "app/command/lesson_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/command/text/text_arguments.h"
#include "app/command/text/text_table.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Move = LessonCommand::Move;
using Align = TextTable::Align;

namespace {

constexpr std::uint64_t kMostSteps = 1'000;

struct MoveName {
  std::string_view name;
  Move move;
};
constexpr std::array<MoveName, 7> kMoves{{{"next", Move::Next},
                                          {"back", Move::Back},
                                          {"restart", Move::Restart},
                                          {"try", Move::Try},
                                          {"resume", Move::Resume},
                                          {"play", Move::Play},
                                          {"leave", Move::Leave}}};

}  // namespace

LessonCommand CommandTraits<LessonCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  LessonCommand command;
  command.step = wholeIntOption(arguments, "--step", {"--step", 1, kMostSteps});
  if (arguments.count() == 1) {
    command.move = Move::Start;
    command.name = arguments.value(0);
    if (command.name.empty()) arguments.fail("the lesson's name is empty");
    for (const auto& [name, move] : kMoves)
      if (command.name == name) command.move = move;
    if (command.move != Move::Start) command.name.clear();
  }
  if (command.step && command.move != Move::Start) arguments.fail("--step needs the lesson's name");
  return command;
}

std::string CommandTraits<LessonCommand>::format(const LessonCommand& command) {
  if (command.move == Move::Start)
    return " " + quoteArgument(command.name) + optionText("step", command.step);
  const auto* named = std::ranges::find(kMoves, command.move, &MoveName::move);
  return named == kMoves.end() ? "" : fmt::format(" {}", named->name);
}

std::string textOf(const LessonAnswer& answer) {
  if (answer.lesson) {
    const LessonTitle& lesson = *answer.lesson;
    if (answer.step == 0) return lesson.title + ": " + lesson.about;
    return fmt::format("{}, step {} of {}: {}", lesson.title, answer.step, lesson.steps, answer.caption);
  }
  if (answer.titles.empty()) return "no lesson is on";
  TextTable table({Align::Left, Align::Right, Align::Left});
  for (const LessonTitle& title : answer.titles)
    table.add({title.name, fmt::format("{} steps", title.steps), title.title + ": " + title.about});
  return table.text();
}

void writeJson(Json& json, const LessonAnswer& answer) {
  json["name"] = answer.lesson ? Json(answer.lesson->name) : Json(nullptr);
  if (answer.lesson) {
    json["title"] = answer.lesson->title;
    json["step"] = answer.step;
    json["steps"] = answer.lesson->steps;
    json["caption"] = answer.caption;
    json["stage"] = answer.stage ? Json(kStageNames[static_cast<std::size_t>(*answer.stage)]) : Json(nullptr);
  }
  if (answer.titles.empty()) return;
  json["lessons"] = Json::array();
  for (const LessonTitle& title : answer.titles) {
    json["lessons"].push_back(
        {{"name", title.name}, {"title", title.title}, {"about", title.about}, {"steps", title.steps}});
  }
}

}  // namespace es::app
