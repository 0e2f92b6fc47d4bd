// SPDX-License-Identifier: Apache-2.0
#include "crypto/hmac.h"
#include "crypto/sha256.h"

#include <gtest/gtest.h>

namespace junkai::crypto {
namespace {

Bytes hex(std::string_view text)
{
    return from_hex(text).value();
}

TEST(Sha256, agrees_with_fips_180)
{
    EXPECT_EQ(to_hex(sha256(bytes_of("abc"))),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(sha256(BytesView())),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, of_parts_is_that_of_the_whole)
{
    EXPECT_EQ(sha256({bytes_of("a"), BytesView(), bytes_of("bc")}), sha256(bytes_of("abc")));
}

TEST(SameBytes, compares_length_and_content)
{
    EXPECT_TRUE(same_bytes(bytes_of("key"), bytes_of("key")));
    EXPECT_FALSE(same_bytes(bytes_of("key"), bytes_of("kez")));
    EXPECT_FALSE(same_bytes(bytes_of("key"), bytes_of("ke")));
    EXPECT_TRUE(same_bytes(BytesView(), BytesView()));
}

TEST(Hmac, agrees_with_rfc_4231)
{
    struct Row {
        const char* name;
        Bytes key;
        const char* message;
        const char* expected;
    };

    const Row rows[] = {
        {"case 1",
         Bytes(20,                    std::byte{0x0b}),
         "Hi There",                                                                                                                   "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"case 2, a short key",
         to_bytes("Jefe"),
         "what do ya want for nothing?",                           "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {"case 6, a key longer than a block",
         Bytes(131, std::byte{0xaa}),
         "Test Using Larger Than Block-Size Key - Hash Key First", "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"                                                                  },
    };
    for (const Row& row : rows)
        EXPECT_EQ(to_hex(hmac(row.key, {bytes_of(row.message)})), row.expected) << row.name;
}

TEST(Hkdf, agrees_with_rfc_5869_case_1)
{
    const Bytes secret(22, std::byte{0x0b});
    const Digest prk = hkdf_extract(hex("000102030405060708090a0b0c"), secret);
    EXPECT_EQ(to_hex(prk), "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
    Bytes out(42);
    hkdf_expand(prk, hex("f0f1f2f3f4f5f6f7f8f9"), out);
    EXPECT_EQ(to_hex(out),
              "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
}

}  // namespace
}  // namespace junkai::crypto
