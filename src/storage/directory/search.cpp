// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/directory.h"

#include <algorithm>
#include <span>

namespace junkai::storage {

using directory::CardAt;
using directory::Fit;
using directory::KeyKind;
using directory::Needle;
using directory::Page;
using domain::BeatId;

namespace {

/// What several words together collect before ranking; more would only cost time, since the caller shows far
/// fewer.
constexpr std::size_t kMostCollected = 2000;
/// So many are looked for where some of them may be gone.
constexpr std::size_t kMostWithDoubt = 200;
/// Persons before addresses.
constexpr int kRankOfAddress = 4;

using Word = std::vector<Needle>;

int rank_of(const Needle& needle, Fit fit)
{
    return static_cast<int>(fit) + (needle.kind == KeyKind::Address ? kRankOfAddress : 0);
}

/// The best rank of a card over all meanings of a word; none when no meaning fits.
std::optional<int> rank_of(const Page& page, Page::Asked& card, const Word& word)
{
    std::optional<int> best;
    for (const Needle& needle : word) {
        // Persons come first, so nothing better can follow.
        if (best && *best < rank_of(needle, Fit::Whole)) break;
        const auto fit = page.fit_of(needle, card);
        if (fit && (!best || rank_of(needle, *fit) < *best)) best = rank_of(needle, *fit);
    }
    return best;
}

}  // namespace

/// One search under way over all pages of its area.
class Directory::Search {
public:
    Search(const SearchArea& area,
           std::span<const Known> beats,
           const directory::Query& query,
           std::size_t most)
        : area_(area), most_(most)
    {
        for (const directory::QueryWord& word : query.words)
            words_.push_back(directory::needles_of(word));
        for (const Known& known : beats)
            add(known);
        seen_.resize(cards_);
    }

    std::vector<Candidate> run()
    {
        if (words_.size() == 1)
            find_word(words_.front());
        else
            for (const Part& part : parts_)
                find_words(part);
        std::ranges::stable_sort(found_, {}, &Found::rank);
        std::vector<Candidate> out;
        out.reserve(std::min(most_, found_.size()));
        for (const Found& found : std::span(found_).first(std::min(most_, found_.size()))) {
            const Part& part = parts_[found.part];
            const directory::PageCard& card = (*part.page)->card(found.at);
            out.push_back({.card = card.card,
                           .unit = card.unit,
                           .beat = part.known->beat,
                           .rank = found.rank,
                           .page = *part.page,
                           .at = found.at,
                           .is_current = part.known->is_current});
        }
        return out;
    }

private:
    /// A page of a beat.
    struct Part {
        const Known* known;
        const PageRef* page;
        std::size_t place;
        bool units_only;
        std::size_t first_card;
    };

    struct Found {
        std::uint32_t part;
        CardAt at;
        int rank;
    };

    void add(const Known& known)
    {
        const bool whole = is_whole(known.beat);
        const auto part = [&](const PageRef& page, std::size_t place) {
            parts_.push_back({&known, &page, place, !whole, cards_});
            cards_ += page->count();
        };
        part(known.pages->base, 0);
        for (std::size_t i = 0; i < known.pages->later.size(); ++i)
            part(known.pages->later[i], i + 1);
        // What rows say no to must not leave a gap.
        if (!known.is_current) most_ = std::max(most_, kMostWithDoubt);
    }

    bool is_whole(BeatId beat)
    {
        // Beats come in the area's own order, so the next one is nearly always the one.
        while (next_whole_ < area_.beats.size() && area_.beats[next_whole_] != beat)
            ++next_whole_;
        return next_whole_ < area_.beats.size();
    }

    /// Rank by rank through all pages until there is enough, so that a broad word costs no more than what is
    /// shown of it. A better fit that is met early keeps its rank.
    void find_word(const Word& word)
    {
        for (const bool addresses : {false, true})
            for (const Fit fit : directory::kFits)
                for (const Needle& needle : word) {
                    if ((needle.kind == KeyKind::Address) != addresses) continue;
                    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
                        if (needle.is_pair)
                            take_pair(i, needle, fit);
                        else
                            take_long(i, needle, fit);
                        if (found_.size() >= most_) return;
                    }
                }
    }

