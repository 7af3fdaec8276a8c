#include <array>

#include "app/command/answer.h"
#include "app/command/command_text.h"
#include "app/command/sampler_text.h"
#include "app/command/token.h"
#include "base/number_text.h"

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

/// " a b ; c d": words in groups of these sizes.
std::string groupsText(const std::vector<std::string>& words, const std::vector<std::size_t>& groupSizes) {
  if (groupSizes.empty()) return wordsText(words);
  std::string text;
  std::size_t at = 0;
  for (const std::size_t size : groupSizes) {
    if (!text.empty()) text += " ;";
    for (std::size_t i = 0; i < size && at < words.size(); ++i) text += " " + wordText(words[at++]);
  }
  return text;
}

std::string placeText(std::string_view name, const std::optional<std::array<double, 2>>& place) {
  return place ? " --" + std::string(name) + " " + base::numberText((*place)[0]) + "," +
                     base::numberText((*place)[1])
               : "";
}

std::string lessonText(const LessonCommand& command) {
  switch (command.move) {
    case LessonCommand::Move::Next:
      return " next";
    case LessonCommand::Move::Back:
      return " back";
    case LessonCommand::Move::Restart:
      return " restart";
    case LessonCommand::Move::Try:
      return " try";
    case LessonCommand::Move::Resume:
      return " resume";
    case LessonCommand::Move::Play:
      return " play";
    case LessonCommand::Move::Leave:
      return " leave";
    case LessonCommand::Move::Start:
      return " " + quoteArgument(command.name) +
             (command.step ? " --step " + std::to_string(*command.step) : "");
    case LessonCommand::Move::List:
      break;
  }
  return "";
}

std::string walkText(const WalkCommand& command) {
  constexpr std::array<std::string_view, 4> names{" first", " last", " next", " back"};
  return std::string(names[static_cast<std::size_t>(command.to)]) +
         (command.count == 1 ? "" : " " + std::to_string(command.count));
}

std::string metricText(const std::optional<math::Metric>& metric) {
  return metric ? " --metric " + std::string(math::metricName(*metric)) : "";
}

template <class Number>
std::string optionText(std::string_view name, const std::optional<Number>& value) {
  if (!value) return "";
  std::string number;
  if constexpr (std::is_floating_point_v<Number>) {
    number = base::numberText(*value);
  } else {
    number = std::to_string(*value);
  }
  return " --" + std::string(name) + " " + number;
}

std::string tokenText(const std::optional<std::string>& token) {
  if (!token) return "";
  return " " + (token->find('\n') == std::string::npos ? quoteArgument(*token) : quotedText(*token));
}

std::string columnText(StoryColumn column) {
  return column == StoryColumn::Cold ? " --column cold" : " --column warm";
}

