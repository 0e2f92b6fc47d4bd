// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace junkai::http {

/// The built web UI, read into memory once at start: a request looks a name up and never touches the file
/// system, so there is no path to climb. A file may have precompressed brothers (.br, .gz). Hashed assets
/// (/assets/) are cached for ever, everything else is asked again each time with its ETag.
class StaticFiles {
public:
    StaticFiles() = default;

    /// Throws ProfileError when the directory cannot be read or has no index.html. Symbolic links are not
    /// followed.
    static StaticFiles load(const std::filesystem::path& directory);

    /// The answer for GET and HEAD: the file, 304, or index.html for a path that is a page of the UI (no dot
    /// in its last segment). Nothing when there is no such file, or it is not a read.
    std::optional<Response> find(const Request& request) const;

    std::size_t bytes() const { return bytes_; }

private:
    struct Variant {
        std::shared_ptr<const std::string> body;
        std::string etag;
    };

    struct File {
        std::string media_type;
        bool for_ever = false;
        Variant plain;
        std::optional<Variant> brotli;
        std::optional<Variant> gzip;
    };

    Response answer(const Request& request, const File& file) const;

    std::map<std::string, File, std::less<>> files_;
    std::size_t bytes_ = 0;
};

}  // namespace junkai::http
