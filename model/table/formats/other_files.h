#pragma once

#include <filesystem>
#include <string>

#include "model/table/table_input.h"

namespace es::model {

/// What a file is that is no table, with the way out: "a Git LFS pointer: fetch the file with git lfs pull";
/// empty where its beginning gives nothing away.
std::string whatElseItIs(const TableSample& sample);

/// The file that holds the vectors of a folder: a model's `model.safetensors`. Throws es::Error that says
/// what the folder is, such as one of a hub that lies one level too high.
std::filesystem::path tableOfFolder(const std::filesystem::path& folder);

}  // namespace es::model
