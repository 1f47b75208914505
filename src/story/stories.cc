#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/base.h"
#include "story/articles.h"
#include "story/events.h"
#include "story/story.h"

namespace detente::story {

namespace {

constexpr std::array<char, 8> magic{'D', 'E', 'T', 'E', 'N', 'T', 'E', 'S'};
constexpr std::uint32_t version = 1;

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t byte_order = 0;
  std::uint64_t size = 0;  // of what follows
  std::uint64_t checksum = 0;
};

constexpr std::uint32_t byte_order = 0x01020304;

}  // namespace

double sum_of(const std::vector<Part>& parts) {
  double sum = 0;
  for (const Part& part : parts) {
    sum += part.value;
  }
  return sum;
}

class Stories::State {
 public:
  explicit State(const Options& options) : articles(options.window_days), events(articles) {}

  Articles::Arrival add(const Article& article) {
    if (const auto known = articles.find(article.id)) {
      remove(*known);
    }
    return articles.add(article);
  }

  void leave_behind() {
    for (const ArticleNumber number : articles.leave_behind()) {
      remove(number);
    }
  }

  Articles articles;
  Events events;

 private:
  void remove(ArticleNumber number) {
    events.remove_article(number);
    articles.remove(number);
  }
};

Stories::Stories(const Options& options) : state_(std::make_unique<State>(options)) {}
Stories::Stories(std::unique_ptr<State> state) : state_(std::move(state)) {}
Stories::Stories(Stories&&) noexcept = default;
Stories& Stories::operator=(Stories&&) noexcept = default;
Stories::~Stories() = default;

ArticlePlace Stories::add(const Article& article) {
  auto arrival = state_->add(article);
  state_->leave_behind();
  return std::move(arrival.place);
}

Placement Stories::add(const Record& record) {
  auto arrival = state_->add(record.article);
  Placement placement;
  for (const Event& event : record.events) {
    placement.events.push_back(state_->events.add(event, record, arrival));
  }
  placement.article = std::move(arrival.place);
  state_->leave_behind();
  return placement;
}

bool Stories::split(std::string_view event) {
  return state_->events.split(event);
}

void Stories::keep_apart(std::string_view first, std::string_view second) {
  state_->events.keep_apart(first, second);
}

std::vector<Story> Stories::stories() const {
  return state_->events.stories();
}

std::optional<Story> Stories::story(std::string_view id) const {
  return state_->events.story(id);
}

std::vector<Topic> Stories::topics() const {
  return state_->articles.topics();
}

std::string Stories::bytes() const {
  ByteWriter out;
  state_->articles.write(out);
  state_->events.write(out);
  Header header{magic, version, byte_order, out.bytes().size(), 0};
  header.checksum = base::checksum_with(header, std::as_bytes(std::span(out.bytes().data(), out.bytes().size())));
  std::string bytes(sizeof header, '\0');
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes + out.bytes();
}

Result<Stories> Stories::load(std::string_view bytes) {
  const auto unfit = [](const std::string& why) {
    return Error{ErrorCode::corrupt_data, "the stories that were kept cannot be read: " + why, ""};
  };
  Header header;
  if (bytes.size() < sizeof header) {
    return unfit("they end too early");
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::string_view rest = bytes.substr(sizeof header);
  if (header.magic != magic || header.version != version || header.byte_order != byte_order) {
    return unfit("they are of another version");
  }
  if (header.size != rest.size() ||
      header.checksum != base::checksum_with(header, std::as_bytes(std::span(rest.data(), rest.size())))) {
    return unfit("size or checksum is wrong");
  }
  try {
    ByteReader in(rest);
    auto state = std::make_unique<State>(Options{});
    state->articles.read(in);
    state->events.read(in);
    if (!in.at_end()) {
      return unfit("something stands behind them");
    }
    return Stories(std::move(state));
  } catch (const UnfitBytes& fault) {
    return unfit(fault.what());
  }
}

}  // namespace detente::story
