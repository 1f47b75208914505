// detente-knowledge FOLDER FILE: checks the tables of FOLDER and compiles them into FILE.
#include <fstream>
#include <iostream>

#include "knowledge/layer.h"

namespace {

int report(const detente::Error& error) {
  std::cerr << "detente-knowledge: " << error.subject << ": " << error.message << '\n';
  return 1;
}

int run(const char* folder, const char* file) {
  const auto tables = detente::knowledge::Tables::read(folder);
  if (!tables) {
    return report(tables.error());
  }
  const auto block = detente::knowledge::compile(*tables);
  if (!block) {
    return report(block.error());
  }
  std::ofstream out(file, std::ios::binary);
  out.write(block->data(), static_cast<std::streamsize>(block->size()));
  out.close();
  return out ? 0 : report({detente::ErrorCode::unreadable, "cannot be written", file});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: detente-knowledge FOLDER FILE\n";
    return 2;
  }
  return run(argv[1], argv[2]);
}
