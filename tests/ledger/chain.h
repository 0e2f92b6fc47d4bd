// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"
#include "crypto/note.h"
#include "kit/engines.h"
#include "ledger/log.h"
#include "ledger/verify.h"

#include <map>

namespace junkai::ledger {

/// A ledger of one station that a test fills, signs, attacks and proves.
class Chain {
public:
    explicit Chain(db::Engine engine) : store_(engine) {}

    db::Database& database() { return store_.database(); }

    Entry make_entry(BytesView detail = {})
    {
        clock.advance(std::chrono::milliseconds(1));
        Entry entry;
        entry.id = make_uuid(clock.now(), random);
        entry.at = clock.now();
        entry.actor = actor;
        entry.role = "BEAT";
        entry.action = "visits.recorded";
        entry.clause = "4-3(1)";
        if (!detail.empty()) entry.detail = crypto::sha256(detail);
        return entry;
    }

    void add(int count = 1, std::string_view detail = "")
    {
        for (int i = 0; i < count; ++i) {
            const Entry entry = make_entry(bytes_of(detail));
            database().write([&](db::Transaction& transaction) {
                ledger::append(transaction, station, entry, bytes_of(detail));
            });
            entries.push_back(entry);
        }
    }

    std::optional<Checkpoint> sign()
    {
        return sign_checkpoint(
            database(), station, clock.now(), [&](std::uint64_t size, const crypto::Digest& root) {
                witness = Witness{size, root};
                return note(size, root);
            });
    }

    std::string note(std::uint64_t size, const crypto::Digest& root) const
    {
        crypto::SignedNote out{
            crypto::Checkpoint{name,                  size, root, {}}
            .str(), {}
        };
        out.signatures.push_back(crypto::sign_note(name, key, out.text));
        return out.str();
    }

    Verdict verify() { return verify(witness); }

    Verdict verify(const std::optional<Witness>& seen)
    {
        return ledger::verify(database(), station, {name, key.public_key()}, seen);
    }

    std::vector<crypto::Digest> leaves()
    {
        std::vector<crypto::Digest> out;
        const db::Statement list =
            statement("SELECT leaf_hash FROM ledger_leaf WHERE station_id = $1 ORDER BY position");
        database().read([&](db::Transaction& transaction) {
            out.clear();
            transaction.query(list, {station}, [&](const db::Row& row) {
                std::ranges::copy(row.bytes(0), out.emplace_back().begin());
            });
        });
        return out;
    }

    /// What a superuser of the database types; the number of rows changed.
    std::int64_t type(const char* sql, db::Values values = {})
    {
        std::int64_t changed = 0;
        const std::vector<db::Value> given(values);
        const db::Statement typed = statement(sql, static_cast<int>(values.size()));
        database().write([&](db::Transaction& transaction) {
            changed = transaction.execute(typed, std::span<const db::Value>(given));
        });
        return changed;
    }

    const Uuid& id(std::size_t position) const { return entries.at(position).id; }

    kit::FrozenClock clock;
    SeededRandom random{6962};
    const Uuid station = make_uuid(clock.now(), random);
    const Uuid actor = make_uuid(clock.now(), random);
    const std::string name = "junkai/test";
    crypto::SigningKey key = crypto::SigningKey::generate();
    std::vector<Entry> entries;
    std::optional<Witness> witness;

private:
    static db::Statement statement(const char* sql, int parameters = 1)
    {
        // Drivers keep statements by their names.
        static std::map<std::string, std::string> names;
        auto& known = names[sql];
        if (known.empty()) known = "test_ledger_" + std::to_string(names.size());
        return {known.c_str(), sql, sql, parameters};
    }

    kit::TestStore store_;
};

}  // namespace junkai::ledger
