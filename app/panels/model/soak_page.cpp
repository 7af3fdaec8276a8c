#include "app/panels/model/soak_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "app/look/token_words.h"
#include "app/panels/model/page_hints.h"
#include "app/panels/model/page_question.h"
#include "app/panels/model/soak_paths.h"
#include "app/panels/widgets/asker_error.h"
#include "app/panels/widgets/data_table.h"
#include "app/panels/widgets/large_font.h"
#include "app/panels/widgets/text_box.h"
#include "app/panels/widgets/token_boxes.h"
#include "app/panels/widgets/whole_items.h"
#include "app/panels/widgets/widgets.h"
#include "app/platform/imgui/shown_form.h"
#include "base/display_text.h"
#include "base/number_text.h"

namespace es::app {

namespace {

struct SoakState {
  std::string sentence, token;                   // to lay beside the others, being typed
  std::size_t path = 0;                          // the one in the table
  std::shared_ptr<const TraceAnswer> seenTrace;  // the newest: its last token's path is in the table
  AskedFor asked;
};

std::span<const SoakPath> pathsOf(const PanelContext& context) {
  SoakPaths& paths = context.memory<SoakPaths>();
  paths.follow(context.document().model.traces);
  return paths.paths();
}

/// A sentence in lines, word by word.
struct SentenceWord {
  std::string text;
  ImVec2 at{};  // from the row's corner
  bool differs = false;
};
struct SentenceLines {
  std::vector<SentenceWord> words;
  float heightPx = 0;
};

/// The sentence of a path behind its token, in at most three lines.
SentenceLines layOut(const SoakPath& path, float leftPx, float roomPx) {
  constexpr float kMostLines = 3;
  const float pad = 0.3F * em(), blank = textWidth(" "), line = ImGui::GetTextLineHeight();
  const std::string& sentence = path.trace->text;
  SentenceLines lines;
  ImVec2 at{leftPx, 0.12F * em()};
  for (const ComparedWord& word : path.words) {
    std::string shown = base::displayText(sentence.substr(word.begin, word.end - word.begin));
    if (at.x > leftPx && at.x + textWidth(shown) > roomPx) at = {pad, at.y + line};
    if (at.y > kMostLines * line) break;
    lines.words.push_back({elided(shown, roomPx - at.x), at, word.differs});
    at.x += textWidth(lines.words.back().text) + blank;
  }
  lines.heightPx = (lines.words.empty() ? 0 : lines.words.back().at.y) + line + 0.13F * em();
  return lines;
}

void drawPath(PanelContext& context, std::span<const SoakPath> paths, std::size_t i) {
  std::size_t& chosen = context.memory<SoakState>().path;
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string token = tokenWords(paths[i].token->text);
  const SentenceLines lines = layOut(paths[i], 0.3F * em() + textWidth(token) + 0.5F * em(), width);
  ImGui::PushID(static_cast<int>(i));
  if (pressArea("path", {width, lines.heightPx})) chosen = i;
  ImGui::PopID();
  if (i == chosen || ImGui::IsItemHovered()) {
    ImGui::GetWindowDrawList()->AddRectFilled(
        at, {at.x + width, at.y + lines.heightPx},
        ImGui::GetColorU32(i == chosen ? ImGuiCol_Header : ImGuiCol_HeaderHovered), 3);
  }
  tokenTip(context, paths[i].token->id,
           "in \"" + base::displayText(paths[i].trace->text) + "\". Click: its layer steps in the table.");
  textAt({at.x + 0.3F * em(), at.y + 0.12F * em()}, token, context.colors.text);
  for (const SentenceWord& word : lines.words) {
    textAt({at.x + word.at.x, at.y + word.at.y}, word.text,
           word.differs ? context.colors.difference : context.colors.textDim);
  }
}

void drawPaths(PanelContext& context, std::span<const SoakPath> paths) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  std::size_t& chosen = context.memory<SoakState>().path;
  chosen = std::min(chosen, paths.size() - 1);
  for (std::size_t i = 0; i < paths.size(); ++i) drawPath(context, paths, i);
  ImGui::PopStyleVar();
}

std::string partingText(std::span<const SoakPath> paths, const Parting& parting) {
  if (parting.distances.empty()) return {};
  if (!parting.step) return "they do not part";
  return "they part at " +
         layerStepWords(paths[0].token->steps[static_cast<std::size_t>(*parting.step)].name);
}

/// The token that a sentence is most likely added for: the one that the last path follows where the sentence
/// has it too, else its own last one.
std::string likelyToken(const PanelContext& context, const std::string& sentence) {
  const auto ids = model::tokenIds(context.languageModel()->tokenizer->encode(sentence));
  const std::span<const SoakPath> paths = pathsOf(context);
  if (!paths.empty()) {
    const auto same = std::find(ids.rbegin(), ids.rend(), paths.back().token->id);
    if (same != ids.rend()) return fmt::to_string(ids.rend() - same - 1);
  }
  return fmt::to_string(std::max<std::size_t>(ids.size(), 1) - 1);
}

void addPath(PanelContext& context) {
  const SoakState& state = context.memory<SoakState>();
  if (state.sentence.empty()) return context.fail("type a sentence to lay beside these", Asker::Soak);
  const std::string& typed = state.token;
  context.ask(
      TraceCommand{state.sentence, typed.empty() ? likelyToken(context, state.sentence) : typed, true},
      Asker::Soak);
}

void drawAdd(PanelContext& context) {
  SoakState& state = context.memory<SoakState>();
  TextBoxSpec sentence;
  sentence.hint = "a sentence: the old king";
  const float room = ImGui::GetContentRegionAvail().x;
  const bool oneLine = room > 28 * em();
  if (oneLine) sentence.widthPx = std::round(0.62F * room);
  const TextBoxEvents sentenceEvents =
      textBox(context.state.keyboard, "##alsotext", state.sentence, sentence);
  tooltip("A sentence. A second one with the same word lays its path over the first.");
  if (oneLine) ImGui::SameLine();
  TextBoxSpec token;
  token.hint = "its token";
  const float button = textWidth("add") + 2 * ImGui::GetStyle().FramePadding.x;
  token.widthPx = ImGui::GetContentRegionAvail().x - button - ImGui::GetStyle().ItemSpacing.x;
  const TextBoxEvents tokenEvents = textBox(context.state.keyboard, "##alsotoken", state.token, token);
  tooltip(
      "The token whose path to draw: its text or word (the last of several), or its place, 0 = first. "
      "Empty: the one that the last path follows, or else the sentence's last.");
  if (sentenceEvents.edited || tokenEvents.edited) context.textChanged(Asker::Soak);
  ImGui::SameLine();
  if (textButton("add") || sentenceEvents.entered || tokenEvents.entered) addPath(context);
}

void drawSpace(PanelContext& context) {
  const StreamSpace& space = context.document().model.space;
  if (space.note.empty() && space.dims > 0) return;
  wrapped(space.note, space.dims == 0 ? context.colors.error : context.colors.textDim);
  if (space.dims > 0) return;
  if (textButton("open embedding")) context.ask(OpenCommand{"embedding", {}, {}}, Asker::Soak);
  tooltip(
      "Opens the model's own tokens as the words of the picture: then its paths can be drawn among them.");
}

void drawSide(PanelContext& context, std::span<const SoakPath> paths, const Parting& parting) {
  drawAdd(context);
  drawAskerError(context, Asker::Soak);
  if (!paths.empty()) {
    drawPaths(context, paths);
    const std::string parts = partingText(paths, parting);
    if (!parts.empty()) {
      wrapped(parts, context.colors.difference);
      tooltip(
          "Where the first two paths part: the first layer step after which they are further apart than a "
          "quarter of the length that the first one starts with, in the dimensions that are drawn.");
    }
  }
  if (!paths.empty()) {
    const bool drawn = context.document().model.space.dims > 0;
    if (flatButton("best view", context.colors.accent,
                   "Turn the picture to where the paths and the words at their ends lie apart.", drawn)) {
      SliceSpec spec;
      spec.kind = SliceKind::Path;
      context.ask(SliceCommand{spec}, Asker::Soak);
    }
    ImGui::SameLine(0, 0);
    if (flatButton("remove all", context.colors.text, "Take all paths away."))
      context.ask(TraceCommand{}, Asker::Soak);
  }
  // On the shell lengths stay as they are: there is nothing to choose.
  if (context.languageModel()->config().residual == model::ResidualKind::Shell) {
    drawSpace(context);
    return drawBusy(context);
  }
  constexpr std::array<std::string_view, 2> kLabels{"vectors", "directions"};
  constexpr std::array kTips{"Paths as they are.",
                             "Every vector scaled to the length of its path's start: only the turns show."};
  const auto length = segmented("length", kLabels, static_cast<int>(context.in.view.pathLength), 0, kTips);
  if (length) context.issue(SetCommand{"paths", std::string(kLabels[static_cast<std::size_t>(*length)])});
  drawSpace(context);
  drawBusy(context);
}

/// The words whole, as many as there is room for; with their numbers where at least three have room.
std::string fittingWords(const std::vector<std::pair<std::string, std::string>>& words, float roomPx) {
  std::vector<std::string> numbered, bare;
  for (const auto& [word, number] : words) {
    numbered.push_back(word + " " + number);
    bare.push_back(word);
  }
  const auto width = [](std::string_view line) { return textWidth(line); };
  const std::string line = wholeItems(numbered, roomPx, width);
  const std::size_t few = std::min<std::size_t>(3, numbered.size());
  const std::string least = wholeItems(std::span(numbered).first(few), 1e9F, width);
  return line.size() >= least.size() ? line : wholeItems(bare, roomPx, width);
}

std::vector<std::pair<std::string, std::string>> nearestOf(const TraceStep& step) {
  std::vector<std::pair<std::string, std::string>> words;
  for (const WordNear& near : step.nearest)
    words.emplace_back(base::displayText(near.word), base::shownText(near.cosine, 2));
  return words;
}

std::vector<std::pair<std::string, std::string>> changesOf(const std::vector<TokenChange>& changes) {
  std::vector<std::pair<std::string, std::string>> words;
  for (const TokenChange& change : changes)
    words.emplace_back(tokenWords(change.text), base::shownSignedText(change.change, 1));
  return words;
}

/// A cell of whole words; all of them in its tooltip.
void wordsCell(const std::vector<std::pair<std::string, std::string>>& words, const Color& color) {
  const std::string line = fittingWords(words, ImGui::GetContentRegionAvail().x);
  text(elided(line, ImGui::GetContentRegionAvail().x), color);
  std::string all;
  for (const auto& [word, number] : words) all += (all.empty() ? "" : "\n") + word + "  " + number;
  tooltip(all);
}

const Color& colorOf(const PanelContext& context, const TraceStep& step) {
  if (step.name.ends_with("attention")) return context.colors.attention;
  return step.name.ends_with("mlp") ? context.colors.mlp : context.colors.text;
}

/// Which columns a table of this width has: what tells least gives way first.
struct StepColumns {
  bool apart = false, lowers = true, extras = true;  // extras: the picture's share, and the length
};

void drawStep(PanelContext& context, const TokenTrace& path, std::size_t i, const Parting& parting,
              const StepColumns& shown) {
  const TraceStep& step = path.steps[i];
  const Color& ink = context.colors.text;
  ImGui::TableNextRow();
  const auto cell = [] { ImGui::TableNextColumn(); };
  cell();
  text(layerStepWords(step.name), colorOf(context, step));
  cell();
  wordsCell(nearestOf(step), ink);
  cell();
  wordsCell(changesOf(step.promoted), context.colors.probabilityHigh);
  if (shown.lowers) {
    cell();
    wordsCell(changesOf(step.demoted), context.colors.textDim);
  }
  if (shown.apart) {
    cell();
    const bool here = parting.step == static_cast<int>(i);
    if (i < parting.distances.size()) {
      numberCell((here ? "» " : "") + base::shownText(parting.distances[i], 2),
                 here ? context.colors.difference : ink);
    }
  }
  cell();
  numberCell(base::shownText(step.cosineToStart), ink);
  if (!shown.extras) return;
  cell();
  numberCell(step.xyz ? base::percentText(step.shownShare) : "", ink);
  cell();
  numberCell(base::shownText(step.length, 2), ink);
}

void drawSteps(PanelContext& context, const TokenTrace& path, const Parting& parting) {
  const bool onShell = context.languageModel()->config().residual == model::ResidualKind::Shell;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const StepColumns shown{!parting.distances.empty(), room.x > 41 * em(), room.x > 52 * em()};
  const float stepPx = textWidth("layer 00 attention"), apartPx = 3.8F * em(), cosinePx = 3.6F * em();
  const float extrasPx = 3.6F * em();
  const float numbers = (shown.apart ? apartPx : 0) + cosinePx + (shown.extras ? 2 * extrasPx : 0);
  const std::size_t count = std::size_t{4} + shown.lowers + shown.apart + (shown.extras ? 2 : 0);
  const float words = textColumnsPx(room.x, stepPx + numbers, count), least = 7 * em();
  const float nearest = (shown.lowers ? 0.4F : 0.58F) * words,
              changes = (shown.lowers ? 0.3F : 0.42F) * words;
  const std::array columns{
      DataColumn{"layer step", "The token's vector after each attention block and each MLP of the layers.",
                 stepPx},
      DataColumn{"nearest words", "The open words nearest to it, by cosine.", std::max(least, nearest)},
      DataColumn{"raises",
                 "The tokens whose chance this layer step raises most: by how much their scores grow.",
                 std::max(least, changes)},
      DataColumn{"lowers", "The tokens that it lowers most.", std::max(least, changes), shown.lowers},
      DataColumn{"apart", "Distance between the first two paths; » marks where they part.", apartPx,
                 shown.apart, true},
      DataColumn{"cosine", "To the path's start: 1 while it points the same way.", cosinePx, true, true},
      DataColumn{"shown", "The share of its length that the picture shows.", extrasPx, shown.extras, true},
      DataColumn{"length",
                 onShell ? "Of the whole vector. This model keeps it: its residual stream turns on a shell."
                         : "Of the whole vector, in all its dimensions.",
                 extrasPx, shown.extras, true},
  };
  const float rows = static_cast<float>(path.steps.size()) + 1.2F;
  const float row = std::clamp(room.y / rows, ImGui::GetTextLineHeight(), 2 * em()) - 1;
  if (!beginDataTable("steps", columns, 0, row)) return;
  for (std::size_t i = 0; i < path.steps.size(); ++i) drawStep(context, path, i, parting, shown);
  endDataTable();
}

/// For a class: after each layer the nearest words, large.
void drawOnStage(PanelContext& context, const TokenTrace& path) {
  const LargeLetters letters(stageTimes(1.5F));
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float stepPx = textWidth("the word itself") + em();
  const std::array columns{DataColumn{"after", "The token's vector after each layer.", stepPx},
                           DataColumn{"nearest words", "The open words nearest to it, by cosine.",
                                      textColumnsPx(room.x, stepPx, 2)}};
  const std::size_t rows = path.steps.size() / 2 + 1;
  const float row =
      std::clamp(room.y / (static_cast<float>(rows) + 1.2F), ImGui::GetTextLineHeight(), 3 * em());
  if (!beginDataTable("layers", columns, 0, row - 1)) return;
  for (std::size_t i = 0; i < path.steps.size(); i += 2) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text(i == 0 ? "the word itself" : fmt::format("layer {}", (i - 1) / 2), context.colors.textDim);
    ImGui::TableNextColumn();
    wordsCell(nearestOf(path.steps[i]), context.colors.text);
  }
  endDataTable();
}

