#include "app/command/command_table.h"
#include "base/number_text.h"

namespace es::app {

namespace {

/// The camera's keywords, read one after the other.
class CameraReader {
 public:
  explicit CameraReader(const Arguments& arguments) : m_arguments(arguments) {}

  CameraCommand read() {
    while (m_next < m_arguments.count()) readOne(m_arguments.value(m_next++));
    return m_command;
  }

 private:
  void readOne(const std::string& keyword) {
    if (keyword == "reset" || keyword == "frame") return readMove(keyword);
    if (keyword == "target") return readTarget();
    std::optional<double>* field = fieldNamed(keyword);
    if (!field) m_arguments.fail("the camera has no " + shown(keyword));
    if (*field) m_arguments.fail(keyword + " is given twice");
    *field = readNumber(keyword);
  }

  void readMove(const std::string& keyword) {
    if (m_command.move != CameraCommand::Move::None) m_arguments.fail("one of reset and frame, once");
    m_command.move = keyword == "reset" ? CameraCommand::Move::Reset : CameraCommand::Move::Frame;
  }

  void readTarget() {
    if (m_command.target) m_arguments.fail("target is given twice");
    std::vector<double> target(3);
    for (double& coordinate : target) coordinate = readNumber("target");
    m_command.target = std::move(target);
  }

  std::optional<double>* fieldNamed(std::string_view keyword) {
    if (keyword == "yaw") return &m_command.yawDegrees;
    if (keyword == "pitch") return &m_command.pitchDegrees;
    if (keyword == "distance") return &m_command.distance;
    if (keyword == "fov") return &m_command.fovDegrees;
    return nullptr;
  }

  double readNumber(const std::string& keyword) {
    if (m_next == m_arguments.count()) {
      m_arguments.fail(keyword + (keyword == "target" ? " needs three numbers" : " needs a number"));
    }
    return m_arguments.number(m_arguments.value(m_next++), keyword);
  }

  const Arguments& m_arguments;
  CameraCommand m_command;
  std::size_t m_next = 0;
};

}  // namespace

Command parseShow(const Arguments& arguments) {
  arguments.expectCount(1, std::string_view::npos);
  return ShowCommand{math::parseExpressions(arguments.formulaText())};
}

Command parseHide(const Arguments& arguments) {
  if (arguments.count() == 0) return HideCommand{};
  return HideCommand{math::parseExpressions(arguments.formulaText())};
}

Command parseSelect(const Arguments& arguments) {
  arguments.expectCount(0, 1);
  return arguments.count() == 0 ? SelectCommand{} : SelectCommand{arguments.word(0)};
}

Command parseCamera(const Arguments& arguments) {
  return CameraReader(arguments).read();
}

Command parseTheme(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  const std::string& name = arguments.value(0);
  if (name != "dark" && name != "light") arguments.fail("there is no theme " + shown(name));
  return ThemeCommand{name == "dark" ? Theme::Dark : Theme::Light};
}

Command parseSet(const Arguments& arguments) {
  arguments.expectCount(2, 2);
  return SetCommand{arguments.value(0), arguments.value(1)};
}

}  // namespace es::app
