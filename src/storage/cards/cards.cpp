// SPDX-License-Identifier: Apache-2.0
#include "storage/cards/cards.h"

#include "base/text/sort.h"
#include "domain/cards/index.h"
#include "sql/cards.h"
#include "sql/places.h"
#include "storage/cards/content_cell.h"
#include "storage/cards/search_cell.h"
#include "storage/cards/tag.h"
#include "storage/rows.h"

#include <algorithm>
#include <set>

namespace junkai::storage {

using domain::BeatId;
using domain::CardId;
using domain::CardNo;
using domain::code_of;
using domain::OfficerId;
using domain::StationId;
using domain::UnitId;
using domain::VisitId;
using domain::cards::BinderClass;
using domain::cards::CardState;
using domain::cards::FormVersion;
using domain::cards::HouseholdCard;
using domain::cards::IndexRow;
using domain::cards::Route;
using domain::cards::WrittenBy;
using domain::places::Dwelling;

namespace {

crypto::KeyRef key_at(const db::Row& row, int column)
{
    return {static_cast<std::uint64_t>(row.integer(column))};
}

Personal<Bytes> content_of(const HouseholdCard& card)
{
    return cards::encode({.version = card.version,
                          .content = card.content,
                          .provenance = card.provenance,
                          .corrections = card.corrections});
}

void take_content(HouseholdCard& card, cards::CardContentCell cell, int version)
{
    if (cell.version != version) throw CryptoError("the content of a card is that of another version");
    card.version = version;
    card.content = std::move(cell.content);
    card.provenance = std::move(cell.provenance);
    card.corrections = std::move(cell.corrections);
}

}  // namespace

std::optional<CardPlace> Cards::find_place(db::Transaction& transaction, StationId station, CardId card)
{
    return transaction.find(sql::cards::kFindCardPlace, {station, card}, [](const db::Row& row) {
        return CardPlace{.unit = row.id<UnitId>(0),
                         .beat = row.id<BeatId>(1),
                         .state = code_at<CardState>(row, 2),
                         .form = code_at<FormVersion>(row, 4),
                         .version = static_cast<int>(row.integer(3))};
    });
}

std::uint32_t Cards::take_serials(std::uint32_t count)
{
    const auto next = scope_.transaction.find(sql::cards::kTakeCardNumbers,
                                              {scope_.station, count},
                                              [](const db::Row& row) { return row.integer(0); });
    if (!next || *next - 1 > CardNo::kMaxSerial) throw StorageError("a station ran out of card numbers");
    return static_cast<std::uint32_t>(*next - count);
}

std::int64_t Cards::raise_version(BeatId beat)
{
    const auto version = scope_.transaction.find(sql::cards::kRaiseDirectoryVersion,
                                                 {scope_.station, beat},
                                                 [](const db::Row& row) { return row.integer(0); });
    invariant(version.has_value(), "a card was stored in a beat that is not there");
    return *version;
}

/// What a card's two rows hold beside its plain facts.
struct Cards::Sealed {
    crypto::KeyRef key;
    std::string number;
    IndexRow index;
    Bytes tag_cell;
    Bytes content_cell;
    Bytes search_cell;
};

Cards::Sealed Cards::seal(const NewCard& fresh)
{
    const HouseholdCard& card = fresh.card;
    invariant(card.visit.has_value() && card.station == scope_.station, "a card without its visit");
    const crypto::KeyRef key = scope_.sealer.take_key();
    Uuid tag;
    scope_.random.fill(tag.bytes);
    const Personal<Bytes> content = content_of(card);
    const Personal<Bytes> search = cards::encode_search_cell(card);
    return {
        .key = key,
        .number = card.number.str(),
        .index = domain::cards::index_row(card, fresh.dwelling),
        .tag_cell = cards::seal_tag(scope_.sealer, key, card.id, tag),
        .content_cell = scope_.sealer.seal(
            key, cards::content_place(card.id.uuid()), content.reveal(), crypto::Padding::Record),
        .search_cell = scope_.sealer.seal(
            key, cards::search_place(card.id.uuid()), search.reveal(), crypto::Padding::Text),
    };
}

DirectoryChange Cards::add(const NewCard& fresh)
{
    const HouseholdCard& card = fresh.card;
    const Sealed sealed = seal(fresh);
    std::vector<db::Value> row;
    put_card_row(row, fresh, sealed);
    scope_.transaction.execute(sql::cards::kInsertCard, std::span<const db::Value>(row));
    // 5-3(1): no card without its index row.
    row.clear();
    put_index_row(row, fresh, sealed);
    scope_.transaction.execute(sql::cards::kInsertCardIndex, std::span<const db::Value>(row));
    scope_.transaction.execute(sql::cards::kPutCardOfUnit, {scope_.station, card.unit, card.id});
    scope_.transaction.execute(sql::places::kAddToBeatCounter, {scope_.station, fresh.beat, 0, 0, 1});
    return {fresh.beat, raise_version(fresh.beat), card.id};
}

void Cards::add_all(std::span<const NewCard* const> fresh)
{
    std::vector<Sealed> sealed;
    sealed.reserve(fresh.size());
    std::vector<db::Value> rows;
    std::vector<db::Value> index_rows;
    std::set<BeatId> beats;
    for (const NewCard* one : fresh) {
        sealed.push_back(seal(*one));
        put_card_row(rows, *one, sealed.back());
        put_index_row(index_rows, *one, sealed.back());
        beats.insert(one->beat);
    }
    scope_.transaction.bulk(sql::cards::kInsertCards, rows);
    // 5-3(1): no card without its index row.
    scope_.transaction.bulk(sql::cards::kInsertCardIndexes, index_rows);
    for (const BeatId& beat : beats)
        raise_version(beat);
}

void Cards::put_card_row(std::vector<db::Value>& out, const NewCard& fresh, const Sealed& sealed) const
{
    const HouseholdCard& card = fresh.card;
    std::optional<std::string_view> guide;
    if (!card.guide_language.empty()) guide = card.guide_language;
    out.insert(out.end(),
               {scope_.station,
                card.id,
                card.unit,
                fresh.beat,
                sealed.number,
                code_of(card.state),
                code_of(card.route),
                card.version,
                code_of(card.form),
                fresh.ruleset,
                code_of(card.written_by),
                code_of(sealed.index.binder),
                *card.visit,
                card.created_by,
                card.notice_shown_at,
                guide,
                card.created_on,
                card.created_on,
                fresh.retention_ends_on,
                card.created_at,
                static_cast<std::int64_t>(sealed.key.number),
                sealed.tag_cell,
                sealed.content_cell});
}

void Cards::put_index_row(std::vector<db::Value>& out, const NewCard& fresh, const Sealed& sealed) const
{
    const HouseholdCard& card = fresh.card;
    out.insert(out.end(),
               {scope_.station,
                card.id,
                fresh.beat,
                card.unit,
                sealed.index.entered_on,
                sealed.index.corrected_on,
                static_cast<std::int64_t>(sealed.key.number),
                sealed.search_cell});
}

StoredCard Cards::read(const db::Row& row)
{
    const auto id = row.id<CardId>(0);
    const crypto::KeyRef key = key_at(row, 19);
    HouseholdCard card{.id = id,
                       .station = scope_.station,
                       .unit = row.id<UnitId>(1),
                       .number = checked_at<CardNo>(row, 3),
                       .form = code_at<FormVersion>(row, 7),
                       .state = code_at<CardState>(row, 4),
                       .route = code_at<Route>(row, 5),
                       .written_by = code_at<WrittenBy>(row, 9),
                       .notice_shown_at = row.instant(13),
                       .visit = maybe_id<VisitId>(row, 11),
                       .created_on = row.date(15),
                       .created_at = row.instant(18),
                       .created_by = row.id<OfficerId>(12),
                       .guide_language = row.is_null(14) ? std::string() : string_at(row, 14)};
    const auto content = scope_.sealer.open(key, cards::content_place(id.uuid()), row.bytes(21));
    take_content(card, cards::decode_card_content(content.reveal()), static_cast<int>(row.integer(6)));
    return {.card = std::move(card),
            .beat = row.id<BeatId>(2),
            .binder = code_at<BinderClass>(row, 10),
            .ruleset = string_at(row, 8),
            .confirmed_on = row.date(16),
            .retention_ends_on = row.date(17),
            .key = key,
            .tag = cards::open_tag(scope_.sealer, key, id, row.bytes(20))};
}

std::optional<StoredCard> Cards::find(CardId id)
{
    return scope_.transaction.find(
        sql::cards::kFindCard, {scope_.station, id}, [&](const db::Row& row) { return read(row); });
}

std::optional<StoredCard> Cards::find_version(CardId id, int version)
{
    auto card = find(id);
    if (!card || card->card.version == version) return card;
    const auto cell = scope_.transaction.find(
        sql::cards::kFindCardVersion, {scope_.station, id, version}, [&](const db::Row& row) {
            const auto opened = scope_.sealer.open(card->key, cards::version_place(id.uuid()), row.bytes(0));
            return cards::decode_card_content(opened.reveal());
        });
    if (!cell) return std::nullopt;
    take_content(card->card, *cell, version);
    return card;
}

DirectoryChange
Cards::put_correction(const StoredCard& before, const HouseholdCard& after, const Dwelling& dwelling)
{
    const CardId id = after.id;
    const IndexRow index = domain::cards::index_row(after, dwelling);
    // The cell is bound to its column, so what moves to the history is sealed anew.
    const Personal<Bytes> old_content = content_of(before.card);
    const Bytes old_cell = scope_.sealer.seal(
        before.key, cards::version_place(id.uuid()), old_content.reveal(), crypto::Padding::Record);
    scope_.transaction.execute(sql::cards::kInsertCardVersion,
                               {scope_.station, id, before.card.version, scope_.now, old_cell});
    const Personal<Bytes> content = content_of(after);
    const Bytes content_cell = scope_.sealer.seal(
        before.key, cards::content_place(id.uuid()), content.reveal(), crypto::Padding::Record);
    const std::int64_t changed = scope_.transaction.execute(
        sql::cards::kPutCorrectedCard,
        {scope_.station, id, after.version, after.corrections.back().on, content_cell, before.card.version});
    if (changed != 1) throw StorageError("a card was corrected twice at once");
    const Personal<Bytes> search = cards::encode_search_cell(after);
    const Bytes search_cell = scope_.sealer.seal(
        before.key, cards::search_place(id.uuid()), search.reveal(), crypto::Padding::Text);
    const std::int64_t followed = scope_.transaction.execute(
        sql::cards::kPutCorrectedIndex, {scope_.station, before.beat, id, index.corrected_on, search_cell});
    if (followed != 1) throw StorageError("a card has no index row");
    return {before.beat, raise_version(before.beat), id};
}

std::vector<StoredIndexRow> Cards::list_index(BeatId beat, IndexOrder order)
{
    std::vector<StoredIndexRow> out;
    cards::SearchCell cell;
    scope_.transaction.query(sql::cards::kListCardIndex, {scope_.station, beat}, [&](const db::Row& row) {
        const auto id = row.id<CardId>(0);
        const crypto::KeyRef key = key_at(row, 4);
        const auto opened = scope_.sealer.open(key, cards::search_place(id.uuid()), row.bytes(5));
        cards::decode_search_cell(opened.reveal(), cell);
        out.push_back({.card = id,
                       .number = CardNo::of_serial(cell.serial),
                       .unit = row.id<UnitId>(1),
                       .binder = code_at<BinderClass>(row, 8),
                       .form = code_at<FormVersion>(row, 7),
                       .name = PersonalText(std::string(cell.name)),
                       .kana = PersonalText(std::string(cell.kana)),
                       .town = string_at(row, 9),
                       .address = string_at(row, 10),
                       .room = string_at(row, 11),
                       .entered_on = row.date(2),
                       .corrected_on = row.maybe(3, &db::Row::date),
                       .tag = cards::open_tag(scope_.sealer, key, id, row.bytes(6))});
    });
    if (order == IndexOrder::Address) return out;
    std::vector<std::pair<PersonalText, std::size_t>> keys;
    for (std::size_t i = 0; i < out.size(); ++i)
        keys.emplace_back(kana_sort_key(out[i].kana.reveal(), out[i].name.reveal()), i);
    std::ranges::stable_sort(
        keys, [](const auto& a, const auto& b) { return a.first.reveal() < b.first.reveal(); });
    std::vector<StoredIndexRow> sorted;
    sorted.reserve(out.size());
    for (const auto& [key, at] : keys)
        sorted.push_back(std::move(out[at]));
    return sorted;
}

}  // namespace junkai::storage