int lastTokenOf(const PanelContext& context, std::string_view text) {
  return context.languageModel()->tokenizer->encode(text).back().id;
}

void drawStart(PanelContext& context) {
  wrapped(
      std::string("No path is drawn. A token's vector walks through the layers and soaks up what stands ") +
          (context.readsBothWays() ? "around" : "before") +
          " it: its layer steps show here and in the picture.",
      context.colors.textDim);
  const bool knowsKing =
      context.languageModel()->tokenizer->word(lastTokenOf(context, "the old king")) == "king";
  if (knowsKing && textButton("king in \"the old king\" and in \"the chess king\"")) {
    context.ask(TraceCommand{"the old king", "king", false}, Asker::Soak);
    context.ask(TraceCommand{"the chess king", "king", true}, Asker::Soak, true);
  }
  const auto& standing = context.document().model.text;
  if (!standing || standing->pieces.empty()) return;
  const int last = static_cast<int>(standing->pieces.size()) - 1;
  const std::string token = tokenLabel(*context.languageModel(), standing->pieces.back().id);
  if (textButton(std::string(shownForm("path of \"" + token + "\"")).c_str()))
    context.ask(TraceCommand{standing->text, fmt::to_string(last), false}, Asker::Soak);
}

/// A text that another page has made the standing one: its last token's path comes by itself.
void askForStanding(PanelContext& context) {
  const auto& standing = context.document().model.text;
  if (!standing || standing->pieces.empty() || context.onStage()) return;
  const bool drawn = std::ranges::any_of(context.document().model.traces,
                                         [&](const auto& trace) { return trace->text == standing->text; });
  AskedFor& asked = context.memory<SoakState>().asked;
  asked.temperature = context.document().temperature;  // paths do not depend on it
  if (drawn) asked.text = standing;                    // taken away, it does not come back by itself
  if (!shouldAsk(context, asked, drawn)) return;
  askForPage(context, TraceCommand{standing->text, fmt::to_string(standing->pieces.size() - 1), false},
             Asker::Soak);
}

}  // namespace

