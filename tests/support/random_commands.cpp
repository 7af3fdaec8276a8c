#include "random_commands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace es::app::test {

double RandomCommands::number() {
  const double mantissa = static_cast<double>(m_generator()) / 4294967296.0 * 2 - 1;
  return std::ldexp(mantissa, static_cast<int>(below(80)) - 40);
}

std::string RandomCommands::word() {
  constexpr std::array<std::string_view, 26> pieces{
      "king", "a", " ", "\"", "\\", "-",   "+",    "*",  "(", ")",        ":",    ";",        "#",
      "--x",  "1", "5", ".",  "=",  "été", "日本", "\t", "%", "\x1b[31m", "\xff", "--metric", "e-3"};
  std::string word;
  for (std::uint32_t count = 1 + below(4); count > 0; --count) {
    word += pieces[below(static_cast<std::uint32_t>(pieces.size()))];
  }
  return word;
}

std::string RandomCommands::path() {
  return (coin() ? "/tmp/" : "") + word();
}

std::vector<std::string> RandomCommands::words() {
  std::vector<std::string> list(1 + below(4));
  for (std::string& one : list) one = word();
  return list;
}

math::Expression RandomCommands::expression() {
  constexpr std::array<double, 6> factors{1, 1, -1, 0.5, -2.25, 1e-7};
  math::Expression result;
  for (std::uint32_t count = 1 + below(4); count > 0; --count) {
    result.terms.push_back({factors[below(static_cast<std::uint32_t>(factors.size()))], word()});
  }
  return result;
}

std::vector<math::Expression> RandomCommands::expressions(std::size_t count) {
  std::vector<math::Expression> list;
  while (list.size() < count) list.push_back(expression());
  return list;
}

std::optional<math::Metric> RandomCommands::maybeMetric() {
  constexpr std::array<math::Metric, 3> metrics{math::Metric::Cosine, math::Metric::Euclidean,
                                                math::Metric::Dot};
  return coin() ? std::optional(metrics[below(3)]) : std::nullopt;
}

SliceSpec RandomCommands::sliceSpec() {
  SliceSpec spec;
  spec.kind = static_cast<SliceKind>(below(4));
  if (spec.kind == SliceKind::Random) spec.seed = (std::uint64_t{m_generator()} << 32U) | m_generator();
  if (spec.kind == SliceKind::Fit) spec.words = words();
  if (spec.kind == SliceKind::Axes) {
    spec.axes = expressions(3);
    spec.orthogonal = coin();
  }
  return spec;
}

SoftmaxCommand RandomCommands::softmax() {
  SoftmaxCommand command;
  const bool labelled = coin();
  for (std::uint32_t count = 1 + below(5); count > 0; --count) {
    command.logits.push_back(number());
    if (labelled) command.labels.push_back(below(8) == 0 ? "" : word());
  }
  if (coin()) command.temperature = std::abs(number());
  return command;
}

CameraCommand RandomCommands::camera() {
  CameraCommand command;
  command.move = static_cast<CameraCommand::Move>(below(3));
  if (coin()) command.yawDegrees = number();
  if (coin()) command.pitchDegrees = number();
  if (coin()) command.distance = number();
  if (coin()) command.fovDegrees = number();
  if (coin()) command.target = std::vector<double>{number(), number(), number()};
  return command;
}

ScreenshotCommand RandomCommands::screenshot() {
  ScreenshotCommand command;
  command.path = path();
  if (coin()) {
    command.width = 1 + static_cast<int>(below(8000));
    command.height = 1 + static_cast<int>(below(8000));
  }
  command.transparent = coin();
  command.panels = coin();
  if (coin()) command.scale = 0.5 + below(10);
  command.mostPoints = maybe(count());
  return command;
}

RecordCommand RandomCommands::record() {
  RecordCommand command;
  command.path = path();
  if (coin()) {
    command.width = count();
    command.height = count();
  }
  command.seconds = maybe(0.5 + below(10));
  command.fps = maybe(1.0 + below(60));
  command.turnDegrees = maybe(360.0);
  return command;
}

/// Several pieces with line feeds, blanks at both ends, or nothing at all.
std::string RandomCommands::text() {
  std::string text;
  for (std::uint32_t count = below(4); count > 0; --count) {
    text += word() + (coin() ? "\n" : " ") + (below(5) == 0 ? "\\n" : "");
  }
  return text;
}

