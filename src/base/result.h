// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/invariant.h"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace junkai {

/// A string literal and nothing else: codes and clauses are written in the source, never put together from
/// data.
class Literal {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is what the caller writes.
    consteval Literal(const char* text) : text_(text) {}

    constexpr std::string_view view() const { return text_; }

    constexpr bool operator==(const Literal& other) const { return text_ == other.text_; }

private:
    std::string_view text_;
};

/// What a refusal tells beside its code: counts, dates, codes, ids. Never personal data (house rule 9).
using Facts = std::vector<std::pair<std::string, std::string>>;

/// One wrong field of a request: an RFC 6901 pointer into the body, and a code with a text in locales/.
struct FieldProblem {
    std::string pointer;
    Literal code;
};

/// 不可理由. The world says no: which rule said it, under which clause of the directive ("" where none
/// applies).
struct Refusal {
    Literal code;
    Literal clause;
    Facts facts = {};
    std::vector<FieldProblem> fields = {};
};

/// A value or the reason why there is none. Spelled like std::expected, which g++ 12 does not have in C++20.
template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value)
        : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)

    Result(Refusal why)
        : state_(std::in_place_index<1>, std::move(why)) {}  // NOLINT(google-explicit-constructor)

    bool has_value() const { return state_.index() == 0; }

    explicit operator bool() const { return has_value(); }

    T& operator*() & { return value(); }

    const T& operator*() const& { return value(); }

    T&& operator*() && { return std::move(value()); }

    T* operator->() { return &value(); }

    const T* operator->() const { return &value(); }

    T& value()
    {
        invariant(has_value(), "the value of a refused result was taken");
        return *std::get_if<0>(&state_);
    }

    const T& value() const
    {
        invariant(has_value(), "the value of a refused result was taken");
        return *std::get_if<0>(&state_);
    }

    const Refusal& error() const
    {
        invariant(!has_value(), "the refusal of a good result was taken");
        return *std::get_if<1>(&state_);
    }

private:
    std::variant<T, Refusal> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;

    Result(Refusal why)
        : why_(std::in_place_index<1>, std::move(why)) {}  // NOLINT(google-explicit-constructor)

    bool has_value() const { return why_.index() == 0; }

    explicit operator bool() const { return has_value(); }

    void operator*() const {}

    const Refusal& error() const
    {
        invariant(!has_value(), "the refusal of a good result was taken");
        return *std::get_if<1>(&why_);
    }

private:
    std::variant<std::monostate, Refusal> why_;
};

}  // namespace junkai

/// The value of a Result, or return its refusal from the enclosing function. A statement expression: g++ and
/// clang.
#define JUNKAI_TRY(expression)                                                                               \
    __extension__({                                                                                          \
        auto junkai_try_result = (expression);                                                               \
        if (!junkai_try_result) return junkai_try_result.error();                                            \
        *std::move(junkai_try_result);                                                                       \
    })
