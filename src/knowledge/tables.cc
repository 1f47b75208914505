#include "knowledge/tables.h"

#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace detente::knowledge {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \r");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \r") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.push_back(trimmed(text.substr(0, at)));
    if (at == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(at + 1);
  }
}

bool is_utf8(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8(nullptr, 0, nullptr, text.data(), static_cast<std::int32_t>(text.size()), &status);
  return status != U_INVALID_CHAR_FOUND && status != U_ILLEGAL_ARGUMENT_ERROR;
}

Result<std::vector<Table>> read_folder(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".tsv") {
      files.push_back(entry.path());
    }
  }
  if (failed) {
    return Error{ErrorCode::not_found, "the folder of tables cannot be read: " + failed.message(), folder.string()};
  }
  std::sort(files.begin(), files.end());
  std::vector<Table> tables;
  for (const auto& file : files) {
    auto table = Table::read(file);
    if (!table) {
      return table.error();
    }
    tables.push_back(std::move(table).value());
  }
  return tables;
}

}  // namespace

Result<Table> Table::parse(std::string_view text, std::string name) {
  Table table;
  table.name_ = std::move(name);
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
  }
  std::size_t line_number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++line_number;
    if (trimmed(line).empty() || line.front() == '#') {
      continue;
    }
    if (!is_utf8(line)) {
      return Error{ErrorCode::encoding, "the line is not UTF-8; save the table in that encoding",
                   table.name_ + ":" + std::to_string(line_number)};
    }
    const auto cells = split(line, '\t');
    if (table.columns_.empty()) {
      table.columns_.assign(cells.begin(), cells.end());
      continue;
    }
    if (cells.size() > table.columns_.size()) {
      return Error{ErrorCode::invalid_field,
                   "the row has " + std::to_string(cells.size()) + " cells, the header " +
                       std::to_string(table.columns_.size()),
                   table.name_ + ":" + std::to_string(line_number)};
    }
    table.rows_.push_back({line_number, {cells.begin(), cells.end()}});
  }
  if (table.columns_.empty()) {
    return Error{ErrorCode::empty, "the table has no header line", table.name_};
  }
  return table;
}

Result<Table> Table::read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return Error{ErrorCode::not_found, "the table cannot be opened", file.string()};
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return parse(text, file.filename().string());
}

bool Table::has(std::string_view column) const {
  return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
}

std::string_view Table::cell(std::size_t row, std::string_view column) const {
  const auto at = std::find(columns_.begin(), columns_.end(), column);
  const auto index = static_cast<std::size_t>(at - columns_.begin());
  const auto& cells = rows_.at(row).cells;
  return index < cells.size() ? std::string_view(cells[index]) : std::string_view();
}

std::vector<std::string_view> Table::values(std::size_t row, std::string_view column) const {
  auto parts = split(cell(row, column), '|');
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  return parts;
}

std::string Table::where(std::size_t row) const {
  return name_ + ":" + std::to_string(rows_.at(row).line);
}

Result<Tables> Tables::read(const std::filesystem::path& folder) {
  Tables tables;
  const std::array<std::pair<Table*, const char*>, 12> single{{
      {&tables.countries, "countries.tsv"},
      {&tables.seats, "seats.tsv"},
      {&tables.organisations, "organisations.tsv"},
      {&tables.armed_groups, "armed_groups.tsv"},
      {&tables.roles, "roles.tsv"},
      {&tables.events, "ontology/events.tsv"},
      {&tables.modes, "ontology/modes.tsv"},
      {&tables.contexts, "ontology/contexts.tsv"},
      {&tables.sectors, "ontology/sectors.tsv"},
      {&tables.international, "ontology/international.tsv"},
      {&tables.cameo, "ontology/cameo.tsv"},
      {&tables.mistranslations, "mistranslations.tsv"},
  }};
  for (const auto& [table, name] : single) {
    auto read = Table::read(folder / name);
    if (!read) {
      return read.error();
    }
    *table = std::move(read).value();
  }
  const std::array<std::pair<std::vector<Table>*, const char*>, 3> many{
      {{&tables.people, "people"}, {&tables.offices, "offices"}, {&tables.terms, "terms"}}};
  for (const auto& [target, name] : many) {
    auto read = read_folder(folder / name);
    if (!read) {
      return read.error();
    }
    *target = std::move(read).value();
  }
  return tables;
}

}  // namespace detente::knowledge
