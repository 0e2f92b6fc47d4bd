// SPDX-License-Identifier: Apache-2.0
#include "vault/passphrase.h"

#include "kit/temp_dir.h"
#include "vault/errors.h"
#include "vault/passphrase_source.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace junkai::vault {
namespace {

TEST(Passphrase, of_a_person_is_always_stretched)
{
    SeededRandom random{1};
    const std::string made = make_passphrase(random).reveal();
    const crypto::Argon2Cost full;

    const struct {
        std::string passphrase;
        bool stretched;
        const char* what;
    } rows[] = {
        {made,          false,                "256 random bits"},
        {made.substr(0, made.size() - 1),     true,              "a letter is missing"},
        {made + "A",             true,                        "a letter too many"                        },
        {made.substr(made.rfind(':') + 1),             true,  "without the mark"},
        {"junkai:random-256:correct horse",             true, "a mark with somebody's words"                       },
        {"correct horse battery staple",             true,    "somebody's words"},
        {"",             true,                                "nothing"                                                   },
    };

    for (const auto& row : rows) {
        const auto cost = cost_of(row.passphrase);
        EXPECT_EQ(cost.memory_bytes == full.memory_bytes && cost.passes == full.passes, row.stretched)
            << row.what;
    }
}

TEST(Passphrase, is_made_anew_each_time)
{
    SystemRandom random;
    EXPECT_FALSE(make_passphrase(random).same_as(make_passphrase(random)));
}

// The file of a master says at what cost it was made: another default later opens it all the same.
TEST(Passphrase, opens_masters_of_either_cost)
{
    SystemRandom random;
    const PersonalText made = make_passphrase(random);
    crypto::SecretBytes<32> key;
    random.fill(key.span());
    const crypto::Argon2Cost costs[] = {
        cost_of(made.reveal()), {1U << 20, 2}
    };
    for (const auto& cost : costs) {
        const kit::TempDir folder;
        MasterId id(Uuid{});
        Bytes wrapped;
        {
            PassphraseKeySource source(folder / "vault", made.reveal(), cost);
            id = source.create_master();
            wrapped = source.wrap(id, key);
        }
        PassphraseKeySource source(folder / "vault", made.reveal());
        EXPECT_TRUE(std::ranges::equal(source.unwrap(id, wrapped).view(), key.view()));
        PassphraseKeySource wrong(folder / "vault", make_passphrase(random).reveal());
        EXPECT_THROW(wrong.unwrap(id, wrapped), VaultError);
    }
}

}  // namespace
}  // namespace junkai::vault
