// SPDX-License-Identifier: Apache-2.0
#include "storage/directory/directory.h"

#include "sql/cards.h"

#include <algorithm>
#include <deque>
#include <future>
#include <thread>

namespace junkai::storage {

using directory::Page;
using directory::SealedRows;
using domain::BeatId;
using domain::CardId;

namespace {

/// With more single cards than this they are laid into the page of the beat.
constexpr std::size_t kMostLater = 16;

}  // namespace

bool Directory::Beat::stands(std::size_t place, CardId card) const
{
    const auto at = newest.find(card);
    return place == (at == newest.end() ? 0 : at->second);
}

const Directory::Standing* Directory::find(const Snapshot& all, BeatId beat)
{
    const auto at = std::ranges::lower_bound(all, beat, {}, &Standing::beat);
    return at == all.end() || at->beat != beat ? nullptr : &*at;
}

std::shared_ptr<const Directory::Snapshot> Directory::now() const
{
    const std::lock_guard lock(mutex_);
    return snapshot_;
}

std::vector<Directory::Versioned> Directory::behind(std::span<const Versioned> wanted) const
{
    std::vector<Versioned> out;
    const auto snapshot = now();
    for (const Versioned& one : wanted) {
        const Standing* known = find(*snapshot, one.beat);
        if (known == nullptr || known->pages->version < one.version) out.push_back(one);
    }
    return out;
}

std::vector<Directory::Known>
Directory::beats_now(Scope& scope, std::span<const BeatId> beats, std::shared_ptr<const Snapshot>& snapshot)
{
    std::vector<Versioned> all;
    scope.transaction.query(sql::cards::kListDirectoryVersions, {scope.station}, [&](const db::Row& row) {
        all.push_back({row.id<BeatId>(0), row.integer(1)});
    });
    std::vector<Versioned> wanted;
    wanted.reserve(beats.size());
    for (const BeatId beat : beats) {
        const auto at = std::ranges::lower_bound(all, beat, {}, &Versioned::beat);
        if (at != all.end() && at->beat == beat) wanted.push_back(*at);
    }
    if (!behind(wanted).empty()) {
        const std::lock_guard lock(building_);
        // Another search may have built them while this one waited.
        build(scope, behind(wanted));
    }
    snapshot = now();
    std::vector<Known> out;
    out.reserve(wanted.size());
    for (const Versioned& one : wanted) {
        // Wiped since for a destruction: then nothing of it is shown, and the next search builds it.
        if (const Standing* known = find(*snapshot, one.beat))
            out.push_back({one.beat, known->pages.get(), known->pages->version == one.version});
    }
    return out;
}

void Directory::build(Scope& scope, std::span<const Versioned> wanted)
{
    const auto make = [this](const Versioned& of, const SealedRows& rows, const Sealer& sealer) {
        auto fresh = std::make_shared<Beat>();
        fresh->version = of.version;
        fresh->base = std::make_shared<Page>(rows.build(sealer));
        put(of.beat, std::move(fresh));
    };
    if (wanted.size() == 1) {
        SealedRows rows;
        rows.read_beat(scope, wanted.front().beat);
        make(wanted.front(), rows, scope.sealer);
        return;
    }
    // This thread reads, the others open and index: rows come out of a transaction one after another.
    const std::size_t helpers = std::max(1U, std::thread::hardware_concurrency());
    std::deque<std::future<void>> at_work;
    for (const Versioned& one : wanted) {
        auto rows = std::make_unique<SealedRows>();
        rows->read_beat(scope, one.beat);
        if (at_work.size() == helpers) {
            at_work.front().get();
            at_work.pop_front();
        }
        at_work.push_back(std::async(
            std::launch::async, [&make, one, &sealer = std::as_const(scope.sealer), rows = std::move(rows)] {
                make(one, *rows, sealer);
            }));
    }
    for (auto& work : at_work)
        work.get();
}

void Directory::put(BeatId beat, BeatRef fresh)
{
    const std::lock_guard lock(mutex_);
    auto next = std::make_shared<Snapshot>(*snapshot_);
    const auto at = std::ranges::lower_bound(*next, beat, {}, &Standing::beat);
    if (at == next->end() || at->beat != beat)
        next->insert(at, {beat, std::move(fresh)});
    else if (at->pages->version < fresh->version)
        at->pages = std::move(fresh);
    snapshot_ = std::move(next);
}

void Directory::follow(Scope& scope, const DirectoryChange& change)
{
    SealedRows rows;
    rows.read_card(scope, change.card);
    auto page = std::make_shared<const Page>(rows.build(scope.sealer));
    scope.transaction.after_commit([this, change, page] { apply(change, page); });
}

void Directory::apply(const DirectoryChange& change, PageRef page)
{
    const auto snapshot = now();
    const Standing* there = find(*snapshot, change.beat);
    // Out of order: the next search builds the beat anew.
    if (there == nullptr || there->pages->version + 1 != change.version) return;
    auto fresh = std::make_shared<Beat>(*there->pages);
    fresh->version = change.version;
    fresh->later.push_back(std::move(page));
    fresh->newest[change.card] = fresh->later.size();
    if (fresh->later.size() > kMostLater) {
        std::vector<const Page*> pages{fresh->base.get()};
        for (const PageRef& later : fresh->later)
            pages.push_back(later.get());
        fresh->base = std::make_shared<Page>(
            directory::merge(pages, [&](std::size_t place, const directory::PageCard& card) {
                return fresh->stands(place, card.card);
            }));
        fresh->later.clear();
        fresh->newest.clear();
    }
    put(change.beat, std::move(fresh));
}

void Directory::forget(BeatId beat)
{
    const std::lock_guard lock(mutex_);
    auto next = std::make_shared<Snapshot>(*snapshot_);
    std::erase_if(*next, [&](const Standing& one) { return one.beat == beat; });
    snapshot_ = std::move(next);
}

Directory::Size Directory::size() const
{
    const auto snapshot = now();
    Size out;
    out.beats = snapshot->size();
    for (const Standing& one : *snapshot) {
        out.bytes += one.pages->base->size();
        out.cards += one.pages->base->count();
        for (const PageRef& page : one.pages->later)
            out.bytes += page->size();
    }
    return out;
}

}  // namespace junkai::storage
