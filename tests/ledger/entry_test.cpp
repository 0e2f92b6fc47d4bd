// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry.h"

#include "base/errors.h"

#include <gtest/gtest.h>

namespace junkai::ledger {
namespace {

Uuid uuid(const char* text)
{
    return *Uuid::parse(text);
}

/// Everything filled in.
Entry full_entry()
{
    Entry entry;
    entry.id = uuid("019526c2-0e40-7a11-8c55-0123456789ab");
    entry.at = *parse_instant("2026-03-02T09:15:30.123456+09:00");
    entry.actor = uuid("019526c2-0001-7000-8000-00000000000a");
    entry.role = "BEAT";
    entry.action = "cards.opened";
    entry.clause = "4-3(3)イ";
    entry.purpose = "VISIT";
    entry.outcome = Outcome::Refused;
    entry.refusal = "duty.not_permitted";
    entry.tags = {uuid("11111111-2222-4333-8444-555555555555"), uuid("66666666-7777-4888-9999-aaaaaaaaaaaa")};
    entry.detail = crypto::sha256(bytes_of("detail"));
    entry.cells = {crypto::sha256(bytes_of("one")), crypto::sha256(bytes_of("two"))};
    return entry;
}

Entry bare_entry()
{
    Entry entry;
    entry.id = uuid("019526c2-0e40-7a11-8c55-0123456789ab");
    entry.at = *parse_instant("2026-03-02T09:15:30+09:00");
    entry.action = "visits.forgotten";
    return entry;
}

// These bytes are hashed into logs: they are kept for ever. A new form gets a new version byte and new
// goldens.
constexpr const char* kFull =
    "0101019526c20e407a118c550123456789ab00064bff7c0b4ec001019526c200017000800000000000000a0442454154"
    "0c63617264732e6f70656e656409342d33283329e382a40556495349540212647574792e6e6f745f7065726d69747465"
    "6400021111111122224333844455555555555566666666777748889999aaaaaaaaaaaa019c0211c51d04574fdaee6d51"
    "f53f41952570b0bf68a7219aaae01ce00fa6b8dd00027692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0"
    "add73ff431ed3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";
constexpr const char* kBare =
    "0101019526c20e407a118c550123456789ab00064bff7c096c800000107669736974732e666f72676f7474656e000001"
    "000000000000";

TEST(LedgerEntry, is_written_as_it_always_was)
{
    EXPECT_EQ(to_hex(encode(full_entry())), kFull);
    EXPECT_EQ(to_hex(encode(bare_entry())), kBare);
}

TEST(LedgerEntry, reads_back_what_was_written)
{
    EXPECT_EQ(decode(encode(full_entry())), full_entry());
    EXPECT_EQ(decode(encode(bare_entry())), bare_entry());
}

TEST(LedgerEntry, every_changed_byte_is_refused_or_another_entry)
{
    const Entry entry = full_entry();
    const Bytes body = encode(entry);
    for (std::size_t at = 0; at < body.size(); ++at) {
        for (int flip = 1; flip < 256; ++flip) {
            Bytes changed = body;
            changed[at] ^= static_cast<std::byte>(flip);
            try {
                const Entry other = decode(changed);
                ASSERT_NE(other, entry) << "byte " << at << " ^ " << flip;
                // One form only: what is read is written as the same bytes.
                ASSERT_EQ(encode(other), changed) << "byte " << at << " ^ " << flip;
            } catch (const CryptoError&) {
                continue;
            }
        }
    }
}

TEST(LedgerEntry, torn_and_longer_bytes_are_refused)
{
    Bytes body = encode(full_entry());
    for (std::size_t length = 0; length < body.size(); ++length)
        EXPECT_THROW(decode(BytesView(body).first(length)), CryptoError) << length;
    body.push_back(std::byte{0});
    EXPECT_THROW(decode(body), CryptoError);
}

TEST(LedgerEntry, unknown_versions_and_outcomes_are_refused)
{
    Bytes body = encode(bare_entry());
    for (const std::size_t at : {0U, 1U}) {
        Bytes other = body;
        other[at] = std::byte{2};
        EXPECT_THROW(decode(other), CryptoError) << at;
    }
    for (const int outcome : {0, 4, 255}) {
        Entry entry = bare_entry();
        entry.outcome = static_cast<Outcome>(outcome);
        EXPECT_THROW(decode(encode(entry)), CryptoError) << outcome;
    }
}

}  // namespace
}  // namespace junkai::ledger
