// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/station.h"
#include "base/result.h"
#include "crypto/password.h"
#include "domain/action.h"
#include "domain/duty/types.h"
#include "ledger/appender.h"
#include "ledger/entry.h"
#include "storage/roster/roster.h"
#include "storage/sessions/sessions.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

/// ログイン: password, throttle, sessions.
namespace junkai::app {

struct SessionSettings {
    std::chrono::minutes idle{30};
    std::chrono::hours absolute{12};
    crypto::Argon2Cost password_cost;
    /// Argon2id at once: each takes 64 MiB and a tenth of a second.
    int hashes_at_once = 2;
    std::size_t shortest_password = 12;
};

/// Who is logged in, as loaded when the session was last looked up.
struct LoggedIn {
    domain::SessionId session;
    crypto::Digest token{};
    storage::StoredOfficer officer;
    domain::duty::Actor actor;
    domain::StationId station;
    bool must_change_password = false;
    Instant expires_at;
};

/// Why this session may only change its password or end: a first password was made by somebody else, who may
/// know it still.
std::optional<Refusal> hindrance_of(const LoggedIn& who);

/// The answer to a log-in: the cookie's value (32 random bytes, base64url) and who it is.
struct Opened {
    PersonalText cookie;
    std::shared_ptr<const LoggedIn> who;
};

class Sessions {
public:
    Sessions(db::Database& database,
             ledger::Appender& appender,
             Stations& stations,
             const Clock& clock,
             RandomSource& random,
             SessionSettings settings = {});

    /// One refusal for an unknown number, a wrong password and a person no longer active, after the same
    /// work; another (session.throttled, with the seconds to wait) after failures; session.busy when too many
    /// log in at once. Every outcome is in the ledger.
    Result<Opened> log_in(const domain::OfficerNo& number, std::string_view password);

    /// The session of a cookie, with the appointments as they stand now; null when there is none, or it is
    /// over.
    std::shared_ptr<const LoggedIn> find(std::string_view cookie);

    void log_out(const LoggedIn& who);

    /// Length over rules: at least settings.shortest_password characters, none of the officer's own number,
    /// and not the one before.
    Result<void> change_password(const LoggedIn& who, std::string_view current, std::string_view fresh);

    /// At the cost that log-ins expect; for passwords that the system makes.
    std::string hash(std::string_view password) const;

    /// After a change of the roster: the next request loads the appointments again.
    void forget_cached();

    /// A job: drops what is over, writes down when live sessions were last seen.
    void tidy();

private:
    struct Live {
        std::shared_ptr<const LoggedIn> who;
        Instant last_seen;
        Instant written;
        std::uint64_t generation = 0;
    };

    /// Holds one of the few places for hashing; none free is a refusal, not a queue.
    class HashSlot;

    std::shared_ptr<const LoggedIn> load(const crypto::Digest& token, Instant last_seen);
    std::shared_ptr<const LoggedIn>
    load_in(db::Transaction& transaction, const crypto::Digest& token, Instant now, Instant& last_seen) const;
    void keep(const std::shared_ptr<const LoggedIn>& who, Instant last_seen, std::uint64_t generation);
    bool is_over(Instant expires_at, Instant now) const;
    ledger::Entry
    entry_of(domain::Action action, const storage::StoredOfficer* officer, const Refusal* refusal);
    /// The log of that person's station, or of the first one for nobody.
    Uuid ledger_of(const storage::StoredOfficer* officer) const;
    /// An entry of its own, for what changes nothing.
    void record(domain::Action action, const storage::StoredOfficer* officer, const Refusal* refusal);
    /// Together with what it records: both or neither.
    void record_in(db::Transaction& transaction,
                   domain::Action action,
                   const storage::StoredOfficer* officer,
                   const Refusal* refusal);
    Result<void> check_fresh(const storage::StoredOfficer& officer, std::string_view fresh) const;

    db::Database& database_;
    ledger::Appender& appender_;
    Stations& stations_;
    const Clock& clock_;
    RandomSource& random_;
    const SessionSettings settings_;
    /// Verified against when the number is unknown, so that its absence takes as long.
    const std::string nobody_;
    std::mutex mutex_;
    std::unordered_map<std::string, Live> live_;
    int hashing_ = 0;
    /// Raised when the roster changes: what was loaded before is loaded again.
    std::atomic<std::uint64_t> generation_{0};
};

}  // namespace junkai::app
