// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"
#include "base/invariant.h"
#include "crypto/envelope.h"
#include "crypto/secret.h"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

namespace junkai::crypto {
namespace {

/// 32 bytes counting up from `first`.
SecretBytes<32> counting(unsigned char first)
{
    SecretBytes<32> out;
    for (std::byte& b : out.span())
        b = std::byte{first++};
    return out;
}

constexpr KeyRef kRef{0x0102030405};
const Uuid kRow = Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057").value();
const CellPlace kPlace{"card", "household", kRow};

std::string opened(const Personal<Bytes>& plain)
{
    return std::string(text_of(plain.reveal()));
}

// Golden cells: what version 1 wrote must open for ever. Recomputed by hand with another implementation of
// HMAC and AES-GCM (docs/formats/envelope.md says how). Never change one: a new format gets new rows.
struct Golden {
    const char* text;
    Padding padding;
    const char* cell;
};

const Golden kGolden[] = {
    {"090-0000-0000",
     Padding::Short,
     "01010000000102030405a0a1a2a3a4a5a6a7a8a9aaabacadaeaf5e9dea63ad19bbed53b86767557b5299bd77925c0c8c431d"
     "107de103a36f804f20be769c82aaf30edd5f82dd7273fb599266018f676d5d59681016357409bd7bd6641c838e8d9253c1fd"
     "71be9c70d410"},
    {"",
     Padding::Short,
     "01010000000102030405a0a1a2a3a4a5a6a7a8a9aaabacadaeaf5e9dea63ad19bbed53b86767557b5299bd77925c0c8c431d"
     "107de103a36f804f908746b1b29ac33ef06fb2ed42f3fb599266018f676d5d59681016357409bd7b742f93342dd44efe8d83"
     "8c27772fa643"},
    {"見本 花子",
     Padding::Text,
     "01010000000102030405a0a1a2a3a4a5a6a7a8a9aaabacadaeaf5e9dea63ad19bbed53b86767557b5299bd77925c0c8c431d"
     "107de103a36f804ff821cd572e36e3d67ade5740d273fb599266018f676d5d59681016357409bd7bf2c6480349d3efe20f9e"
     "4ad29e37fc3f7f885677add64f94eb76009ba47890fffb14cf0c5d87771033fd4c3a7e3f76439dc7c6bd0311c5656e8ca381"
     "928c3312ba54084d62fb1b1e502c99cf276d702433901c551d5c5eff2907f24b8062a933d51592f1425772c5fe086a761493"
     "db78"        },
};

Salt golden_salt()
{
    Salt salt;
    for (std::size_t i = 0; i < salt.size(); ++i)
        salt[i] = static_cast<std::byte>(0xa0 + i);
    return salt;
}

TEST(Envelope, golden_cells_open_and_are_written_the_same)
{
    const SecretBytes<32> secret = counting(0);
    const RecordKey key(secret.view());
    for (const Golden& row : kGolden) {
        EXPECT_EQ(to_hex(seal_with(key, kRef, kPlace, bytes_of(row.text), row.padding, golden_salt())),
                  row.cell);
        const auto cell = from_hex(row.cell);
        ASSERT_TRUE(cell);
        EXPECT_EQ(opened(open(key, kRef, kPlace, *cell)), row.text);
        EXPECT_EQ(key_of(*cell), kRef);
    }
}

TEST(Envelope, any_changed_byte_fails)
{
    const SecretBytes<32> secret = counting(0);
    const RecordKey key(secret.view());
    const Bytes good = seal(key, kRef, kPlace, bytes_of("03-0000-0000"), Padding::Short);
    for (std::size_t i = 0; i < good.size(); ++i)
        for (const unsigned bit : {1U, 0x80U}) {
            Bytes bad = good;
            bad[i] ^= static_cast<std::byte>(bit);
            EXPECT_THROW((void)open(key, kRef, kPlace, bad), CryptoError) << "byte " << i;
        }
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_THROW((void)open(key, kRef, kPlace, BytesView(good).first(size)), CryptoError)
            << "cut at " << size;
    Bytes longer = good;
    longer.push_back(std::byte{0});
    EXPECT_THROW((void)open(key, kRef, kPlace, longer), CryptoError);
}

TEST(Envelope, opens_only_in_its_own_place_and_under_its_own_key)
{
    const SecretBytes<32> secret = counting(0);
    const SecretBytes<32> other_secret = counting(1);
    const RecordKey key(secret.view());
    const Bytes cell = seal(key, kRef, kPlace, bytes_of("text"), Padding::Text);
    const Uuid other_row = Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8058").value();
    EXPECT_EQ(opened(open(key, kRef, kPlace, cell)), "text");
    EXPECT_THROW((void)open(key, kRef, {"card", "household", other_row}, cell), CryptoError);
    EXPECT_THROW((void)open(key, kRef, {"card", "householder", kRow}, cell), CryptoError);
    EXPECT_THROW((void)open(key, kRef, {"cards", "household", kRow}, cell), CryptoError);
    EXPECT_THROW((void)open(key, kRef, {"cardh", "ousehold", kRow}, cell), CryptoError) << "a moved border";
    EXPECT_THROW((void)open(key, KeyRef{kRef.number + 1}, kPlace, cell), CryptoError);
    EXPECT_THROW((void)open(RecordKey(other_secret.view()), kRef, kPlace, cell), CryptoError);
}

TEST(Envelope, equal_texts_seal_differently)
{
    const SecretBytes<32> secret = counting(0);
    std::set<Bytes> cells;
    for (int i = 0; i < 100; ++i)
        cells.insert(seal(RecordKey(secret.view()), kRef, kPlace, bytes_of("same"), Padding::Short));
    EXPECT_EQ(cells.size(), 100U);
}

TEST(Envelope, lengths_fall_into_buckets)
{
    struct Row {
        std::size_t plain;
        Padding padding;
        std::size_t padded;
    };

    // One byte of each bucket marks the end of the text.
    const Row rows[] = {
        {0,       Padding::Short,  32     },
        {31,      Padding::Short,  32     },
        {32,      Padding::Short,  48     },
        {47,      Padding::Short,  48     },
        {48,      Padding::Short,  64     },
        {0,       Padding::Text,   128    },
        {127,     Padding::Text,   128    },
        {128,     Padding::Text,   192    },
        {191,     Padding::Text,   192    },
        {192,     Padding::Text,   256    },
        {0,       Padding::Record, 512    },
        {511,     Padding::Record, 512    },
        {512,     Padding::Record, 768    },
        {768,     Padding::Record, 1024   },
        {100'000, Padding::Short,  131'072},
    };
    const SecretBytes<32> secret = counting(0);
    const RecordKey key(secret.view());
    for (const Row& row : rows) {
        const std::string text(row.plain, 'x');
        const Bytes cell = seal(key, kRef, kPlace, bytes_of(text), row.padding);
        EXPECT_EQ(cell.size(), row.padded + 74) << row.plain;
        EXPECT_EQ(opened(open(key, kRef, kPlace, cell)), text);
    }
}

TEST(Envelope, text_that_ends_like_padding_comes_back_whole)
{
    const SecretBytes<32> secret = counting(0);
    const RecordKey key(secret.view());
    for (const std::string& text :
         {std::string("\0\0\0", 3), std::string("a\x80"), std::string("\x80\0\0", 3), std::string("\x80")})
        EXPECT_EQ(opened(open(key, kRef, kPlace, seal(key, kRef, kPlace, bytes_of(text), Padding::Short))),
                  text);
}

TEST(Envelope, a_used_buffer_is_opened_into_again)
{
    const SecretBytes<32> secret = counting(0);
    const RecordKey key(secret.view());
    Bytes buffer;
    open_into(key, kRef, kPlace, seal(key, kRef, kPlace, bytes_of("a longer text"), Padding::Text), buffer);
    open_into(key, kRef, kPlace, seal(key, kRef, kPlace, bytes_of("short"), Padding::Short), buffer);
    EXPECT_EQ(text_of(buffer), "short");
}

TEST(Envelope, unknown_versions_name_no_key)
{
    const SecretBytes<32> secret = counting(0);
    Bytes cell = seal(RecordKey(secret.view()), kRef, kPlace, bytes_of("x"), Padding::Short);
    cell[0] = std::byte{2};
    EXPECT_FALSE(key_of(cell));
    cell[0] = std::byte{1};
    cell[1] = std::byte{9};
    EXPECT_FALSE(key_of(cell));
    EXPECT_FALSE(key_of(BytesView()));
    EXPECT_THROW((void)seal(RecordKey(secret.view()), KeyRef{}, kPlace, {}, Padding::Short), InvariantError);
}

TEST(Aead, says_whether_the_key_or_the_text_is_wrong)
{
    const SecretBytes<32> key = counting(0);
    const SecretBytes<32> other = counting(9);
    Bytes sealed;
    aead_seal(key.view(), bytes_of("head"), bytes_of("text"), sealed);
    Bytes plain(4);
    EXPECT_EQ(aead_open(key.view(), bytes_of("head"), sealed, plain), AeadResult::Ok);
    EXPECT_EQ(text_of(plain), "text");
    EXPECT_EQ(aead_open(other.view(), bytes_of("head"), sealed, plain), AeadResult::WrongKey);
    EXPECT_EQ(plain, Bytes(4)) << "nothing of the text may stay";
    EXPECT_EQ(aead_open(key.view(), bytes_of("neck"), sealed, plain), AeadResult::Damaged);
    EXPECT_EQ(plain, Bytes(4));
}

}  // namespace
}  // namespace junkai::crypto
