#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace es::base {

/// Whether a file that is written may take the place of one that is there.
enum class Writing { MayReplace, OnlyNew };

/// Who may read a file that is written: who may read the one before, or whom the user's mask lets; or nobody
/// but its owner at any moment, as what a person opened and asked is their own affair. For the owner folders
/// that are not there are made, too.
enum class Readers { Usual, Owner };

/// Writes a file whole or not at all: a temporary file beside it, flushed to disk, then renamed over it.
/// Throws es::Error (disk full, read-only folder, missing folder; OnlyNew: something is there) and leaves the
/// old file as it was.
void writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                         Writing writing = Writing::MayReplace, Readers readers = Readers::Usual);
void writeFileAtomically(const std::filesystem::path& path, std::string_view text,
                         Writing writing = Writing::MayReplace, Readers readers = Readers::Usual);

/// The same for content in pieces, written one after another.
void writeFileAtomically(const std::filesystem::path& path,
                         std::span<const std::span<const std::byte>> pieces,
                         Writing writing = Writing::MayReplace, Readers readers = Readers::Usual);

/// The same for content that is made while it is written: `produce` hands it over piece by piece.
using PutBytes = std::function<void(std::span<const std::byte>)>;
void writeFileAtomically(const std::filesystem::path& path,
                         const std::function<void(const PutBytes&)>& produce,
                         Writing writing = Writing::MayReplace, Readers readers = Readers::Usual);

/// Gives a finished file its name, in one step. Throws es::Error; OnlyNew: also where something has that name
/// already, a dangling link included.
void publishFile(const std::filesystem::path& partial, const std::filesystem::path& target, Writing writing);

}  // namespace es::base
