#include "cli/conveyor.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace detente::cli {

namespace {

constexpr std::size_t articles_per_thread = 4;
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

struct Place {
  std::optional<Incoming> incoming;
  std::optional<Outgoing> outgoing;
  std::size_t bytes = 0;
};

std::size_t bytes_of(const Incoming& incoming) {
  return incoming.article.ok() ? incoming.article->text.size() : 0;
}

// The places between source and target, in order. A place is filled by the source, taken by one worker, and leaves at
// the front once its work is done.
class Window {
 public:
  explicit Window(unsigned threads) : most_places_(threads * articles_per_thread) {}

  void put(Incoming incoming) {
    const std::size_t bytes = bytes_of(incoming);
    std::unique_lock lock(mutex_);
    has_room_.wait(
        lock, [&] { return places_.empty() || (places_.size() < most_places_ && bytes_ + bytes <= most_bytes); });
    places_.push_back({std::move(incoming), std::nullopt, bytes});
    bytes_ += bytes;
    has_work_.notify_one();
  }

  void end_of_source() {
    const std::lock_guard lock(mutex_);
    is_dry_ = true;
    has_work_.notify_all();
    front_is_done_.notify_one();
  }

  // Null when there will be no more work. A place stays where it is until it is done: std::deque moves no element
  // when it grows or shrinks at its ends.
  Place* take() {
    std::unique_lock lock(mutex_);
    has_work_.wait(lock, [&] { return taken_ < places_.size() || is_dry_; });
    return taken_ < places_.size() ? &places_[taken_++] : nullptr;
  }

  void done(Place& place, Outgoing outgoing) {
    const std::lock_guard lock(mutex_);
    place.outgoing = std::move(outgoing);
    if (&place == &places_.front()) {
      front_is_done_.notify_one();
    }
  }

  struct Front {
    Outgoing outgoing;
    bool more_waits = false;
  };

  std::optional<Front> pop() {
    std::unique_lock lock(mutex_);
    front_is_done_.wait(lock, [&] { return places_.empty() ? is_dry_ : places_.front().outgoing.has_value(); });
    if (places_.empty()) {
      return std::nullopt;
    }
    Front front{std::move(*places_.front().outgoing)};
    bytes_ -= places_.front().bytes;
    places_.pop_front();
    --taken_;
    front.more_waits = !places_.empty() && places_.front().outgoing.has_value();
    has_room_.notify_one();
    return front;
  }

 private:
  const std::size_t most_places_;
  std::mutex mutex_;
  std::condition_variable has_room_;
  std::condition_variable has_work_;
  std::condition_variable front_is_done_;
  std::deque<Place> places_;
  std::size_t taken_ = 0;  // places, from the front, that a worker has or had
  std::size_t bytes_ = 0;
  bool is_dry_ = false;
};

void fill(Window& window, const Conveyor& conveyor) {
  while (auto incoming = conveyor.source()) {
    window.put(std::move(*incoming));
  }
  window.end_of_source();
}

void serve(Window& window, const Conveyor& conveyor) {
  while (Place* place = window.take()) {
    window.done(*place, conveyor.work(std::move(*place->incoming)));
  }
}

void run_on_this_thread(const Conveyor& conveyor) {
  while (auto incoming = conveyor.source()) {
    conveyor.target(conveyor.work(std::move(*incoming)), false);
  }
}

}  // namespace

void run(const Conveyor& conveyor, unsigned threads) {
  if (threads <= 1) {
    run_on_this_thread(conveyor);
    return;
  }
  Window window(threads);
  std::vector<std::jthread> workers;
  workers.reserve(threads + 1);
  workers.emplace_back(fill, std::ref(window), std::cref(conveyor));
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back(serve, std::ref(window), std::cref(conveyor));
  }
  while (auto front = window.pop()) {
    conveyor.target(std::move(front->outgoing), front->more_waits);
  }
}

}  // namespace detente::cli
