// SPDX-License-Identifier: Apache-2.0
#include "app/sessions/sessions.h"

#include "base/text/grapheme.h"
#include "db/reserve.h"
#include "domain/action.h"
#include "ledger/log.h"

#include <algorithm>

namespace junkai::app {

using domain::Action;

namespace {

constexpr int kFreeFailures = 5;
constexpr std::chrono::seconds kLongestBlock{15 * 60};
constexpr std::chrono::minutes kWriteSeenEvery{1};

/// 5 failures are free; from then on 2, 4, 8 … seconds, at most 15 minutes: a guesser is slowed, nobody is
/// shut out.
std::chrono::seconds block_after(int failures)
{
    if (failures < kFreeFailures) return std::chrono::seconds(0);
    const int doublings = std::min(failures - kFreeFailures + 1, 10);
    return std::min(kLongestBlock, std::chrono::seconds(1 << doublings));
}

std::string key_of(const crypto::Digest& token)
{
    return std::string(text_of(token));
}

}  // namespace

std::optional<Refusal> hindrance_of(const LoggedIn& who)
{
    if (!who.must_change_password) return std::nullopt;
    return Refusal{"session.must_change_password", ""};
}

class Sessions::HashSlot {
public:
    explicit HashSlot(Sessions& sessions) : sessions_(sessions)
    {
        const std::lock_guard lock(sessions_.mutex_);
        has_ = sessions_.hashing_ < sessions_.settings_.hashes_at_once;
        if (has_) ++sessions_.hashing_;
    }

    ~HashSlot()
    {
        if (!has_) return;
        const std::lock_guard lock(sessions_.mutex_);
        --sessions_.hashing_;
    }

    HashSlot(const HashSlot&) = delete;
    HashSlot& operator=(const HashSlot&) = delete;

