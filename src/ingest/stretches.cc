#include "ingest/stretches.h"

#include <algorithm>
#include <utility>

#include "ingest/lettering.h"
#include "ingest/line_kinds.h"
#include "ingest/page_shapes.h"

namespace detente::ingest {

namespace {

class Cutter {
 public:
  Cutter(const PageTree& page, const std::vector<bool>& left_out, const std::vector<bool>& in_data_table)
      : page_(page), left_out_(left_out), in_data_table_(in_data_table), lines_(1) {}

  std::vector<Stretch> cut() {
    std::vector<NodeId> open;  // block elements and links around the node
    NodeId link_end = 0;
    for (NodeId id = 0; id < page_.size(); ++id) {
      while (!open.empty() && page_[open.back()].end <= id) {
        open.pop_back();
        flush(open.empty() ? 0 : open.back());
      }
      if (left_out_[id]) {
        continue;
      }
      if (page_[id].is_text) {
        append_text(id, id < link_end);
        continue;
      }
      const GumboTag tag = page_[id].tag();
      link_end = tag == GUMBO_TAG_A ? std::max(link_end, page_[id].end) : link_end;
      if (shape_of(tag) == Shape::line_break) {
        append_break(open.empty() ? 0 : open.back());
      } else if (in_data_table_[id] && tag != GUMBO_TAG_TR && tag != GUMBO_TAG_CAPTION && tag != GUMBO_TAG_TABLE) {
        append_normalised(" ", lines_.back().text);  // cells of one row
      } else if (shape_of(tag) == Shape::block) {
        flush(id);
        open.push_back(id);
      }
    }
    flush(0);
    return std::move(stretches_);
  }

 private:
  void append_text(NodeId id, bool in_link) {
    Stretch& line = lines_.back();
    const std::size_t before = line.text.size();
    append_normalised(page_.text(id), line.text);
    const std::size_t added = line.text.size() - before;
    line.link_bytes += in_link ? added : 0;
    if (!trimmed(page_.text(id)).empty()) {
      breaks_ = 0;
    }
  }

  // One <br> ends a line, a second one the paragraph.
  void append_break(NodeId element) {
    if (++breaks_ >= 2) {
      flush(element);
      return;
    }
    lines_.push_back({{}, 0, lines_.back().element});
  }

  // Ends the stretch; the next one lies in `element`. Lines belong together unless one is a byline or the like.
  void flush(NodeId element) {
    bool joins = false;
    for (Stretch& line : lines_) {
      line.text = trimmed(line.text);
      if (line.text.empty()) {
        continue;
      }
      const bool alone = lines_.size() > 1 && kind_of_line(line.text).has_value();
      if (joins && !alone) {
        stretches_.back().text += " " + line.text;
        stretches_.back().link_bytes += line.link_bytes;
      } else {
        stretches_.push_back(std::move(line));
      }
      joins = !alone;
    }
    lines_.assign(1, {{}, 0, element});
    breaks_ = 0;
  }

  const PageTree& page_;
  const std::vector<bool>& left_out_;
  const std::vector<bool>& in_data_table_;
  std::vector<Stretch> stretches_;
  std::vector<Stretch> lines_;  // of the stretch being read
  int breaks_ = 0;
};

}  // namespace

double link_share(const Stretch& stretch) {
  return stretch.text.empty() ? 0
                              : static_cast<double>(stretch.link_bytes) / static_cast<double>(stretch.text.size());
}

double weight_of(const Stretch& stretch) {
  constexpr std::size_t least = 40;
  constexpr std::size_t surely = 120;
  constexpr double most_links = 0.5;
  const std::size_t size = stretch.text.size();
  const bool prose = size >= surely || (size >= least && ends_as_sentence(stretch.text));
  return prose && link_share(stretch) <= most_links ? static_cast<double>(size - stretch.link_bytes) : 0;
}

std::vector<Stretch> stretches_of(const PageTree& page, const std::vector<bool>& left_out,
                                  const std::vector<bool>& in_data_table) {
  return Cutter(page, left_out, in_data_table).cut();
}

}  // namespace detente::ingest
