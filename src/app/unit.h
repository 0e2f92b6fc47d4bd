// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/caller.h"
#include "app/station.h"
#include "base/invariant.h"
#include "base/result.h"
#include "domain/action.h"
#include "domain/duty/permit.h"
#include "ledger/appender.h"
#include "ledger/entry.h"
#include "storage/requests/requests.h"
#include "storage/scope.h"

#include <optional>
#include <string>
#include <vector>

namespace junkai::app {

/// 処理単位. Opened by a use-case: owns the transaction, the permit and the ledger entry of one act. It ends
/// in exactly one of three ways: done and recorded, refused and recorded, failed (exception: nothing
/// happened).
class UnitOfWork {
public:
    UnitOfWork(db::Transaction& transaction,
               Station& station,
               const Caller& caller,
               RandomSource& random,
               Instant now);
    UnitOfWork(const UnitOfWork&) = delete;
    UnitOfWork& operator=(const UnitOfWork&) = delete;

    /// May this caller do this to this subject now? None is a subject that was looked for and is not there:
    /// it is judged like any other, so that its refusal says no more (duty::permit). The first permit goes
    /// into the ledger entry.
    Result<domain::duty::Permit> permit(domain::duty::Operation operation,
                                        const std::optional<domain::duty::Subject>& subject);

    /// The same for a list or search: what the caller may see.
    Result<domain::duty::Reach> permit_reach(domain::duty::Operation operation);

    /// The stores of this station; only after a permit.
    storage::Scope& scope();

    /// Places are looked up before the permit, since it depends on them; they are not personal data.
    db::Transaction& places_only() { return scope_.transaction; }

    const Caller& caller() const { return caller_; }

    const profile::Profile& rules() const { return rules_; }

    Station& station() const { return station_; }

    const Frame& frame() const { return *frame_; }

    Instant now() const { return scope_.now; }

    Date today() const { return japan_date(scope_.now); }

    /// An id for a new record of this act.
    template <class AnId>
    AnId make_id()
    {
        return AnId::make(now(), scope_.random);
    }

    /// The record that the first run of this one-time act made; the use-case then answers from that record.
    const std::optional<Uuid>& first_outcome() const { return first_outcome_; }

    /// Names the record that this one-time act makes. Every write has one.
    void made(const Uuid& subject) { made_ = subject; }

    /// Adds a record's random tag to the ledger entry.
    void tag(const Uuid& tag) { entry_.tags.push_back(tag); }

    /// Words for the sealed detail of the entry (such as search words): opened only in an inquiry.
    void detail(PersonalText text) { detail_ = std::move(text); }

    /// The outcome depends on residents' data: the entry shows one shape for found, absent and out of right.
    void neutral() { neutral_ = true; }

private:
    friend class Work;

    storage::Requests requests() { return {scope_.transaction, scope_.station, caller_.actor.officer}; }

    /// `first`: what stands under the key of this one-time act already.
    Result<void> recognise(const std::optional<storage::FirstOutcome>& first);
    bool is_done_by_now();
    void remember_one_time();
    /// What the ledger says of whom, in the same shape whatever became of the act.
    void take_down(domain::roster::Role role, std::string_view clause);
    void take_down_refusal(const Refusal& refusal);
    /// The entry of an act that ended with `refusal`, or well (null); seals the detail.
    ledger::Entry finish(domain::Action action, const Refusal* refusal, Bytes& detail_cell);

    Station& station_;
    const Caller& caller_;
    const profile::Profile& rules_;
    std::shared_ptr<const Frame> frame_;
    storage::Sealer sealer_;
    storage::Scope scope_;
    ledger::Entry entry_;
    std::optional<PersonalText> detail_;
    std::optional<Uuid> first_outcome_;
    std::optional<Uuid> made_;
    /// What was asked for: the last operation before the first permit, then that one.
    std::optional<domain::duty::Operation> asked_;
    bool permitted_ = false;
    bool neutral_ = false;
};

/// The one door to the data: opens units, commits and records them.
class Work {
public:
    Work(db::Database& database,
         ledger::Appender& appender,
         Stations& stations,
         const Clock& clock,
         RandomSource& random);

    /// Runs `body` (UnitOfWork& → Result<T>) in a write transaction together with its ledger entry; returns
    /// when both are durable. A refusal undoes what the body wrote and is recorded. The body may run more
    /// than once.
    template <class Body>
    auto write(const Caller& caller, domain::Action action, Body body)
        -> decltype(body(std::declval<UnitOfWork&>()))
    {
        using Outcome = decltype(body(std::declval<UnitOfWork&>()));
        std::optional<Outcome> out;
        run_write(
            caller,
            action,
            [&](UnitOfWork& work) -> const Refusal* {
                out.emplace(body(work));
                return *out ? nullptr : &out->error();
            },
            [&](const Refusal& why) { out.emplace(why); });
        return std::move(*out);
    }

    /// Runs `body` over one snapshot. The answer leaves only after its ledger entry is durable.
    template <class Body>
    auto read(const Caller& caller, domain::Action action, Body body)
        -> decltype(body(std::declval<UnitOfWork&>()))
    {
        using Outcome = decltype(body(std::declval<UnitOfWork&>()));
        std::optional<Outcome> out;
        run_read(caller, action, [&](UnitOfWork& work) -> const Refusal* {
            out.emplace(body(work));
            return *out ? nullptr : &out->error();
        });
        return std::move(*out);
    }

    Station& station(domain::StationId id) { return stations_.get(id); }

    db::Database& database() { return database_; }

    Instant now() const { return clock_.now(); }

    RandomSource& random() { return random_; }

private:
    using Body = FunctionRef<const Refusal*(UnitOfWork&)>;
    void run_write(const Caller& caller,
                   domain::Action action,
                   Body body,
                   FunctionRef<void(const Refusal&)> refuse);
    std::optional<storage::FirstOutcome> find_first(const Caller& caller);
    void write_once(const Caller& caller,
                    domain::Action action,
                    const std::optional<storage::FirstOutcome>& first,
                    Body body,
                    FunctionRef<void(const Refusal&)> refuse);
    void run_read(const Caller& caller, domain::Action action, Body body);

    db::Database& database_;
    ledger::Appender& appender_;
    Stations& stations_;
    const Clock& clock_;
    RandomSource& random_;
};

}  // namespace junkai::app
