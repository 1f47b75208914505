#include "cli/reading.h"

#include <CLI/CLI.hpp>

#include "cli/share.h"
#include "ingest/ingest.h"

namespace detente::cli {

namespace {

std::string complaint_about_date(const std::string& text) {
  return ingest::is_iso_date(text) ? "" : "\"" + text + "\" is not a date of the calendar; write YYYY-MM-DD";
}

}  // namespace

void add_date_option(CLI::App& command, std::string& date) {
  command.add_option("--date", date, "Publication date of articles that do not name theirs")
      ->check(CLI::Validator(complaint_about_date, ""))
      ->type_name("YYYY-MM-DD");
}

void add_reading_options(CLI::App& command, ReadingOptions& options) {
  add_date_option(command, options.date);
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

}  // namespace detente::cli
