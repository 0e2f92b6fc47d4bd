// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"
#include "crypto/password.h"
#include "crypto/secret.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <set>
#include <sys/resource.h>
#include <type_traits>
#include <unistd.h>

namespace junkai::crypto {
namespace {

static_assert(!std::is_copy_constructible_v<SecretBytes<32>>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes<32>>);

TEST(Secret, starts_empty_and_is_empty_again_when_its_place_is_reused)
{
    const std::byte* place = nullptr;
    {
        SecretBytes<32> secret;
        place = secret.view().data();
        std::fill(secret.span().begin(), secret.span().end(), std::byte{0x5a});
    }
    const SecretBytes<32> next;
    EXPECT_EQ(next.view().data(), place) << "small secrets share pages and use them again";
    for (const std::byte b : next.view())
        EXPECT_EQ(b, std::byte{0});
}

TEST(Secret, moves_and_is_counted)
{
    const std::size_t before = secret_memory().locked_bytes;
    {
        SecretBuffer large(100'000);
        large.span()[99'999] = std::byte{7};
        SecretBuffer moved(std::move(large));
        EXPECT_EQ(moved.view()[99'999], std::byte{7});
        EXPECT_EQ(secret_memory().locked_bytes, before + 102'400);
        SecretBuffer assigned;
        assigned = std::move(moved);
        EXPECT_EQ(assigned.size(), 100'000U);
    }
    EXPECT_EQ(secret_memory().locked_bytes, before);
}

/// Runs in a child of its own: with 64 KB to lock, and without the right to exceed it.
void limit_memory()
{
    const rlimit small{65536, 65536};
    if (setrlimit(RLIMIT_MEMLOCK, &small) != 0) std::exit(3);
    if (geteuid() == 0 && setresuid(65534, 65534, 65534) != 0) std::exit(3);
}

TEST(SecretDeathTest, a_key_that_cannot_be_locked_is_an_error_that_names_the_limit)
{
    EXPECT_EXIT(
        {
            limit_memory();
            try {
                const SecretBuffer keys(1 << 20);
            } catch (const CryptoError& error) {
                std::fputs(error.what(), stderr);
                std::exit(0);
            }
            std::exit(1);
        },
        testing::ExitedWithCode(0),
        "RLIMIT_MEMLOCK is 65536 bytes");
}

TEST(SecretDeathTest, a_page_that_cannot_be_locked_is_counted_and_used)
{
    EXPECT_EXIT(
        {
            limit_memory();
            const SecretBuffer page(1 << 20, Lock::Preferred);
            std::exit(secret_memory().unlocked_bytes >= 1 << 20 ? 0 : 1);
        },
        testing::ExitedWithCode(0),
        "");
}

TEST(Password, verifies_the_right_one_only)
{
    const std::string hash = hash_password("a long passphrase", kArgon2Test);
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << hash;
    EXPECT_TRUE(verify_password(hash, "a long passphrase"));
    EXPECT_FALSE(verify_password(hash, "a long passphrasf"));
    EXPECT_FALSE(verify_password(hash, ""));
    EXPECT_NE(hash, hash_password("a long passphrase", kArgon2Test)) << "a salt of its own";
    for (const char* bad : {"", "$", "$argon2id$v=19$m=8,t=1,p=1$AAAA", "plain text"})
        EXPECT_FALSE(verify_password(bad, "a long passphrase")) << bad;
    EXPECT_FALSE(verify_password(std::string(500, 'x'), "a long passphrase"));
}

TEST(Password, of_nobody_matches_nothing_at_the_same_cost)
{
    const std::string hash = unmatched_hash(kArgon2Test);
    EXPECT_FALSE(verify_password(hash, ""));
    EXPECT_FALSE(verify_password(hash, "a long passphrase"));
    EXPECT_FALSE(password_needs_rehash(hash, kArgon2Test)) << "libsodium reads it, so it does the work";
    EXPECT_TRUE(password_needs_rehash(hash, Argon2Cost{16384, 1}));
}

TEST(Password, asks_for_renewal_when_the_cost_changed)
{
    const std::string hash = hash_password("x", kArgon2Test);
    EXPECT_FALSE(password_needs_rehash(hash, kArgon2Test));
    EXPECT_TRUE(password_needs_rehash(hash, Argon2Cost{16384, 1}));
    EXPECT_TRUE(password_needs_rehash(hash, Argon2Cost{8192, 2}));
}

TEST(Password, derives_a_key_that_depends_on_passphrase_salt_and_cost)
{
    const PasswordSalt salt{};
    PasswordSalt other_salt{};
    other_salt[15] = std::byte{1};
    std::set<std::string> keys;
    keys.insert(to_hex(derive_key("a", salt, kArgon2Test).view()));
    keys.insert(to_hex(derive_key("a", salt, kArgon2Test).view()));
    EXPECT_EQ(keys.size(), 1U);
    keys.insert(to_hex(derive_key("b", salt, kArgon2Test).view()));
    keys.insert(to_hex(derive_key("a", other_salt, kArgon2Test).view()));
    keys.insert(to_hex(derive_key("a", salt, Argon2Cost{8192, 2}).view()));
    EXPECT_EQ(keys.size(), 4U);
}

}  // namespace
}  // namespace junkai::crypto