    explicit operator bool() const { return has_; }

private:
    Sessions& sessions_;
    bool has_ = false;
};

Sessions::Sessions(db::Database& database,
                   ledger::Appender& appender,
                   Stations& stations,
                   const Clock& clock,
                   RandomSource& random,
                   SessionSettings settings)
    : database_(database), appender_(appender), stations_(stations), clock_(clock), random_(random),
      settings_(settings), nobody_(crypto::unmatched_hash(settings.password_cost))
{
}

Result<Opened> Sessions::log_in(const domain::OfficerNo& number, std::string_view password)
{
    const Instant now = clock_.now();
    std::optional<storage::StoredOfficer> officer;
    std::optional<storage::Credential> credential;
    database_.read([&](db::Transaction& transaction) {
        officer = storage::Roster(transaction).find_officer(number);
        if (officer) credential = storage::Sessions(transaction).find_credential(officer->officer.id);
    });
    // A block that ends later than any can was set before the clock was set back.
    if (credential && credential->blocked_until > now && credential->blocked_until <= now + kLongestBlock) {
        const auto wait = std::chrono::ceil<std::chrono::seconds>(credential->blocked_until - now);
        const Refusal refusal{"session.throttled", "", {{"seconds", std::to_string(wait.count())}}};
        record(Action::LogInFailed, &*officer, &refusal);
        return refusal;
    }
    const HashSlot slot(*this);
    if (!slot) return Refusal{"session.busy", ""};
    const bool matches = crypto::verify_password(credential ? credential->password_hash : nobody_, password);
    if (!matches || !credential || !officer->active || !officer->officer.station) {
        const Refusal refusal{"session.wrong_number_or_password", ""};
        if (!credential) {
            record(Action::LogInFailed, officer ? &*officer : nullptr, &refusal);
            return refusal;
        }
        database_.write([&](db::Transaction& transaction) {
            storage::Sessions(transaction)
                .set_failures(officer->officer.id,
                              credential->failures + 1,
                              now + block_after(credential->failures + 1));
            record_in(transaction, Action::LogInFailed, &*officer, &refusal);
        });
        return refusal;
    }

    std::array<std::byte, 32> secret{};
    random_.fill(secret);
    PersonalText cookie(to_base64url(secret));
    wipe(std::span<std::byte>(secret));
    const crypto::Digest token = crypto::sha256(bytes_of(cookie.reveal()));
    const storage::StoredSession session{.id = domain::SessionId::make(now, random_),
                                         .officer = officer->officer.id,
                                         .created_at = now,
                                         .last_seen_at = now,
                                         .expires_at = now + settings_.absolute};
    const bool renew = crypto::password_needs_rehash(credential->password_hash, settings_.password_cost);
    const std::string renewed =
        renew ? crypto::hash_password(password, settings_.password_cost) : std::string();
    // On a full disk too: whoever has to read a card in an emergency may have to log in first.
    const db::MayUseReserve reads_go_on;
    std::shared_ptr<const LoggedIn> who;
    Instant last_seen = now;
    const std::uint64_t generation = generation_.load();
    database_.write([&](db::Transaction& transaction) {
        storage::Sessions sessions(transaction);
        if (renew)
            sessions.put_credential(
                officer->officer.id, renewed, credential->changed_at, credential->must_change);
        sessions.set_failures(officer->officer.id, 0, Instant());
        sessions.add(token, session);
        record_in(transaction, Action::LoggedIn, &*officer, nullptr);
        // Read before the commit: after it nothing may fail, or a session would stand that nobody was given.
        who = load_in(transaction, token, now, last_seen);
        invariant(who != nullptr, "a session that was just made is not there");
    });
    keep(who, last_seen, generation);
    return Opened{std::move(cookie), std::move(who)};
}

std::shared_ptr<const LoggedIn> Sessions::find(std::string_view cookie)
{
    const crypto::Digest token = crypto::sha256(bytes_of(cookie));
    const Instant now = clock_.now();
    Instant last_seen;
    {
        const std::lock_guard lock(mutex_);
        if (const auto at = live_.find(key_of(token)); at != live_.end()) {
            Live& live = at->second;
            if (is_over(live.who->expires_at, now) || live.last_seen + settings_.idle <= now) return nullptr;
            // Not the later of the two: after the clock was set back nobody would be idle for hours.
            live.last_seen = now;
            if (live.generation == generation_) return live.who;
            last_seen = live.last_seen;
        }
    }
    return load(token, last_seen);
}

std::shared_ptr<const LoggedIn> Sessions::load(const crypto::Digest& token, Instant last_seen)
{
    const Instant now = clock_.now();
    std::shared_ptr<const LoggedIn> who;
    const std::uint64_t generation = generation_.load();
    database_.read([&](db::Transaction& transaction) { who = load_in(transaction, token, now, last_seen); });
    if (who) keep(who, last_seen, generation);
    return who;
}

std::shared_ptr<const LoggedIn> Sessions::load_in(db::Transaction& transaction,
                                                  const crypto::Digest& token,
                                                  Instant now,
                                                  Instant& last_seen) const
{
    storage::Sessions sessions(transaction);
    const auto session = sessions.find(token);
    if (!session || is_over(session->expires_at, now)) return nullptr;
    last_seen = std::min(std::max(last_seen, session->last_seen_at), now);
    if (last_seen + settings_.idle <= now) return nullptr;
    storage::Roster roster(transaction);
    auto officer = roster.find_officer(session->officer);
    if (!officer || !officer->active || !officer->officer.station) return nullptr;
    const auto credential = sessions.find_credential(session->officer);
    return std::make_shared<LoggedIn>(LoggedIn{.session = session->id,
                                               .token = token,
                                               .officer = *officer,
                                               .actor = roster.load_actor(session->officer),
                                               .station = *officer->officer.station,
                                               .must_change_password = credential && credential->must_change,
                                               .expires_at = session->expires_at});
}

void Sessions::keep(const std::shared_ptr<const LoggedIn>& who, Instant last_seen, std::uint64_t generation)
{
    const std::lock_guard lock(mutex_);
    live_.insert_or_assign(key_of(who->token), Live{who, clock_.now(), last_seen, generation});
}

bool Sessions::is_over(Instant expires_at, Instant now) const
{
    // Before its own beginning a session does not count either, or a clock that is set back would prolong it.
    // Clocks that are kept in step move by less than this.
    constexpr std::chrono::minutes kStep{1};
    return expires_at <= now || expires_at - settings_.absolute > now + kStep;
}

void Sessions::log_out(const LoggedIn& who)
{
    {
        const std::lock_guard lock(mutex_);
        live_.erase(key_of(who.token));
    }
    database_.write([&](db::Transaction& transaction) {
        storage::Sessions(transaction).remove(who.token);
        record_in(transaction, Action::LoggedOut, &who.officer, nullptr);
    });
}

Result<void> Sessions::change_password(const LoggedIn& who, std::string_view current, std::string_view fresh)
{
    JUNKAI_TRY(check_fresh(who.officer, fresh));
    if (fresh == current) return Refusal{"session.password_not_new", ""};
    std::optional<storage::Credential> credential;
    database_.read([&](db::Transaction& transaction) {
        credential = storage::Sessions(transaction).find_credential(who.officer.officer.id);
    });
    const HashSlot slot(*this);
    if (!slot) return Refusal{"session.busy", ""};
    if (!credential || !crypto::verify_password(credential->password_hash, current)) {
        const Refusal refusal{"session.wrong_password", ""};
        record(Action::PasswordChanged, &who.officer, &refusal);
        return refusal;
    }
    const std::string hash = crypto::hash_password(fresh, settings_.password_cost);
    database_.write([&](db::Transaction& transaction) {
        storage::Sessions sessions(transaction);
        sessions.put_credential(who.officer.officer.id, hash, clock_.now(), false);
        sessions.remove_others(who.officer.officer.id, who.token);
        record_in(transaction, Action::PasswordChanged, &who.officer, nullptr);
    });
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(live_, [&](const auto& entry) {
            return entry.second.who->officer.officer.id == who.officer.officer.id;
        });
    }
    return {};
}

