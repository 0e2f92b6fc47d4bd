// SPDX-License-Identifier: Apache-2.0
#include "vault_kit.h"

#include <gmock/gmock.h>

namespace junkai::vault {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST_F(VaultTest, what_cannot_be_opened_says_why)
{
    EXPECT_EQ(problem_of([&] { (void)open(); }), Problem::Missing);
    (void)create();
    EXPECT_EQ(problem_of([&] { (void)open(); }), std::nullopt);
    EXPECT_EQ(problem_of([&] { (void)create(); }), Problem::AlreadyThere);
    EXPECT_EQ(problem_of([&] {
                  (void)Vault::open(kStation, place(main_directory(), "wrong"), mirrors(), options());
              }),
              Problem::WrongPassphrase);
    EXPECT_EQ(problem_of(
                  [&] { (void)Vault::open(kStation, place(main_directory()), mirrors("wrong"), options()); }),
              Problem::WrongPassphrase);
    EXPECT_EQ(
        problem_of([&] { (void)Vault::open(kOtherStation, place(main_directory()), mirrors(), options()); }),
        Problem::OtherStation);
}

TEST_F(VaultTest, a_vault_older_than_the_database_remembers_is_refused)
{
    const auto remembered = [&](std::uint64_t epoch, std::uint64_t handed_out) {
        Options out = options();
        out.remembered = {epoch, handed_out};
        return out;
    };
    auto vault = create();
    (void)vault->take_key();
    vault->make_spare(3000);
    const Position now = vault->position();
    vault.reset();
    EXPECT_EQ(problem_of([&] { (void)open(remembered(now.epoch, now.handed_out)); }), std::nullopt);
    EXPECT_EQ(problem_of([&] { (void)open(remembered(now.epoch + 1, now.handed_out)); }), Problem::TooOld);
    EXPECT_EQ(problem_of([&] { (void)open(remembered(now.epoch, now.handed_out + 1)); }), Problem::TooOld);
}

TEST_F(VaultTest, a_main_directory_brought_back_from_a_copy_is_older_than_its_mirror)
{
    (void)create();
    const fs::path kept = main_directory().string() + "-kept";
    fs::copy(main_directory(), kept);
    open()->make_spare(3000);
    fs::remove_all(main_directory());
    fs::copy(kept, main_directory());
    EXPECT_EQ(problem_of([&] { (void)open(); }), Problem::TooOld);
}

TEST_F(VaultTest, a_second_process_is_kept_out_by_the_lock)
{
    const auto vault = create();
    EXPECT_EQ(problem_of([&] { (void)open(); }), Problem::InUse);
}

TEST_F(VaultTest, a_second_writer_that_the_lock_did_not_stop_is_fenced)
{
    // As on a network file system, where locks are not what they seem.
    const auto first = create();
    const crypto::KeyRef ref = first->take_key();
    fs::remove(main_directory() / "lock");
    fs::remove(mirror_directory() / "lock");
    const auto second = open();
    EXPECT_GT(second->status().fence, first->status().fence);
    EXPECT_EQ(problem_of([&] { first->make_spare(5000); }), Problem::Fenced);
    EXPECT_FALSE(first->writable());
    EXPECT_EQ(first->writable().error().code.view(), "vault.closed_for_writing");
    EXPECT_THROW((void)first->take_key(), StorageUnavailable);
    EXPECT_EQ(unseal_text(*first, ref, seal_text(*first, ref, "x")), "x") << "reading goes on";
    EXPECT_NO_THROW((void)second->take_key());
}

TEST_F(VaultTest, any_changed_byte_of_any_file_is_noticed_and_the_file_named)
{
    crypto::KeyRef ref;
    {
        const auto vault = create();
        ref = vault->take_key();
        vault->note_checkpoint({1, {}});
    }
    for (const auto& entry : fs::directory_iterator(main_directory())) {
        const std::string name = entry.path().filename();
        if (name == "lock") continue;
        const Bytes good = read_file(entry.path());
        // Every byte of the small files, a sample of a shelf.
        const std::size_t stride = good.size() > 1000 ? 997 : 1;
        for (std::size_t i = 0; i < good.size(); i += stride) {
            Bytes bad = good;
            bad[i] ^= std::byte{0x10};
            write_file(entry.path(), bad);
            EXPECT_THAT(inspect(main_directory()).problems, testing::Contains(HasSubstr(name)))
                << name << ' ' << i;
        }
        for (const std::size_t size : {std::size_t{0}, std::size_t{40}, good.size() / 2, good.size() - 1}) {
            write_file(entry.path(), BytesView(good).first(size));
            EXPECT_THAT(inspect(main_directory()).problems, testing::Contains(HasSubstr(name)))
                << name << " cut at " << size;
            if (name.starts_with("shelf-")) continue;
            try {
                (void)open();
                ADD_FAILURE() << name << " cut at " << size;
            } catch (const VaultError& error) {
                EXPECT_EQ(error.problem(), Problem::Damaged);
                EXPECT_THAT(error.what(), HasSubstr(name));
            }
        }
        write_file(entry.path(), good);
    }
    EXPECT_TRUE(inspect(main_directory()).problems.empty());
}

TEST_F(VaultTest, a_file_changed_together_with_its_checksum_does_not_open)
{
    (void)create();
    for (const char* name : {"ring", "mark"}) {
        const fs::path path = main_directory() / name;
        const Bytes good = read_file(path);
        // The generation, at offset 32 to 39: what someone would raise or lower to bring an old vault back.
        Bytes bad(good.begin(), good.end() - 32);
        bad[39] ^= std::byte{1};
        const crypto::Digest sum = crypto::sha256(bad);
        bad.insert(bad.end(), sum.begin(), sum.end());
        write_file(path, bad);
        EXPECT_EQ(problem_of([&] { (void)open(); }), Problem::Damaged) << name;
        write_file(path, good);
    }
}

TEST_F(VaultTest, a_torn_shelf_is_named_and_read_from_the_mirror)
{
    crypto::KeyRef ref;
    Bytes cell;
    {
        const auto vault = create();
        ref = vault->take_key();
        cell = seal_text(*vault, ref, "text");
    }
    const fs::path shelf = main_directory() / "shelf-00000001-0001";
    const Bytes good = read_file(shelf);
    write_file(shelf, BytesView(good).first(20'000));
    {
        const auto vault = open();
        EXPECT_EQ(unseal_text(*vault, ref, cell), "text");
        EXPECT_THAT(vault->status().problems, testing::Contains(HasSubstr("shelf-00000001-0001")));
    }
    write_file(mirror_directory() / "shelf-00000001-0001", BytesView(good).first(good.size() - 1));
    fs::remove(mirror_directory() / "ring");
    const auto vault = open();
    try {
        (void)unseal_text(*vault, ref, cell);
        FAIL();
    } catch (const VaultError& error) {
        EXPECT_EQ(error.problem(), Problem::Damaged);
        EXPECT_THAT(error.what(), HasSubstr("shelf-00000001-0001"));
    }
}

TEST_F(VaultTest, inspection_needs_no_key_and_no_lock)
{
    EXPECT_FALSE(inspect(main_directory()).there);
    const auto vault = create();
    (void)vault->take_key();
    const Inspection seen = inspect(main_directory());
    EXPECT_TRUE(seen.there);
    EXPECT_EQ(seen.station, kStation);
    EXPECT_EQ(seen.position, vault->position());
    EXPECT_EQ(seen.shelves, 1U);
    EXPECT_TRUE(seen.problems.empty());
    fs::permissions(main_directory(), fs::perms::owner_all | fs::perms::group_read);
    EXPECT_THAT(inspect(main_directory()).problems, testing::Contains(HasSubstr("others than its owner")));
    fs::remove(main_directory() / "shelf-00000001-0001");
    EXPECT_THAT(inspect(main_directory()).problems,
                testing::Contains(HasSubstr("0 shelves are there, 1 belong")));
}

TEST_F(VaultTest, no_key_stands_in_the_clear_in_any_file)
{
    const auto vault = create();
    const crypto::KeyRef ref = vault->take_key();
    Bytes key;
    vault->with_key(ref, [&](const crypto::RecordKey& k) { key.assign(k.bytes().begin(), k.bytes().end()); });
    const Bytes seed(vault->signing_key().seed().view().begin(), vault->signing_key().seed().view().end());
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
        if (!entry.is_regular_file()) continue;
        const Bytes content = read_file(entry.path());
        for (const Bytes& secret : {key, seed})
            EXPECT_EQ(std::search(content.begin(), content.end(), secret.begin(), secret.end()),
                      content.end())
                << entry.path();
    }
}

}  // namespace
}  // namespace junkai::vault
