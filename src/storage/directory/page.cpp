// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/page.h"

#include "base/errors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace junkai::storage::directory {

namespace {

constexpr unsigned kFitBits = 2;
constexpr Gram kFitMask = (Gram{1} << kFitBits) - 1;
constexpr std::size_t kPairsOfBucket = 4;
/// Longer keys are cut: nobody types so much.
constexpr std::size_t kLongestKey = 1000;
constexpr std::size_t kTagSize = 16;
// Enough for most beats, so that little is copied while they are built.
constexpr std::size_t kTextOfCard = 320;
constexpr std::size_t kMeetingsOfCard = 80;
constexpr std::size_t kSlotsOfCard = 8;

Gram with_fit(Gram gram, Fit fit)
{
    return gram << kFitBits | static_cast<Gram>(fit);
}

/// The same for all fits of a pair, so that they share a bucket.
std::uint64_t hash_of(Gram with_its_fit)
{
    return (with_its_fit >> kFitBits) * 0x9E37'79B9'7F4A'7C15;
}

bool is_inside_letter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

std::string_view cut(std::string_view key)
{
    if (key.size() <= kLongestKey) return key;
    std::size_t end = kLongestKey;
    while (is_inside_letter(key[end]))
        --end;
    return key.substr(0, end);
}

template <class Small>
Small narrow(std::size_t size)
{
    if (size > std::numeric_limits<Small>::max()) throw StorageError("a search page or cell is too large");
    return static_cast<Small>(size);
}

/// Carves a piece of memory into parts, the widest type first so that each is aligned.
class Carver {
public:
    explicit Carver(std::span<std::byte> memory) : left_(memory) {}

    template <class T>
    std::span<T> take(std::size_t count)
    {
        const auto part = left_.first(count * sizeof(T));
        left_ = left_.subspan(part.size());
        return {reinterpret_cast<T*>(part.data()), count};
    }

private:
    std::span<std::byte> left_;
};

std::optional<Fit> fit_in(std::string_view key, const Needle& needle)
{
    const void* found = memmem(key.data(), key.size(), needle.text.data(), needle.text.size());
    if (found == nullptr) return std::nullopt;
    const auto at = static_cast<const char*>(found) - key.data();
    if (at == 0) return key.size() == needle.text.size() ? Fit::Whole : Fit::Begins;
    return needle.must_begin ? std::nullopt : std::optional(Fit::Inside);
}

}  // namespace

void Page::read_cell(CardAt at, cards::SearchCell& into) const
{
    cards::decode_search_cell(cell(at), into);
}

PlaceText Page::place(CardAt at) const
{
    const Texts& texts = where_[at];
    const std::size_t address = texts.place + texts.key_size;
    return {.town = text(texts.town, texts.town_size),
            .address = text(address, texts.address_size),
            .room = text(address + texts.address_size, texts.room_size),
            .building = {}};
}

std::string_view Page::address_key(CardAt at) const
{
    return text(where_[at].place, where_[at].key_size);
}

Page::Lists Page::lists(Gram gram) const
{
    Lists out;
    if (cards_.empty()) return out;
    const std::size_t bucket = hash_of(with_fit(gram, Fit::Whole)) >> bucket_shift_;
    for (std::uint32_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i)
        if (grams_[i] >> kFitBits == gram)
            out[grams_[i] & kFitMask] = postings_.subspan(starts_[i], starts_[i + 1] - starts_[i]);
    return out;
}

Page::Lists Page::candidates(const Needle& needle) const
{
    Lists out;
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const Gram gram : needle.grams) {
        Lists here = lists(gram);
        if (needle.must_begin) here[static_cast<std::size_t>(Fit::Inside)] = {};
        const std::size_t count = here[0].size() + here[1].size() + here[2].size();
        if (count >= fewest) continue;
        fewest = count;
        out = here;
        if (count == 0) break;
    }
    return out;
}

std::span<const CardAt> Page::beginners(const Needle& needle) const
{
    // A word that begins a key begins with the pair that begins the key.
    return lists(needle.grams.front())[static_cast<std::size_t>(Fit::Begins)];
}

