// SPDX-License-Identifier: Apache-2.0
#include "vault_kit.h"

#include <gmock/gmock.h>

namespace junkai::vault {
namespace {

namespace fs = std::filesystem;

void expect_same_content(const fs::path& main, const fs::path& mirror)
{
    const Inspection a = inspect(main);
    const Inspection b = inspect(mirror);
    EXPECT_TRUE(a.there && b.there);
    EXPECT_EQ(a.position, b.position);
    EXPECT_EQ(a.fence, b.fence);
    EXPECT_EQ(a.shelves, b.shelves);
    EXPECT_THAT(a.problems, testing::IsEmpty());
    EXPECT_THAT(b.problems, testing::IsEmpty());
}

TEST_F(VaultTest, the_mirror_has_everything_and_can_take_over)
{
    crypto::KeyRef ref;
    Bytes cell;
    {
        const auto vault = create();
        for (int i = 0; i < 1100; ++i)
            ref = vault->take_key();
        cell = seal_text(*vault, ref, "text");
        vault->note_checkpoint({7, {}});
        expect_same_content(main_directory(), mirror_directory());
        EXPECT_NE(read_file(main_directory() / "ring"), read_file(mirror_directory() / "ring"))
            << "a master of its own";
    }
    const Position last = inspect(main_directory()).position;
    fs::remove_all(main_directory());
    // The mirror becomes main, a new disk the mirror.
    std::vector<Place> fresh;
    fresh.push_back(place(main_directory()));
    Options with = options();
    with.remembered = last;
    const auto vault = Vault::open(kStation, place(mirror_directory()), std::move(fresh), with);
    EXPECT_EQ(unseal_text(*vault, ref, cell), "text");
    EXPECT_FALSE(vault->writable());
    vault->rebuild_mirror(0);
    EXPECT_TRUE(vault->writable());
    EXPECT_GT(vault->take_key(), ref);
    expect_same_content(main_directory(), mirror_directory());
    EXPECT_EQ(problem_of([&] { vault->rebuild_mirror(0); }), Problem::AlreadyThere);
}

TEST_F(VaultTest, without_its_mirror_the_vault_is_read_and_not_written)
{
    const auto vault = create();
    const crypto::KeyRef ref = vault->take_key();
    const auto month = std::chrono::year(2026) / 11;
    const crypto::KeyRef month_key = vault->month_key(MonthKind::VisitOutcome, month);
    const Bytes cell = seal_text(*vault, ref, "text");
    const Position before = vault->position();
    const fs::path away = mirror_directory().string() + "-away";
    fs::rename(mirror_directory(), away);
    EXPECT_THROW(vault->make_spare(5000), StorageUnavailable);
    ASSERT_FALSE(vault->writable());
    EXPECT_EQ(vault->writable().error().code.view(), "vault.mirror_behind");
    EXPECT_THROW((void)vault->take_key(), StorageUnavailable) << "although keys of the block are left";
    EXPECT_THROW((void)vault->month_key(MonthKind::VisitOutcome, month), StorageUnavailable);
    EXPECT_EQ(vault->find_month_key(MonthKind::VisitOutcome, month), month_key);
    EXPECT_EQ(unseal_text(*vault, ref, cell), "text");
    EXPECT_EQ(vault->position(), before) << "only what the mirror has too is remembered elsewhere";
    ASSERT_EQ(vault->status().mirrors.size(), 1U);
    EXPECT_FALSE(vault->status().mirrors[0].in_step);
    EXPECT_NE(vault->status().mirrors[0].why_not, "");
    vault->tend();
    EXPECT_FALSE(vault->writable());

    fs::rename(away, mirror_directory());
    vault->tend();
    EXPECT_TRUE(vault->writable());
    EXPECT_GT(vault->take_key(), ref);
    EXPECT_EQ(vault->month_key(MonthKind::VisitOutcome, month), month_key);
    expect_same_content(main_directory(), mirror_directory());
}

TEST_F(VaultTest, the_ledgers_checkpoint_goes_on_without_the_mirror_which_catches_up)
{
    const auto vault = create();
    const fs::path away = mirror_directory().string() + "-away";
    fs::rename(mirror_directory(), away);
    vault->note_checkpoint({3, {}});
    vault->note_checkpoint({4, {}});
    EXPECT_FALSE(vault->writable());
    fs::rename(away, mirror_directory());
    vault->tend();
    EXPECT_TRUE(vault->writable());
    EXPECT_EQ(read_file(mirror_directory() / "checkpoint").size(),
              read_file(main_directory() / "checkpoint").size());
    expect_same_content(main_directory(), mirror_directory());
}

TEST_F(VaultTest, a_mirror_that_is_away_at_the_start_is_caught_up_when_it_is_back)
{
    (void)create();
    const fs::path away = mirror_directory().string() + "-away";
    fs::rename(mirror_directory(), away);
    const auto vault = open();
    EXPECT_FALSE(vault->writable());
    fs::rename(away, mirror_directory());
    EXPECT_NO_THROW((void)vault->take_key()) << "the attempt itself looks for it";
    expect_same_content(main_directory(), mirror_directory());
}

TEST_F(VaultTest, an_empty_mount_point_is_not_taken_for_the_mirror)
{
    (void)create();
    const fs::path away = mirror_directory().string() + "-away";
    fs::rename(mirror_directory(), away);
    fs::create_directory(mirror_directory());
    const auto vault = open();
    EXPECT_FALSE(vault->writable());
    EXPECT_THROW((void)vault->take_key(), StorageUnavailable);
    EXPECT_FALSE(fs::exists(mirror_directory() / "ring"));
}

TEST_F(VaultTest, of_two_mirrors_both_must_follow)
{
    const fs::path third = folder_.path() / "third";
    std::vector<Place> both = mirrors();
    both.push_back(place(third));
    const auto vault = Vault::create(kStation, place(main_directory()), std::move(both), options());
    expect_same_content(main_directory(), third);
    fs::rename(third, third.string() + "-away");
    EXPECT_THROW(vault->make_spare(3000), StorageUnavailable);
    expect_same_content(main_directory(), mirror_directory());
    fs::rename(third.string() + "-away", third);
    EXPECT_NO_THROW((void)vault->take_key());
    expect_same_content(main_directory(), third);
}

TEST_F(VaultTest, a_main_directory_that_cannot_be_written_refuses_and_recovers)
{
    const auto vault = create();
    const crypto::KeyRef ref = vault->take_key();
    const fs::path away = main_directory().string() + "-away";
    fs::rename(main_directory(), away);
    EXPECT_THROW(vault->make_spare(5000), StorageUnavailable);
    ASSERT_FALSE(vault->writable());
    EXPECT_EQ(vault->writable().error().code.view(), "vault.closed_for_writing");
    EXPECT_THAT(vault->status().problems, testing::Not(testing::IsEmpty()));
    EXPECT_THROW((void)vault->take_key(), StorageUnavailable);
    fs::rename(away, main_directory());
    vault->tend();
    EXPECT_TRUE(vault->writable());
    EXPECT_GT(vault->take_key(), ref);
    EXPECT_THAT(vault->status().problems, testing::IsEmpty());
}

TEST_F(VaultTest, a_destroyed_master_leaves_a_ring_that_nothing_opens)
{
    (void)create();
    PassphraseKeySource source(main_directory(), "correct", crypto::kArgon2Test);
    std::string name;
    for (const auto& entry : fs::directory_iterator(main_directory()))
        if (entry.path().filename().string().starts_with("master-")) name = entry.path().filename();
    const MasterId id = MasterId::parse(name.substr(7)).value();
    source.destroy_master(id);
    source.destroy_master(id);
    EXPECT_FALSE(fs::exists(main_directory() / name));
    EXPECT_EQ(problem_of([&] { (void)open(); }), Problem::Missing);
}

}  // namespace
}  // namespace junkai::vault
