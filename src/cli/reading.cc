#include "cli/reading.h"

#include <CLI/CLI.hpp>
#include <span>

#include "base/base.h"
#include "cli/share.h"

namespace detente::cli {

void add_reading_options(CLI::App& command, ReadingOptions& options) {
  add_article_options(command, options.articles);
  command
      .add_option("--coder", options.coder, "learned (the default) or fast: about ten times faster, less accurate")
      ->check(CLI::IsMember({"learned", "fast"}).description(""))
      ->type_name("NAME");
  command.add_option("--knowledge", options.knowledge, "A table of your own, laid over the actors and offices known")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command.add_option("--data", options.data, "Folder of detente.knowledge, detente.gazetteer and the weights")
      ->type_name("DIR");
  command.add_option("--color", options.colour, "Colours in the table and the text: auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
      ->type_name("WHEN");
}

Result<coder::Coder> open_coder(const ReadingOptions& options) {
  auto share = find_share(options.data);
  if (!share) {
    return share.error();
  }
  coder::Options coder_options;
  coder_options.share = *share;
  coder_options.overlays.assign(options.knowledge.begin(), options.knowledge.end());
  coder_options.reading = options.coder == "fast" ? coder::Reading::fast : coder::Reading::learned;
  return coder::Coder::open(coder_options);
}

std::string stamp_of(const coder::Coder& coder, const ReadingOptions& options) {
  std::uint64_t tables = coder.knowledge().checksum();
  const std::uint64_t gazetteer = coder.resolver().checksum();
  tables = base::checksum_of(std::as_bytes(std::span(&gazetteer, 1)), tables);
  for (const std::string& overlay : options.knowledge) {
    if (const auto bytes = base::map_file(overlay, "the table")) {
      tables = base::checksum_of(bytes->bytes, tables);
    }
  }
  return "detente " DETENTE_VERSION ", " + coder.model().description() + ", tables " + base::hexadecimal(tables);
}

}  // namespace detente::cli