std::span<const CardAt> Page::whole_readings(const Needle& needle) const
{
    return lists(whole_reading_gram(needle.text))[static_cast<std::size_t>(Fit::Whole)];
}

std::optional<Fit> Page::fit_of(const Needle& needle, Asked& card) const
{
    if (needle.kind == KeyKind::Address) return fit_in(address_key(card.at), needle);
    // Most candidates of a longer word fail here, before anything is taken apart.
    const BytesView whole = cell(card.at);
    if (memmem(whole.data(), whole.size(), needle.text.data(), needle.text.size()) == nullptr)
        return std::nullopt;
    if (!card.is_decoded) read_cell(card.at, card.cell);
    card.is_decoded = true;
    if (needle.kind == KeyKind::Serial)
        return serial_gram(card.cell.serial) == needle.grams.front() ? std::optional(Fit::Whole)
                                                                     : std::nullopt;
    std::optional<Fit> best;
    const auto look = [&](std::string_view key) {
        const auto fit = fit_in(key, needle);
        if (fit && (!best || *fit < *best)) best = fit;
    };
    if (needle.kind == KeyKind::Name)
        for (const cards::NameKey& name : card.cell.names)
            look(name.key);
    else
        std::ranges::for_each(needle.kind == KeyKind::Phone ? card.cell.phones : card.cell.readings, look);
    return best;
}

std::optional<Uuid> Page::tag(CardAt at) const
{
    if (!tag_marks_->known[at].load(std::memory_order_acquire)) return std::nullopt;
    return Uuid::from_bytes(tags_.subspan(at * kTagSize, kTagSize));
}

void Page::remember_tag(CardAt at, const Uuid& tag) const
{
    const std::lock_guard lock(tag_marks_->write);
    if (tag_marks_->known[at].load(std::memory_order_relaxed)) return;
    std::ranges::copy(tag.bytes, tags_.subspan(at * kTagSize, kTagSize).begin());
    tag_marks_->known[at].store(true, std::memory_order_release);
}

PageBuilder::PageBuilder(std::size_t cards)
{
    texts_.reserve(cards * kTextOfCard);
    meetings_.reserve(cards * kMeetingsOfCard);
    slots_.resize(std::bit_ceil(std::max<std::size_t>(cards * kSlotsOfCard, 256)));
}

std::uint32_t PageBuilder::add_text(std::string_view text)
{
    const auto at = narrow<std::uint32_t>(texts_.size());
    texts_.insert(texts_.end(), text.begin(), text.end());
    return at;
}

void PageBuilder::add(const PageCard& card,
                      BytesView cell,
                      const cards::SearchCell& decoded,
                      const PlaceText& place,
                      std::string_view address_key)
{
    if (page_.cards_.size() == Page::kMostCards) throw StorageError("a beat has too many cards");
    page_.cards_.push_back(card);
    const std::string_view last_town(texts_.data() + town_at_, town_size_);
    if (place.town != last_town) {
        town_at_ = add_text(place.town);
        town_size_ = narrow<std::uint16_t>(place.town.size());
    }
    Page::Texts texts{.cell = add_text(text_of(cell)),
                      .place = add_text(address_key),
                      .town = town_at_,
                      .cell_size = narrow<std::uint16_t>(cell.size()),
                      .key_size = narrow<std::uint16_t>(address_key.size()),
                      .address_size = narrow<std::uint16_t>(place.address.size()),
                      .room_size = narrow<std::uint16_t>(place.room.size()),
                      .town_size = town_size_};
    add_text(place.address);
    add_text(place.room);
    page_.where_.push_back(texts);
    add_gram(serial_gram(decoded.serial), Fit::Whole);
    for (const cards::NameKey& name : decoded.names)
        add_key(KeyKind::Name, name.key);
    for (const std::string_view reading : decoded.readings)
        add_key(KeyKind::Reading, reading);
    for (const std::string_view phone : decoded.phones)
        add_key(KeyKind::Phone, phone);
    add_key(KeyKind::Address, address_key);
}

void PageBuilder::add_key(KeyKind kind, std::string_view key)
{
    each_gram(kind, cut(key), [&](Gram gram, Fit fit) { add_gram(gram, fit); });
}

