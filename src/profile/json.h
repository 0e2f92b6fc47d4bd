// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace junkai::profile {

/// A JSON value of a profile or form file. Each value remembers its file: after a dated profile has been laid
/// over the base, an error still names the file to mend.
struct Json {
    using Member = std::pair<std::string, Json>;
    using List = std::vector<Json>;
    using Object = std::vector<Member>;  // in the order of the file

    std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Object> value = nullptr;
    std::string file;

    /// The member of an object; null when there is none or this is no object.
    const Json* find(std::string_view key) const;
};

/// Strict JSON in UTF-8: no duplicate keys, no comments, no number out of range. ProfileError names file and
/// place.
Json parse_json(const std::string& file, std::string_view text);

/// The file's text, parsed. ProfileError when it cannot be read or is larger than a megabyte.
Json load_json(const std::string& file);

/// `over` laid upon `base`: objects member by member, anything else replaces what was there.
Json overlay(Json base, const Json& over);

}  // namespace junkai::profile
