#include "app/command/answer.h"

#include <nlohmann/json.hpp>

namespace es::app {

Answer::Answer() = default;
Answer::Answer(const Answer&) = default;
Answer::Answer(Answer&&) noexcept = default;
Answer& Answer::operator=(const Answer&) = default;
Answer& Answer::operator=(Answer&&) noexcept = default;
Answer::~Answer() = default;

std::string answerText(const Answer& answer) {
  return std::visit([](const auto& one) { return textOf(one); }, answer);
}

nlohmann::ordered_json answerJson(std::string_view name, const Answer& answer) {
  nlohmann::ordered_json json;
  json["command"] = name;
  std::visit([&](const auto& one) { writeJson(json, one); }, answer);
  return json;
}

std::string answerJsonText(std::string_view name, const Answer& answer) {
  return answerJson(name, answer).dump();
}

}  // namespace es::app
