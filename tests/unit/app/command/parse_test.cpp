#include <limits>

#include "app/command/answer.h"
#include "app/command/command_text.h"
#include "base/error.h"
#include "catch.h"
#include "small_table.h"

using namespace es::app;
using es::math::Expression;
using es::math::Metric;
using test::errorOf;
using test::holds;

namespace {

template <class C>
C parsed(const std::string& line) {
  INFO(line);
  const Command command = parseCommand(line);
  REQUIRE(std::holds_alternative<C>(command));
  return std::get<C>(command);
}

std::string refusal(const std::string& line) {
  INFO(line);
  return errorOf([&] { (void)parseCommand(line); });
}

const Expression king{{{1, "king"}}};
const Expression royal{{{1, "king"}, {-1, "man"}, {1, "woman"}}};

}  // namespace

TEST_CASE("what the program decides by is what the traits say") {
  CHECK(factsOf(OpenCommand{}).kind == CommandKind::Document);
  CHECK(factsOf(UndoCommand{}).kind == CommandKind::History);
  CHECK(factsOf(SetCommand{}).kind == CommandKind::View);
  CHECK(factsOf(SaveCommand{}).kind == CommandKind::Session);
  CHECK(factsOf(CompareCommand{}).inLog == InLog::Quiet);  // seen in the panels: no log pops open
  CHECK(factsOf(ProductCommand{}).inLog == InLog::Quiet);  // nor is it flooded while a tip is dragged
  CHECK(factsOf(RankCommand{}).inLog == InLog::Line);
  CHECK(factsOf(TemperatureCommand{}).coalesces);
  CHECK_FALSE(factsOf(ShowCommand{}).coalesces);
  CHECK(factsOf(QuitCommand{}).waitsFor == WaitsFor::Film);
  CHECK(factsOf(CopyCommand{}).waitsFor == WaitsFor::Writing);
  CHECK(factsNamed("open")->takesPath);
  CHECK_FALSE(factsNamed("neighbours")->takesPath);
  CHECK(factsNamed("exit") == &factsOf(QuitCommand{}));
  CHECK(factsNamed("opne") == nullptr);
  CHECK(*writtenPath(ExportCommand{"a.csv"}) == "a.csv");
  CHECK(writtenPath(OpenCommand{"a.csv", {}, {}}) == nullptr);
}

TEST_CASE("the help lists every command in the order of the variant") {
  REQUIRE(commandHelp().size() == std::variant_size_v<CommandVariant>);
  for (const CommandHelp& help : commandHelp()) {
    CHECK(help.usage.starts_with(help.name));
    CHECK_FALSE(help.summary.empty());
  }
  CHECK(commandName(InfoCommand{}) == "info");
  CHECK(commandName(SetCommand{}) == "set");
  CHECK(commandName(QuitCommand{}) == "quit");
}

TEST_CASE("neighbors reads a formula, K and options in any place") {
  CHECK(parsed<NeighborsCommand>("neighbors king").expression == king);
  const auto full = parsed<NeighborsCommand>("  neighbours king - man + woman 7 --metric dot --keep-inputs");
  CHECK(full.expression == royal);
  CHECK(full.count == 7);
  CHECK(full.metric == Metric::Dot);
  CHECK(full.keepInputs);
  CHECK(parsed<NeighborsCommand>("neighbors --metric=euclidean king 3").metric == Metric::Euclidean);
  CHECK(parsed<NeighborsCommand>("neighbors \"new york\"").expression == Expression{{{1, "new york"}}});
  CHECK(parsed<NeighborsCommand>("neighbors \"--metric\"").expression == Expression{{{1, "--metric"}}});
}

TEST_CASE("a trailing number is K only after a whole formula") {
  CHECK(parsed<NeighborsCommand>("neighbors 1990") == NeighborsCommand{{{{1, "1990"}}}, {}, {}, false});
  CHECK(parsed<NeighborsCommand>("neighbors 1990 5") == NeighborsCommand{{{{1, "1990"}}}, 5, {}, false});
  CHECK(parsed<NeighborsCommand>("neighbors king + 5").expression == Expression{{{1, "king"}, {1, "5"}}});
  CHECK(holds(refusal("neighbors king 3 5"), "missing before '3'"));
}

