// SPDX-License-Identifier: Apache-2.0
#include "http/message.h"

#include "base/bytes.h"

#include <algorithm>
#include <array>

namespace junkai::http {
namespace {

struct MethodName {
    Method method;
    std::string_view name;
};

constexpr std::array<MethodName, 7> kMethods{{{Method::Get, "GET"},
                                              {Method::Head, "HEAD"},
                                              {Method::Post, "POST"},
                                              {Method::Put, "PUT"},
                                              {Method::Patch, "PATCH"},
                                              {Method::Delete, "DELETE"},
                                              {Method::Options, "OPTIONS"}}};

Response with_body(int status, std::string_view media_type, std::string body)
{
    Response response(status);
    response.headers.add("content-type", std::string(media_type));
    response.headers.add("cache-control", "no-store");
    response.body = std::move(body);
    return response;
}

}  // namespace

std::string_view method_name(Method method)
{
    return kMethods[static_cast<std::size_t>(method)].name;
}

std::optional<Method> parse_method(std::string_view token)
{
    for (const MethodName& entry : kMethods)
        if (entry.name == token) return entry.method;
    return std::nullopt;
}

bool is_write(Method method)
{
    return method == Method::Post || method == Method::Put || method == Method::Patch ||
           method == Method::Delete;
}

void Headers::add(std::string name, std::string value)
{
    fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string name, std::string value)
{
    std::erase_if(fields_, [&](const auto& field) { return field.first == name; });
    add(std::move(name), std::move(value));
}

std::optional<std::string_view> Headers::find(std::string_view lower_case_name) const
{
    for (const auto& [name, value] : fields_)
        if (name == lower_case_name) return value;
    return std::nullopt;
}

std::size_t Headers::count(std::string_view lower_case_name) const
{
    return static_cast<std::size_t>(std::count_if(
        fields_.begin(), fields_.end(), [&](const auto& field) { return field.first == lower_case_name; }));
}

std::optional<std::string_view> Query::find(std::string_view name) const
{
    for (const auto& [key, value] : parts_)
        if (key == name) return value;
    return std::nullopt;
}

Request::~Request()
{
    wipe(body);
}

Response::~Response()
{
    wipe(body);
}

Response Response::json(int status, std::string body)
{
    return with_body(status, "application/json", std::move(body));
}

Response Response::text(int status, std::string body)
{
    return with_body(status, "text/plain; charset=utf-8", std::move(body));
}

Response Response::no_content()
{
    Response response(204);
    response.headers.add("cache-control", "no-store");
    return response;
}

Response Response::refused(Refusal why, std::string extra)
{
    Response response(409);
    response.refusal = std::make_shared<const Refusal>(std::move(why));
    response.body = std::move(extra);
    return response;
}

std::string_view reason_phrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Status";
    }
}

}  // namespace junkai::http
