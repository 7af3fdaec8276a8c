#include "app/command/answer.h"
#include "app/command/command_text.h"
#include "app/command/number_text.h"
#include "app/command/token.h"

namespace es::app {

namespace {

/// A bare "#" between blanks would begin a comment in a script.
std::string formulaText(const math::Expression& expression) {
  std::string text = math::formatExpression(expression);
  const std::vector<Token> tokens = tokenize(text);
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    if (token->raw(text) == "#") text.replace(token->begin, 1, "\"#\"");
  }
  return text;
}

std::string formulasText(const std::vector<math::Expression>& expressions) {
  std::string text;
  for (const math::Expression& expression : expressions) {
    text += (text.empty() ? " " : " ; ") + formulaText(expression);
  }
  return text;
}

std::string wordsText(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += " " + wordText(word);
  return text;
}

std::string metricText(const std::optional<math::Metric>& metric) {
  return metric ? " --metric " + std::string(math::metricName(*metric)) : "";
}

/// What follows the command's name, with the blank before it.
struct Formatter {
  std::string operator()(const OpenCommand& c) const {
    return " " + quoteArgument(c.path) +
           (c.format ? " --format " + std::string(model::formatName(*c.format)) : "");
  }
  std::string operator()(const NeighborsCommand& c) const {
    return " " + formulaText(c.expression) + (c.count ? " " + std::to_string(*c.count) : "") +
           metricText(c.metric) + (c.keepInputs ? " --keep-inputs" : "");
  }
  std::string operator()(const RankCommand& c) const {
    return " " + formulaText(c.expression) + " " + wordText(c.word) + metricText(c.metric);
  }
  std::string operator()(const DotCommand& c) const {
    return " " + formulaText(c.expression) + " :" + wordsText(c.words);
  }
  std::string operator()(const ProjectCommand& c) const { return wordsText(c.words); }
  std::string operator()(const MetricCommand& c) const {
    return " " + std::string(math::metricName(c.metric));
  }
  std::string operator()(const SliceCommand& c) const {
    switch (c.spec.kind) {
      case SliceKind::Random:
        return " random " + std::to_string(c.spec.seed);
      case SliceKind::Axes:
        return " axes" + formulasText(c.spec.axes) + (c.spec.orthogonal ? "" : " --oblique");
      case SliceKind::Fit:
        return " fit" + wordsText(c.spec.words);
      case SliceKind::Pca:
        break;
    }
    return " pca";
  }
  std::string operator()(const CentringCommand& c) const { return c.on ? " on" : " off"; }
  std::string operator()(const ShowCommand& c) const { return formulasText(c.expressions); }
  std::string operator()(const HideCommand& c) const { return formulasText(c.expressions); }
  std::string operator()(const SelectCommand& c) const { return c.word ? " " + wordText(*c.word) : ""; }
  std::string operator()(const SoftmaxCommand& c) const {
    std::string text;
    for (std::size_t i = 0; i < c.logits.size(); ++i) {
      text += " " + (c.labels.empty() ? "" : quoteArgument(c.labels[i]) + "=") + numberText(c.logits[i]);
    }
    return text + (c.temperature ? " --temperature " + numberText(*c.temperature) : "");
  }
  std::string operator()(const LogitsCommand& c) const {
    return " " + formulaText(c.expression) + " :" + wordsText(c.words);
  }
  std::string operator()(const TemperatureCommand& c) const { return " " + numberText(c.temperature); }
  std::string operator()(const CameraCommand& c) const {
    std::string text;
    if (c.move == CameraCommand::Move::Reset) text += " reset";
    if (c.move == CameraCommand::Move::Frame) text += " frame";
    if (c.yawDegrees) text += " yaw " + numberText(*c.yawDegrees);
    if (c.pitchDegrees) text += " pitch " + numberText(*c.pitchDegrees);
    if (c.distance) text += " distance " + numberText(*c.distance);
    if (c.target) {
      text += " target";
      for (const double coordinate : *c.target) text += " " + numberText(coordinate);
    }
    if (c.fovDegrees) text += " fov " + numberText(*c.fovDegrees);
    return text;
  }
  std::string operator()(const ThemeCommand& c) const { return c.theme == Theme::Dark ? " dark" : " light"; }
  std::string operator()(const SetCommand& c) const {
    return " " + quoteArgument(c.name) + " " + quoteArgument(c.value);
  }
  std::string operator()(const ScreenshotCommand& c) const {
    std::string text = " " + quoteArgument(c.path);
    if (c.width && c.height) text += " " + std::to_string(*c.width) + "x" + std::to_string(*c.height);
    if (c.transparent) text += " --transparent";
    if (c.panels) text += " --panels";
    if (c.scale > 0) text += " --scale " + numberText(c.scale);
    return text;
  }
  std::string operator()(const SaveCommand& c) const { return " " + quoteArgument(c.path); }
  std::string operator()(const RunCommand& c) const { return " " + quoteArgument(c.path); }
  std::string operator()(const HelpCommand& c) const {
    return c.topic.empty() ? "" : " " + quoteArgument(c.topic);
  }
  // Only a name: info, clear, undo, redo, quit.
  template <class Simple>
  std::string operator()(const Simple&) const {
    return "";
  }
};

}  // namespace

std::string formatCommand(const Command& command) {
  return std::string(commandName(command)) + std::visit(Formatter{}, command);
}

}  // namespace es::app
