#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "app/panels/widgets/panel_input.h"

namespace es::app {

/// What `open` takes in these folders: models (a Hugging Face cache's snapshots too), tables of words, sessions,
/// lessons; at most 40, in the order of the folders, each folder's by name. Goes no deeper than one folder
/// below, looks at a bounded number of names, and into a file only to tell a model. For a worker: it waits for
/// the disk.
[[nodiscard]] std::vector<OpenChoice> findFiles(const std::vector<std::filesystem::path>& folders,
                                                const std::stop_token& stop);

/// A path as a choice: by its ending, and by its name.
[[nodiscard]] OpenChoice choiceOf(const std::string& path);

}  // namespace es::app
