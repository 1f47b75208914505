#include "ingest/warc.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/dates.h"
#include "ingest/decompression.h"
#include "ingest/header_fields.h"
#include "ingest/http_response.h"
#include "ingest/lettering.h"
#include "ingest/page_article.h"
#include "ingest/page_encoding.h"
#include "ingest/text_article.h"

namespace detente::ingest {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10U;
constexpr std::size_t largest_header = std::size_t{64} << 10U;

// Larger records hold no page that would be read; they are passed over without being held.
constexpr std::size_t most_held = max_article_bytes + (std::size_t{1} << 20U);

constexpr std::string_view record_start = "WARC/";
constexpr std::string_view start_of_line = "\nWARC/1.";
constexpr std::string_view start_behind_record = "\r\n\r\nWARC/1.";

constexpr const char* wrong_length = "it does not end where its header says";

enum class Look : std::uint8_t { page, text, unknown, other };

Look look_of(const std::string& media_type) {
  if (media_type == "text/html" || media_type == "application/xhtml+xml") {
    return Look::page;
  }
  if (media_type == "text/plain") {
    return Look::text;
  }
  return media_type.empty() ? Look::unknown : Look::other;
}

Look look_at(std::string_view bytes) {
  if (bytes.empty()) {
    return Look::other;
  }
  switch (sniff(bytes.substr(0, telling_bytes))) {
    case Format::page:
      return Look::page;
    case Format::text:
      return binary_format(bytes).empty() && !has_binary_bytes(bytes) ? Look::text : Look::other;
    default:
      return Look::other;
  }
}

// Without the brackets of WARC 1.0, and UTF-8 whatever was sent.
std::string address_of(std::string_view uri) {
  if (uri.size() > 1 && uri.front() == '<' && uri.back() == '>') {
    uri = uri.substr(1, uri.size() - 2);
  }
  return first_invalid_utf8(uri) ? to_utf8(uri, "UTF-8").value_or("") : std::string(uri);
}

struct Header {
  std::size_t size = 0;
  std::uint64_t length = 0;  // of the content
  std::string type;          // "response"
  std::string address;
  std::string place;  // for messages
  MediaType media_type;
  std::string latest_date;  // empty when the record gives no date
  bool cut = false;         // the record holds but a part of what was sent, and says so
};

std::optional<std::uint64_t> length_of(std::string_view digits) {
  std::uint64_t length = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  constexpr std::uint64_t most = std::uint64_t{1} << 60U;
  const bool whole = failure == std::errc() && end == digits.data() + digits.size();
  return whole && length < most ? std::optional(length) : std::nullopt;
}

// The page or text in a record's content.
struct Payload {
  MediaType type;
  std::string bytes;
  bool cut = false;
};

// One record's content → its article, its error, or nothing when it is passed over.
class Content {
 public:
  Content(const Header& header, std::string_view bytes, Options options)
      : header_(header),
        bytes_(bytes),
        origin_{header.address.empty() ? header.place : header.address, ""},
        options_(std::move(options)) {
    if (!header.latest_date.empty() && (options_.latest_date.empty() || header.latest_date < options_.latest_date)) {
      options_.latest_date = header.latest_date;
    }
  }

  std::optional<Result<Article>> read() {
    if (header_.address.ends_with("/robots.txt")) {
      return std::nullopt;
    }
    if (header_.type == "response") {
      return read_response();
    }
    const bool holds_payload = header_.type == "resource" || header_.type == "conversion";
    if (!holds_payload || look_of(header_.media_type.name) == Look::other) {
      return std::nullopt;
    }
    return read_payload({header_.media_type, std::string(bytes_), header_.cut});
  }

  // Whether it would be read if it were not too large, of which `bytes` are the beginning.
  [[nodiscard]] bool is_wanted() const {
    if (header_.type != "response") {
      const Look look = look_of(header_.media_type.name);
      return (header_.type == "resource" || header_.type == "conversion") &&
             (look == Look::page || look == Look::text);
    }
    const std::optional<HttpResponse> response = is_http() ? read_http_response(bytes_) : std::nullopt;
    if (!response || !response->succeeded()) {
      return false;
    }
    const Look look = look_of(response->type.name);
    return look == Look::page || look == Look::text;
  }

