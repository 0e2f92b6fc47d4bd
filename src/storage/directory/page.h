// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/secret.h"
#include "storage/directory/grams.h"
#include "storage/directory/scratch.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// 索引のページ: the opened search cells of some cards in locked memory, with an index over the letters of
/// their keys. Made once, never changed.
namespace junkai::storage::directory {

struct PageCard {
    domain::CardId card;
    domain::UnitId unit;
};

/// A card's number within its page.
using CardAt = std::uint16_t;

class Page {
public:
    static constexpr std::size_t kMostCards = 65'535;

    std::size_t count() const { return cards_.size(); }

    const PageCard& card(CardAt at) const { return cards_[at]; }

    /// All views go into the page.
    BytesView cell(CardAt at) const { return bytes_of(text(where_[at].cell, where_[at].cell_size)); }

    void read_cell(CardAt at, cards::SearchCell& into) const;
    /// Town, address and room as they are written.
    PlaceText place(CardAt at) const;
    std::string_view address_key(CardAt at) const;

    /// The cards of a pair by how they fit it; a card may stand in several lists.
    using Lists = std::array<std::span<const CardAt>, 3>;

    Lists lists(Gram gram) const;

    /// All cards that may fit, by the word's rarest pair. For a word that is one pair the lists are exact.
    Lists candidates(const Needle& needle) const;

    /// The cards that may fit as a beginning, the whole key included.
    std::span<const CardAt> beginners(const Needle& needle) const;

    /// The cards whose reading may be just the word.
    std::span<const CardAt> whole_readings(const Needle& needle) const;

    /// How the card fits, asked of its own keys. `cell` is the card's, decoded at the first need.
    struct Asked {
        CardAt at = 0;
        bool is_decoded = false;
        cards::SearchCell cell = {};
    };

    std::optional<Fit> fit_of(const Needle& needle, Asked& card) const;

    /// The random tag of a card, once somebody has opened it.
    std::optional<Uuid> tag(CardAt at) const;
    void remember_tag(CardAt at, const Uuid& tag) const;

    /// Bytes of locked memory.
    std::size_t size() const { return memory_.size(); }

private:
    friend class PageBuilder;

    /// Where the texts of a card stand, one after another: address key, address, room; the town is shared
    /// with the cards before.
    struct Texts {
        std::uint32_t cell = 0;
        std::uint32_t place = 0;
        std::uint32_t town = 0;
        std::uint16_t cell_size = 0;
        std::uint16_t key_size = 0;
        std::uint16_t address_size = 0;
        std::uint16_t room_size = 0;
        std::uint16_t town_size = 0;
    };

    std::string_view text(std::size_t at, std::size_t size) const { return texts_.substr(at, size); }

    std::vector<PageCard> cards_;
    std::vector<Texts> where_;
    unsigned bucket_shift_ = 0;

    /// One piece of locked memory with everything below in it.
    crypto::SecretBuffer memory_;
    /// Pairs of letters with where they stand in their key, by bucket; the cards of pair i are
    /// postings_[starts_[i]] to postings_[starts_[i + 1]].
    std::span<const Gram> grams_;
    std::span<const std::uint32_t> starts_;
    std::span<const std::uint32_t> buckets_;
    std::span<std::byte> tags_;
    std::span<const CardAt> postings_;
    std::string_view texts_;

    /// Tags are opened only for cards that were shown.
    struct TagMarks {
        explicit TagMarks(std::size_t cards) : known(cards) {}

        std::mutex write;
        std::vector<std::atomic<bool>> known;
    };

    std::unique_ptr<TagMarks> tag_marks_;
};

class PageBuilder {
public:
    explicit PageBuilder(std::size_t cards);

    /// A card with its opened cell, which was decoded already, and the key of its address.
    void add(const PageCard& card,
             BytesView cell,
             const cards::SearchCell& decoded,
             const PlaceText& place,
             std::string_view address_key);

    Page build();

private:
    struct Slot {
        Gram gram = 0;  ///< with its fit; 0 for an empty slot
        std::uint32_t number = 0;
        std::uint32_t last_card = 0;  ///< counted from 1
    };

    std::uint32_t add_text(std::string_view text);
    void add_key(KeyKind kind, std::string_view key);
    void add_gram(Gram gram, Fit fit);
    Slot& slot_of(Gram gram);
    void grow();

    Page page_;
    ScratchVector<char> texts_;
    /// All pairs seen, by hash; how often each; and each meeting of a pair with a card in the cards' order.
    ScratchVector<Slot> slots_;
    ScratchVector<std::uint32_t> counts_;
    ScratchVector<std::uint64_t> meetings_;
    std::uint32_t town_at_ = 0;
    std::uint16_t town_size_ = 0;
};

}  // namespace junkai::storage::directory