    void take_pair(std::uint32_t part, const Needle& needle, Fit fit)
    {
        const Page::Lists lists = page_of(part).candidates(needle);
        for (const CardAt at : lists[static_cast<std::size_t>(fit)])
            offer(part, at, rank_of(needle, fit));
    }

    void take_long(std::uint32_t part, const Needle& needle, Fit fit)
    {
        const Page& page = page_of(part);
        if (fit == Fit::Whole) {
            if (needle.kind == KeyKind::Reading) take(part, needle, fit, page.whole_readings(needle));
        } else if (fit == Fit::Begins) {
            take(part, needle, fit, page.beginners(needle));
        } else {
            for (const auto& list : page.candidates(needle))
                take(part, needle, fit, list);
        }
    }

    void take(std::uint32_t part, const Needle& needle, Fit worst, std::span<const CardAt> candidates)
    {
        for (const CardAt at : candidates) {
            if (seen_[parts_[part].first_card + at]) continue;
            asked_.at = at;
            asked_.is_decoded = false;
            const auto fit = page_of(part).fit_of(needle, asked_);
            if (!fit || *fit > worst) continue;
            offer(part, at, rank_of(needle, *fit));
            if (found_.size() >= most_) return;
        }
    }

    /// What is a candidate of every word is asked for all of them.
    void find_words(const Part& part)
    {
        const Page& page = **part.page;
        std::vector<std::uint8_t> words_met(page.count());
        for (std::size_t nth = 0; nth < words_.size(); ++nth) {
            std::size_t count = 0;
            for (const Needle& needle : words_[nth])
                for (const auto& list : page.candidates(needle))
                    for (const CardAt at : list)
                        if (words_met[at] == nth) {
                            words_met[at] = static_cast<std::uint8_t>(nth + 1);
                            ++count;
                        }
            if (count == 0) return;
        }
        const auto number = static_cast<std::uint32_t>(&part - parts_.data());
        for (std::size_t at = 0; at < words_met.size() && found_.size() < kMostCollected; ++at)
            if (words_met[at] == words_.size()) ask(number, static_cast<CardAt>(at));
    }

    void ask(std::uint32_t part, CardAt at)
    {
        asked_.at = at;
        asked_.is_decoded = false;
        int sum = 0;
        for (const Word& word : words_) {
            const auto rank = rank_of(page_of(part), asked_, word);
            if (!rank) return;
            sum += *rank;
        }
        offer(part, at, sum);
    }

    void offer(std::uint32_t number, CardAt at, int rank)
    {
        const Part& part = parts_[number];
        if (seen_[part.first_card + at]) return;
        seen_[part.first_card + at] = true;
        const directory::PageCard& card = (*part.page)->card(at);
        const Beat& pages = *part.known->pages;
        if (!pages.later.empty() && !pages.stands(part.place, card.card)) return;
        if (part.units_only && std::ranges::find(area_.units, card.unit) == area_.units.end()) return;
        found_.push_back({number, at, rank});
    }

    const Page& page_of(std::uint32_t part) const { return **parts_[part].page; }

    const SearchArea& area_;
    std::size_t most_;
    std::size_t next_whole_ = 0;
    std::vector<Word> words_;
    std::vector<Part> parts_;
    std::size_t cards_ = 0;
    std::vector<bool> seen_;
    std::vector<Found> found_;
    Page::Asked asked_;
};

std::vector<Candidate>
Directory::search(Scope& scope, const SearchArea& area, const directory::Query& query, std::size_t most)
{
    if (query.words.empty()) return {};
    std::vector<BeatId> beats = area.beats;
    for (const BeatId beat : area.beats_of_units)
        if (std::ranges::find(area.beats, beat) == area.beats.end()) beats.push_back(beat);
    std::shared_ptr<const Snapshot> pages;
    const std::vector<Known> known = beats_now(scope, beats, pages);
    return Search(area, known, query, most).run();
}

}  // namespace junkai::storage
