// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry.h"

#include "base/errors.h"
#include "base/invariant.h"

#include <algorithm>
#include <limits>

namespace junkai::ledger {
namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kSha256 = 1;

class Writer {
public:
    explicit Writer(Bytes& out) : out_(out) {}

    void number(std::uint64_t value, int width)
    {
        for (int shift = (width - 1) * 8; shift >= 0; shift -= 8)
            out_.push_back(static_cast<std::byte>(value >> shift & 0xff));
    }

    void raw(BytesView bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }

    void text(const std::string& text)
    {
        invariant(text.size() <= std::numeric_limits<std::uint8_t>::max(),
                  "a code of the ledger is too long");
        number(text.size(), 1);
        raw(bytes_of(text));
    }

    template <class List>
    void list(const List& list, BytesView (*bytes)(const typename List::value_type&))
    {
        invariant(list.size() <= std::numeric_limits<std::uint16_t>::max(),
                  "a ledger entry names too many records");
        number(list.size(), 2);
        for (const auto& item : list)
            raw(bytes(item));
    }

private:
    Bytes& out_;
};

class Reader {
public:
    explicit Reader(BytesView in) : in_(in) {}

    BytesView raw(std::size_t count)
    {
        if (in_.size() < count) throw CryptoError("a ledger entry is torn");
        const BytesView out = in_.first(count);
        in_ = in_.subspan(count);
        return out;
    }

    std::uint64_t number(std::size_t width)
    {
        std::uint64_t value = 0;
        for (const std::byte b : raw(width))
            value = value << 8 | std::to_integer<std::uint64_t>(b);
        return value;
    }

    std::string text() { return std::string(text_of(raw(number(1)))); }

    Uuid uuid() { return *Uuid::from_bytes(raw(16)); }

    crypto::Digest digest()
    {
        crypto::Digest out{};
        const BytesView bytes = raw(out.size());
        std::copy(bytes.begin(), bytes.end(), out.begin());
        return out;
    }

    bool flag()
    {
        const std::uint64_t value = number(1);
        if (value > 1) throw CryptoError("a ledger entry has a flag that is neither 0 nor 1");
        return value == 1;
    }

    void end() const
    {
        if (!in_.empty()) throw CryptoError("a ledger entry goes on after its end");
    }

private:
    BytesView in_;
};

}  // namespace

Bytes encode(const Entry& entry)
{
    Bytes out;
    out.reserve(160 + entry.tags.size() * 16 + entry.cells.size() * 32);
    Writer to(out);
    to.number(kVersion, 1);
    to.number(kSha256, 1);
    to.raw(entry.id.bytes);
    to.number(static_cast<std::uint64_t>(to_micros(entry.at)), 8);
    to.number(entry.actor ? 1 : 0, 1);
    if (entry.actor) to.raw(entry.actor->bytes);
    to.text(entry.role);
    to.text(entry.action);
    to.text(entry.clause);
    to.text(entry.purpose);
    to.number(static_cast<std::uint8_t>(entry.outcome), 1);
    to.text(entry.refusal);
    to.list(entry.tags, [](const Uuid& tag) { return BytesView(tag.bytes); });
    to.number(entry.detail ? 1 : 0, 1);
    if (entry.detail) to.raw(*entry.detail);
    to.list(entry.cells, [](const crypto::Digest& cell) { return BytesView(cell); });
    return out;
}

Entry decode(BytesView body)
{
    Reader from(body);
    if (from.number(1) != kVersion || from.number(1) != kSha256)
        throw CryptoError("a ledger entry has a version that this program does not know");
    Entry entry;
    entry.id = from.uuid();
    entry.at = from_micros(static_cast<std::int64_t>(from.number(8)));
    if (from.flag()) entry.actor = from.uuid();
    entry.role = from.text();
    entry.action = from.text();
    entry.clause = from.text();
    entry.purpose = from.text();
    const std::uint64_t outcome = from.number(1);
    if (outcome < 1 || outcome > 3) throw CryptoError("a ledger entry has an outcome that does not exist");
    entry.outcome = static_cast<Outcome>(outcome);
    entry.refusal = from.text();
    for (std::uint64_t left = from.number(2); left > 0; --left)
        entry.tags.push_back(from.uuid());
    if (from.flag()) entry.detail = from.digest();
    for (std::uint64_t left = from.number(2); left > 0; --left)
        entry.cells.push_back(from.digest());
    from.end();
    return entry;
}

}  // namespace junkai::ledger
