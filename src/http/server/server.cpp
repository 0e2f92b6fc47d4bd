// SPDX-License-Identifier: Apache-2.0
#include "http/server/server.h"

#include "base/bytes.h"
#include "http/server/connection.h"
#include "http/server/shard.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include <condition_variable>
#include <system_error>

#include <sys/socket.h>

namespace junkai::http {
namespace {

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// Answers of 429 and 503 to connections over the caps cost a little each; beyond this many at a time they are
// closed.
constexpr std::size_t kRefusingAtOnce = 64;

// A group commit takes milliseconds; who needs longer than this to release an answer will not do it any more.
constexpr std::chrono::seconds kHeldAnswers{10};

std::string address_key(const asio::ip::address& address)
{
    if (address.is_v4()) return address.to_string();
    const auto bytes = address.to_v6().to_bytes();
    if (address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return to_hex(std::as_bytes(std::span(bytes).first<8>()));
}

ListenError listen_error(const ServerOptions& options, const ErrorCode& failed)
{
    using Why = ListenError::Why;
    Why why = Why::Other;
    if (failed == asio::error::address_in_use) why = Why::InUse;
    if (failed == boost::system::errc::address_not_available) why = Why::NotOurs;
    if (failed == asio::error::access_denied) why = Why::Privileged;
    return {why, options.address, options.port, failed.message()};
}

tcp::endpoint endpoint_of(const ServerOptions& options)
{
    ErrorCode failed;
    const auto address = asio::ip::make_address(options.address, failed);
    if (failed)
        throw ListenError(
            ListenError::Why::Unreadable, options.address, options.port, "this is no IP address");
    if (!options.tls && !address.is_loopback())
        throw ListenError(ListenError::Why::PlainOutside,
                          options.address,
                          options.port,
                          "plain HTTP is served on a loopback address only; configure TLS");
    return {address, options.port};
}

/// Sockets that share a port let in any other process of ours: two servers would get half of the requests
/// each. One that shares nothing finds out whether somebody is there already.
void check_free(asio::io_context& io, const tcp::endpoint& endpoint, const ServerOptions& options)
{
    ErrorCode failed;
    tcp::acceptor alone(io);
    alone.open(endpoint.protocol(), failed);
    if (!failed) alone.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) alone.bind(endpoint, failed);
    if (failed) throw listen_error(options, failed);
}

void listen(Shard& shard, const tcp::endpoint& endpoint)
{
    ErrorCode failed;
    shard.acceptor.open(endpoint.protocol(), failed);
    if (!failed) shard.acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) shard.acceptor.set_option(ReusePort(true), failed);
    if (!failed) shard.acceptor.bind(endpoint, failed);
    if (!failed) shard.acceptor.listen(1024, failed);
    if (failed) throw listen_error(shard.core.options, failed);
}

asio::awaitable<void> tick(Shard& shard)
{
    while (true) {
        ErrorCode failed;
        shard.ticker.expires_after(shard.core.options.deadlines.tick);
        co_await shard.ticker.async_wait(asio::redirect_error(asio::use_awaitable, failed));
        if (failed) co_return;
        const SteadyTime now = std::chrono::steady_clock::now();
        for (Tracked* connection : shard.connections)
            connection->check(now);
    }
}

void admit(Shard& shard, tcp::socket socket)
{
    Core& core = shard.core;
    ErrorCode failed;
    const tcp::endpoint peer = socket.remote_endpoint(failed);
    if (failed) return;
    socket.set_option(tcp::no_delay(true), failed);
    // Finds out about a peer that lost power.
    socket.set_option(asio::socket_base::keep_alive(true), failed);
    core.counters.accepted.add();

    std::optional<TurnedAway> turned_away;
    const std::string key = address_key(peer.address());
    if (core.live->open.fetch_add(1) >= core.options.caps.connections) {
        core.counters.over_connections.add();
        turned_away = TurnedAway{503, "server.too_many_connections"};
    } else if (!core.addresses.enter(key)) {
        core.counters.over_address.add();
        turned_away = TurnedAway{429, "client.too_many_connections"};
    }
    if (turned_away) {
        core.live->open.fetch_sub(1);
        if (shard.refusing >= kRefusingAtOnce) return;
        ++shard.refusing;
    }
    auto leave = [&shard, &core, key, refused = turned_away.has_value()] {
        if (refused) {
            --shard.refusing;
            return;
        }
        core.addresses.leave(key);
        core.live->open.fetch_sub(1);
    };
    const std::string address = peer.address().to_string();
    if (core.options.tls) {
        asio::ssl::context context(static_cast<SSL_CTX*>(core.options.tls->acquire()));
        auto connection =
            std::make_shared<Connection<TlsStream>>(shard, address, turned_away, std::move(socket), context);
        asio::co_spawn(shard.io, Connection<TlsStream>::live(std::move(connection), leave), asio::detached);
    } else {
        auto connection =
            std::make_shared<Connection<tcp::socket>>(shard, address, turned_away, std::move(socket));
        asio::co_spawn(shard.io, Connection<tcp::socket>::live(std::move(connection), leave), asio::detached);
    }
}

asio::awaitable<void> accept(Shard& shard)
{
    asio::steady_timer pause(shard.io);
    while (true) {
        ErrorCode failed;
        tcp::socket socket =
            co_await shard.acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
        if (failed == asio::error::operation_aborted || !shard.acceptor.is_open()) co_return;
        if (failed) {
            // Mostly no descriptor left: trying again at once would only spin.
            shard.core.counters.accept_errors.add();
            pause.expires_after(std::chrono::milliseconds(50));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failed));
            continue;
        }
        try {
            admit(shard, std::move(socket));
        } catch (const std::exception&) {
            shard.core.counters.accept_errors.add();
        }
    }
}

}  // namespace