void PageBuilder::add_gram(Gram gram, Fit fit)
{
    if (counts_.size() * 2 >= slots_.size()) grow();
    const auto card = static_cast<std::uint32_t>(page_.cards_.size());
    Slot& slot = slot_of(with_fit(gram, fit));
    if (slot.last_card == card) return;
    slot.last_card = card;
    ++counts_[slot.number];
    meetings_.push_back(std::uint64_t{slot.number} << 16 | (card - 1));
}

PageBuilder::Slot& PageBuilder::slot_of(Gram gram)
{
    const std::size_t mask = slots_.size() - 1;
    // Fits of one pair lie side by side.
    std::size_t at = (hash_of(gram) >> 32) + (gram & kFitMask);
    for (;; ++at) {
        Slot& slot = slots_[at & mask];
        if (slot.gram == gram) return slot;
        if (slot.gram != 0) continue;
        slot.gram = gram;
        slot.number = narrow<std::uint32_t>(counts_.size());
        counts_.push_back(0);
        return slot;
    }
}

void PageBuilder::grow()
{
    ScratchVector<Slot> before(slots_.size() * 2);
    before.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : before) {
        if (slot.gram == 0) continue;
        std::size_t at = (hash_of(slot.gram) >> 32) + (slot.gram & kFitMask);
        while (slots_[at & mask].gram != 0)
            ++at;
        slots_[at & mask] = slot;
    }
}

Page PageBuilder::build()
{
    const std::size_t pairs = counts_.size();
    const std::size_t cards = page_.cards_.size();
    const std::size_t buckets = std::bit_ceil(pairs / kPairsOfBucket + 2);
    page_.bucket_shift_ = static_cast<unsigned>(64 - std::countr_zero(buckets));
    page_.memory_ =
        crypto::SecretBuffer(pairs * sizeof(Gram) + (pairs + 1 + buckets + 1) * 4 + cards * kTagSize +
                                 meetings_.size() * sizeof(CardAt) + texts_.size(),
                             crypto::Lock::Preferred);
    Carver carver(page_.memory_.span());
    const auto grams = carver.take<Gram>(pairs);
    const auto starts = carver.take<std::uint32_t>(pairs + 1);
    const auto bucket_starts = carver.take<std::uint32_t>(buckets + 1);
    page_.tags_ = carver.take<std::byte>(cards * kTagSize);
    const auto postings = carver.take<CardAt>(meetings_.size());
    const auto texts = carver.take<char>(texts_.size());

    // Pairs into their buckets: count, then place.
    for (const Slot& slot : slots_)
        if (slot.gram != 0) ++bucket_starts[(hash_of(slot.gram) >> page_.bucket_shift_) + 1];
    for (std::size_t i = 1; i <= buckets; ++i)
        bucket_starts[i] += bucket_starts[i - 1];
    ScratchVector<std::uint32_t> next(bucket_starts.begin(), bucket_starts.end());
    ScratchVector<std::uint32_t> place_of(pairs);
    for (const Slot& slot : slots_) {
        if (slot.gram == 0) continue;
        const std::uint32_t at = next[hash_of(slot.gram) >> page_.bucket_shift_]++;
        grams[at] = slot.gram;
        place_of[slot.number] = at;
    }
    // Cards into the lists of their pairs, in their own order.
    for (std::size_t number = 0; number < pairs; ++number)
        starts[place_of[number] + 1] = counts_[number];
    for (std::size_t i = 1; i <= pairs; ++i)
        starts[i] += starts[i - 1];
    ScratchVector<std::uint32_t> cursor(starts.begin(), starts.end());
    for (const std::uint64_t meeting : meetings_)
        postings[cursor[place_of[meeting >> 16]]++] = static_cast<CardAt>(meeting & 0xffff);
    std::ranges::copy(texts_, texts.begin());

    page_.grams_ = grams;
    page_.starts_ = starts;
    page_.buckets_ = bucket_starts;
    page_.postings_ = postings;
    page_.texts_ = {texts.data(), texts.size()};
    page_.tag_marks_ = std::make_unique<Page::TagMarks>(cards);
    page_.cards_.shrink_to_fit();
    page_.where_.shrink_to_fit();
    return std::move(page_);
}

}  // namespace junkai::storage::directory
