#include "app/command/view_commands.h"

#include "app/command/text/arguments.h"
#include "base/number_text.h"

namespace es::app {

namespace {

/// The camera's keywords, read one after the other.
class CameraReader {
 public:
  explicit CameraReader(const Arguments& arguments) : m_arguments(arguments) {}

  CameraCommand read() {
    while (m_next < m_arguments.count()) readOne(m_arguments.value(m_next++));
    refuseWhatIsFound();
    return m_command;
  }

 private:
  void refuseWhatIsFound() const {
    const bool angles = m_command.yawDegrees || m_command.pitchDegrees;
    const bool place = m_command.distance || m_command.target;
    if (m_command.move == CameraCommand::Move::Frame && place)
      m_arguments.fail("frame finds distance and target by itself");
    if (m_command.move == CameraCommand::Move::Best && (angles || place))
      m_arguments.fail("best finds angles, distance and target by itself");
  }

  void readOne(const std::string& keyword) {
    if (const auto move = moveNamed(keyword)) return readMove(*move);
    if (keyword == "target") return readTarget();
    if (keyword == "front") return readFront();
    std::optional<double>* field = fieldNamed(keyword);
    if (!field) m_arguments.fail("the camera has no " + shown(keyword));
    if (*field) m_arguments.fail(keyword + " is given twice");
    *field = readNumber(keyword);
  }

  static std::optional<CameraCommand::Move> moveNamed(std::string_view keyword) {
    if (keyword == "reset") return CameraCommand::Move::Reset;
    if (keyword == "frame") return CameraCommand::Move::Frame;
    if (keyword == "best") return CameraCommand::Move::Best;
    return std::nullopt;
  }

  void readMove(CameraCommand::Move move) {
    if (m_command.move != CameraCommand::Move::None) m_arguments.fail("one of reset, frame and best, once");
    m_command.move = move;
  }

  /// Straight at the plane of the first and the third axis: the first to the right, the third upwards.
  void readFront() {
    if (m_command.yawDegrees || m_command.pitchDegrees) m_arguments.fail("front is a yaw and a pitch");
    m_command.yawDegrees = -90;
    m_command.pitchDegrees = 0;
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
    if (m_next == m_arguments.count())
      m_arguments.fail(keyword + (keyword == "target" ? " needs three numbers" : " needs a number"));
    return m_arguments.number(m_arguments.value(m_next++), keyword);
  }

  const Arguments& m_arguments;
  CameraCommand m_command;
  std::size_t m_next = 0;
};

}  // namespace

CameraCommand CommandTraits<CameraCommand>::parse(const Arguments& arguments) {
  return CameraReader(arguments).read();
}

std::string CommandTraits<CameraCommand>::format(const CameraCommand& command) {
  std::string text;
  if (command.move == CameraCommand::Move::Reset) text += " reset";
  if (command.move == CameraCommand::Move::Frame) text += " frame";
  if (command.move == CameraCommand::Move::Best) text += " best";
  if (command.yawDegrees) text += " yaw " + base::numberText(*command.yawDegrees);
  if (command.pitchDegrees) text += " pitch " + base::numberText(*command.pitchDegrees);
  if (command.distance) text += " distance " + base::numberText(*command.distance);
  if (command.target) {
    text += " target";
    for (const double coordinate : *command.target) text += " " + base::numberText(coordinate);
  }
  if (command.fovDegrees) text += " fov " + base::numberText(*command.fovDegrees);
  return text;
}

ThemeCommand CommandTraits<ThemeCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(1, 1);
  const std::string& name = arguments.value(0);
  if (name != "dark" && name != "light") arguments.fail("there is no theme " + shown(name));
  return {name == "dark" ? Theme::Dark : Theme::Light};
}

std::string CommandTraits<ThemeCommand>::format(const ThemeCommand& command) {
  return command.theme == Theme::Dark ? " dark" : " light";
}

SetCommand CommandTraits<SetCommand>::parse(const Arguments& arguments) {
  arguments.expectCount(2, 2);
  return {arguments.value(0), arguments.value(1)};
}

std::string CommandTraits<SetCommand>::format(const SetCommand& command) {
  return " " + quoteArgument(command.name) + " " + quoteArgument(command.value);
}

}  // namespace es::app
