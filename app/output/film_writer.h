#pragma once

#include <memory>
#include <string>

#include "base/atomic_file.h"
#include "render/gl/render_target.h"

namespace es::app {

struct FilmSpec {
  std::string path;  // .mp4, .webm and .gif: a video, made by ffmpeg; else a folder of frame-0001.png ...
  int width = 0, height = 0;
  double fps = 30;
  std::string script;  // what makes the film again, kept in it
  base::Writing writing = base::Writing::MayReplace;
};

/// Takes a film's pictures and writes them on a thread of its own. The film is there when it is whole: what
/// is cut short or fails leaves nothing behind.
class FilmWriter {
 public:
  /// Throws es::Error: ffmpeg is not installed, the folder cannot be made or holds a film already.
  explicit FilmWriter(const FilmSpec& spec);
  ~FilmWriter();  // cuts short what is not finished
  FilmWriter(const FilmWriter&) = delete;
  FilmWriter& operator=(const FilmWriter&) = delete;

  [[nodiscard]] bool hasRoom() const;  // `add` would not wait
  /// The next picture. After a failure nothing is done with it.
  void add(render::Image image);
  void close();                     // no more come
  [[nodiscard]] bool done() const;  // after `close`: written, or failed
  /// Closes and waits. Throws es::Error when the film could not be written.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace es::app
