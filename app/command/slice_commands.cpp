#include "app/command/slice_commands.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command/text/answer_pieces.h"
#include "app/command/text/formula_arguments.h"
#include "app/command/text/text_arguments.h"
#include "app/command/text/text_table.h"
#include "app/command/topic_commands.h"
#include "base/number_text.h"

namespace es::app {

using Json = nlohmann::ordered_json;
using Align = TextTable::Align;

namespace {

constexpr std::string_view kPath = "path";  // in quotes it is the word

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
  if (arguments.count() > 1)
    spec.axes = math::parseExpressions(arguments.formulaText(arguments.pieces()[0].end));
  if (spec.axes.size() != 3)
    arguments.fail(fmt::format("three formulas are needed, parted by ; and not {}", spec.axes.size()));
  return spec;
}

SliceSpec fitSpec(const Arguments& arguments) {
  if (arguments.count() < 2) arguments.fail("fit needs at least one word, or path");
  SliceSpec spec;
  if (arguments.count() == 2 && arguments.value(1) == kPath && !arguments.pieces()[1].wholeQuoted) {
    spec.kind = SliceKind::Path;
    return spec;
  }
  spec.kind = SliceKind::Fit;
  spec.words = arguments.words(1);
  return spec;
}

SliceSpec topicsSpec(const Arguments& arguments) {
  arguments.expectCount(1, 2);
  SliceSpec spec;
  spec.kind = SliceKind::Topics;
  if (arguments.count() == 2) spec.topics = wholeInt(arguments, 1, {"N", 1, kMostTopics});
  return spec;
}

/// Without a formula it is that of the question that stands.
SliceSpec questionSpec(const Arguments& arguments) {
  SliceSpec spec;
  spec.kind = SliceKind::Question;
  if (arguments.count() == 1) return spec;
  const std::size_t colon = findUnquoted(arguments.text(), ':');
  spec.axes = {math::parseExpression(arguments.formulaText(arguments.pieces()[0].end, colon))};
  if (colon == std::string_view::npos) return spec;
  const std::string answers = arguments.formulaText(colon + 1);
  for (const Token& piece : tokenize(answers)) spec.words.push_back(arguments.word(piece, answers));
  if (spec.words.empty()) arguments.fail("there are no words after the :");
  return spec;
}

std::string_view kindName(SliceKind kind) {
  switch (kind) {
    case SliceKind::Random:
      return "random";
    case SliceKind::Axes:
      return "axes";
    case SliceKind::Fit:
      return "fit";
    case SliceKind::Topics:
      return "topics";
    case SliceKind::Question:
      return "question";
    case SliceKind::Path:
      return "path";
    case SliceKind::Pca:
      break;
  }
  return "pca";
}

std::string sliceTitle(const SliceSpec& spec) {
  switch (spec.kind) {
    case SliceKind::Random:
      return fmt::format("random slice, seed {}", spec.seed);
    case SliceKind::Axes:
      return fmt::format("slice along {} ; {} ; {}{}", formulaCell(spec.axes[0]), formulaCell(spec.axes[1]),
                         formulaCell(spec.axes[2]), spec.orthogonal ? "" : " (oblique)");
    case SliceKind::Fit:
      return fmt::format("slice that shows {} best", countedText(std::ssize(spec.words), "word"));
    case SliceKind::Topics:
      return fmt::format("slice of the means of {}", countedText(spec.topics, "topic"));
    case SliceKind::Question:
      return fmt::format("slice of the question {}", formulaCell(spec.axes[0]));
    case SliceKind::Path:
      return "slice that shows the drawn paths and the words at their ends best";
    case SliceKind::Pca:
      break;
  }
  return "principal components (PCA)";
}

}  // namespace

SliceCommand CommandTraits<SliceCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, std::string_view::npos);
  const std::string& kind = arguments.value(0);
  if (kind == "axes") return {axesSpec(arguments)};
  if (arguments.flag("--oblique")) arguments.fail("--oblique belongs to slice axes");
  if (kind == "random") return {randomSpec(arguments)};
  if (kind == "fit") return {fitSpec(arguments)};
  if (kind == "topics") return {topicsSpec(arguments)};
  if (kind == "question") return {questionSpec(arguments)};
  if (kind != "pca") arguments.fail("there is no slice " + shown(kind));
  arguments.expectCount(1, 1);
  return {};
}

