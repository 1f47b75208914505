// Feeds of all kinds → entries.
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ingest/archive.h"
#include "ingest/decompression.h"
#include "ingest/encoding.h"
#include "ingest/feed_formats.h"
#include "ingest/feed_xml.h"
#include "ingest/ingest.h"
#include "ingest/inputs.h"
#include "ingest/lettering.h"
#include "ingest/page_encoding.h"

namespace detente::ingest {

namespace {

using ReadRoot = Feed (*)(pugi::xml_node, const FeedBase&);

struct RootReader {
  std::string_view name;  // in small letters, without its prefix
  ReadRoot read;
};

constexpr auto root_readers = std::to_array<RootReader>({
    {"rss", read_rss},
    {"rdf", read_rss},
    {"channel", read_rss},
    {"feed", read_atom},
    {"entry", read_atom},
    {"urlset", read_sitemap},
    {"sitemapindex", read_sitemap_index},
    {"opml", read_opml},
});

ReadRoot reader_of(std::string_view root) {
  const std::size_t colon = root.find(':');
  const std::string name = lower_ascii(colon == std::string_view::npos ? root : root.substr(colon + 1));
  const auto* const found =
      std::find_if(root_readers.begin(), root_readers.end(), [&](const RootReader& one) { return one.name == name; });
  return found == root_readers.end() ? nullptr : found->read;
}

// A feed may begin behind something else that was printed, as programs' warnings are.
constexpr std::size_t most_before_root = 4096;

// Where the root element of a feed begins; nothing when there is none near the beginning, or a page begins before it.
std::optional<std::size_t> root_of_feed(std::string_view head) {
  constexpr auto page_names = std::to_array<std::string_view>({"html", "head", "body"});
  std::size_t at = head.find('<');
  while (at < std::min(head.size(), most_before_root)) {
    const std::string_view ahead = head.substr(at + 1);
    const std::string name = lower_ascii(ahead.substr(0, std::min(ahead.find_first_of(" \t\r\n>/"), ahead.size())));
    if (reader_of(name) != nullptr) {
      return at;
    }
    if (is_one_of(page_names, name)) {
      return std::nullopt;
    }
    const std::string_view end = ahead.starts_with("!--") ? "-->" : ahead.starts_with('?') ? "?>" : ">";
    at = head.find('<', std::min(head.find(end, at), head.size()));
  }
  return std::nullopt;
}

// "version": "https://jsonfeed.org/version/1.1"
bool names_json_feed(std::string_view head) {
  const std::size_t value = head.find("jsonfeed.org/version");
  const std::size_t key = head.substr(0, value).rfind("\"version\"");
  constexpr std::size_t nearest = 40;
  return value != std::string_view::npos && key != std::string_view::npos && value - key < nearest;
}

Result<Feed> read_xml_feed(std::string_view utf8, const FeedBase& base, const std::string& subject) {
  auto tree = FeedTree::parse(utf8.substr(root_of_feed(utf8).value_or(0)), subject);
  if (!tree) {
    return tree.error();
  }
  const ReadRoot read = reader_of(tree->root().name());
  if (read == nullptr) {
    return Error{
        ErrorCode::malformed_feed,
        "XML, but no feed that is known: its root is <" + std::string(tree->root().name()).substr(0, 40) + ">",
        subject};
  }
  Feed feed = read(tree->root(), base);
  if (tree->was_cut_off()) {
    feed.warnings.emplace_back("the feed breaks off; what it lacks is not known");
  }
  return feed;
}

bool is_json(std::string_view utf8, std::string_view content_type) {
  return utf8.starts_with('{') && (content_type.find("json") != std::string_view::npos ||
                                   utf8.substr(0, most_before_root).find("\"version\"") != std::string_view::npos ||
                                   utf8.find("\"items\"") != std::string_view::npos);
}

std::string charset_in(std::string_view content_type) {
  const std::string lower = lower_ascii(content_type);
  constexpr std::string_view key = "charset=";
  const std::size_t at = lower.find(key);
  if (at == std::string::npos) {
    return {};
  }
  std::string charset = lower.substr(at + key.size());
  charset.resize(std::min(charset.find(';'), charset.size()));
  std::erase_if(charset, [](char c) { return c == '"' || c == '\'' || c == ' '; });
  return charset;
}

Result<Feed> read_unpacked(std::string_view bytes, std::string_view content_type, const FeedBase& base,
                           const std::string& subject) {
  const Result<std::string> text = page_to_utf8(bytes, {subject, ""}, charset_in(content_type));
  if (!text) {
    return Error{ErrorCode::binary, "not a feed: " + text.error().message, subject};
  }
  const std::string_view words = trimmed(*text);
  if (words.empty()) {
    return Error{ErrorCode::empty, "there is nothing in it", subject};
  }
  if (is_json(words, content_type)) {
    return read_json_feed(words, base, subject);
  }
  if (words.starts_with('<') || looks_like_feed(words.substr(0, most_before_root))) {
    return read_xml_feed(words, base, subject);
  }
  return read_list(words, base, subject);
}

// What is in a compressed feed, or in the first file of a ZIP archive: sitemaps and GDELT's tables are packed so.
// Nothing where it is not packed.
std::unique_ptr<ByteSource> contents_of(std::string_view bytes) {
  auto source = std::make_unique<BytesInMemory>(bytes);
  if (const Compression compression = compression_of(bytes); compression != Compression::none) {
    return std::make_unique<UnpackedBytes>(std::move(source), compression);
  }
  return sniff(bytes.substr(0, telling_bytes)) == Format::zip ? first_file_of_zip(std::move(source)) : nullptr;
}

// What is cut off or damaged gives what came before.
Result<std::string> unpacked(ByteSource& contents, const std::string& subject) {
  std::string out;
  read_up_to(contents, out, max_feed_bytes + 1);
  if (out.size() > max_feed_bytes) {
    return Error{ErrorCode::too_large, "unpacked it has more than 64 MiB", subject};
  }
  if (out.empty()) {
    return Error{ErrorCode::binary, "a packed file of which nothing could be got out", subject};
  }
  return out;
}

}  // namespace

bool looks_like_feed(std::string_view head) {
  head = trimmed(without_mark(head));
  if (head.starts_with('{')) {
    return names_json_feed(head.substr(0, most_before_root));
  }
  return root_of_feed(head).has_value();
}

Result<Feed> read_feed(std::string_view bytes, std::string_view content_type, std::string_view base_url) {
  const std::string subject(base_url);
  if (bytes.size() > max_feed_bytes) {
    return Error{ErrorCode::too_large, "the feed has more than 64 MiB", subject};
  }
  const FeedBase base{subject};
  const std::unique_ptr<ByteSource> contents = contents_of(bytes);
  if (!contents) {
    return read_unpacked(bytes, content_type, base, subject);
  }
  const Result<std::string> whole = unpacked(*contents, subject);
  return whole ? read_unpacked(*whole, content_type, base, subject) : whole.error();
}

}  // namespace detente::ingest
