// SPDX-License-Identifier: Apache-2.0
#include "app/sessions/sessions.h"

#include "base/text/grapheme.h"
#include "domain/action.h"

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
      settings_(settings), nobody_(crypto::hash_password("nobody has this password", settings.password_cost))
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
    if (credential && credential->blocked_until > now) {
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
        if (credential) {
            database_.write([&](db::Transaction& transaction) {
                storage::Sessions(transaction)
                    .set_failures(officer->officer.id,
                                  credential->failures + 1,
                                  now + block_after(credential->failures + 1));
            });
        }
        record(Action::LogInFailed, officer ? &*officer : nullptr, &refusal);
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
    database_.write([&](db::Transaction& transaction) {
        storage::Sessions sessions(transaction);
        if (renew)
            sessions.put_credential(
                officer->officer.id, renewed, credential->changed_at, credential->must_change);
        sessions.set_failures(officer->officer.id, 0, Instant());
        sessions.add(token, session);
    });
    record(Action::LoggedIn, &*officer, nullptr);
    auto who = load(token, now);
    invariant(who != nullptr, "a session that was just made is not there");
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
            if (live.who->expires_at <= now || live.last_seen + settings_.idle <= now) return nullptr;
            live.last_seen = std::max(live.last_seen, now);
            if (live.generation == generation_) return live.who;
            last_seen = live.last_seen;
        }
    }
    return load(token, last_seen);
}

std::shared_ptr<const LoggedIn> Sessions::load(const crypto::Digest& token, Instant last_seen)
{
    const Instant now = clock_.now();
    std::shared_ptr<LoggedIn> who;
    const std::uint64_t generation = generation_.load();
    database_.read([&](db::Transaction& transaction) {
        storage::Sessions sessions(transaction);
        const auto session = sessions.find(token);
        if (!session || session->expires_at <= now) return;
        last_seen = std::max(last_seen, session->last_seen_at);
        if (last_seen + settings_.idle <= now) return;
        storage::Roster roster(transaction);
        auto officer = roster.find_officer(session->officer);
        if (!officer || !officer->active || !officer->officer.station) return;
        const auto credential = sessions.find_credential(session->officer);
        who =
            std::make_shared<LoggedIn>(LoggedIn{.session = session->id,
                                                .token = token,
                                                .officer = *officer,
                                                .actor = roster.load_actor(session->officer),
                                                .station = *officer->officer.station,
                                                .must_change_password = credential && credential->must_change,
                                                .expires_at = session->expires_at});
    });
    if (!who) return nullptr;
    const std::lock_guard lock(mutex_);
    live_.insert_or_assign(key_of(token), Live{who, now, last_seen, generation});
    return who;
}

void Sessions::log_out(const LoggedIn& who)
{
    {
        const std::lock_guard lock(mutex_);
        live_.erase(key_of(who.token));
    }
    database_.write([&](db::Transaction& transaction) { storage::Sessions(transaction).remove(who.token); });
    record(Action::LoggedOut, &who.officer, nullptr);
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
    });
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(live_, [&](const auto& entry) {
            return entry.second.who->officer.officer.id == who.officer.officer.id;
        });
    }
    record(Action::PasswordChanged, &who.officer, nullptr);
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
            return entry.second.who->expires_at <= now || entry.second.last_seen + settings_.idle <= now;
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

void Sessions::record(Action action, const storage::StoredOfficer* officer, const Refusal* refusal)
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
    const auto station = officer != nullptr ? officer->officer.station : std::nullopt;
    appender_.append(station.value_or(stations_.home()).uuid(), entry);
}

}  // namespace junkai::app
