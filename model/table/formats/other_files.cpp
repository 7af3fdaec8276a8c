#include "model/table/formats/other_files.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/file_error.h"
#include "model/table/text_row.h"

namespace es::model {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

constexpr std::string_view kPickle =
    "a Python pickle, which is not read, as it can run programs: save the vectors with save_word2vec_format "
    "or numpy.save";

/// Beginnings that only one kind of file has.
constexpr std::pair<std::string_view, std::string_view> kBeginnings[] = {
    {"version https://git-lfs"sv, "a Git LFS pointer in the place of the file: fetch it with git lfs pull"},
    {"\x89HDF\r\n"sv, "an HDF5 file: save the vectors as .npy or CSV"},
    {"SQLite format 3"sv, "an SQLite database, such as .magnitude: export the vectors as text"},
    {"PAR1"sv, "a Parquet file: save it as CSV or .npy"},
    {"ARROW1"sv, "an Arrow file: save it as CSV or .npy"},
    {"FEA1"sv, "a Feather file: save it as CSV or .npy"},
    {"GGUF"sv, "a GGUF model"},
    {"\x32\x34\x6B\x61"sv, "a llama2.c model of version 1 or 2: export version 0"},
    {"RDX"sv, "an R workspace: save the data frame with write.csv"},
    {"RDA"sv, "an R workspace: save the data frame with write.csv"},
    {"X\n\0\0\0"sv, "an R object: save the data frame with write.csv"},
    {"MATLAB 5.0"sv, "a MATLAB file: save the matrix as CSV"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive: unpack it first"},
    {"Rar!\x1A\x07"sv, "a RAR archive: unpack it first"},
    {"\x04\x22\x4D\x18"sv, "an lz4 file: unpack it first"},
    {"\x1F\x9D"sv, "a file of compress (.Z): unpack it first"},
    {"\x89PNG"sv, "a PNG picture"},
    {"\xFF\xD8\xFF"sv, "a JPEG picture"},
    {"GIF8"sv, "a GIF picture"},
    {"%PDF"sv, "a PDF document"},
    {"RIFF"sv, "a sound or film (RIFF)"},
    {"OggS"sv, "a sound (Ogg)"},
    {"fLaC"sv, "a sound (FLAC)"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"MZ\x90"sv, "a program"},
    {"{\\rtf"sv, "a document (RTF): save it as plain text"},
    {"\xD0\xCF\x11\xE0"sv, "an old Office document: save its sheet as CSV"},
    {"(dp0"sv, kPickle},
    {"(lp0"sv, kPickle},
    {"ccollections\n"sv, kPickle},
    {"cnumpy"sv, kPickle},
    {"cgensim"sv, kPickle},
    {"ccopy_reg"sv, kPickle},
};

bool isPickle(std::string_view bytes) {
  return bytes.size() > 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5;
}

std::string whichMarkup(std::string_view text) {
  constexpr std::size_t kLooked = 512;
  const std::string low =
      base::lowerAscii(text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()), kLooked));
  if (low.starts_with("<!doctype html") || low.starts_with("<html") || low.find("<html") != std::string::npos)
    return "an HTML page, perhaps an error page in the place of a download: download the file itself";
  if (low.starts_with("<?xml")) return "an XML document";
  return "";
}

std::string whichJson(std::string_view text) {
  if (text.find("\"vocab\"") != std::string_view::npos ||
      text.find("\"added_tokens\"") != std::string_view::npos)
    return "a tokenizer alone, without vectors: open the model's folder";
  if (text.find("\"model_type\"") != std::string_view::npos ||
      text.find("\"architectures\"") != std::string_view::npos)
    return "the configuration of a model alone: open the model's folder";
  return "";
}

/// A line each for words, none of which has a number.
bool areBareWords(std::string_view text) {
  constexpr std::size_t kFewest = 3;
  std::size_t lines = 0;
  while (!text.empty()) {
    const std::string_view line = takeLine(text);
    if (line.find_first_of(" \t,;{}<>") != std::string_view::npos) return false;
    lines += isBlank(line) ? 0 : 1;
  }
  return lines >= kFewest;
}

}  // namespace

std::string whatElseItIs(const TableSample& sample) {
  for (const auto& [magic, what] : kBeginnings)
    if (sample.text.starts_with(magic)) return std::string(what);
  if (isPickle(sample.bytes)) return std::string(kPickle);
  if (std::string markup = whichMarkup(sample.text); !markup.empty()) return markup;
  const std::size_t first = sample.text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && sample.text[first] == '{')
    if (std::string json = whichJson(sample.text); !json.empty()) return json;
  if (sample.bytes.find('\0') == std::string_view::npos && areBareWords(sample.text))
    return "words alone, without vectors: open the file with the vectors, and this one with --text";
  return "";
}

fs::path tableOfFolder(const fs::path& folder) {
  static constexpr std::array<std::string_view, 2> kNames{"model.safetensors", "projector_config.json"};
  std::error_code ignored;
  for (const std::string_view name : kNames)
    if (fs::exists(folder / name, ignored)) return folder / name;
  const auto refuse = [&folder](const std::string& found) {
    return base::fileError(folder.string(), {"", "a file with a table or a model", "a folder" + found});
  };
  if (fs::exists(folder / "adapter_config.json", ignored))
    throw refuse(" with an adapter (LoRA) alone: open the model that it was made for");
  if (fs::exists(folder / "pytorch_model.bin", ignored))
    throw refuse(" with pytorch_model.bin, a pickle, which is not read: save the model as safetensors");
  constexpr int kMostLooked = 200;
  int looked = 0;
  for (auto at =
           fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, ignored);
       !ignored && at != fs::recursive_directory_iterator() && looked < kMostLooked;
       at.increment(ignored), ++looked) {
    if (at.depth() > 2) at.disable_recursion_pending();
    const std::string name = at->path().filename().string();
    if (name != "model.safetensors" && name != "config.json") continue;
    throw refuse(", one level too high: open " + at->path().parent_path().string());
  }
  throw refuse("");
}

}  // namespace es::model
