// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/secret.h"
#include "domain/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// 索引のページ: the search keys of some cards in locked memory, with an index over their letters. Made once,
/// never changed.
namespace junkai::storage::directory {

enum class KeyKind : std::uint8_t { Name = 1, Reading, Address, Phone };

/// A card that a word matches, and how.
struct Match {
    std::uint32_t card = 0;
    KeyKind kind = KeyKind::Name;
    /// 0 the whole key, 1 its beginning, 2 a part.
    std::uint8_t rank = 0;
};

struct PageCard {
    domain::CardId card;
    domain::UnitId unit;
    std::uint32_t serial = 0;
};

class Page {
public:
    const std::vector<PageCard>& cards() const { return cards_; }

    /// Keys of that kind that contain the folded word. A reading of one or two kana must begin with it, or
    /// every short word would match half of the beat.
    void find(KeyKind kind, std::string_view word, std::vector<Match>& out) const;

    void find_serial(std::uint32_t serial, std::vector<Match>& out) const;

    /// Bytes of locked memory.
    std::size_t size() const { return letters_.size() + grams_.size(); }

private:
    friend class PageBuilder;

    struct Key {
        std::uint32_t offset;
        std::uint16_t size;
        KeyKind kind;
        std::uint32_t card;
    };

    std::string_view text(const Key& key) const;

    std::vector<PageCard> cards_;
    std::vector<Key> keys_;
    crypto::SecretBuffer letters_;
    /// Sorted 64-bit words: kind, two letters, number of the key. A letter alone is a pair with nothing.
    crypto::SecretBuffer grams_;
};

class PageBuilder {
public:
    explicit PageBuilder(std::size_t cards);
    ~PageBuilder();
    PageBuilder(const PageBuilder&) = delete;
    PageBuilder& operator=(const PageBuilder&) = delete;

    void add_card(const PageCard& card);
    /// A folded key of the last card; empty ones are left out, endless ones cut.
    void add_key(KeyKind kind, std::string_view key);

    Page build();

private:
    Page page_;
    std::string letters_;
    std::vector<std::uint64_t> grams_;
};

}  // namespace junkai::storage::directory
