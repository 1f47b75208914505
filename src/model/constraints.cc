#include "model/constraints.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <string_view>
#include <vector>

namespace detente::model {

namespace {

template <std::size_t size>
bool one_of(std::string_view word, const std::array<std::string_view, size>& sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

constexpr std::array<std::string_view, 17> particles{"across", "along",   "apart",    "around",  "aside", "away",
                                                     "back",   "down",    "forth",    "forward", "off",   "out",
                                                     "over",   "through", "together", "under",   "up"};
static_assert(std::is_sorted(particles.begin(), particles.end()));

// Not those that begin a number: "about 60 activists", "at least ten", "up to 400 people", "over 110 others".
constexpr std::array<std::string_view, 16> openers{"against", "and",  "as",  "between", "but", "by",   "for", "from",
                                                   "in",      "into", "nor", "of",      "or",  "than", "to",  "with"};
static_assert(std::is_sorted(openers.begin(), openers.end()));

// Articles, and what follows a subject: "Clark later said", "the official has".
constexpr std::array<std::string_view, 19> followers{
    "a",     "already",   "also", "an",       "are", "earlier", "had", "has",  "have", "is",
    "later", "meanwhile", "no",   "recently", "the", "then",    "was", "were", "who"};
static_assert(std::is_sorted(followers.begin(), followers.end()));

bool is_mark(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x80 && std::ispunct(byte) != 0;
  });
}

bool has_content(const SentenceView& view, WordSpan span) {
  for (std::uint32_t i = span.begin; i < span.end; ++i) {
    const WordView& word = view.words[i];
    if (!word.function_word && !one_of(word.lower, particles) && !one_of(word.lower, openers) &&
        !is_mark(word.lower)) {
      return true;
    }
  }
  return false;
}

WordSpan trimmed(const SentenceView& view, WordSpan span) {
  const auto opens = [&](std::uint32_t i) {
    return one_of(view.words[i].lower, openers) || is_mark(view.words[i].lower);
  };
  while (span.begin < span.end && opens(span.begin)) {
    ++span.begin;
  }
  const auto hangs = [&](std::uint32_t i) { return opens(i) || one_of(view.words[i].lower, followers); };
  while (span.begin < span.end && hangs(span.end - 1)) {
    --span.end;
  }
  return span;
}

void join_particles(std::vector<EventReading>& events, const SentenceView& view) {
  for (EventReading& event : events) {
    const WordSpan words = event.trigger.words;
    if (has_content(view, words)) {
      continue;
    }
    const auto before = std::find_if(events.begin(), events.end(), [&](const EventReading& other) {
      return other.trigger.words.end == words.begin && !words.overlaps(other.trigger.words);
    });
    if (before != events.end()) {
      before->trigger.words.end = words.end;
    }
  }
  std::erase_if(events, [&](const EventReading& event) { return !has_content(view, event.trigger.words); });
}

void trim_arguments(EventReading& event, const SentenceView& view) {
  for (auto& argument : event.arguments) {
    if (argument.role != Role::time && argument.role != Role::quantity) {
      argument.span.words = trimmed(view, argument.span.words);
    }
  }
  std::erase_if(event.arguments,
                [](const auto& argument) { return argument.span.words.begin == argument.span.words.end; });
}

}  // namespace

void constrain(SentenceReading& reading, const SentenceView& view) {
  join_particles(reading.events, view);
  for (EventReading& event : reading.events) {
    trim_arguments(event, view);
  }
  for (StatementReading& statement : reading.statements) {
    if (!statement.speaker) {
      continue;
    }
    statement.speaker->words = trimmed(view, statement.speaker->words);
    if (statement.speaker->words.begin == statement.speaker->words.end) {
      statement.speaker.reset();
    }
  }
}

}  // namespace detente::model
