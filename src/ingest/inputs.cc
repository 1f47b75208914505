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

// Endings that say how a file is compressed.
constexpr std::array<std::string_view, 3> packings{".gz", ".zst", ".xz"};

Error unreadable(const std::string& path, const std::error_code& why) {
  return {ErrorCode::unreadable, "cannot be read: " + why.message(), path};
}

void add_entry(const fs::directory_entry& entry, Found& found, std::vector<fs::path>& folders) {
  std::error_code failure;
  if (entry.is_directory(failure) && !entry.is_symlink(failure)) {
    folders.push_back(entry.path());
    return;
  }
  const Form form = form_of(entry.path().string());
  if (form.format == Format::unknown || !entry.is_regular_file(failure)) {
    return;
  }
  const std::uintmax_t size = entry.file_size(failure);
  found.emplace_back(Input{entry.path().string(), form, failure ? 0 : size});
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
        Error{ErrorCode::empty,
              "no .txt, .html, .jsonl or .warc file and no archive of such lies in this folder or below it", root});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return path_of(a) < path_of(b); });
  return found;
}

std::variant<Input, Error> named_file(const std::string& path, const fs::file_status& status) {
  Form form = form_of(path);
  std::error_code failure;
  switch (status.type()) {
    case fs::file_type::regular: {
      const std::uintmax_t size = fs::file_size(path, failure);
      form.format = form.format == Format::unknown ? Format::text : form.format;
      return Input{path, form, failure ? 0 : size};
    }
    case fs::file_type::fifo:
    case fs::file_type::socket:
      return Input{path, form, 0, false};
    default:
      return Error{ErrorCode::unreadable, "a device, not a file; name a file, a folder or - for standard input",
                   path};
  }
}

}  // namespace

Form form_of(std::string_view path) {
  struct Ending {
    std::string_view ending;
    Form form;
  };
  constexpr std::array<Ending, 16> endings{{{".txt", {Format::text}},
                                            {".html", {Format::page}},
                                            {".htm", {Format::page}},
                                            {".xhtml", {Format::page}},
                                            {".jsonl", {Format::json_lines}},
                                            {".ndjson", {Format::json_lines}},
                                            {".rss", {Format::feed}},
                                            {".atom", {Format::feed}},
                                            {".xml", {Format::feed}},
                                            {".opml", {Format::feed}},
                                            {".warc", {Format::warc}},
                                            {".zip", {Format::zip}},
                                            {".tar", {Format::tar}},
                                            {".tgz", {Format::tar, true}},
                                            {".tzst", {Format::tar, true}},
                                            {".txz", {Format::tar, true}}}};
  std::string lower = lower_ascii(path);
  const auto packing = std::find_if(packings.begin(), packings.end(),
                                    [&](std::string_view ending) { return lower.ends_with(ending); });
  const bool packed = packing != packings.end();
  if (packed) {
    lower.resize(lower.size() - packing->size());
  }
  const auto* const found = std::find_if(endings.begin(), endings.end(),
                                         [&](const Ending& known) { return lower.ends_with(known.ending); });
  Form form = found == endings.end() ? Form{Format::unknown} : found->form;
  form.packed |= packed;
  return form;
}

Format sniff(std::string_view head) {
  constexpr std::string_view zip_magic("PK\x03\x04", 4);
  if (head.starts_with(zip_magic)) {
    return Format::zip;
  }
  constexpr std::size_t tar_magic_at = 257;
  if (head.size() > tar_magic_at && head.substr(tar_magic_at).starts_with("ustar")) {
    return Format::tar;
  }
  head = trimmed(without_mark(head));
  if (head.starts_with("WARC/")) {
    return Format::warc;
  }
  if (head.starts_with('{')) {
    return Format::json_lines;
  }
  constexpr std::array<std::string_view, 8> page_starts{"<!doctype", "<html", "<head", "<body",
                                                        "<?xml",     "<!--",  "<meta", "<title"};
  const bool page = std::any_of(page_starts.begin(), page_starts.end(),
                                [&](std::string_view start) { return starts_with_lower(head, start); });
  return page ? Format::page : Format::text;
}

bool is_standard_input(const Input& input) {
  return input.path == "-";
}

Origin origin_of(const Input& input) {
  return is_standard_input(input) ? Origin{"standard input", ""} : Origin{input.path, input.path};
}

std::vector<std::variant<Input, Error>> find_inputs(const std::vector<std::string>& paths) {
  Found all;
  for (const std::string& path : paths) {
    if (path == "-") {
      all.emplace_back(Input{path, {Format::unknown}, 0, false});
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
