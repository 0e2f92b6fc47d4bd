// SPDX-License-Identifier: Apache-2.0
#include "crypto/note.h"

#include "base/invariant.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace junkai::crypto {
namespace {

constexpr std::byte kEd25519{1};
constexpr std::string_view kDash = "\xe2\x80\x94 ";  // em dash, space: the start of a signature line
constexpr std::size_t kMostBytes = 1'000'000;
constexpr std::size_t kMostSignatures = 100;

/// RFC 3629 UTF-8 without control characters other than the newline.
bool valid_text(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            if ((lead < 0x20 && lead != '\n') || lead == 0x7f) return false;
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : 4;
        if (lead < 0xc2 || lead > 0xf4 || text.size() - i < length) return false;
        std::uint32_t point = lead & (0x7fU >> length);
        for (std::size_t j = 1; j < length; ++j) {
            const auto next = static_cast<unsigned char>(text[i + j]);
            if ((next & 0xc0) != 0x80) return false;
            point = point << 6 | (next & 0x3f);
        }
        const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        if (overlong || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) || point < 0xa0)
            return false;
        i += length;
    }
    return true;
}

/// Not empty, no plus sign and no white space. All the space characters of Unicode are meant: the ideographic
/// one too.
bool valid_name(std::string_view name)
{
    if (name.empty() || !valid_text(name) || name.find_first_of("+ \n") != std::string_view::npos)
        return false;
    for (const std::string_view space : {"\xc2\xa0",
                                         "\xe1\x9a\x80",
                                         "\xe2\x80\xa8",
                                         "\xe2\x80\xa9",
                                         "\xe2\x80\xaf",
                                         "\xe2\x81\x9f",
                                         "\xe3\x80\x80"})
        if (name.find(space) != std::string_view::npos) return false;
    for (std::size_t at = name.find("\xe2\x80"); at != std::string_view::npos;
         at = name.find("\xe2\x80", at + 1))
        if (static_cast<unsigned char>(name[at + 2]) <= 0x8a) return false;  // U+2000 to U+200A
    return true;
}

bool valid_note_text(std::string_view text)
{
    return text.ends_with('\n') && valid_text(text);
}

Bytes typed_key(const PublicKey& key)
{
    Bytes out{kEd25519};
    out.insert(out.end(), key.begin(), key.end());
    return out;
}

std::uint32_t big_endian(BytesView bytes)
{
    std::uint32_t out = 0;
    for (const std::byte b : bytes.first(4))
        out = out << 8 | std::to_integer<std::uint32_t>(b);
    return out;
}

std::optional<NoteSignature> parse_signature(std::string_view line)
{
    if (!line.starts_with(kDash)) return std::nullopt;
    line.remove_prefix(kDash.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !valid_name(line.substr(0, space))) return std::nullopt;
    const auto bytes = from_base64(line.substr(space + 1));
    if (!bytes || bytes->size() < 5) return std::nullopt;
    return NoteSignature{
        std::string(line.substr(0, space)), big_endian(*bytes), {bytes->begin() + 4, bytes->end()}};
}

}  // namespace

std::uint32_t NoteKey::hash() const
{
    return big_endian(sha256({bytes_of(name), bytes_of("\n"), BytesView(&kEd25519, 1), key}));
}

std::string NoteKey::str() const
{
    return fmt::format("{}+{:08x}+{}", name, hash(), to_base64(typed_key(key)));
}

std::optional<NoteKey> NoteKey::parse(std::string_view text)
{
    const std::size_t first = text.find('+');
    if (first == std::string_view::npos || text.size() < first + 10 || text[first + 9] != '+')
        return std::nullopt;
    const auto bytes = from_base64(text.substr(first + 10));
    if (!valid_name(text.substr(0, first)) || !bytes || bytes->size() != 33 || (*bytes)[0] != kEd25519)
        return std::nullopt;
    NoteKey out{std::string(text.substr(0, first)), {}};
    std::copy(bytes->begin() + 1, bytes->end(), out.key.begin());
    // The hash in the text only repeats what follows from name and key: written in one way, or refused.
    return out.str() == text ? std::optional(out) : std::nullopt;
}

std::string SignedNote::str() const
{
    std::string out = text + "\n";
    for (const NoteSignature& s : signatures) {
        Bytes bytes;
        for (unsigned shift = 32; shift > 0; shift -= 8)
            bytes.push_back(static_cast<std::byte>(s.key_hash >> (shift - 8) & 0xff));
        bytes.insert(bytes.end(), s.signature.begin(), s.signature.end());
        out += fmt::format("{}{} {}\n", kDash, s.name, to_base64(bytes));
    }
    return out;
}

std::optional<SignedNote> SignedNote::parse(std::string_view note)
{
    if (note.size() > kMostBytes || !valid_note_text(note)) return std::nullopt;
    // The last empty line parts text and signatures; the text may itself have empty lines.
    const std::size_t split = note.rfind("\n\n");
    if (split == std::string_view::npos) return std::nullopt;
    SignedNote out{std::string(note.substr(0, split + 1)), {}};
    std::string_view lines = note.substr(split + 2);
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        auto signature = parse_signature(lines.substr(0, end));
        if (!signature || out.signatures.size() == kMostSignatures) return std::nullopt;
        out.signatures.push_back(std::move(*signature));
        lines.remove_prefix(end + 1);
    }
    return out.signatures.empty() ? std::nullopt : std::optional(std::move(out));
}

NoteSignature sign_note(const std::string& name, const SigningKey& key, std::string_view text)
{
    invariant(valid_name(name) && valid_note_text(text),
              "a note that no verifier would read was to be signed");
    const Signature signature = key.sign(bytes_of(text));
    return {name, NoteKey{name, key.public_key()}.hash(), {signature.begin(), signature.end()}};
}

bool verify_note(const SignedNote& note, std::span<const NoteKey> known)
{
    if (!valid_note_text(note.text)) return false;
    bool verified = false;
    for (const NoteSignature& s : note.signatures)
        for (const NoteKey& key : known) {
            if (key.name != s.name || key.hash() != s.key_hash) continue;
            if (!verify_signature(key.key, bytes_of(note.text), s.signature)) return false;
            verified = true;
        }
    return verified;
}

std::string Checkpoint::str() const
{
    std::string out = fmt::format("{}\n{}\n{}\n", origin, size, to_base64(root));
    for (const std::string& line : extensions)
        out += line + "\n";
    invariant(parse(out).has_value(), "a checkpoint that no verifier would read");
    return out;
}

std::optional<Checkpoint> Checkpoint::parse(std::string_view text)
{
    if (!valid_note_text(text)) return std::nullopt;
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == 0) return std::nullopt;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    if (lines.size() < 3) return std::nullopt;
    Checkpoint out{std::string(lines[0]), 0, {}, {lines.begin() + 3, lines.end()}};
    const auto [end, error] = std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), out.size);
    const bool leading_zero = lines[1].size() > 1 && lines[1][0] == '0';
    const auto root = from_base64(lines[2]);
    if (error != std::errc() || end != lines[1].data() + lines[1].size() || leading_zero || !root ||
        root->size() != out.root.size())
        return std::nullopt;
    std::copy(root->begin(), root->end(), out.root.begin());
    return out;
}

}  // namespace junkai::crypto