 private:
  [[nodiscard]] bool is_http() const {
    return header_.media_type.name == "application/http" ||
           (header_.media_type.name.empty() && bytes_.starts_with("HTTP/"));
  }

  std::optional<Result<Article>> read_response() {
    if (!is_http()) {
      return std::nullopt;
    }
    const std::optional<HttpResponse> response = read_http_response(bytes_);
    if (!response) {
      return Error{ErrorCode::damaged, "the record holds no HTTP header, or one that does not end", header_.place};
    }
    if (!response->succeeded() || look_of(response->type.name) == Look::other) {
      return std::nullopt;
    }
    Result<HttpBody> body = read_body(*response);
    if (!body) {
      return Error{body.error().code, body.error().message, origin_.subject};
    }
    if (!body->fault.empty() && !header_.cut) {
      return Error{ErrorCode::damaged, "the page is damaged in its record: " + body->fault, origin_.subject};
    }
    return read_payload({response->type, std::move(body->bytes), header_.cut || !body->fault.empty()});
  }

  std::optional<Result<Article>> read_payload(const Payload& payload) {
    Look look = look_of(payload.type.name);
    look = look == Look::unknown ? look_at(payload.bytes) : look;
    if (look == Look::other) {
      return std::nullopt;
    }
    options_.charset = payload.type.charset;
    Result<Article> article = look == Look::page
                                  ? read_page_article(payload.bytes, header_.address, origin_, options_)
                                  : read_text(payload);
    if (!article) {
      return article;
    }
    if (article->url.empty() && header_.address.starts_with("http")) {
      article->url = header_.address;
    }
    if (payload.cut) {
      article->warnings.emplace_back("the archive holds only the beginning of it");
    }
    return article;
  }

  Result<Article> read_text(const Payload& payload) {
    if (payload.bytes.size() > max_article_bytes) {
      return read_text_article(payload.bytes, header_.address, origin_, options_);  // which says so
    }
    const Result<std::string> text = page_to_utf8(payload.bytes, origin_, payload.type.charset);
    return text ? read_text_article(*text, header_.address, origin_, options_) : Result<Article>(text.error());
  }

  const Header& header_;
  std::string_view bytes_;
  Origin origin_;
  Options options_;
};

class WarcArticles final : public ArticleSource {
 public:
  WarcArticles(std::unique_ptr<ByteSource> bytes, Compression compression, std::string name, const Options& options)
      : members_(std::move(bytes), compression),
        packed_(compression != Compression::none),
        name_(std::move(name)),
        options_(options) {}

  std::optional<Result<Article>> next() override {
    while (true) {
      drop_read();
      if (lost_) {
        if (!seek_record()) {
          return std::nullopt;
        }
        lost_ = false;
      }
      skip_line_ends(at_);
      if (!have(at_ + record_start.size())) {
        return end();
      }
      if (!begins_record(at_)) {
        return lose("no WARC record begins where one should");
      }
      if (auto result = read_record()) {
        return result;
      }
    }
  }

 private:
  enum class Supply : std::uint8_t { more, ended, damaged, failed };

  // A member's beginning.
  struct Border {
    std::uint64_t at = 0;     // counted in all unpacked bytes
    std::uint64_t place = 0;  // in the file
  };

  // Positions are indexes of `buffer_`, which is not cut while a record is read.

  bool fill() {
    if (supply_ != Supply::more) {
      return false;
    }
    const std::uint64_t end = base_ + buffer_.size();
    switch (members_.step(buffer_, chunk)) {
      case Members::Step::bytes:
        if (borders_.back().at == end) {
          borders_.back().place = members_.place();
        }
        return true;
      case Members::Step::member_end:
        add_border(end);
        return true;
      case Members::Step::end:
        supply_ = Supply::ended;
        return false;
      case Members::Step::damaged:
        supply_ = Supply::damaged;
        return false;
      case Members::Step::failed:
        break;
    }
    supply_ = Supply::failed;
    return false;
  }

