#pragma once

#include <memory>

#include "model/files/byte_file.h"
#include "model/files/input_file.h"

namespace es::model {

/// The content of a gzip file, of all its members, with every checksum and length compared (zlib), which
/// libarchive leaves out. `file` must outlive it. Reading throws es::Error for what is cut or damaged.
std::unique_ptr<ByteSource> gunzipped(const InputFile& file);

}  // namespace es::model