TEST_CASE("rank, dot and logits part the formula from the words") {
  CHECK(parsed<RankCommand>("rank king - man + woman queen --metric dot") ==
        RankCommand{royal, "queen", Metric::Dot});
  CHECK(parsed<RankCommand>("rank king sister-in-law").word == "sister-in-law");
  CHECK(parsed<DotCommand>("dot king : cat \"new york\" c++").words ==
        std::vector<std::string>{"cat", "new york", "c++"});
  CHECK(parsed<DotCommand>("dot king:cat").expression == king);
  CHECK(parsed<DotCommand>("dot king").expression == king);  // the direction alone
  CHECK(parsed<DotCommand>("dot king").words.empty());
  CHECK(parsed<DotCommand>("dot \"a:b\" : \"c:d\"").expression == Expression{{{1, "a:b"}}});
  CHECK(parsed<LogitsCommand>("logits king - man + woman : cat dog").expression == royal);
}

TEST_CASE("slices") {
  CHECK(parsed<SliceCommand>("slice pca").spec == SliceSpec{});
  CHECK(parsed<SliceCommand>("slice random 18446744073709551615").spec.seed ==
        std::numeric_limits<std::uint64_t>::max());
  const auto axes = parsed<SliceCommand>("slice axes king - man + woman ; king;cat --oblique").spec;
  CHECK(axes.axes == std::vector<Expression>{royal, king, {{{1, "cat"}}}});
  CHECK_FALSE(axes.orthogonal);
  CHECK(parsed<SliceCommand>("slice fit king \"new york\"").spec.words ==
        std::vector<std::string>{"king", "new york"});
  CHECK(parsed<CentringCommand>("centering on").on);
  CHECK_FALSE(parsed<CentringCommand>("centring off").on);
}

TEST_CASE("what is drawn") {
  CHECK(parsed<ShowCommand>("show king king - man + woman").expressions ==
        std::vector<Expression>{king, royal});
  CHECK(parsed<HideCommand>("hide").expressions.empty());
  CHECK_FALSE(parsed<SelectCommand>("select").word);
  CHECK(parsed<SelectCommand>("select \"new york\"").word == "new york");
  const auto camera =
      parsed<CameraCommand>("camera reset yaw -30 target 1 2 -3.5 distance 4 fov 40 pitch 10");
  CHECK(camera.move == CameraCommand::Move::Reset);
  CHECK(camera.target == std::vector<double>{1, 2, -3.5});
  CHECK(camera.yawDegrees == -30.0);
  CHECK(parsed<CameraCommand>("camera") == CameraCommand{});
  const auto front = parsed<CameraCommand>("camera front");
  CHECK(front.yawDegrees == -90.0);
  CHECK(front.pitchDegrees == 0.0);
  CHECK_THROWS_AS(parsed<CameraCommand>("camera yaw 3 front"), es::Error);
  CHECK(parsed<ThemeCommand>("theme light").theme == Theme::Light);
  CHECK(parsed<SetCommand>("set turn off") == SetCommand{"turn", "off"});
}

TEST_CASE("softmax reads numbers or labelled numbers") {
  CHECK(parsed<SoftmaxCommand>("softmax 1 -2.5 +3e2").logits == std::vector<double>{1, -2.5, 300});
  const auto labelled = parsed<SoftmaxCommand>("softmax Snape=3.4 \"new york\"=-1 \"a=b\"=2 --temperature 0");
  CHECK(labelled.labels == std::vector<std::string>{"Snape", "new york", "a=b"});
  CHECK(labelled.logits == std::vector<double>{3.4, -1, 2});
  CHECK(labelled.temperature == 0.0);
  CHECK(parsed<TemperatureCommand>("temperature inf").temperature == std::numeric_limits<double>::infinity());
  CHECK_FALSE(std::signbit(parsed<TemperatureCommand>("temperature -0").temperature));
}

TEST_CASE("files") {
  CHECK(parsed<OpenCommand>("open \"my words.txt\" --format glove-text") ==
        OpenCommand{"my words.txt", es::model::formatFromName("glove-text"), {}});
  CHECK(parsed<OpenCommand>("open /home/\"my dir\"/x").path == "/home/my dir/x");
  CHECK(parsed<OpenCommand>("open C:\\words\\x.bin").path == "C:\\words\\x.bin");
  const auto shot = parsed<ScreenshotCommand>("screenshot a.png 3840x2160 --transparent --panels --scale 2");
  CHECK(shot.width == 3840);
  CHECK(shot.height == 2160);
  CHECK(shot.transparent);
  CHECK(shot.panels);
  CHECK(shot.scale == 2.0);
  CHECK_FALSE(parsed<ScreenshotCommand>("screenshot a.png").width);
  CHECK(parsed<ScreenshotCommand>("screenshot a.svg --points 0").mostPoints == 0);
  CHECK(holds(refusal("screenshot a.svg --points many"), "number of points"));
  CHECK(parsed<HelpCommand>("help slice").topic == "slice");
}