std::string Sessions::hash(std::string_view password) const
{
    return crypto::hash_password(password, settings_.password_cost);
}

Result<void> Sessions::check_fresh(const storage::StoredOfficer& officer, std::string_view fresh) const
{
    // Length over rules (no "one digit, one sign"): long phrases are what people can keep.
    if (grapheme_count(fresh) < settings_.shortest_password)
        return Refusal{
            "session.password_too_short", "", {{"least", std::to_string(settings_.shortest_password)}}};
    if (fresh.find(officer.officer.number.str()) != std::string_view::npos)
        return Refusal{"session.password_has_number", ""};
    return {};
}

void Sessions::forget_cached()
{
    ++generation_;
}

void Sessions::tidy()
{
    const Instant now = clock_.now();
    std::vector<std::pair<crypto::Digest, Instant>> seen;
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(live_, [&](const auto& entry) {
            return is_over(entry.second.who->expires_at, now) ||
                   entry.second.last_seen + settings_.idle <= now;
        });
        for (auto& [key, live] : live_) {
            if (live.last_seen - live.written < kWriteSeenEvery) continue;
            live.written = live.last_seen;
            seen.emplace_back(live.who->token, live.last_seen);
        }
    }
    database_.write([&](db::Transaction& transaction) {
        storage::Sessions sessions(transaction);
        for (const auto& [token, at] : seen)
            sessions.touch(token, at);
        sessions.remove_expired(now, now - settings_.idle);
    });
}

ledger::Entry Sessions::entry_of(Action action, const storage::StoredOfficer* officer, const Refusal* refusal)
{
    ledger::Entry entry;
    entry.at = clock_.now();
    entry.id = make_uuid(entry.at, random_);
    entry.action = domain::code_of(action);
    if (officer != nullptr) entry.actor = officer->officer.id.uuid();
    if (refusal != nullptr) {
        entry.outcome = ledger::Outcome::Refused;
        entry.refusal = refusal->code.view();
    }
    return entry;
}

Uuid Sessions::ledger_of(const storage::StoredOfficer* officer) const
{
    const auto station = officer != nullptr ? officer->officer.station : std::nullopt;
    return station.value_or(stations_.home()).uuid();
}

void Sessions::record(Action action, const storage::StoredOfficer* officer, const Refusal* refusal)
{
    appender_.append(ledger_of(officer), entry_of(action, officer, refusal));
}

void Sessions::record_in(db::Transaction& transaction,
                         Action action,
                         const storage::StoredOfficer* officer,
                         const Refusal* refusal)
{
    ledger::append(transaction, ledger_of(officer), entry_of(action, officer, refusal));
}

}  // namespace junkai::app
