// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <fmt/core.h>
#include <string>
#include <utility>

namespace junkai {

/// Something that tells about a resident. It cannot be printed, formatted or compared by accident; reveal()
/// is the one way to the value, so that `git grep reveal` lists every place where personal data is touched.
/// Wiped when it dies.
template <class T>
class Personal {
public:
    Personal() = default;

    explicit Personal(T value) : value_(std::move(value)) {}

    Personal(const Personal&) = default;

    Personal& operator=(const Personal& other)
    {
        if (this != &other) {
            clean();
            value_ = other.value_;
        }
        return *this;
    }

    Personal(Personal&& other) noexcept : value_(std::move(other.value_)) { other.clean(); }

    Personal& operator=(Personal&& other) noexcept
    {
        if (this != &other) {
            clean();
            value_ = std::move(other.value_);
            other.clean();
        }
        return *this;
    }

    ~Personal() { clean(); }

    const T& reveal() const { return value_; }

    /// Whether two sealed values are the same, for "has this field changed"; says nothing else.
    bool same_as(const Personal& other) const { return value_ == other.value_; }

private:
    void clean() noexcept
    {
        if constexpr (requires(T & value) { wipe(value); }) wipe(value_);
    }

    T value_{};
};

template <class Stream, class T>
Stream& operator<<(Stream& out, const Personal<T>&) = delete;

using PersonalText = Personal<std::string>;

}  // namespace junkai

/// Formatting personal data does not compile.
template <class T, class Char>
struct fmt::formatter<junkai::Personal<T>, Char> {
    formatter() = delete;
};