TEST_CASE("refusals say what was wrong and what would be right") {
  CHECK(holds(refusal("nieghbors king"), "did you mean neighbors?"));
  CHECK(holds(refusal("neigh king"), "did you mean neighbors?"));
  CHECK(holds(refusal("xyzzyplugh"), "help lists the commands"));
  CHECK(holds(refusal(""), "no command"));
  CHECK(holds(refusal("neighbors"), "usage: neighbors EXPR"));
  CHECK(holds(refusal("neighbors king 0"), "K must be from 1"));
  CHECK(holds(refusal("neighbors king 99999999999999999999"), "K must be from 1"));
  CHECK(holds(refusal("neighbors king --metric manhattan"), "no metric \"manhattan\""));
  CHECK(holds(refusal("neighbors king --metric"), "needs a value"));
  CHECK(holds(refusal("neighbors king --oops"), "no option \"--oops\""));
  CHECK(holds(refusal("neighbors king --metric dot --metric dot"), "twice"));
  CHECK(holds(refusal("neighbors king --keep-inputs=1"), "takes no value"));
  CHECK(holds(refusal("neighbors king queen"), "missing before 'queen'"));
  CHECK(holds(refusal("neighbors --metric dot king queen"), "missing before 'queen'"));
  CHECK(holds(refusal("rank king - man"), "formula"));
  CHECK(holds(refusal("rank king -man"), "found \"-man\""));
  CHECK(holds(refusal("dot king cat"), "a : must part"));
  CHECK(holds(refusal("dot king :"), "no words after"));
  CHECK(holds(refusal("open \"my words"), "not closed"));
  CHECK(holds(refusal("open a b"), "usage: open PATH"));
  CHECK(holds(refusal("open a --format xml"), "no format \"xml\""));
  CHECK(holds(refusal("open \"\""), "path is empty"));
  CHECK(holds(refusal("slice random -1"), "SEED"));
  CHECK(holds(refusal("slice random"), "usage: slice"));
  CHECK(holds(refusal("slice axes king ; man"), "three formulas"));
  CHECK(holds(refusal("slice axes"), "three formulas"));
  CHECK(holds(refusal("slice fit"), "at least one word"));
  CHECK(holds(refusal("slice pca --oblique"), "belongs to slice axes"));
  CHECK(holds(refusal("slice diagonal"), "no slice \"diagonal\""));
  CHECK(holds(refusal("centring maybe"), "on or off"));
  CHECK(holds(refusal("temperature -1"), "from 0 to inf"));
  CHECK(holds(refusal("temperature nan"), "from 0 to inf"));
  CHECK(holds(refusal("temperature 1,5"), "from 0 to inf"));
  CHECK(holds(refusal("softmax 1 nan"), "a logit must be a number"));
  CHECK(holds(refusal("softmax inf"), "a logit must be a number"));
  CHECK(holds(refusal("softmax a=1 2"), "every logit has a label or none"));
  CHECK(holds(refusal("camera yaw"), "yaw needs a number"));
  CHECK(holds(refusal("camera best front"), "best finds angles"));
  CHECK(holds(refusal("camera frame distance 3"), "frame finds distance"));
  CHECK(holds(refusal("camera yaw nan"), "yaw must be a number"));
  CHECK(holds(refusal("camera target 1 2"), "three numbers"));
  CHECK(holds(refusal("camera roll 3"), "no \"roll\""));
  CHECK(holds(refusal("theme blue"), "no theme"));
  CHECK(holds(refusal("screenshot a.png 0x0"), "1 to 32,768 pixels"));
  CHECK(holds(refusal("screenshot a.png 1000000x1000000"), "1 to 32,768 pixels"));
  CHECK(holds(refusal("screenshot a.png 32768x32768"), "in all"));
  CHECK(holds(refusal("screenshot a.png 99999999999999999999x1"), "like 1920x1080"));
  CHECK(holds(refusal("screenshot a.png big"), "like 1920x1080"));
  CHECK(holds(refusal("screenshot a.png --scale nan"), "scale"));
  CHECK(holds(refusal("screenshot a.png --scale 0"), "scale"));
  CHECK(holds(refusal("undo 3"), "usage: undo"));
}

TEST_CASE("hostile lines are refused or inert") {
  CHECK(holds(refusal("show " + std::string(2'000'000, 'a')), "at most 1048576"));
  CHECK(refusal("\x1b[31m" + std::string(5000, 'x')).size() < 400);
  CHECK(refusal("\x1b[31mred").find('\x1b') == std::string::npos);
  CHECK(refusal("theme \xff\x1b[2J").find('\x1b') == std::string::npos);
  CHECK(holds(refusal(std::string("open a\0b", 8)), "zero byte"));
  CHECK(parsed<ShowCommand>("show " + std::string(1'000'000, 'a')).expressions.size() == 1);
}
