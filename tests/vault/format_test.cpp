// SPDX-License-Identifier: Apache-2.0
#include "vault/copy.h"
#include "vault/file.h"
#include "vault/ring.h"
#include "vault/shelf.h"
#include "vault_kit.h"

#include <algorithm>

namespace junkai::vault {
namespace {

namespace fs = std::filesystem;

/// A shelf file whose slot 5 is a tombstone of order 17; the other keys repeat their slot number.
Bytes shelf_with_tombstone(const Uuid& station, const ShelfEntry& entry)
{
    crypto::SecretBuffer plain(kShelfKeys * 41);
    const std::span<std::byte> bytes = plain.span();
    for (std::size_t slot = 0; slot < kShelfKeys; ++slot) {
        bytes[slot] = std::byte{1};
        std::fill_n(bytes.begin() + kShelfKeys + static_cast<std::ptrdiff_t>(slot) * 32,
                    32,
                    static_cast<std::byte>(slot));
    }
    bytes[5] = std::byte{2};
    std::fill_n(bytes.begin() + kShelfKeys + 5 * 32, 32, std::byte{0});
    bytes[kShelfKeys * 33 + 5 * 8 + 7] = std::byte{17};
    return seal_file(
        {FileKind::Shelf, station, entry.number, entry.generation}, {}, entry.key.view(), plain.view());
}

TEST_F(VaultTest, a_tombstone_names_its_order_and_the_other_keys_stay)
{
    const ShelfEntry entry{3, 2, {}};
    const OpenShelf shelf(shelf_with_tombstone(kStation, entry), kStation, entry, "shelf");
    EXPECT_EQ(shelf.key(6)[31], std::byte{6});
    EXPECT_EQ(shelf.key(1023)[0], std::byte{0xff});
    try {
        (void)shelf.key(5);
        FAIL();
    } catch (const KeyDestroyed& error) {
        EXPECT_EQ(error.order(), 17U);
    }
}

TEST_F(VaultTest, a_shelf_is_only_the_one_that_the_ring_names)
{
    const ShelfEntry entry{3, 2, {}};
    const Bytes file = shelf_with_tombstone(kStation, entry);
    crypto::SecretBytes<32> other_key;
    other_key.span()[0] = std::byte{1};
    const ShelfEntry wrong[] = {
        {4, 2, {}                  },
        {3, 1, {}                  },
        {3, 2, std::move(other_key)}
    };
    for (const ShelfEntry& named : wrong)
        EXPECT_EQ(problem_of([&] { OpenShelf(file, kStation, named, "shelf"); }), Problem::Damaged);
    EXPECT_EQ(problem_of([&] { OpenShelf(file, kOtherStation, entry, "shelf"); }), Problem::Damaged);
}

TEST_F(VaultTest, a_destruction_round_in_main_reaches_the_mirror_at_the_next_opening)
{
    crypto::KeyRef kept;
    crypto::KeyRef gone;
    Bytes kept_cell;
    {
        const auto vault = create();
        for (int i = 0; i < 5; ++i)
            (void)vault->take_key();
        gone = vault->take_key();
        kept = vault->take_key();
        ASSERT_EQ(gone.number, 1024U + 5);
        (void)vault->month_key(MonthKind::VisitOutcome, std::chrono::year(2026) / 11);
    }
    {
        // What the destroying of a later version does in one directory, before it is interrupted: the next
        // generation of the shelf under a new key, and the ring that names it.
        Copy main(place(main_directory()), kStation, {});
        Ring ring = main.read_ring();
        ring.epoch++;
        ring.last_order = 17;
        ring.shelves[0].generation = 2;
        ring.shelves[0].key = crypto::SecretBytes<32>();
        ring.months[0].forgotten_under = 17;
        main.write_shelf(ring.shelves[0], shelf_with_tombstone(kStation, ring.shelves[0]));
        main.write_ring(ring);
    }
    const auto vault = open();
    EXPECT_TRUE(vault->writable());
    for (const fs::path& directory : {main_directory(), mirror_directory()}) {
        EXPECT_TRUE(fs::exists(directory / "shelf-00000001-0002")) << directory;
        EXPECT_FALSE(fs::exists(directory / "shelf-00000001-0001")) << directory;
        EXPECT_TRUE(inspect(directory).problems.empty());
    }
    EXPECT_THROW(vault->with_key(gone, [](const crypto::RecordKey&) {}), KeyDestroyed);
    EXPECT_NO_THROW(vault->with_key(kept, [](const crypto::RecordKey&) {}));
    EXPECT_THROW((void)vault->month_key(MonthKind::VisitOutcome, std::chrono::year(2026) / 11), KeyDestroyed);
    EXPECT_THROW((void)vault->find_month_key(MonthKind::VisitOutcome, std::chrono::year(2026) / 11),
                 KeyDestroyed);
}

// The vault that version 1 wrote must open for ever: made by create() with the passphrase "golden", 3 keys
// taken, the key of November 2026 for visit outcomes, checkpoint 9 with a root of 0x99. Never make it anew; a
// new version gets its own.
TEST_F(VaultTest, the_golden_vault_of_version_1_opens)
{
    const fs::path golden = fs::path(JUNKAI_SOURCE_DIR) / "tests/vault/golden-1";
    fs::copy(golden, folder_.path(), fs::copy_options::recursive);
    Options with = options();
    with.remembered = {2, 1032};
    const auto vault = Vault::open(kStation, place(main_directory(), "golden"), mirrors("golden"), with);
    EXPECT_TRUE(vault->writable());
    EXPECT_EQ(vault->find_month_key(MonthKind::VisitOutcome, std::chrono::year(2026) / 11),
              crypto::KeyRef{1027});
    crypto::Digest root;
    root.fill(std::byte{0x99});
    EXPECT_EQ(vault->last_checkpoint(), (NotedCheckpoint{9, root}));
    const Bytes cell = read_file(golden / "cell");
    const Bytes public_key = read_file(golden / "public-key");
    EXPECT_EQ(unseal_text(*vault, {1024}, cell), "見本 花子");
    EXPECT_EQ(to_hex(vault->signing_key().public_key()), text_of(public_key).substr(0, 64));
}

}  // namespace
}  // namespace junkai::vault
