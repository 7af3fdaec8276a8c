#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "app/command/text/command_traits.h"

namespace es::app {

/// What leaves the program: pictures, films, numbers, sessions.

struct ScreenshotCommand {
  std::string path;
  std::optional<int> width, height;  // both or none: the window's, or 1280x800 without one
  bool transparent = false;
  bool panels = false;  // with the panels over the picture
  double scale = 0;     // of lines and text; 0: height / 800, so that a large picture has the window's layout
  std::optional<int> mostPoints;  // of .svg and .pdf: a cloud of more is an image within the picture
  bool operator==(const ScreenshotCommand&) const = default;
};
template <>
struct CommandTraits<ScreenshotCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "screenshot", "screenshot PATH [WxH] [--transparent] [--panels] [--scale N] [--points N]",
      "writes a picture: .svg and .pdf as shapes and text, else PNG"};
  static constexpr std::array options{OptionSpec{"--transparent", false}, OptionSpec{"--panels", false},
                                      OptionSpec{"--scale", true}, OptionSpec{"--points", true}};
  static constexpr CommandKind kind = CommandKind::Session;
  static constexpr bool takesPath = true, writesFile = true;
  static constexpr WaitsFor waitsFor = WaitsFor::Writing;
  static ScreenshotCommand parse(const Arguments& arguments);
  static std::string format(const ScreenshotCommand& command);
};

/// A film of the newest change, or, with `turnDegrees`, of the camera going round.
struct RecordCommand {
  std::string path;  // .mp4, .webm, .gif through ffmpeg; anything else: a folder of numbered PNG files
  std::optional<int> width, height;
  std::optional<double> seconds, fps, turnDegrees;  // as long as the motion lasts, 30, none
  bool operator==(const RecordCommand&) const = default;
};
template <>
struct CommandTraits<RecordCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "record", "record PATH [WxH] [--seconds S] [--fps F] [--turn DEGREES]",
      "a film (.mp4, .webm, .gif through ffmpeg) or a folder of pictures: the newest change, or the camera "
      "going round"};
  static constexpr std::array options{OptionSpec{"--seconds", true}, OptionSpec{"--fps", true},
                                      OptionSpec{"--turn", true}};
  static constexpr CommandKind kind = CommandKind::Session;
  static constexpr bool takesPath = true, writesFile = true;
  static constexpr WaitsFor waitsFor = WaitsFor::Film;
  static RecordCommand parse(const Arguments& arguments);
  static std::string format(const RecordCommand& command);
};

enum class ExportKind { Neighbors, Dots, Coordinates, Selection, States, Vectors, Picture };
/// "neighbors" and so on, as export and copy take it.
[[nodiscard]] std::string_view exportName(ExportKind kind);

/// Numbers for other programs, by the path's ending: .csv, .tsv, .json; of States also .npy; of Vectors, with
/// their words, those of model/table/table_writer.h. Not of Picture.
struct ExportCommand {
  std::string path;
  ExportKind what = ExportKind::Neighbors;
  bool where = false;  // of Vectors: only the rows that the filter keeps
  bool operator==(const ExportCommand&) const = default;
};
template <>
struct CommandTraits<ExportCommand> : UsualTraits {
  static constexpr CommandHelp help{
      "export", "export PATH [neighbors|dots|coordinates|selection|states|vectors] [--where]",
      "numbers as .csv, .tsv or .json; states as .npy, too; vectors as .safetensors, .npy, .vec, .bin, .txt "
      "or .tsv"};
  static constexpr std::array options{OptionSpec{"--where", false}};
  static constexpr CommandKind kind = CommandKind::Session;
  static constexpr bool takesPath = true, writesFile = true;
  static constexpr WaitsFor waitsFor = WaitsFor::Writing;
  static ExportCommand parse(const Arguments& arguments);
  static std::string format(const ExportCommand& command);
};

/// To the clipboard.
struct CopyCommand {
  ExportKind what = ExportKind::Neighbors;
  bool operator==(const CopyCommand&) const = default;
};
template <>
struct CommandTraits<CopyCommand> : UsualTraits {
  static constexpr CommandHelp help{"copy", "copy [neighbors|dots|coordinates|selection|states|picture]",
                                    "to the clipboard"};
  static constexpr CommandKind kind = CommandKind::Session;
  static constexpr WaitsFor waitsFor = WaitsFor::Writing;
  static CopyCommand parse(const Arguments& arguments);
  static std::string format(const CopyCommand& command);
};

struct SaveCommand {
  std::string path;
  bool operator==(const SaveCommand&) const = default;
};
template <>
struct CommandTraits<SaveCommand> : UsualTraits {
  static constexpr CommandHelp help{"save", "save PATH", "writes a session: open makes it again"};
  static constexpr CommandKind kind = CommandKind::Session;
  static constexpr bool takesPath = true, writesFile = true;
  static constexpr WaitsFor waitsFor = WaitsFor::Writing;
  static SaveCommand parse(const Arguments& arguments);
  static std::string format(const SaveCommand& command);
};

// ---- answers ----
struct ScreenshotAnswer {
  std::string path;
  int width = 0, height = 0;
};
struct RecordAnswer {
  std::string path;
  int width = 0, height = 0, frames = 0;
  double fps = 0;
};
struct ExportAnswer {  // of export and copy
  std::string path;    // empty: the clipboard
  std::string what;    // "neighbors", ...
  std::uint64_t rows = 0;
};
struct PathAnswer {  // of save
  std::string path;
};

std::string textOf(const ScreenshotAnswer& answer);
std::string textOf(const RecordAnswer& answer);
std::string textOf(const ExportAnswer& answer);
std::string textOf(const PathAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const ScreenshotAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const RecordAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const ExportAnswer& answer);
void writeJson(nlohmann::ordered_json& json, const PathAnswer& answer);

}  // namespace es::app