void followSoak(PanelContext& context) {
  SoakState& state = context.memory<SoakState>();
  const auto& traces = context.document().model.traces;
  const auto newest = traces.empty() ? nullptr : traces.back();
  if (state.seenTrace == newest) return;
  state.seenTrace = newest;
  state.path = std::max<std::size_t>(1, pathsOf(context).size()) - 1;
}

void drawSoakPage(PanelContext& context) {
  if (!openModelOrHint(context,
                       "The path of a token's vector through the layers of a language model, among "
                       "the words of the picture."))
    return;
  askForStanding(context);
  const std::span<const SoakPath> paths = pathsOf(context);
  if (context.onStage() && !paths.empty())
    return drawOnStage(context, *paths[std::min(context.memory<SoakState>().path, paths.size() - 1)].token);
  const Parting& parting = context.memory<SoakPaths>().parting();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool beside = room.x > 50 * em();  // the paths beside the table, else above it
  const ImVec2 side = beside ? ImVec2(std::clamp(0.22F * room.x, 8.5F * em(), 17 * em()), 0)
                             : ImVec2(0, std::clamp(0.3F * room.y, 4 * em(), 9 * em()));
  const ImGuiStyle& style = ImGui::GetStyle();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(style.ItemSpacing.x, 0.2F * em()));
  compat::beginChild("side", side);
  drawSide(context, paths, parting);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  if (beside) ImGui::SameLine(0, 0.7F * em());
  compat::beginChild("steps", {0, 0});
  if (paths.empty()) {
    drawStart(context);
  } else {
    drawSteps(context, *paths[context.memory<SoakState>().path].token, parting);
  }
  ImGui::EndChild();
}

}  // namespace es::app
