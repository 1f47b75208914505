#include "ingest/inputs.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "ingest/encoding.h"
#include "ingest/lettering.h"

namespace detente::ingest {

namespace {

namespace fs = std::filesystem;

using Found = std::vector<std::variant<Input, Error>>;

const std::string& path_of(const std::variant<Input, Error>& found) {
  const Input* input = std::get_if<Input>(&found);
  return input != nullptr ? input->path : std::get<Error>(found).subject;
}

Error unreadable(const std::string& path, const std::error_code& why) {
  return {ErrorCode::unreadable, "cannot be read: " + why.message(), path};
}

void add_entry(const fs::directory_entry& entry, Found& found, std::vector<fs::path>& folders) {
  std::error_code failure;
  if (entry.is_directory(failure) && !entry.is_symlink(failure)) {
    folders.push_back(entry.path());
    return;
  }
  const Format format = format_of(entry.path().string());
  if (format == Format::unknown || !entry.is_regular_file(failure)) {
    return;
  }
  const std::uintmax_t size = entry.file_size(failure);
  found.emplace_back(Input{entry.path().string(), format, failure ? 0 : size});
}

Found find_in_folder(const std::string& root) {
  Found found;
  std::vector<fs::path> folders{root};
  while (!folders.empty()) {
    const fs::path folder = folders.back();
    folders.pop_back();
    std::error_code failure;
    fs::directory_iterator entry(folder, failure);
    while (!failure && entry != fs::directory_iterator()) {
      add_entry(*entry, found, folders);
      entry.increment(failure);
    }
    if (failure) {
      found.emplace_back(unreadable(folder.string(), failure));
    }
  }
  if (found.empty()) {
    found.emplace_back(
        Error{ErrorCode::empty, "no .txt, .html or .jsonl file lies in this folder or below it", root});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return path_of(a) < path_of(b); });
  return found;
}

std::variant<Input, Error> named_file(const std::string& path, const fs::file_status& status) {
  const Format format = format_of(path);
  std::error_code failure;
  switch (status.type()) {
    case fs::file_type::regular: {
      const std::uintmax_t size = fs::file_size(path, failure);
      return Input{path, format == Format::unknown ? Format::text : format, failure ? 0 : size};
    }
    case fs::file_type::fifo:
    case fs::file_type::socket:
      return Input{path, format, 0, false};
    default:
      return Error{ErrorCode::unreadable, "a device, not a file; name a file, a folder or - for standard input",
                   path};
  }
}

}  // namespace

Format format_of(std::string_view path) {
  const std::string lower = lower_ascii(path);
  const auto ends_with = [&](std::string_view ending) { return lower.ends_with(ending); };
  if (ends_with(".txt")) {
    return Format::text;
  }
  if (ends_with(".html") || ends_with(".htm") || ends_with(".xhtml")) {
    return Format::page;
  }
  return ends_with(".jsonl") || ends_with(".ndjson") ? Format::json_lines : Format::unknown;
}

Format sniff(std::string_view head) {
  head = trimmed(without_mark(head));
  if (head.starts_with('{')) {
    return Format::json_lines;
  }
  constexpr std::array<std::string_view, 8> page_starts{"<!doctype", "<html", "<head", "<body",
                                                        "<?xml",     "<!--",  "<meta", "<title"};
  const bool page = std::any_of(page_starts.begin(), page_starts.end(),
                                [&](std::string_view start) { return starts_with_lower(head, start); });
  return page ? Format::page : Format::text;
}

std::vector<std::variant<Input, Error>> find_inputs(const std::vector<std::string>& paths) {
  Found all;
  for (const std::string& path : paths) {
    if (path == "-") {
      all.emplace_back(Input{path, Format::unknown, 0, false});
      continue;
    }
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (status.type() == fs::file_type::not_found) {
      all.emplace_back(Error{ErrorCode::not_found, "there is no such file or folder; check the path", path});
    } else if (status.type() == fs::file_type::none) {
      all.emplace_back(unreadable(path, failure));
    } else if (fs::is_directory(status)) {
      Found inside = find_in_folder(path);
      std::move(inside.begin(), inside.end(), std::back_inserter(all));
    } else {
      all.push_back(named_file(path, status));
    }
  }
  return all;
}

}  // namespace detente::ingest