std::string CommandTraits<SliceCommand>::format(const SliceCommand& command) {
  const SliceSpec& spec = command.spec;
  switch (spec.kind) {
    case SliceKind::Random:
      return fmt::format(" random {}", spec.seed);
    case SliceKind::Axes:
      return " axes" + formulasText(spec.axes) + (spec.orthogonal ? "" : " --oblique");
    case SliceKind::Fit:
      if (spec.words == std::vector<std::string>{std::string(kPath)})
        return fmt::format(" fit \"{}\"", kPath);
      return " fit" + wordsText(spec.words);
    case SliceKind::Path:
      return fmt::format(" fit {}", kPath);
    case SliceKind::Topics:
      return spec.topics == SliceSpec{}.topics ? " topics" : fmt::format(" topics {}", spec.topics);
    case SliceKind::Question:
      return " question" + formulasText(spec.axes) + (spec.words.empty() ? "" : " :" + wordsText(spec.words));
    case SliceKind::Pca:
      break;
  }
  return " pca";
}

CentringCommand CommandTraits<CentringCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  const std::string& value = arguments.value(0);
  if (value != "on" && value != "off") arguments.fail("expected on or off, found " + shown(value));
  return {value == "on"};
}

std::string CommandTraits<CentringCommand>::format(const CentringCommand& command) {
  return command.on ? " on" : " off";
}

ProjectCommand CommandTraits<ProjectCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, std::string_view::npos);
  return {arguments.words(0)};
}

std::string CommandTraits<ProjectCommand>::format(const ProjectCommand& command) {
  return wordsText(command.words);
}

std::string textOf(const SliceAnswer& answer) {
  return fmt::format("{}{}: shows {} of the variance", sliceTitle(answer.spec),
                     answer.centred ? ", centred on the mean" : ", uncentred",
                     percentText(answer.varianceShare));
}

std::string textOf(const ProjectAnswer& answer) {
  TextTable table({Align::Left, Align::Right, Align::Right, Align::Right, Align::Right, Align::Right});
  table.add({"", "x", "y", "z", "length", "shown"});
  for (const ProjectedWord& item : answer.items) {
    table.add({cellText(item.word), base::fixedText(item.xyz[0], 3), base::fixedText(item.xyz[1], 3),
               base::fixedText(item.xyz[2], 3), base::fixedText(item.length, 3),
               shownShareText(item.shownShare, item.centredShownShare)});
  }
  return table.text();
}

void writeJson(Json& json, const SliceAnswer& answer) {
  const SliceSpec& spec = answer.spec;
  json["kind"] = kindName(spec.kind);
  json["seed"] = spec.kind == SliceKind::Random ? Json(spec.seed) : Json(nullptr);
  if (spec.kind == SliceKind::Axes) {
    json["axes"] = Json::array();
    for (const math::Expression& axis : spec.axes) json["axes"].push_back(formulaJson(axis));
    json["orthogonal"] = spec.orthogonal;
  }
  if (spec.kind == SliceKind::Question) json["question"] = formulaJson(spec.axes[0]);
  if (spec.kind == SliceKind::Fit || spec.kind == SliceKind::Question) json["words"] = textsJson(spec.words);
  if (spec.kind == SliceKind::Topics) json["topics"] = spec.topics;
  json["centred"] = answer.centred;
  json["variance_share"] = answer.varianceShare;
  json["basis_rows"] = Json::array();
  for (const std::vector<float>& axis : answer.axes) json["basis_rows"].push_back(numbersJson(axis));
}

void writeJson(Json& json, const ProjectAnswer& answer) {
  json["answers"] = Json::array();
  for (const ProjectedWord& item : answer.items) {
    Json one{{"word", jsonText(item.word)},
             {"xyz", numbersJson(item.xyz)},
             {"length", item.length},
             {"shown_share", item.shownShare}};
    if (item.centredShownShare) one["centred_shown_share"] = *item.centredShownShare;
    json["answers"].push_back(std::move(one));
  }
}

}  // namespace es::app
