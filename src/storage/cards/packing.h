// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/errors.h"
#include "base/id.h"
#include "base/personal.h"
#include "domain/codes.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Bytes of a cell: numbers in seven-bit groups, the lowest first; texts and lists follow their length.
/// Enumerators are their stable words.
namespace junkai::storage::cards {

class Packer {
public:
    Packer() { out_.reserve(kUsualSize); }

    ~Packer() { wipe(out_); }

    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    void number(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7)
            out_.push_back(static_cast<std::byte>((value & 0x7f) | 0x80));
        out_.push_back(static_cast<std::byte>(value));
    }

    void flag(bool value) { number(value ? 1 : 0); }

    void instant(Instant at) { number(static_cast<std::uint64_t>(to_micros(at))); }

    void text(std::string_view value)
    {
        number(value.size());
        const BytesView bytes = bytes_of(value);
        out_.insert(out_.end(), bytes.begin(), bytes.end());
    }

    void text(const PersonalText& value) { text(value.reveal()); }

    void id(const Uuid& value) { out_.insert(out_.end(), value.bytes.begin(), value.bytes.end()); }

    template <domain::Coded E>
    void code(E value)
    {
        text(domain::code_of(value));
    }

    /// "" for none: no word is empty.
    template <domain::Coded E>
    void code(const std::optional<E>& value)
    {
        text(value ? std::string_view(domain::code_of(*value)) : std::string_view());
    }

    Personal<Bytes> take() { return Personal<Bytes>(std::move(out_)); }

private:
    /// Most cells fit, so that no half-written copy stays behind in freed memory.
    static constexpr std::size_t kUsualSize = 4096;
    Bytes out_;
};

/// Throws StorageError for what no Packer of the same version made.
class Unpacker {
public:
    explicit Unpacker(BytesView bytes) : left_(bytes) {}

    std::uint64_t number()
    {
        std::uint64_t out = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto group = std::to_integer<std::uint64_t>(take(1)[0]);
            const std::uint64_t bits = group & 0x7f;
            if ((bits << shift) >> shift != bits) break;
            out |= bits << shift;
            if (group < 0x80) {
                if (group == 0 && shift > 0) break;
                return out;
            }
        }
        throw StorageError("a number in a stored cell is too long");
    }

    /// A length or a count: never more than bytes are left.
    std::size_t count()
    {
        const std::uint64_t value = number();
        if (value > left_.size()) throw StorageError("a stored cell is cut off");
        return static_cast<std::size_t>(value);
    }

    bool flag()
    {
        const std::uint64_t value = number();
        if (value > 1) throw StorageError("a flag in a stored cell is neither yes nor no");
        return value == 1;
    }

    int small(std::uint64_t most)
    {
        const std::uint64_t value = number();
        if (value > most) throw StorageError("a number in a stored cell is out of its range");
        return static_cast<int>(value);
    }

    Instant instant() { return from_micros(static_cast<std::int64_t>(number())); }

    /// A view into the cell.
    std::string_view view() { return text_of(take(count())); }

    PersonalText personal() { return PersonalText(std::string(view())); }

    Uuid id() { return *Uuid::from_bytes(take(16)); }

    template <domain::Coded E>
    E code()
    {
        const auto value = domain::from_code<E>(view());
        if (!value) throw StorageError("a word in a stored cell is not one of the domain's");
        return *value;
    }

    template <domain::Coded E>
    std::optional<E> maybe_code()
    {
        const std::string_view word = view();
        if (word.empty()) return std::nullopt;
        const auto value = domain::from_code<E>(word);
        if (!value) throw StorageError("a word in a stored cell is not one of the domain's");
        return value;
    }

    Date date()
    {
        const auto value = parse_date(view());
        if (!value) throw StorageError("a date in a stored cell does not exist");
        return *value;
    }

    void finish() const
    {
        if (!left_.empty()) throw StorageError("a stored cell is longer than what it holds");
    }

private:
    BytesView take(std::size_t size)
    {
        if (size > left_.size()) throw StorageError("a stored cell is cut off");
        const BytesView out = left_.first(size);
        left_ = left_.subspan(size);
        return out;
    }

    BytesView left_;
};

}  // namespace junkai::storage::cards
