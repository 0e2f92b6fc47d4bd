// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/ed25519.h"
#include "crypto/sha256.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// C2SP signed notes and transparency-log checkpoints: texts that tools from outside verify without us.
namespace junkai::crypto {

/// Who signs: a name without spaces or plus signs, and an Ed25519 key; written "name+hash+key" to hand it
/// out.
struct NoteKey {
    std::string name;
    PublicKey key{};

    /// The first four bytes of SHA-256(name, newline, 0x01, key), big-endian.
    std::uint32_t hash() const;
    std::string str() const;
    static std::optional<NoteKey> parse(std::string_view text);
};

struct NoteSignature {
    std::string name;
    std::uint32_t key_hash = 0;
    Bytes signature;
};

/// The text ends with a newline; signatures follow it in order.
struct SignedNote {
    std::string text;
    std::vector<NoteSignature> signatures;

    std::string str() const;
    static std::optional<SignedNote> parse(std::string_view note);
};

/// A signature over the text, which must be valid for a note: UTF-8 lines without control characters, newline
/// at the end (InvariantError otherwise).
NoteSignature sign_note(const std::string& name, const SigningKey& key, std::string_view text);

/// At least one of the keys signed, and no signature by any of them is wrong. Signatures by others are passed
/// over.
bool verify_note(const SignedNote& note, std::span<const NoteKey> known);

/// The tree head of a log. Origin and extension lines hold no newline.
struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0;
    Digest root{};
    std::vector<std::string> extensions;

    /// The text of the note.
    std::string str() const;
    static std::optional<Checkpoint> parse(std::string_view text);
};

}  // namespace junkai::crypto
