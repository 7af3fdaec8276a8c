#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "app/command/command.h"

namespace es::app {

/// What a command answers, as a value that stands on its own (words as text, no table needed). Panels read
/// the same values from the document. Compiled once, in answer.cpp, as Command is.
struct Answer : AnswerVariant {
  using AnswerVariant::AnswerVariant;
  Answer();
  Answer(const Answer&);
  Answer(Answer&&) noexcept;
  Answer& operator=(const Answer&);
  Answer& operator=(Answer&&) noexcept;
  ~Answer();
};

/// Lines for a person, aligned, without a final newline. Words pass through base::displayText.
[[nodiscard]] std::string answerText(const Answer& answer);

/// One object with "command" and the fields of docs/commands.md; `name` is the command's name.
[[nodiscard]] nlohmann::ordered_json answerJson(std::string_view name, const Answer& answer);
/// The same as one line.
[[nodiscard]] std::string answerJsonText(std::string_view name, const Answer& answer);

}  // namespace es::app
