#include "app/command/command_table.h"
#include "base/number_text.h"

namespace es::app {

namespace {

SliceSpec randomSpec(const Arguments& arguments) {
  arguments.expectCount(2, 2);
  const auto seed = base::countFromText(arguments.value(1));
  if (!seed) arguments.fail("SEED must be a whole number from 0, found " + shown(arguments.value(1)));
  SliceSpec spec;
  spec.kind = SliceKind::Random;
  spec.seed = *seed;
  return spec;
}

SliceSpec axesSpec(const Arguments& arguments) {
  SliceSpec spec;
  spec.kind = SliceKind::Axes;
  spec.orthogonal = !arguments.flag("--oblique");
  if (arguments.count() > 1) {
    spec.axes = math::parseExpressions(arguments.formulaText(arguments.pieces()[0].end));
  }
  if (spec.axes.size() != 3) {
    arguments.fail("three formulas are needed, parted by ; and not " + std::to_string(spec.axes.size()));
  }
  return spec;
}

SliceSpec fitSpec(const Arguments& arguments) {
  if (arguments.count() < 2) arguments.fail("fit needs at least one word");
  SliceSpec spec;
  spec.kind = SliceKind::Fit;
  spec.words = arguments.words(1);
  return spec;
}

}  // namespace

Command parseSlice(const Arguments& arguments) {
  arguments.expectCount(1, std::string_view::npos);
  const std::string& kind = arguments.value(0);
  if (kind == "axes") return SliceCommand{axesSpec(arguments)};
  if (arguments.flag("--oblique")) arguments.fail("--oblique belongs to slice axes");
  if (kind == "random") return SliceCommand{randomSpec(arguments)};
  if (kind == "fit") return SliceCommand{fitSpec(arguments)};
  if (kind != "pca") arguments.fail("there is no slice " + shown(kind));
  arguments.expectCount(1, 1);
  return SliceCommand{};
}

Command parseCentring(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  const std::string& value = arguments.value(0);
  if (value != "on" && value != "off") arguments.fail("expected on or off, found " + shown(value));
  return CentringCommand{value == "on"};
}

}  // namespace es::app