  // Of members that begin with no record the last one is enough; a record may be spread over very many.
  void add_border(std::uint64_t at) {
    const Border& last = borders_.back();
    if (last.at == at) {
      return;
    }
    if (borders_.size() > 1 && !begins_record(static_cast<std::size_t>(last.at - base_))) {
      borders_.pop_back();
    }
    borders_.push_back({at, 0});
  }

  bool have(std::size_t end) {
    while (buffer_.size() < end) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  void drop_read() {
    if (at_ < chunk && at_ < buffer_.size()) {
      return;
    }
    buffer_.erase(0, at_);
    base_ += at_;
    at_ = 0;
    const auto later =
        std::find_if(borders_.begin(), borders_.end(), [&](const Border& border) { return border.at > base_; });
    borders_.erase(borders_.begin(), std::prev(later));
  }

  void skip_line_ends(std::size_t& at) {
    while (have(at + 1) && (buffer_[at] == '\r' || buffer_[at] == '\n')) {
      ++at;
    }
  }

  [[nodiscard]] bool begins_record(std::size_t at) const {
    return std::string_view(buffer_).substr(at).starts_with(record_start);
  }

  [[nodiscard]] bool is_border(std::size_t at) const {
    return std::any_of(borders_.begin(), borders_.end(),
                       [&](const Border& border) { return border.at == base_ + at; });
  }

  // The first member in [from, end) that begins with a record.
  [[nodiscard]] std::optional<std::size_t> find_member(std::size_t from, std::size_t end) const {
    for (const Border& border : borders_) {
      if (border.at >= base_ + from && border.at < base_ + end &&
          begins_record(static_cast<std::size_t>(border.at - base_))) {
        return static_cast<std::size_t>(border.at - base_);
      }
    }
    return std::nullopt;
  }

  // The first record in [from, end) behind `mark`, whose end its beginning is, or at a member's beginning.
  [[nodiscard]] std::optional<std::size_t> find_record(std::size_t from, std::size_t end,
                                                       std::string_view mark) const {
    const std::optional<std::size_t> member = find_member(from, end);
    const std::size_t marked = buffer_.find(mark, from);
    if (marked != std::string::npos) {
      const std::size_t at = buffer_.find(record_start, marked);
      return at < end ? std::optional(member ? std::min(*member, at) : at) : member;
    }
    return member;
  }

  [[nodiscard]] std::string place_of(std::size_t at) const {
    const std::uint64_t position = base_ + at;
    if (!packed_) {
      return name_ + "@" + std::to_string(position);
    }
    const auto later =
        std::find_if(borders_.begin(), borders_.end(), [&](const Border& border) { return border.at > position; });
    const Border& border = *std::prev(later);
    const bool nothing_came = border.at == base_ + buffer_.size();
    const std::uint64_t inside = position - border.at;
    return name_ + "@" + std::to_string(nothing_came ? members_.place() : border.place) +
           (inside == 0 ? "" : "+" + std::to_string(inside));
  }

  // The record at `at_` is damaged; what comes behind it is looked for from there on.
  Error lose(std::string message) {
    any_ = true;
    lost_ = true;
    return {supply_ == Supply::failed ? ErrorCode::unreadable : ErrorCode::damaged, std::move(message),
            place_of(at_)};
  }

  Error lose_record(const std::string& why) {
    Error error = lose("the record is damaged: " + why);
    at_ += record_start.size();
    return error;
  }

  // Why there are fewer bytes than the record needs.
  [[nodiscard]] std::string shortage() const {
    switch (supply_) {
      case Supply::damaged:
        return members_.fault();
      case Supply::failed:
        return "reading it failed half-way";
      case Supply::ended:
        return "it is cut off";
      case Supply::more:
        break;
    }
    return wrong_length;
  }

  std::optional<Result<Article>> end() {
    if (supply_ == Supply::damaged) {
      return lose("not readable from here to the next record: " + members_.fault());
    }
    if (supply_ == Supply::failed) {
      return lose(shortage());
    }
    if (at_ < buffer_.size()) {
      return lose("no WARC record begins where one should");
    }
    if (!std::exchange(any_, true)) {
      return Error{ErrorCode::empty, "there is no record in it", name_};
    }
    return std::nullopt;
  }

  // After damage: to the next record. False when there is none.
  bool seek_record() {
    while (true) {
      if (const auto found = find_record(at_, buffer_.size(), start_of_line)) {
        at_ = *found;
        return true;
      }
      at_ = std::max(at_, buffer_.size() - std::min(buffer_.size(), start_of_line.size() - 1));
      drop_read();
      if (!fill() && !leap()) {
        return false;
      }
    }
  }

  // Over a damaged member.
  bool leap() {
    if (supply_ != Supply::damaged || !members_.resync(record_start)) {
      supply_ = Supply::ended;
      at_ = buffer_.size();
      return false;
    }
    at_ = buffer_.size();
    borders_.push_back({base_ + at_, 0});
    supply_ = Supply::more;
    return true;
  }

  std::optional<Result<Article>> read_record() {
    any_ = true;
    Result<Header> header = read_header();
    if (!header) {
      return lose_record(header.error().message);
    }
    if (header->length > most_held) {
      return pass_over(*header);
    }
    const std::size_t begin = at_ + header->size;
    const std::size_t end = begin + static_cast<std::size_t>(header->length);
    bool whole = true;
    while (whole && buffer_.size() < end) {
      whole = !find_member(at_ + 1, buffer_.size()) && fill();
    }
    std::size_t next = end;
    if (!whole || find_member(at_ + 1, end) || !ends_at(next)) {
      return lose_in_content(buffer_.size() < end || supply_ == Supply::damaged ? shortage() : wrong_length);
    }
    std::optional<Result<Article>> article =
        Content(*header, std::string_view(buffer_).substr(begin, end - begin), options_).read();
    at_ = next;
    return article;
  }

  // A member that begins with a record is a surer place to go on at than words in the content.
  Error lose_in_content(const std::string& why) {
    const std::optional<std::size_t> member = find_member(at_ + 1, buffer_.size());
    Error error = lose_record(why);
    at_ = member.value_or(at_);
    return error;
  }

  // The Error's message alone says why.
  Result<Header> read_header() {
    std::optional<std::size_t> size;
    for (std::size_t scanned = 0; !size;) {
      const std::size_t from = at_ + scanned;
      if (const auto found = header_size(std::string_view(buffer_).substr(from))) {
        size = scanned + *found;
        break;
      }
      constexpr std::size_t seam = 3;  // a blank line that two pieces share
      const std::size_t held = buffer_.size() - at_;
      scanned = held - std::min(held, seam);
      if (held > largest_header) {
        return Error{ErrorCode::damaged, "its header does not end", ""};
      }
      if (!fill()) {
        return Error{ErrorCode::damaged, shortage(), ""};
      }
    }
    if (*size > largest_header) {
      return Error{ErrorCode::damaged, "its header is larger than 64 KiB", ""};
    }
    const std::string_view lines = std::string_view(buffer_).substr(at_, *size);
    const HeaderFields fields(lines.substr(lines.find('\n') + 1));
    const std::optional<std::uint64_t> length = length_of(fields.value("content-length"));
    if (!fields.well_formed() || !length) {
      return Error{ErrorCode::damaged,
                   length ? "a line of its header is no field" : "its header gives no length (Content-Length)", ""};
    }
    Header header;
    header.size = *size;
    header.length = *length;
    header.type = lower_ascii(fields.value("warc-type"));
    header.address = address_of(fields.value("warc-target-uri"));
    header.place = place_of(at_);
    header.media_type = media_type_of(fields.value("content-type"));
    header.cut = !fields.value("warc-truncated").empty() || !fields.value("warc-segment-number").empty();
    if (const auto day = day_of(fields.value("warc-date"))) {
      header.latest_date = day_after(*day);
    }
    return header;
  }

  // Whether a record's content may end at `at`, which moves to where the next one begins.
  bool ends_at(std::size_t& at) {
    constexpr std::string_view usual = "\r\n\r\n";
    const std::size_t behind_usual = at + usual.size();
    if (have(behind_usual + record_start.size()) && begins_record(behind_usual)) {
      at = behind_usual;  // even if the line ends are damaged
      return true;
    }
    const bool as_usual = std::string_view(buffer_).substr(at).starts_with(usual);
    skip_line_ends(at);
    if (have(at + record_start.size())) {
      return as_usual || begins_record(at) || is_border(at);
    }
    if (supply_ == Supply::damaged) {
      // Is it this record's own member that is broken?
      const bool own_member = is_border(at_);
      const bool member_ended = std::any_of(borders_.begin(), borders_.end(), [&](const Border& border) {
        return border.at > base_ + at_ && border.at <= base_ + at;
      });
      return !own_member || member_ended;
    }
    return as_usual || at == buffer_.size();
  }

  std::optional<Result<Article>> pass_over(const Header& header) {
    const std::size_t begin = at_ + header.size;
    have(begin + largest_header);
    const std::string_view beginning = std::string_view(buffer_).substr(begin, largest_header);
    const bool wanted = Content(header, beginning, options_).is_wanted();
    const std::uint64_t end = base_ + begin + header.length;
    const auto lose_here = [&](const std::string& why) {
      Error error = lose("the record is damaged: " + why);
      error.subject = header.place;
      return error;
    };
    at_ = begin;
    while (true) {
      const auto inside = static_cast<std::size_t>(std::min<std::uint64_t>(end - base_, buffer_.size()));
      if (const auto record = find_record(at_, inside, start_behind_record)) {
        at_ = *record - std::min<std::size_t>(*record, 1);  // with the line end that marks it
        return lose_here(wrong_length);
      }
      if (base_ + buffer_.size() >= end) {
        break;
      }
      at_ = std::max(at_, buffer_.size() - std::min(buffer_.size(), start_behind_record.size()));
      drop_read();
      if (!fill()) {
        return lose_here(shortage());
      }
    }
    at_ = static_cast<std::size_t>(end - base_);
    std::size_t next = at_;
    if (!ends_at(next)) {
      return lose_here(wrong_length);
    }
    at_ = next;
    if (!wanted) {
      return std::nullopt;
    }
    return Error{ErrorCode::too_large, "the record has more than 16 MiB",
                 header.address.empty() ? header.place : header.address};
  }

  Members members_;
  bool packed_;
  std::string name_;
  const Options& options_;
  std::string buffer_;               // unpacked
  std::uint64_t base_ = 0;           // of its first byte, counted in all unpacked bytes
  std::size_t at_ = 0;               // the next record, or where it is looked for
  std::vector<Border> borders_{{}};  // the last one at or before the buffer's first byte, and all behind it
  Supply supply_ = Supply::more;
  bool lost_ = false;  // a record was damaged, which has been told
  bool any_ = false;   // a record or an error came out of it
};

}  // namespace

std::unique_ptr<ArticleSource> make_warc_articles(std::unique_ptr<PeekedBytes> bytes, const Description& description,
                                                  const Options& options) {
  constexpr std::size_t telling = 6;
  const std::string_view head = bytes->peek(telling);
  Compression compression = compression_of(head);
  if (compression == Compression::none && description.form.packed && !head.starts_with(record_start)) {
    // The very beginning is broken.
    compression = lower_ascii(description.origin.subject).ends_with(".zst") ? Compression::zstd : Compression::gzip;
  }
  return std::make_unique<WarcArticles>(std::move(bytes), compression, description.origin.subject, options);
}

}  // namespace detente::ingest
