// SPDX-License-Identifier: Apache-2.0
#include "http/static_files.h"

#include "base/errors.h"
#include "http/etag.h"
#include "http/target.h"

#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>

namespace junkai::http {
namespace {

struct MediaType {
    std::string_view extension;
    std::string_view type;
};

constexpr MediaType kMediaTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".pdf", "application/pdf"},
};

std::string_view media_type_of(std::string_view extension)
{
    for (const MediaType& entry : kMediaTypes)
        if (entry.extension == extension) return entry.type;
    return "application/octet-stream";
}

std::string read_file(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in) throw ProfileError("static files: cannot read " + path.string());
    return text;
}

// FNV-1a: tells builds apart; nobody has a reason to forge a collision with our own file.
std::string etag_of_content(std::string_view content)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : content)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    char text[40];
    std::snprintf(
        text, sizeof text, "\"%016llx-%zx\"", static_cast<unsigned long long>(hash), content.size());
    return text;
}

// Quality values other than 0 are taken as a plain yes: browsers send "gzip, deflate, br".
bool accepts(const Request& request, std::string_view coding)
{
    std::string_view rest = request.headers.find("accept-encoding").value_or("");
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        const std::string_view one = trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t semicolon = std::min(one.find(';'), one.size());
        if (!equals_ignoring_case(trim(one.substr(0, semicolon)), coding)) continue;
        const std::string_view quality = trim(one.substr(std::min(semicolon + 1, one.size())));
        return quality != "q=0" && quality != "q=0.0" && quality != "q=0.00" && quality != "q=0.000";
    }
    return false;
}

bool is_page(std::string_view path)
{
    return path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
}

}  // namespace

StaticFiles StaticFiles::load(const std::filesystem::path& directory)
{
    namespace fs = std::filesystem;
    StaticFiles files;
    std::error_code failed;
    const auto read_variant = [&](const fs::path& path) {
        Variant variant;
        variant.body = std::make_shared<const std::string>(read_file(path));
        variant.etag = etag_of_content(*variant.body);
        files.bytes_ += variant.body->size();
        return variant;
    };
    for (auto at = fs::recursive_directory_iterator(directory, failed);
         !failed && at != fs::recursive_directory_iterator();
         at.increment(failed)) {
        if (at->is_symlink() || !at->is_regular_file()) continue;
        const std::string extension = at->path().extension().string();
        if (extension == ".br" || extension == ".gz") continue;
        const std::string name = "/" + at->path().lexically_relative(directory).generic_string();
        File file;
        file.media_type = media_type_of(extension);
        file.for_ever = name.starts_with("/assets/");
        file.plain = read_variant(at->path());
        const fs::path brotli = at->path().string() + ".br";
        const fs::path gzip = at->path().string() + ".gz";
        if (fs::is_regular_file(fs::symlink_status(brotli))) file.brotli = read_variant(brotli);
        if (fs::is_regular_file(fs::symlink_status(gzip))) file.gzip = read_variant(gzip);
        files.files_.emplace(name, std::move(file));
    }
    if (failed)
        throw ProfileError("static files: cannot read " + directory.string() + ": " + failed.message());
    if (!files.files_.contains("/index.html"))
        throw ProfileError("static files: " + directory.string() + " has no index.html");
    return files;
}

std::optional<Response> StaticFiles::find(const Request& request) const
{
    if (files_.empty() || (request.method != Method::Get && request.method != Method::Head))
        return std::nullopt;
    auto found = files_.find(request.path);
    if (found == files_.end() && is_page(request.path)) found = files_.find("/index.html");
    if (found == files_.end()) return std::nullopt;
    return answer(request, found->second);
}

Response StaticFiles::answer(const Request& request, const File& file) const
{
    const Variant* variant = &file.plain;
    std::string_view coding;
    if (file.brotli && accepts(request, "br")) {
        variant = &*file.brotli;
        coding = "br";
    } else if (file.gzip && accepts(request, "gzip")) {
        variant = &*file.gzip;
        coding = "gzip";
    }
    const bool known = none_match_has(request, variant->etag);
    Response response(known ? 304 : 200);
    response.headers.add("etag", variant->etag);
    response.headers.add("cache-control", file.for_ever ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.brotli || file.gzip) response.headers.add("vary", "Accept-Encoding");
    if (known) return response;
    response.headers.add("content-type", file.media_type);
    if (!coding.empty()) response.headers.add("content-encoding", std::string(coding));
    response.shared_body = variant->body;
    return response;
}

}  // namespace junkai::http