class Server::Impl {
public:
    Impl(ServerOptions options, Service& service, Metrics& metrics, const Clock& clock)
        : core_(std::move(options), service, metrics, clock)
    {
        tcp::endpoint endpoint = endpoint_of(core_.options);
        for (std::size_t i = 0; i < std::max<std::size_t>(core_.options.io_threads, 1); ++i) {
            shards_.push_back(std::make_unique<Shard>(core_));
            if (i == 0) check_free(shards_.back()->io, endpoint, core_.options);
            listen(*shards_.back(), endpoint);
            // The first socket may have been given any free port; the others share it.
            endpoint.port(shards_.back()->acceptor.local_endpoint().port());
        }
        port_ = endpoint.port();
        for (auto& shard : shards_)
            start(*shard);
    }

    ~Impl()
    {
        core_.draining = true;
        for (auto& shard : shards_) {
            asio::post(shard->io, [&s = *shard] {
                ErrorCode ignored;
                s.acceptor.close(ignored);
                for (Tracked* connection : s.connections)
                    connection->cut();
            });
        }
        // Running handlers end first: they hold references to what the caller destroys after us. Then the
        // answers that are held: who releases them must not find us gone.
        core_.pool.stop();
        const auto end = std::chrono::steady_clock::now() + kHeldAnswers;
        while (core_.live->running > 0 && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        for (auto& shard : shards_)
            shard->io.stop();
        for (auto& shard : shards_)
            shard->thread.join();
    }

    std::uint16_t port() const { return port_; }

    std::size_t connections() const { return core_.live->open; }

    std::size_t running() const { return core_.live->running; }

    bool drain(std::chrono::milliseconds limit)
    {
        core_.draining = true;
        for (auto& shard : shards_) {
            asio::post(shard->io, [&s = *shard] {
                ErrorCode ignored;
                s.acceptor.close(ignored);
                for (Tracked* connection : s.connections)
                    connection->begin_drain();
            });
        }
        const auto end = std::chrono::steady_clock::now() + limit;
        while (core_.live->open > 0 && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        const bool clean = core_.live->open == 0;
        for (auto& shard : shards_) {
            asio::post(shard->io, [&s = *shard] {
                for (Tracked* connection : s.connections)
                    connection->cut();
            });
        }
        return clean;
    }

private:
    void start(Shard& shard)
    {
        asio::co_spawn(shard.io, accept(shard), asio::detached);
        asio::co_spawn(shard.io, tick(shard), asio::detached);
        shard.thread = std::thread([&shard] {
            const auto guard = asio::make_work_guard(shard.io);
            shard.io.run();
        });
    }

    Core core_;
    std::vector<std::unique_ptr<Shard>> shards_;
    std::uint16_t port_ = 0;
};

bool is_loopback_address(const std::string& text)
{
    ErrorCode failed;
    const auto address = asio::ip::make_address(text, failed);
    return !failed && address.is_loopback();
}

Server::Server(ServerOptions options, Service& service, Metrics& metrics, const Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), service, metrics, clock))
{
}

Server::~Server() = default;

std::uint16_t Server::port() const
{
    return impl_->port();
}

bool Server::drain(std::chrono::milliseconds limit)
{
    return impl_->drain(limit);
}

std::size_t Server::connections() const
{
    return impl_->connections();
}

std::size_t Server::running() const
{
    return impl_->running();
}

}  // namespace junkai::http
