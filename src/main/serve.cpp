// SPDX-License-Identifier: Apache-2.0
#include "app/clock_watch.h"
#include "app/ledger/keep_ledger.h"
#include "app/visits/forget_ended.h"
#include "base/errors.h"
#include "http/api.h"
#include "http/caller.h"
#include "http/health.h"
#include "http/pipeline.h"
#include "http/server/server.h"
#include "http/server/signals.h"
#include "http/static_files.h"
#include "http/tls.h"
#include "jobs/runner.h"
#include "main/commands.h"
#include "main/http_options.h"
#include "main/log.h"
#include "main/machine.h"

#include <cstdio>
#include <optional>
#include <utility>

namespace junkai {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kDrain{20};

/// What keeps the server from taking acts: "" for nothing.
std::string not_ready(const app::App& app)
{
    try {
        // Changes nothing and flushes nothing, but fails where every act would: no database, no lease.
        app.database.write([](db::Transaction&) {});
    } catch (const StorageError&) {
        return "store";
    }
    for (const auto& station : app.stations->all())
        if (!station->vault().writable()) return "vault";
    return "";
}

/// Before the first job signs anything: what the store knows of the time.
app::ClockWatch watch_clock(const app::App& app)
{
    std::optional<Instant> last;
    for (const auto& station : app.stations->all())
        if (const auto checkpoint = ledger::find_last_checkpoint(app.database, station->id().uuid()))
            last = std::max(last.value_or(checkpoint->signed_at), checkpoint->signed_at);
    return {app.clock, last, [] {
                return std::chrono::duration_cast<std::chrono::microseconds>(
                    std::chrono::steady_clock::now().time_since_epoch());
            }};
}

/// `watch`: null where the clock was set on purpose.
std::vector<jobs::Job> make_jobs(app::App& app, app::ClockWatch* watch)
{
    return {
        {"ledger",
         300ms,
         [&app, left = true]() mutable {
             if (std::exchange(left, false)) app::sign_what_a_crash_left(app);
             app::keep_ledgers(app);
         }},
        {"vault",
         2s,
         [&app] {
             for (const auto& station : app.stations->all())
                 station->vault().tend();
             app::remember_vaults(app);
         }},
        {"sessions", 60s, [&app] { app.sessions.tidy(); }},
        {"forgetting",
         1h,
         [&app, watch] {
             const std::string doubt = watch != nullptr ? watch->doubt() : "";
             if (!doubt.empty()) throw StorageUnavailable(doubt);
             app::forget_ended_visits(app);
         }},
    };
}

std::shared_ptr<http::TlsContext> make_tls(const cli::Serve& command, Instant now)
{
    if (!command.tls) return nullptr;
    const http::TlsFiles files{command.store / "tls" / "certificate.pem", command.store / "tls" / "key.pem"};
    std::filesystem::create_directories(command.store / "tls");
    http::ensure_certificate(files, http::default_certificate_names(), now);
    return std::make_shared<http::TlsContext>(files);
}

int serve(const cli::Serve& command)
{
    http::block_signals();
    const auto machine = open_machine(command.store, command.clock_at);
    app::App& app = *machine->app;
    const http::Locales locales = http::Locales::load(machine->settings.locales / "ja.json");
    const http::StaticFiles files =
        command.web.empty() ? http::StaticFiles() : http::StaticFiles::load(command.web);
    http::Metrics metrics;
    const http::Api api{app, locales};
    http::Router router;
    router.add(http::health_routes(metrics, [&app] { return not_ready(app); }));
    router.add(http::api_routes(api));
    HttpLimits limits = http_limits(command, machine->settings.http);
    if (const std::string short_of = fit_descriptors(limits.server); !short_of.empty())
        log_error("descriptors", short_of);
    http::Pipeline pipeline(
        router,
        files,
        locales,
        metrics,
        {.authenticate = [&app](const http::Request& request) { return http::authenticate(app, request); },
         .per_address = limits.per_address,
         .per_session = limits.per_session,
         .log_access = log_access,
         .log_incident = log_incident});
    const auto tls = make_tls(command, machine->clock->now());
    limits.server.tls = tls;
    app::ClockWatch watch = watch_clock(app);
    std::optional<jobs::Runner> runner;
    runner.emplace(make_jobs(app, command.clock_at.empty() ? &watch : nullptr),
                   [](const std::string& job, const std::string& what) { log_error(job, what); });
    http::Server server(std::move(limits.server), pipeline, metrics, *machine->clock);
    std::printf("%s://%s:%u/\n", tls ? "https" : "http", command.address.c_str(), unsigned{server.port()});
    std::fflush(stdout);

    http::wait_for_stop_signal([&] {
        if (!tls) return;
        try {
            tls->reload();
            log_info("certificate reloaded");
        } catch (const std::exception& failure) {
            // The old certificate stays in use; whoever sent the signal reads why.
            log_error("certificate", failure.what());
        }
    });
    if (!server.drain(kDrain)) log_error("drain", "requests were cut after 20 s");
    // The jobs end first: two hands that integrate one ledger would sign the same checkpoint twice.
    runner.reset();
    app::keep_ledgers(app);
    app::remember_vaults(app);
    return 0;
}

}  // namespace

int run(const cli::Serve& command)
{
    try {
        return serve(command);
    } catch (const http::ListenError& failure) {
        throw ProfileError(explain(failure));
    }
}

}  // namespace junkai
