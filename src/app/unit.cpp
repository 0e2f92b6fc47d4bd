// SPDX-License-Identifier: Apache-2.0
#include "app/unit.h"

#include "app/receipt.h"
#include "db/errors.h"
#include "domain/duty/matrix.h"
#include "ledger/log.h"

namespace junkai::app {

using domain::Action;
using domain::duty::Operation;
using domain::duty::Permit;
using domain::duty::Reach;
using domain::duty::Subject;

namespace {

/// A refusal stands in the clear only when it depends on the actor alone (duties, the request itself); what a
/// rule said about a resident's record goes into the sealed detail.
bool depends_on_actor_alone(const Refusal& refusal)
{
    return refusal.code.view() == "duty.not_permitted" || refusal.code.view() == "duty.self_approval" ||
           refusal.code.view() == "duty.purpose_missing" || refusal.code.view().starts_with("request.");
}

crypto::CellPlace detail_place(const Uuid& entry)
{
    return {"ledger_entry", "detail_cell", entry};
}

/// Thrown out of a write to undo it: cheaper than a savepoint around every act that is not refused.
struct Undone {};

/// Another request has done this one-time act since its key was looked for.
struct KeyTaken {};

constexpr int kMostTries = 3;

bool is_taken_key(const db::ConstraintError& error)
{
    return error.kind() == db::ConstraintError::Kind::Unique && error.constraint() == "request_outcome_pkey";
}

}  // namespace

UnitOfWork::UnitOfWork(
    db::Transaction& transaction, Station& station, const Caller& caller, RandomSource& random, Instant now)
    : station_(station), caller_(caller), rules_(station.rules_now(japan_date(now))), frame_(station.frame()),
      sealer_(station.vault()), scope_{transaction, station.id(), sealer_, random, now}
{
    entry_.id = make_uuid(now, random);
    entry_.at = now;
    entry_.actor = caller.actor.officer.uuid();
    if (caller.purpose) entry_.purpose = domain::code_of(*caller.purpose);
}

void UnitOfWork::take_down(domain::roster::Role role, std::string_view clause)
{
    entry_.role = domain::code_of(role);
    entry_.clause = clause;
}

Result<Permit> UnitOfWork::permit(Operation operation, const std::optional<Subject>& subject)
{
    auto permit = domain::duty::permit(
        caller_.actor, operation, subject, now(), rules_.rules.roster.duty, caller_.purpose);
    if (permitted_) return permit;
    asked_ = operation;
    if (!permit) return permit;
    take_down(permit->role, permit->clause);
    permitted_ = true;
    return permit;
}

Result<Reach> UnitOfWork::permit_reach(Operation operation)
{
    const auto& settings = rules_.rules.roster.duty;
    if (!permitted_) asked_ = operation;
    const auto standing = JUNKAI_TRY(domain::duty::stand(caller_.actor, operation, now(), settings));
    Reach reach = domain::duty::reach(caller_.actor, operation, scope_.station, now(), settings);
    if (reach.is_nothing()) return domain::duty::neutral_refusal();
    if (!permitted_) take_down(standing.role, standing.clause);
    permitted_ = true;
    return reach;
}

storage::Scope& UnitOfWork::scope()
{
    invariant(permitted_, "a store was opened before a permit");
    return scope_;
}

Result<void> UnitOfWork::recognise(const std::optional<storage::FirstOutcome>& first)
{
    if (!first) return {};
    if (!crypto::same_bytes(first->body_hash, caller_.one_time->body_hash))
        return Refusal{"request.key_used_for_another_body", ""};
    first_outcome_ = first->subject;
    return {};
}

bool UnitOfWork::is_done_by_now()
{
    return caller_.one_time && requests().find(caller_.one_time->key).has_value();
}

void UnitOfWork::remember_one_time()
{
    if (!caller_.one_time || first_outcome_) return;
    invariant(made_.has_value(), "a one-time act did not name what it made");
    requests().add(caller_.one_time->key, {caller_.one_time->body_hash, *made_}, now());
}

void UnitOfWork::take_down_refusal(const Refusal& refusal)
{
    entry_.cells.clear();
    entry_.tags.clear();
    // Role and clause are those of what was asked for: what a permit or a rule found out about the record
    // would tell an absent one from one that is refused.
    entry_.role.clear();
    entry_.clause.clear();
    if (asked_) {
        entry_.clause = domain::duty::row_of(*asked_).clause.view();
        const auto standing = domain::duty::stand(caller_.actor, *asked_, now(), rules_.rules.roster.duty);
        if (standing) entry_.role = domain::code_of(standing->role);
    }
    if (depends_on_actor_alone(refusal)) {
        entry_.outcome = ledger::Outcome::Refused;
        entry_.refusal = refusal.code.view();
        return;
    }
    entry_.outcome = ledger::Outcome::Neutral;
    if (!detail_)
        detail_ = PersonalText(std::string(refusal.code.view()) + " " + std::string(refusal.clause.view()));
}

ledger::Entry UnitOfWork::finish(Action action, const Refusal* refusal, Bytes& detail_cell)
{
    invariant(permitted_ || refusal != nullptr, "an act was about to be done without a permit");
    entry_.action = domain::code_of(first_outcome_ ? Action::RequestRepeated : action);
    entry_.outcome = neutral_ ? ledger::Outcome::Neutral : ledger::Outcome::Done;
    entry_.cells = sealer_.written();
    if (refusal != nullptr) take_down_refusal(*refusal);
    if (detail_) {
        const crypto::KeyRef key = sealer_.month_key(vault::MonthKind::SearchWords, today());
        detail_cell =
            sealer_.seal(key, detail_place(entry_.id), bytes_of(detail_->reveal()), crypto::Padding::Text);
        entry_.detail = crypto::sha256(detail_cell);
    }
    return entry_;
}

Work::Work(db::Database& database,
           ledger::Appender& appender,
           Stations& stations,
           const Clock& clock,
           RandomSource& random)
    : database_(database), appender_(appender), stations_(stations), clock_(clock), random_(random)
{
}

/// Looked for outside of the write: on PostgreSQL a missing row is locked together with its neighbours, and
/// looking inside would make any two acts at once conflict.
std::optional<storage::FirstOutcome> Work::find_first(const Caller& caller)
{
    std::optional<storage::FirstOutcome> first;
    if (!caller.one_time) return first;
    database_.read([&](db::Transaction& transaction) {
        storage::Requests requests(transaction, caller.station, caller.actor.officer);
        first = requests.find(caller.one_time->key);
    });
    return first;
}

void Work::run_write(const Caller& caller, Action action, Body body, FunctionRef<void(const Refusal&)> refuse)
{
    for (int tries = 1;; ++tries) {
        const auto first = find_first(caller);
        try {
            write_once(caller, action, first, body, refuse);
            return;
        } catch (const KeyTaken&) {
            invariant(tries < kMostTries, "an act that was found under a key is not there");
        } catch (const db::ConstraintError& error) {
            if (!is_taken_key(error) || tries == kMostTries) throw;
        }
    }
}

void Work::write_once(const Caller& caller,
                      Action action,
                      const std::optional<storage::FirstOutcome>& first,
                      Body body,
                      FunctionRef<void(const Refusal&)> refuse)
{
    Station& station = stations_.get(caller.station);
    ledger::Entry entry;
    Bytes detail;
    try {
        database_.write([&](db::Transaction& transaction) {
            UnitOfWork work(transaction, station, caller, random_, clock_.now());
            detail.clear();
            const auto one_time = work.recognise(first);
            if (!one_time) refuse(one_time.error());
            const Refusal* refusal = one_time ? body(work) : &one_time.error();
            if (refusal == nullptr) work.remember_one_time();
            // What the same act under the same key has just changed is no reason to refuse it.
            if (refusal != nullptr && !first && work.is_done_by_now()) throw KeyTaken();
            entry = work.finish(action, refusal, detail);
            if (refusal != nullptr) throw Undone();
            ledger::append(transaction, station.id().uuid(), entry, detail);
        });
    } catch (const Undone&) {
        // What the body wrote is undone with its transaction; the refusal is recorded by itself.
        appender_.append(station.id().uuid(), entry, detail);
    }
}

void Work::run_read(const Caller& caller, Action action, Body body)
{
    Station& station = stations_.get(caller.station);
    ledger::Entry entry;
    Bytes detail;
    database_.read([&](db::Transaction& transaction) {
        UnitOfWork work(transaction, station, caller, random_, clock_.now());
        const Refusal* refusal = body(work);
        detail.clear();
        entry = work.finish(action, refusal, detail);
    });
    // Nothing unrecorded: the answer waits until its entry is on the disk, here or where it is held.
    if (caller.receipt == nullptr) {
        appender_.append(station.id().uuid(), entry, detail);
        return;
    }
    invariant(!caller.receipt->is_due(), "two reads left their entries in one receipt");
    caller.receipt->due_.emplace(station.id().uuid(), std::move(entry), std::move(detail));
}

}  // namespace junkai::app
