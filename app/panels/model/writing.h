#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "app/panels/widgets/panel_context.h"

namespace es::app {

/// Two stories that go on from the text, written token by token: one at T = 0, one at the temperature in
/// force.
struct WritingState {
  bool on = false;                         // a step whenever the model is free
  std::optional<std::uint64_t> step;       // the undo step that holds the writing under way
  std::uint64_t steppedAt = 0;             // the document's revision when the last token was asked for
  int waitedFrames = 0;                    // that it has not come
  StoryColumn column = StoryColumn::Warm;  // whose draw and tree show
  std::optional<int> marked;               // the node of that column where a branch would begin
  std::string seed = "1";                  // being typed
  std::uint64_t seenSeed = 1;              // what the document said last
  std::shared_ptr<const model::LanguageModel> seenModel;
};

[[nodiscard]] const StoryState* storyOf(const PanelContext& context);  // null: none was begun
/// The story of the column that is chosen; one must have been begun.
[[nodiscard]] const Story& shownStory(const PanelContext& context);
/// Whether the story is of the text that stands: a new text begins a new one.
[[nodiscard]] bool storyIsOfText(const PanelContext& context);
[[nodiscard]] bool storyAtEnd(const PanelContext& context, const Story& story);  // the model ended it
/// True where nothing can follow: an end-of-text token, or a full context.
[[nodiscard]] bool storyEnded(const PanelContext& context, const Story& story);
[[nodiscard]] bool storiesEnded(const PanelContext& context);  // both
/// The story's own temperature: 0 in the cold column.
[[nodiscard]] double storyTemperature(const PanelContext& context, StoryColumn column);

/// Begins anew with the seed that was typed; false, and said so, where that is none.
bool beginStory(PanelContext& context);
/// The same with the seed after it, and writes.
void nextSeed(PanelContext& context);
void toggleWriting(PanelContext& context);
void stepStory(PanelContext& context, bool continues = false);
void backStory(PanelContext& context);
/// Goes on while writing is on; called once a frame, whatever page shows.
void goOnWriting(PanelContext& context);
/// Stops where another model was opened; takes the seed of a story that was begun elsewhere.
void followWriting(PanelContext& context);
/// Marks a token of a column: a branch would begin there. Nothing is cut.
void markToken(PanelContext& context, StoryColumn column, int node);
/// Goes back to before the marked token, so that the story can go on otherwise; what was written stays in the
/// tree.
void branchAtMark(PanelContext& context);
/// The keys of the page write.
void takeWritingKey(PanelContext& context, unsigned typed);

}  // namespace es::app
