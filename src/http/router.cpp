// SPDX-License-Identifier: Apache-2.0
#include "http/router.h"

#include <algorithm>

namespace junkai::http {
namespace {

// The segment before the next slash; `rest` begins with a slash and keeps what follows, slash included.
std::string_view take_segment(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find('/', 1), rest.size());
    const std::string_view segment = rest.substr(1, end - 1);
    rest.remove_prefix(end);
    return segment;
}

bool is_param(std::string_view segment)
{
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

PathParams bind_params(const Route& route, const std::vector<std::string_view>& values)
{
    PathParams params;
    std::string_view rest = route.pattern;
    std::size_t next = 0;
    while (!rest.empty()) {
        const std::string_view segment = take_segment(rest);
        if (is_param(segment)) params.add(segment.substr(1, segment.size() - 2), std::string(values[next++]));
    }
    return params;
}

const Route* route_of(const std::vector<const Route*>& routes, Method method)
{
    for (const Route* route : routes)
        if (route->method == method) return route;
    if (method == Method::Head) return route_of(routes, Method::Get);
    return nullptr;
}

std::string allowed_methods(const std::vector<const Route*>& routes)
{
    std::string allow;
    for (const Route* route : routes) {
        if (!allow.empty()) allow += ", ";
        allow += method_name(route->method);
        if (route->method == Method::Get) allow += ", HEAD";
    }
    return allow;
}

}  // namespace

const std::string& PathParams::text(std::string_view name) const
{
    const std::string* found = nullptr;
    for (const auto& [key, value] : parts_)
        if (key == name) found = &value;
    invariant(found != nullptr, "the route's pattern has no such name");
    return *found;
}

void Router::add(Route route)
{
    invariant(route.pattern.starts_with('/'), "a route's pattern begins with a slash");
    invariant(route.handler != nullptr, "a route has a handler");
    for (const auto& other : routes_)
        invariant(other->operation_id != route.operation_id, "each operation id has one route");
    Node* node = &root_;
    std::string_view rest = route.pattern;
    while (!rest.empty()) {
        const std::string_view segment = take_segment(rest);
        std::unique_ptr<Node>& next = is_param(segment) ? node->param : node->literals[std::string(segment)];
        if (!next) next = std::make_unique<Node>();
        node = next.get();
    }
    for (const Route* other : node->routes)
        invariant(other->method != route.method, "each method and pattern has one route");
    routes_.push_back(std::make_unique<Route>(std::move(route)));
    node->routes.push_back(routes_.back().get());
}

void Router::add(std::vector<Route> routes)
{
    for (Route& route : routes)
        add(std::move(route));
}

const Router::Node*
Router::walk(const Node& node, std::string_view rest, std::vector<std::string_view>& values) const
{
    if (rest.empty()) return node.routes.empty() ? nullptr : &node;
    const std::string_view segment = take_segment(rest);
    if (const auto literal = node.literals.find(segment); literal != node.literals.end())
        if (const Node* found = walk(*literal->second, rest, values)) return found;
    if (!node.param || segment.empty()) return nullptr;
    values.push_back(segment);
    if (const Node* found = walk(*node.param, rest, values)) return found;
    values.pop_back();
    return nullptr;
}

std::variant<RouteMatch, NoSuchPath, MethodNotAllowed> Router::find(Method method,
                                                                    std::string_view path) const
{
    std::vector<std::string_view> values;
    const Node* node = walk(root_, path, values);
    if (node == nullptr) return NoSuchPath{};
    const Route* route = route_of(node->routes, method);
    if (route == nullptr) return MethodNotAllowed{allowed_methods(node->routes)};
    return RouteMatch{route, bind_params(*route, values)};
}

std::vector<std::string_view> Router::operation_ids() const
{
    std::vector<std::string_view> ids;
    for (const auto& route : routes_)
        ids.push_back(route->operation_id);
    return ids;
}

}  // namespace junkai::http
