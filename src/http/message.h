// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace junkai::http {

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };

std::string_view method_name(Method method);
std::optional<Method> parse_method(std::string_view token);

/// Whether the method may change something: such requests need an origin, a JSON body and an Idempotency-Key.
bool is_write(Method method);

/// Header fields in the order of the message, names in lower case. A message has few of them: a search is a
/// walk.
class Headers {
public:
    void add(std::string name, std::string value);
    /// Replaces what was there under that name.
    void set(std::string name, std::string value);
    std::optional<std::string_view> find(std::string_view lower_case_name) const;
    std::size_t count(std::string_view lower_case_name) const;

    const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// The decoded query. The gate has already refused a name that comes twice.
class Query {
public:
    void add(std::string name, std::string value) { parts_.emplace_back(std::move(name), std::move(value)); }

    std::optional<std::string_view> find(std::string_view name) const;

    const std::vector<std::pair<std::string, std::string>>& all() const { return parts_; }

private:
    std::vector<std::pair<std::string, std::string>> parts_;
};

/// Who asks. The log-in derives its own from this and its handlers cast back; the HTTP layer only carries it.
class Principal {
public:
    virtual ~Principal() = default;
    /// The key of the limit per session: a hash or an id, never the secret of the cookie.
    virtual std::string rate_key() const = 0;

    /// With whom the workers are shared fairly: the station.
    virtual std::string share_key() const { return rate_key(); }

    /// Why this session may not do anything yet but what readies it (a first password that is still to be
    /// changed); null when it may.
    virtual const Refusal* hindrance() const { return nullptr; }
};

/// One request as the handlers see it: framing checked, target decoded, body whole.
struct Request {
    Request() = default;
    Request(Request&&) = default;
    Request& operator=(Request&&) = default;
    /// Overwrites the body: it may carry a resident's card.
    ~Request();

    Method method = Method::Get;
    std::string path = "/";
    Query query;
    Headers headers;
    std::string body;
    std::string peer;
    bool secure = false;
    Instant arrived{};
    std::string trace_id;
    std::optional<Uuid> idempotency_key;
    std::shared_ptr<const Principal> principal;
};

/// Gives the next piece of a body into `piece`; false when there is no more. Called on a worker, one piece at
/// a time, the next only when the one before has been taken by the network: a slow reader costs no memory.
using BodyStream = std::function<bool(std::string& piece)>;

/// Calls `release` once, from any thread, when the answer may leave (its ledger entry is durable); false
/// turns the answer into a 503.
using Hold = std::function<void(std::function<void(bool durable)> release)>;

struct Response {
    Response() = default;

    explicit Response(int status_code) : status(status_code) {}

    Response(Response&&) = default;
    Response& operator=(Response&&) = default;
    ~Response();

    int status = 200;
    Headers headers;
    /// One of three: a string, a string that is shared (static files), or a stream.
    std::string body;
    std::shared_ptr<const std::string> shared_body;
    BodyStream stream;
    Hold hold;
    /// Set by refused(): the body is then the extra members, until the pipeline writes the problem.
    std::shared_ptr<const Refusal> refusal;

    std::string_view body_view() const
    {
        return shared_body ? std::string_view(*shared_body) : std::string_view(body);
    }

    /// A JSON answer of the API: never stored by a cache.
    static Response json(int status, std::string body);
    static Response text(int status, std::string body);
    static Response no_content();
    /// A refusal; the pipeline finds status and sentence. `extra` is raw JSON members for the problem's body,
    /// such as the current record of a stale write: `"current":{…}`.
    static Response refused(Refusal why, std::string extra = "");
};

/// The reason phrase of the status line.
std::string_view reason_phrase(int status);

}  // namespace junkai::http
