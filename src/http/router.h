// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "http/message.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace junkai::http {

/// What stood in the braces of a route's pattern.
class PathParams {
public:
    void add(std::string_view name, std::string value) { parts_.emplace_back(name, std::move(value)); }

    /// The pattern has the name, or the route was written wrongly.
    const std::string& text(std::string_view name) const;

    /// An id that cannot be one is a thing that does not exist: 404, neutral.
    template <class IdType>
    Result<IdType> id(std::string_view name) const
    {
        const auto value = IdType::parse(text(name));
        if (!value) return Refusal{"request.not_found", ""};
        return *value;
    }

private:
    std::vector<std::pair<std::string_view, std::string>> parts_;
};

/// Reads the request, calls one use-case, writes its outcome. A refusal becomes a problem, what it throws an
/// incident.
using Handler = std::function<Result<Response>(const Request&, const PathParams&)>;

/// ReadyOrNot: also for a session that may do nothing else yet (Principal::hindrance).
enum class Session { Needed, ReadyOrNot, NotNeeded };

/// Whether a write must carry an Idempotency-Key; reads never do.
enum class Idempotency { Needed, NotNeeded };

/// Where the handler runs. IoThread is for what never blocks and takes microseconds.
enum class RunOn { Worker, IoThread };

struct RouteOptions {
    Session session = Session::Needed;
    Idempotency idempotency = Idempotency::Needed;
    RunOn run_on = RunOn::Worker;
    std::size_t body_limit = 64 * 1024;
    std::string_view media_type = "application/json";
};

/// One operation of api/: its id is the operationId there.
struct Route {
    Method method;
    std::string_view pattern;
    std::string_view operation_id;
    Handler handler;
    RouteOptions options = {};
};

struct RouteMatch {
    const Route* route;
    PathParams params;
};

struct NoSuchPath {};

struct MethodNotAllowed {
    /// "GET, HEAD, POST": for the Allow header.
    std::string allow;
};

/// The table of routes, filled at start. A path segment is a literal or a whole "{name}"; a literal wins.
class Router {
public:
    /// Fails an invariant when the pattern or the operation id is there already.
    void add(Route route);
    void add(std::vector<Route> routes);

    /// HEAD finds the route of GET.
    std::variant<RouteMatch, NoSuchPath, MethodNotAllowed> find(Method method, std::string_view path) const;

    /// In the order they were added; for the check against api/.
    std::vector<std::string_view> operation_ids() const;

    const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
        std::unique_ptr<Node> param;
        std::vector<const Route*> routes;
    };

    const Node* walk(const Node& node, std::string_view rest, std::vector<std::string_view>& values) const;

    std::vector<std::unique_ptr<Route>> routes_;
    Node root_;
};

}  // namespace junkai::http
