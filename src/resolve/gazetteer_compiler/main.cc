// detente-gazetteer FOLDER FILE: compiles the tables of FOLDER (knowledge/) into FILE.
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "resolve/gazetteer_file.h"

namespace {

using detente::Error;
using detente::ErrorCode;
using detente::Result;
using detente::knowledge::Table;

int report(const Error& error) {
  std::cerr << "detente-gazetteer: " << error.subject << ": " << error.message << '\n';
  return 1;
}

Result<Table> read_packed(const std::filesystem::path& path) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) {
    return Error{ErrorCode::not_found, "cannot be opened", path.string()};
  }
  std::string text;
  std::string part(std::size_t{1} << 20U, '\0');
  int length = 0;
  while ((length = gzread(file.get(), part.data(), static_cast<unsigned>(part.size()))) > 0) {
    text.append(part, 0, static_cast<std::size_t>(length));
  }
  if (length < 0) {
    return Error{ErrorCode::unreadable, "is no whole gzip file", path.string()};
  }
  return Table::parse(text, path.string());
}

int run(const std::filesystem::path& folder, const char* file) {
  auto places = read_packed(folder / "gazetteer/places.tsv.gz");
  auto features = Table::read(folder / "gazetteer/features.tsv");
  auto abbreviations = Table::read(folder / "gazetteer/abbreviations.tsv");
  auto words = Table::read(folder / "gazetteer/words.tsv");
  auto countries = Table::read(folder / "countries.tsv");
  for (const auto* table : {&places, &features, &abbreviations, &words, &countries}) {
    if (!*table) {
      return report(table->error());
    }
  }
  const auto block =
      detente::resolve::compile_gazetteer({std::move(*places), std::move(*features), std::move(*abbreviations),
                                           std::move(*words), std::move(*countries)});
  if (!block) {
    return report(block.error());
  }
  std::ofstream out(file, std::ios::binary);
  out.write(block->data(), static_cast<std::streamsize>(block->size()));
  out.close();
  return out ? 0 : report({ErrorCode::unreadable, "cannot be written", file});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: detente-gazetteer FOLDER FILE\n";
    return 2;
  }
  return run(argv[1], argv[2]);
}
