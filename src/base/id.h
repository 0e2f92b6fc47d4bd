// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/random.h"
#include "base/time.h"

#include <array>
#include <compare>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace junkai {

/// 128 bits as RFC 9562 writes them.
struct Uuid {
    std::array<std::byte, 16> bytes{};

    /// Lower-case, with hyphens.
    std::string str() const;
    /// Exactly the form that str() writes (upper case taken too), any version.
    static std::optional<Uuid> parse(std::string_view text);
    /// From a 16-byte column.
    static std::optional<Uuid> from_bytes(BytesView bytes);

    auto operator<=>(const Uuid&) const = default;
};

/// UUIDv7: 48 bits of milliseconds, then random. The time order keeps indexes tidy; clients may make them
/// offline.
Uuid make_uuid(Instant now, RandomSource& random);

/// An id of one kind of thing; a BeatId where a CardId is wanted does not compile.
template <class Tag>
class Id {
public:
    explicit constexpr Id(const Uuid& value) : value_(value) {}

    static std::optional<Id> parse(std::string_view text)
    {
        const auto value = Uuid::parse(text);
        return value ? std::optional<Id>(Id(*value)) : std::nullopt;
    }

    static Id make(Instant now, RandomSource& random) { return Id(make_uuid(now, random)); }

    std::string str() const { return value_.str(); }

    const Uuid& uuid() const { return value_; }

    auto operator<=>(const Id&) const = default;

private:
    Uuid value_;
};

struct UuidHash {
    std::size_t operator()(const Uuid& id) const noexcept
    {
        // The last eight bytes of a v7 id are random already.
        std::size_t value = 0;
        std::memcpy(&value, id.bytes.data() + 8, sizeof value);
        return value;
    }
};

}  // namespace junkai

template <>
struct std::hash<junkai::Uuid> : junkai::UuidHash {
};

template <class Tag>
struct std::hash<junkai::Id<Tag>> {
    std::size_t operator()(const junkai::Id<Tag>& id) const noexcept { return junkai::UuidHash()(id.uuid()); }
};