/// What follows the command's name, with the blank before it.
struct Formatter {
  std::string operator()(const OpenCommand& c) const {
    return " " + quoteArgument(c.path) +
           (c.format ? " --format " + std::string(model::formatName(*c.format)) : "") +
           (c.tokenizer ? " --tokenizer " + quoteArgument(*c.tokenizer) : "");
  }
  std::string operator()(const NeighborsCommand& c) const {
    return " " + formulaText(c.expression) + (c.count ? " " + std::to_string(*c.count) : "") +
           metricText(c.metric) + (c.keepInputs ? " --keep-inputs" : "");
  }
  std::string operator()(const RankCommand& c) const {
    return " " + formulaText(c.expression) + " " + wordText(c.word) + metricText(c.metric);
  }
  std::string operator()(const DotCommand& c) const {
    return " " + formulaText(c.expression) + " :" + groupsText(c.words, c.groupSizes);
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
      text +=
          " " + (c.labels.empty() ? "" : quoteArgument(c.labels[i]) + "=") + base::numberText(c.logits[i]);
    }
    return text + (c.temperature ? " --temperature " + base::numberText(*c.temperature) : "");
  }
  std::string operator()(const LogitsCommand& c) const {
    return " " + formulaText(c.expression) + " :" + wordsText(c.words);
  }
  std::string operator()(const TemperatureCommand& c) const { return " " + base::numberText(c.temperature); }
  std::string operator()(const CameraCommand& c) const {
    std::string text;
    if (c.move == CameraCommand::Move::Reset) text += " reset";
    if (c.move == CameraCommand::Move::Frame) text += " frame";
    if (c.yawDegrees) text += " yaw " + base::numberText(*c.yawDegrees);
    if (c.pitchDegrees) text += " pitch " + base::numberText(*c.pitchDegrees);
    if (c.distance) text += " distance " + base::numberText(*c.distance);
    if (c.target) {
      text += " target";
      for (const double coordinate : *c.target) text += " " + base::numberText(coordinate);
    }
    if (c.fovDegrees) text += " fov " + base::numberText(*c.fovDegrees);
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
    if (c.scale > 0) text += " --scale " + base::numberText(c.scale);
    return text + optionText("points", c.mostPoints);
  }
  std::string operator()(const SaveCommand& c) const { return " " + quoteArgument(c.path); }
  std::string operator()(const RunCommand& c) const { return " " + quoteArgument(c.path); }
  std::string operator()(const HelpCommand& c) const {
    return c.topic.empty() ? "" : " " + quoteArgument(c.topic);
  }
  std::string operator()(const TokensCommand& c) const { return " " + quotedText(c.text); }
  std::string operator()(const PredictCommand& c) const {
    return " " + quotedText(c.text) + (c.count ? " " + std::to_string(*c.count) : "");
  }
  std::string operator()(const GenerateCommand& c) const {
    return " " + quotedText(c.text) + " " + std::to_string(c.count) + optionText("seed", c.seed) +
           optionText("temperature", c.temperature) + optionText("top-k", c.topK) +
           optionText("top-p", c.topP) + optionText("min-p", c.minP);
  }
  std::string operator()(const TraceCommand& c) const {
    if (c.text.empty()) return "";
    return " " + quotedText(c.text) + tokenText(c.token) + (c.also ? " --also" : "");
  }
  std::string operator()(const LensCommand& c) const {
    return " " + quotedText(c.text) + tokenText(c.token) + optionText("top", c.count);
  }
  std::string operator()(const AttentionCommand& c) const {
    return " " + quotedText(c.text) + optionText("layer", c.layer) + optionText("head", c.head);
  }
  std::string operator()(const SamplerCommand& c) const {
    return optionText("top-k", c.topK) + optionText("top-p", c.topP) + optionText("min-p", c.minP) +
           (c.order ? " --order " + samplerOrderText(*c.order) : "");
  }
  std::string operator()(const WriteCommand& c) const {
    return " " + quotedText(c.text) + optionText("seed", c.seed);
  }
  std::string operator()(const StepCommand& c) const {
    return (c.count == 1 ? "" : " " + std::to_string(c.count)) + (c.column ? columnText(*c.column) : "");
  }
  std::string operator()(const BackCommand& c) const {
    return (c.count == 1 ? "" : " " + std::to_string(c.count)) + columnText(c.column);
  }
  std::string operator()(const ChooseCommand& c) const { return tokenText(c.token) + columnText(c.column); }
  std::string operator()(const VisitCommand& c) const {
    return " " + std::to_string(c.node) + columnText(c.column);
  }
  std::string operator()(const LessonCommand& c) const { return lessonText(c); }
  std::string operator()(const PairsCommand& c) const {
    std::string text;
    for (const WordPair& pair : c.pairs)
      text += (text.empty() ? " " : " ; ") + wordText(pair.from) + " " + wordText(pair.to);
    return text.empty() ? "" : " " + formulaText(c.expression) + " :" + text;
  }
  std::string operator()(const FieldCommand& c) const {
    return c.expression ? " " + formulaText(*c.expression) : "";
  }
  std::string operator()(const ProductCommand& c) const {
    return (c.vectors.empty() ? "" : formulasText(c.vectors)) + placeText("first", c.first) +
           placeText("second", c.second) + optionText("angle", c.angleDegrees);
  }
  std::string operator()(const DirectionsCommand& c) const {
    std::string text;
    if (c.count && c.dims) text += " " + std::to_string(*c.count) + " " + std::to_string(*c.dims);
    return text + optionText("seed", c.seed) + (c.rounds > 0 ? " --rounds " + std::to_string(c.rounds) : "");
  }
  std::string operator()(const CompareCommand& c) const {
    return c.temperature ? " " + base::numberText(*c.temperature) : "";
  }
  std::string operator()(const VectorCommand& c) const { return c.word ? " " + wordText(*c.word) : ""; }
  std::string operator()(const WalkCommand& c) const { return walkText(c); }
  std::string operator()(const UnembedCommand& c) const {
    return (c.text.empty() ? "" : " " + quotedText(c.text)) + optionText("top", c.count);
  }
  std::string operator()(const RecordCommand& c) const {
    std::string text = " " + quoteArgument(c.path);
    if (c.width && c.height) text += " " + std::to_string(*c.width) + "x" + std::to_string(*c.height);
    return text + optionText("seconds", c.seconds) + optionText("fps", c.fps) +
           optionText("turn", c.turnDegrees);
  }
  std::string operator()(const ExportCommand& c) const {
    return " " + quoteArgument(c.path) + " " + std::string(exportName(c.what));
  }
  std::string operator()(const CopyCommand& c) const { return " " + std::string(exportName(c.what)); }
  // Only a name: info, clear, undo, redo, quit, parameters.
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
