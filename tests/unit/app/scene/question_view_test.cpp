// What must hold of the picture that a question makes for itself: 200 random questions of the default words,
// beside an answers' card.

#include <algorithm>
#include <array>
#include <random>

#include "app/command/command_text.h"
#include "app/scene/best_view.h"
#include "app/scene/camera_pose.h"
#include "app/scene/scene_builder.h"
#include "app/session/session.h"
#include "catch.h"
#include "render/text/font_files.h"

namespace {

using namespace es;

constexpr int kQuestions = 200;
constexpr float kCardPx = 296;
struct Window {
  float widthPx, heightPx;  // of the scene below the bar
  [[nodiscard]] app::RectPx clear() const { return {kCardPx, 0, widthPx - kCardPx, heightPx}; }
};
constexpr std::array<Window, 2> kWindows{{{1024, 720}, {1366, 720}}};

struct Box {
  float left, top, right, bottom;
};
bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/// One to four words of the 8,000 commonest, added or subtracted.
std::string randomQuestion(std::mt19937& random, const model::Vocabulary& words) {
  std::string text;
  for (std::uint32_t left = 1 + random() % 4; left > 0;) {
    const std::string& word = words.word(static_cast<math::Index>(random() % 8000));
    const bool plain =
        word.size() > 2 && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    if (!plain || (" " + text + " ").find(" " + word + " ") != std::string::npos) continue;
    text += text.empty() ? word : (random() % 2 == 0 ? " + " : " - ") + word;
    --left;
  }
  return text;
}

class Picture {
 public:
  Picture(app::Session& session, const Window& window, const render::FontChain& font)
      : m_session(session), m_window(window), m_font(font) {
    session.fitCamera({window.widthPx, window.heightPx, window.clear()});
    const app::SceneInput input = app::sceneInput(session.sceneSubject(session.view),
                                                  {window.widthPx, window.heightPx, 1, window.clear()});
    m_scene = app::SceneBuilder(font).build(input);
    m_figures = input.figures;
  }

  void check() const {
    const glm::vec2 origin = px(math::Vector::Zero(table().dims()));
    CHECK(isClear(origin));
    float left = 1e9F, right = -1e9F;
    for (const app::FigureArrow& arrow : m_figures->formulas.front().second->arrows) {
      for (const math::Vector* end : {&arrow.from, &arrow.to}) {
        left = std::min(left, px(*end).x);
        right = std::max(right, px(*end).x);
      }
    }
    CHECK(right - left >= 0.25F * m_window.widthPx);
    checkLabels();
  }

 private:
  [[nodiscard]] const model::EmbeddingTable& table() const {
    return *m_session.document.state().space->table;
  }
  [[nodiscard]] glm::vec2 px(const math::Vector& vector) const {
    return render::pxFromWorld(m_scene.camera, {m_window.widthPx, m_window.heightPx},
                               m_session.space.place(vector));
  }
  [[nodiscard]] bool isClear(glm::vec2 place) const { return m_window.clear().contains(place.x, place.y); }

  [[nodiscard]] std::vector<std::string> wanted() const {
    const app::NeighborsAnswer& question = *m_session.document.state().neighbors;
    std::vector<std::string> texts;
    for (const math::Term& term : question.expression.terms) texts.push_back(term.word);
    if (texts.size() > 1) texts.push_back(m_figures->formulas.front().second->title);
    std::size_t answers = 0;
    for (const app::Neighbor& neighbor : question.ranked) {
      if (neighbor.isInput || answers == 3) continue;
      const bool scored = answers++ == 0 && question.expression.terms.size() > 1;
      texts.push_back(neighbor.word + (scored ? "  cosine" : ""));
    }
    return texts;
  }

  void checkLabels() const {
    std::vector<Box> boxes;
    for (const std::string& text : wanted()) {
      INFO(text);
      const auto label = std::ranges::find_if(m_scene.labels, [&](const render::Label& one) {
        const bool scored = text.ends_with("  cosine");
        // Long ones are broken into lines, which are labels of their own; a score is the next line then.
        const render::Label* const next = &one + 1;
        const bool hasNext = next < m_scene.labels.data() + m_scene.labels.size();
        const bool isFirstLine = hasNext && text.starts_with(one.text) &&
                                 (scored ? one.text + "  cosine" == text && next->text.starts_with("cosine")
                                         : text.starts_with(one.text + " " + next->text));
        return one.text == text || (scored && one.text.starts_with(text)) || isFirstLine;
      });
      // A difference of two words bears its formula beside its arrow, which is the same text.
      REQUIRE(label != m_scene.labels.end());
      const float top = label->baselinePx.y - m_font.ascentPx(label->sizePx);
      const Box box{label->baselinePx.x, top,
                    label->baselinePx.x + m_font.widthPx(label->text, label->sizePx),
                    label->baselinePx.y + m_font.descentPx(label->sizePx)};
      CHECK(isClear({box.left, box.top}));
      CHECK(isClear({box.right - 1, box.bottom - 1}));
      for (const Box& other : boxes) CHECK_FALSE(overlap(box, other));
      boxes.push_back(box);
    }
  }

  const app::Session& m_session;
  Window m_window;
  const render::FontChain& m_font;
  render::RenderScene m_scene;
  std::shared_ptr<const app::DocumentFigures> m_figures;
};

}  // namespace

TEST_CASE("a question's own picture shows its arrows long, the origin, and the labels that matter") {
  const render::FontChain font(render::systemFontFiles());
  app::Session session;
  session.execute(app::parseCommand("open default"));
  std::mt19937 random(1);
  for (int i = 0; i < kQuestions; ++i) {
    const std::string question = randomQuestion(random, session.document.state().space->table->vocabulary());
    session.execute(app::parseCommand("neighbors " + question));
    session.settleView();
    for (const Window& window : kWindows) {
      INFO(question << " at " << window.widthPx);
      Picture(session, window, font).check();
    }
  }
}
