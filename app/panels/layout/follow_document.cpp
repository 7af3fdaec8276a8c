#include "app/panels/layout/follow_document.h"

#include <algorithm>

#include "app/panels/directions/dot_panel.h"
#include "app/panels/directions/pairs_section.h"
#include "app/panels/labs/softmax_source.h"
#include "app/panels/model/model_text.h"
#include "app/panels/model/soak_page.h"
#include "app/panels/model/writing.h"
#include "app/panels/words/search_box.h"
#include "app/panels/words/view_choices.h"

namespace es::app {

namespace {

struct FollowState {
  std::uint64_t seenRevision = 0;
};

bool hasError(const std::vector<Message>& messages) {
  return std::any_of(messages.begin(), messages.end(),
                     [](const Message& message) { return message.isError; });
}

}  // namespace

void followDocument(PanelContext& context) {
  std::uint64_t& seen = context.memory<FollowState>().seenRevision;
  const std::uint64_t revision = context.in.document.revision();
  if (revision == seen) return;
  seen = revision;
  if (!hasError(context.in.newMessages)) context.state.askerError.clear();  // a later command went well
  followQuery(context);
  followSlice(context);
  followDots(context);
  followPairs(context);
  followSoftmax(context);
  followModelText(context);
  followWriting(context);
  followSoak(context);
}

}  // namespace es::app