GenerateCommand RandomCommands::generate() {
  return {text(),         count(),     maybe(seed()), maybe(std::abs(number())),
          maybe(count()), maybe(0.25), maybe(0.0625)};
}

SamplerCommand RandomCommands::sampler() {
  std::vector<math::SamplerLink> order = math::llamaCppOrder();
  std::shuffle(order.begin(), order.end(), m_generator);
  return {maybe(static_cast<int>(below(3))), maybe(0.5), maybe(1.0), maybe(std::move(order))};
}

DotCommand RandomCommands::dot() {
  DotCommand command{expression(), words(), {}};
  const std::size_t count = command.words.size();
  if (count > 1 && coin()) command.groupSizes = {1, count - 1};
  return command;
}

LessonCommand RandomCommands::lesson() {
  const auto move = static_cast<LessonCommand::Move>(below(9));
  if (move == LessonCommand::Move::Start) return {move, "x" + word(), maybe(count())};
  return {move, {}, {}};
}

PairsCommand RandomCommands::pairs() {
  PairsCommand command;
  for (std::uint32_t count = below(4); count > 0; --count) command.pairs.push_back({word(), word()});
  if (!command.pairs.empty()) command.expression = expression();
  return command;
}

ProductCommand RandomCommands::product() {
  ProductCommand command{coin() ? expressions(2) : std::vector<math::Expression>{}, maybe(place()), {}, {}};
  if (coin())
    command.second = place();
  else
    command.angleDegrees = number();
  return command;
}

DirectionsCommand RandomCommands::directions() {
  DirectionsCommand command;
  if (coin()) {
    command.count = 1 + count();
    command.dims = count();
    command.seed = maybe(seed());
  }
  command.rounds = static_cast<int>(below(3));
  return command;
}

Command RandomCommands::of(std::size_t alternative) {
  const std::array<Command, std::variant_size_v<CommandVariant>> all{
      coin() ? OpenCommand{path(), maybe(*model::formatFromName("word2vec-text")), {}}
             : OpenCommand{path(), {}, maybe(path())},
      InfoCommand{},
      NeighborsCommand{expression(), coin() ? std::optional(1 + static_cast<int>(below(999))) : std::nullopt,
                       maybeMetric(), coin()},
      RankCommand{expression(), word(), maybeMetric()},
      dot(),
      ProjectCommand{words()},
      MetricCommand{maybeMetric().value_or(math::Metric::Dot)},
      SliceCommand{sliceSpec()},
      CentringCommand{coin()},
      ShowCommand{expressions(1 + below(4))},
      HideCommand{expressions(below(3))},
      SelectCommand{coin() ? std::optional(word()) : std::nullopt},
      ClearCommand{},
      softmax(),
      LogitsCommand{expression(), words()},
      TemperatureCommand{below(9) == 0 ? std::numeric_limits<double>::infinity() : std::abs(number())},
      camera(),
      ThemeCommand{coin() ? Theme::Dark : Theme::Light},
      SetCommand{word(), word()},
      screenshot(),
      SaveCommand{path()},
      RunCommand{path()},
      UndoCommand{},
      RedoCommand{},
      HelpCommand{coin() ? word() : ""},
      QuitCommand{},
      TokensCommand{text()},
      PredictCommand{text(), maybe(count())},
      generate(),
      below(5) == 0 ? TraceCommand{} : TraceCommand{"x" + text(), maybe(word()), coin()},
      LensCommand{text(), maybe(word() + (coin() ? "\n" : "")), maybe(count())},
      AttentionCommand{text(), maybe(count()), maybe(count())},
      ParametersCommand{},
      sampler(),
      WriteCommand{text(), maybe(seed())},
      StepCommand{count(), maybe(column())},
      BackCommand{count(), column()},
      ChooseCommand{coin() ? word() : "#17", column()},
      VisitCommand{count(), column()},
      lesson(),
      pairs(),
      FieldCommand{maybe(expression())},
      product(),
      directions(),
      CompareCommand{maybe(std::abs(number()))},
      VectorCommand{maybe(word())},
      coin() ? WalkCommand{WalkCommand::To::Last, 1} : WalkCommand{WalkCommand::To::Back, count()},
      UnembedCommand{text(), maybe(count())},
      record(),
      ExportCommand{path(), static_cast<ExportKind>(below(4))},
      CopyCommand{static_cast<ExportKind>(below(5))}};
  return all[alternative];
}

}  // namespace es::app::test
