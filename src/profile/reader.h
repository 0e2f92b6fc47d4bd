// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "profile/json.h"

#include "base/time.h"
#include "domain/codes.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace junkai::profile {

/// One value of a file and the way to it. Every wrong turn is a ProfileError that names file and JSON
/// pointer: "profiles/saitama/2021-04-01/profile.json: /visit/night/basis: ...".
class Reader {
public:
    explicit Reader(const Json& json, std::string pointer = "") : json_(json), pointer_(std::move(pointer)) {}

    std::string text() const;
    bool flag() const;
    int integer(int least, int most) const;
    double number(double least, double most) const;
    Date date() const;
    /// One of the words of the list; its position.
    std::size_t word(const std::vector<std::string_view>& words) const;

    /// The enumerator whose stable word stands here.
    template <domain::Coded E>
    E code() const
    {
        const auto value = domain::from_code<E>(text());
        if (!value) fail("\"" + text() + "\" is not one of " + listed<E>());
        return *value;
    }

    /// Each element read by `read`, none twice.
    template <class Read>
    auto list(Read read) const
    {
        std::vector<std::remove_cvref_t<std::invoke_result_t<Read, const Reader&>>> out;
        const auto& items = elements();
        for (std::size_t i = 0; i < items.size(); ++i)
            out.push_back(read(Reader(items[i], pointer_ + "/" + std::to_string(i))));
        return out;
    }

    template <domain::Coded E>
    std::vector<E> codes() const
    {
        auto out = list([](const Reader& item) { return item.code<E>(); });
        for (std::size_t i = 0; i < out.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (out[i] == out[j]) fail("\"" + std::string(domain::code_of(out[i])) + "\" stands twice");
        return out;
    }

    [[noreturn]] void fail(const std::string& problem) const;

    const Json& json() const { return json_; }

    const std::string& pointer() const { return pointer_; }

private:
    const Json::List& elements() const;

    template <domain::Coded E>
    static std::string listed()
    {
        std::string out;
        for (const auto& row : domain::Codes<E>::rows)
            out.append(out.empty() ? "" : ", ").append(row.code);
        return out;
    }

    const Json& json_;
    std::string pointer_;
};

/// The members of an object. What was not asked for when done() is called is an unknown key, which is an
/// error: a misspelt rule must not be silently the default.
class ObjectReader {
public:
    explicit ObjectReader(const Reader& at);

    Reader operator[](std::string_view key);
    std::optional<Reader> find(std::string_view key);

    ObjectReader object(std::string_view key) { return ObjectReader((*this)[key]); }

    /// The keys in the order of the file; for objects whose keys are data.
    std::vector<std::string> keys() const;

    void done() const;

    const Reader& at() const { return at_; }

private:
    Reader at_;
    std::set<std::string, std::less<>> asked_;
};

}  // namespace junkai::profile
