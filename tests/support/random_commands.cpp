#include "random_commands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <limits>
#include <string_view>
#include <utility>

namespace es::app::test {

double RandomCommands::number() {
  const double mantissa = static_cast<double>(m_generator()) / 4294967296.0 * 2 - 1;
  return std::ldexp(mantissa, static_cast<int>(below(80)) - 40);
}

/// Not empty. Everything that means something in a line or ends one, in any order, and any other bytes.
std::string RandomCommands::word() {
  using namespace std::string_view_literals;
  constexpr std::array<std::string_view, 37> kPieces{
      "king",       "a",      " ",    "\""sv,   "\\"sv,   "-",     "+",          "*",
      "(",          ")",      ":",    ";",      "#",      "--x",   "1",          "5",
      ".",          "=",      "été",  "日本",   "\t"sv,   "%",     "\x1b[31m"sv, "\xff"sv,
      "--metric",   "e-3",    "\n"sv, "\r"sv,   "\0"sv,   "\\n"sv, "\\x41"sv,    "\xE2\x80\xA8"sv,
      "\xC2\x85"sv, "\x7f"sv, "\v"sv, "\r\n"sv, "\n# x"sv};
  std::string word;
  for (std::uint32_t count = 1 + below(4); count > 0; --count) {
    if (below(8) == 0) {
      word += static_cast<char>(below(256));
    } else {
      word += kPieces[below(static_cast<std::uint32_t>(kPieces.size()))];
    }
  }
  return word;
}

/// As a word, without the byte that no path can hold.
std::string RandomCommands::path() {
  std::string path = word();
  std::erase(path, '\0');
  return (coin() || path.empty() ? "/tmp/" : "") + path;
}

std::vector<std::string> RandomCommands::words() {
  std::vector<std::string> list(1 + below(4));
  for (std::string& one : list) one = word();
  return list;
}

/// Of a few parts, each of which may have parts itself.
model::Condition RandomCommands::condition(int depth) {
  constexpr int kDeepest = 3;
  const std::uint32_t kind = depth == kDeepest ? 0 : below(6);
  if (kind < 3) {
    const auto comparison = static_cast<model::Comparison>(below(9));
    return model::testOf(word(), comparison, comparison == model::Comparison::Missing ? "" : word());
  }
  model::Condition joined;
  joined.kind = static_cast<model::Condition::Kind>(kind - 2);
  const std::uint32_t count = joined.kind == model::Condition::Kind::Not ? 1 : 2 + below(2);
  for (std::uint32_t i = 0; i < count; ++i) joined.parts.push_back(condition(depth + 1));
  return joined;
}

math::Expression RandomCommands::expression() {
  constexpr std::array<double, 6> kFactors{1, 1, -1, 0.5, -2.25, 1e-7};
  math::Expression result;
  for (std::uint32_t count = 1 + below(4); count > 0; --count)
    result.terms.push_back({kFactors[below(static_cast<std::uint32_t>(kFactors.size()))], word()});
  return result;
}

std::vector<math::Expression> RandomCommands::expressions(std::size_t count) {
  std::vector<math::Expression> list;
  while (list.size() < count) list.push_back(expression());
  return list;
}

std::optional<math::Metric> RandomCommands::maybeMetric() {
  constexpr std::array<math::Metric, 3> kMetrics{math::Metric::Cosine, math::Metric::Euclidean,
                                                 math::Metric::Dot};
  return coin() ? std::optional(kMetrics[below(3)]) : std::nullopt;
}

SliceSpec RandomCommands::sliceSpec() {
  SliceSpec spec;
  spec.kind = static_cast<SliceKind>(below(7));
  if (spec.kind == SliceKind::Topics) spec.topics = 1 + static_cast<int>(below(1000));
  if (spec.kind == SliceKind::Random) spec.seed = (std::uint64_t{m_generator()} << 32U) | m_generator();
  if (spec.kind == SliceKind::Fit) spec.words = words();
  if (spec.kind == SliceKind::Question && coin()) {
    spec.axes = expressions(1);
    if (coin()) spec.words = words();
  }
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
  command.move = static_cast<CameraCommand::Move>(below(4));
  const bool best = command.move == CameraCommand::Move::Best;  // finds angles and place by itself
  const bool places = !best && command.move != CameraCommand::Move::Frame;
  if (!best && coin()) command.yawDegrees = number();
  if (!best && coin()) command.pitchDegrees = number();
  if (places && coin()) command.distance = number();
  if (coin()) command.fovDegrees = number();
  if (places && coin()) command.target = std::vector<double>{number(), number(), number()};
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
  for (std::uint32_t count = below(4); count > 0; --count)
    text += word() + (coin() ? "\n" : " ") + (below(5) == 0 ? "\\n" : "");
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
  if (coin()) {
    command.second = place();
  } else {
    command.angleDegrees = number();
  }
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

namespace {

/// Of each command, what makes one: those that are only a name are all alike.
template <class C>
concept NameOnly = std::derived_from<CommandTraits<C>, NameOnlyTraits<C>>;

}  // namespace

// One for each command, found by its type.
struct RandomCommands::Maker {
  RandomCommands& r;

  template <NameOnly C>
  void make(C& /*command*/) {}
  void make(OpenCommand& c) {
    c = r.coin() ? OpenCommand{r.path(), r.maybe(*model::formatFromName("word2vec-text")), {}}
                 : OpenCommand{r.path(), {}, r.maybe(r.path())};
    if (c.tokenizer) return;
    if (r.coin()) c.options.words = 1 + r.below(1000);
    for (auto* one :
         {&c.options.text, &c.options.vector, &c.options.metadata, &c.options.encoding, &c.options.tensor})
      if (r.below(4) == 0) *one = r.path();
  }
  void make(NeighborsCommand& c) { c = {r.expression(), r.maybe(r.count()), r.maybeMetric(), r.coin()}; }
  void make(RankCommand& c) { c = {r.expression(), r.word(), r.maybeMetric()}; }
  void make(DotCommand& c) { c = r.dot(); }
  void make(ProjectCommand& c) { c = {r.words()}; }
  void make(MetricCommand& c) { c = {r.maybeMetric().value_or(math::Metric::Dot)}; }
  void make(SliceCommand& c) { c = {r.sliceSpec()}; }
  void make(CentringCommand& c) { c = {r.coin()}; }
  void make(ShowCommand& c) { c = {r.expressions(1 + r.below(4))}; }
  void make(HideCommand& c) { c = {r.expressions(r.below(3))}; }
  void make(SelectCommand& c) { c = {r.maybe(r.word())}; }
  void make(SoftmaxCommand& c) { c = r.softmax(); }
  void make(LogitsCommand& c) { c = {r.expression(), r.words()}; }
  void make(TemperatureCommand& c) {
    c = {r.below(9) == 0 ? std::numeric_limits<double>::infinity() : std::abs(r.number())};
  }
  void make(CameraCommand& c) { c = r.camera(); }
  void make(ThemeCommand& c) { c = {r.coin() ? Theme::Dark : Theme::Light}; }
  void make(SetCommand& c) { c = {r.word(), r.word()}; }
  void make(ScreenshotCommand& c) { c = r.screenshot(); }
  void make(SaveCommand& c) { c = {r.path()}; }
  void make(RunCommand& c) { c = {r.path()}; }
  void make(HelpCommand& c) { c = {r.coin() ? r.word() : ""}; }
  void make(TokensCommand& c) { c = {r.text()}; }
  void make(PredictCommand& c) { c = {r.text(), r.maybe(r.count()), r.coin()}; }
  void make(GenerateCommand& c) { c = r.generate(); }
  void make(TraceCommand& c) {
    if (r.below(5) > 0) c = {"x" + r.text(), r.maybe(r.word()), r.coin()};
  }
  void make(LensCommand& c) { c = {r.text(), r.maybe(r.word()), r.maybe(r.count())}; }
  void make(AttentionCommand& c) { c = {r.text(), r.maybe(r.count()), r.maybe(r.count())}; }
  void make(SamplerCommand& c) { c = r.sampler(); }
  void make(WriteCommand& c) { c = {r.text(), r.maybe(r.seed())}; }
  void make(StepCommand& c) { c = {r.count(), r.maybe(r.column())}; }
  void make(BackCommand& c) { c = {r.count(), r.column()}; }
  void make(ChooseCommand& c) { c = {r.coin() ? r.word() : "#17", r.column()}; }
  void make(VisitCommand& c) { c = {r.count(), r.column()}; }
  void make(LessonCommand& c) { c = r.lesson(); }
  void make(PairsCommand& c) { c = r.pairs(); }
  void make(FieldCommand& c) { c = {r.maybe(r.expression())}; }
  void make(ProductCommand& c) { c = r.product(); }
  void make(DirectionsCommand& c) { c = r.directions(); }
  void make(CompareCommand& c) { c = {r.maybe(std::abs(r.number()))}; }
  void make(VectorCommand& c) { c = {r.maybe(r.word())}; }
  void make(WalkCommand& c) {
    c = r.coin() ? WalkCommand{WalkCommand::To::Last, 1} : WalkCommand{WalkCommand::To::Back, r.count()};
  }
  void make(UnembedCommand& c) { c = {r.text(), r.maybe(r.count())}; }
  void make(RecordCommand& c) { c = r.record(); }
  void make(ExportCommand& c) { c = {r.path(), static_cast<ExportKind>(r.below(6))}; }
  void make(ColumnsCommand& c) { c.name = r.coin() ? r.word() : ""; }
  void make(TopicsCommand& c) { c = {r.maybe(r.count()), r.maybe(r.seed())}; }
  void make(ColorCommand& c) {
    c.spec.kind = static_cast<ColorKind>(1 + r.below(4));
    if (c.spec.kind == ColorKind::Column) c.spec.column = r.word();
    if (c.spec.kind == ColorKind::Topics) c.spec.topics = 1 + static_cast<int>(r.below(1000));
    if (c.spec.kind == ColorKind::Dot) c.spec.direction = r.expression();
  }
  void make(WhereCommand& c) { c = {r.coin() ? std::optional(r.condition(0)) : std::nullopt}; }
  void make(LabelCommand& c) { c.column = r.coin() ? r.word() : ""; }
  void make(CopyCommand& c) { c = {r.coin() ? ExportKind::Picture : static_cast<ExportKind>(r.below(5))}; }
};

template <class C>
Command RandomCommands::one() {
  C command;
  Maker{*this}.make(command);
  return command;
}

Command RandomCommands::of(std::size_t alternative) {
  using Make = Command (RandomCommands::*)();
  static const auto makers = []<std::size_t... index>(std::index_sequence<index...>) {
    return std::array<Make, sizeof...(index)>{
        &RandomCommands::one<std::variant_alternative_t<index, CommandVariant>>...};
  }
  (std::make_index_sequence<std::variant_size_v<CommandVariant>>());
  return (this->*makers[alternative])();
}

}  // namespace es::app::test
