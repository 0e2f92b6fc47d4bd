// SPDX-License-Identifier: Apache-2.0
#include "base/invariant.h"
#include "crypto/note.h"

#include <gtest/gtest.h>

namespace junkai::crypto {
namespace {

SecretBytes<32> seed(std::string_view hex)
{
    const Bytes bytes = from_hex(hex).value();
    return SecretBytes<32>(std::span(bytes).first<32>());
}

TEST(Ed25519, agrees_with_rfc_8032)
{
    struct Row {
        const char* seed;
        const char* public_key;
        const char* message;
        const char* signature;
    };

    const Row rows[] = {
        {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25"
         "bf5f0"
         "595bbe24655141438e7a100b"},
        {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387"
         "b2eae"
         "b4302aeeb00d291612bb0c00"},
    };
    for (const Row& row : rows) {
        const SigningKey key = SigningKey::from_seed(seed(row.seed));
        const Bytes message = from_hex(row.message).value();
        Signature signature = key.sign(message);
        EXPECT_EQ(to_hex(key.public_key()), row.public_key);
        EXPECT_EQ(to_hex(signature), row.signature);
        EXPECT_TRUE(verify_signature(key.public_key(), message, signature));
        EXPECT_FALSE(verify_signature(key.public_key(), bytes_of("another message"), signature));
        EXPECT_FALSE(verify_signature(key.public_key(), message, BytesView(signature).first(63)));
        signature[10] ^= std::byte{4};
        EXPECT_FALSE(verify_signature(key.public_key(), message, signature));
    }
}

TEST(Ed25519, made_keys_differ)
{
    EXPECT_NE(SigningKey::generate().public_key(), SigningKey::generate().public_key());
}

// The example of the Go checksum database's note package and of the C2SP signed-note specification.
constexpr const char* kPeter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* kPeterNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd"
    "ngotpRZb6KE6RyyBwJnAM=\n";
constexpr const char* kFoo = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr const char* kFooNote =
    "This is an example message.\n"
    "\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mF"
    "XmRKuwHjG1Yu72IneyaQM=\n";

TEST(Note, published_notes_verify)
{
    for (const auto& [vkey, text] : {std::pair(kPeter, kPeterNote), std::pair(kFoo, kFooNote)}) {
        const auto key = NoteKey::parse(vkey);
        const auto note = SignedNote::parse(text);
        ASSERT_TRUE(key && note);
        EXPECT_EQ(key->str(), vkey);
        EXPECT_EQ(note->str(), text);
        EXPECT_TRUE(verify_note(*note, std::array{*key}));
    }
}

TEST(Note, our_signature_is_the_published_one)
{
    const SigningKey key =
        SigningKey::from_seed(seed("810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173"));
    const SignedNote published = SignedNote::parse(kPeterNote).value();
    SignedNote ours{published.text, {sign_note("PeterNeumann", key, published.text)}};
    EXPECT_EQ(ours.str(), kPeterNote);
}

TEST(Note, any_change_of_text_or_signature_fails)
{
    const NoteKey key = NoteKey::parse(kPeter).value();
    const std::string good = kPeterNote;
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        const auto note = SignedNote::parse(bad);
        EXPECT_FALSE(note && verify_note(*note, std::array{key})) << "byte " << i;
    }
}

TEST(Note, needs_one_known_signer_and_no_false_one)
{
    const SigningKey station = SigningKey::generate();
    const SigningKey witness = SigningKey::generate();
    const std::string text = "example/station\n1\nAAAA\n";
    const NoteKey station_key{"example/station", station.public_key()};
    const NoteKey witness_key{"example/witness", witness.public_key()};
    SignedNote note{
        text, {sign_note("example/station", station, text), sign_note("example/witness", witness, text)}
    };
    EXPECT_TRUE(verify_note(note, std::array{station_key, witness_key}));
    EXPECT_TRUE(verify_note(note, std::array{station_key})) << "a signature by an unknown key is passed over";
    EXPECT_FALSE(verify_note(note,
                             std::array{
                                 NoteKey{"example/third", witness.public_key()}
    }));
    EXPECT_FALSE(verify_note(note, {}));
    note.signatures[1].signature[3] ^= std::byte{1};
    EXPECT_FALSE(verify_note(note, std::array{station_key, witness_key}))
        << "a false one by a known key spoils all";
}

TEST(Note, malformed_notes_are_refused)
{
    struct Row {
        const char* name;
        std::string note;
    };

    const std::string line = "— a AAAAAAAA\n";
    const Row rows[] = {
        {"no signature",                                    "text\n\n"                         },
        {"no empty line",                                   "text\n" + line                    },
        {"no newline at the end",                           "text\n\n— a AAAAAAAA"           },
        {"a signature too short to hold a hash and a byte", "text\n\n— a AAAAAA==\n"         },
        {"bad base64",                                      "text\n\n— a AAAAAA!!\n"         },
        {"an ASCII dash",                                   "text\n\n- a AAAAAAAA\n"           },
        {"a name with a plus",                              "text\n\n— a+b AAAAAAAA\n"       },
        {"no name",                                         "text\n\n—  AAAAAAAA\n"          },
        {"a control character",                             "te\txt\n\n" + line                },
        {"invalid UTF-8",                                   "te\xff\n\n" + line                },
        {"an overlong form",                                "te\xc0\xaf\n\n" + line            },
        {"a surrogate",                                     "te\xed\xa0\x80\n\n" + line        },
        {"junk between signatures",                         "text\n\n" + line + "junk\n" + line},
        {"nothing",                                         ""                                 },
    };
    for (const Row& row : rows)
        EXPECT_FALSE(SignedNote::parse(row.note)) << row.name;
    EXPECT_TRUE(SignedNote::parse("text\n\n" + line));
    EXPECT_TRUE(SignedNote::parse("見本警察署\n\nsecond part\n\n" + line))
        << "only the last empty line parts them";
    std::string crowd = "text\n\n";
    for (int i = 0; i < 101; ++i)
        crowd += line;
    EXPECT_FALSE(SignedNote::parse(crowd)) << "too many signatures";
}

TEST(Note, keys_are_written_in_one_way)
{
    EXPECT_FALSE(NoteKey::parse("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"))
        << "hash";
    EXPECT_FALSE(NoteKey::parse("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"))
        << "case";
    EXPECT_FALSE(NoteKey::parse("example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"))
        << "type";
    EXPECT_FALSE(NoteKey::parse("example.com/foo+530d903a+Aeky"));
    EXPECT_FALSE(NoteKey::parse("example.com/foo"));
    EXPECT_THROW((void)sign_note("a name", SigningKey::generate(), "text\n"), InvariantError);
    EXPECT_THROW((void)sign_note("name", SigningKey::generate(), "text"), InvariantError);
}

TEST(Checkpoint, published_example_round_trips)
{
    const std::string text =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const auto checkpoint = Checkpoint::parse(text);
    ASSERT_TRUE(checkpoint);
    EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
    EXPECT_EQ(checkpoint->size, 20852163U);
    EXPECT_EQ(checkpoint->str(), text);
    EXPECT_EQ(Checkpoint::parse(text + "extra\n")->extensions, std::vector<std::string>{"extra"});
}

TEST(Checkpoint, anything_else_is_refused)
{
    const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    for (const std::string& text : {"o\n01\n" + root,
                                    "o\n-1\n" + root,
                                    "o\n+1\n" + root,
                                    "o\n1 \n" + root,
                                    "o\n\n" + root,
                                    "\n1\n" + root,
                                    "o\n18446744073709551616\n" + root,
                                    std::string("o\n1\nAAAA\n"),
                                    std::string("o\n1\n"),
                                    "o\n1\n" + root + "\n"})
        EXPECT_FALSE(Checkpoint::parse(text)) << text;
    EXPECT_TRUE(Checkpoint::parse("o\n0\n" + root));
    EXPECT_THROW((void)(Checkpoint{"two\nlines", 1, {}, {}}.str()), InvariantError);
}

}  // namespace
}  // namespace junkai::crypto
