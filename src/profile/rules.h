// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fiscal.h"
#include "base/time.h"
#include "domain/cards/codes.h"
#include "domain/codes.h"
#include "domain/duty/types.h"
#include "domain/roster/types.h"
#include "domain/visits/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a prefecture decides, chapter by chapter: the keys of profile.json as plain values. The rules of
/// domain take what they need of it; nothing here decides.
namespace junkai::profile {

/// 3-3, 6-2: which posts a role asks for, and which inferred rights are switched.
struct RosterRules {
    std::vector<domain::roster::Post> gm_posts;
    std::vector<domain::roster::Post> dgm_posts;
    bool dgm_requires_chiiki_kacho = true;
    bool bm_enabled = true;
    std::vector<domain::roster::Post> bm_posts;
    /// Settings of the authority matrix, roles.sup.can_preapprove and visit.night.approver included.
    domain::duty::DutySettings duty;
};

/// 4-2(1): headquarters' standard for one class; from `least` to `most`.
struct FrequencyBounds {
    domain::visits::Frequency least;
    domain::visits::Frequency most;
};

struct ClassFrequency {
    domain::visits::VisitClass visit_class = domain::visits::VisitClass::General;
    /// None: no fixed frequency (special visits).
    std::optional<domain::visits::Frequency> usual;
    std::optional<FrequencyBounds> bounds;
};

enum class DeemedCount : std::uint8_t { Separate, AsVisit };

/// 4-4a. Minutes since midnight; no end means sunset.
struct CourtesyWindow {
    int from_minute = 9 * 60;
    std::optional<int> to_minute;
};

/// 4-4b. Night begins at sunset or, where a prefecture says so, at a fixed minute of the day.
struct NightRules {
    std::optional<int> fixed_minute;
    std::vector<domain::roster::Role> approvers;
};

struct VisitRules {
    std::vector<domain::visits::VisitClass> classes;
    std::vector<ClassFrequency> frequencies;
    std::vector<domain::visits::Deemed> deemed;
    DeemedCount deemed_counts_as = DeemedCount::Separate;
    CourtesyWindow courtesy_window;
    NightRules night;
    /// 4-7(5): after so many months an ended visit is forgotten.
    int refusal_keep_months = 12;
    int dedicated_days_per_month = 0;

    const ClassFrequency* find_frequency(domain::visits::VisitClass visit_class) const;
    bool allows(domain::visits::Deemed deemed) const;
};

enum class CardSize : std::uint8_t { A5Landscape, A5Portrait, B6, A4 };
enum class IndexSort : std::uint8_t { Address, Kana };
enum class ProvisionalKind : std::uint8_t { Nameplate, MetNoCard, DisposalMarker };

/// 5-3 to 5-7.
struct CardRules {
    CardSize size = CardSize::A5Landscape;
    std::vector<domain::cards::FormVersion> versions;
    bool route_requires_met = true;
    bool consent_fieldwise = true;
    IndexSort index_sort = IndexSort::Address;
    std::vector<ProvisionalKind> provisional_kinds;
};

enum class AgeRule : std::uint8_t { Legal, Calendar };

/// 5-8.
struct ElderlyRules {
    int min_age = 65;
    AgeRule age_rule = AgeRule::Legal;
    int review_months = 12;
};

enum class PeriodRule : std::uint8_t { CivilCode, HalfYear, Naive };
enum class InspectedBy : std::uint8_t { Any, Each };

/// 5-2, 6-3.
struct InspectionRules {
    int period_months = 6;
    PeriodRule period_rule = PeriodRule::CivilCode;
    InspectedBy who = InspectedBy::Any;
};

enum class RetentionEvent : std::uint8_t { Created, Closed };

/// 6-5: thirty years, and from when they are counted.
struct RetentionRules {
    int card_years = 30;
    RetentionStart start = RetentionStart::NextFiscalYear;
    RetentionEvent start_event = RetentionEvent::Created;
};

enum class TakeOutNeeds : std::uint8_t { Ledger, Approval };

/// 6-4.
struct CustodyRules {
    bool lock_required = true;
    TakeOutNeeds take_out_for_visit = TakeOutNeeds::Ledger;
    domain::roster::Role other_take_out_approver = domain::roster::Role::GeneralManager;
    int take_out_max_items = 60;
};

enum class DisposalRoute : std::uint8_t { MovedOut, Replaced, Request, Special };

/// 6-5.
struct DisposalRules {
    std::vector<DisposalRoute> early_routes;
    domain::roster::Role request_approver = domain::roster::Role::StationChief;
    bool two_person = true;
};

/// 6-6.
struct DisclosureRules {
    std::vector<domain::roster::Role> police_preapprovers;
    std::vector<domain::roster::Role> other_deciders;
    bool other_doc_required = true;
    bool ccp197_2_note = true;
    bool directions_need_consent = true;
    bool neutral_answers = true;
};

/// The rules of one version, whole.
struct Rules {
    RosterRules roster;
    VisitRules visits;
    CardRules cards;
    ElderlyRules elderly;
    InspectionRules inspection;
    RetentionRules retention;
    CustodyRules custody;
    DisposalRules disposal;
    DisclosureRules disclosure;
    /// 5-5(2): languages of the fill-in guides (BCP 47).
    std::vector<std::string> guides;
    /// 6-7: months after which training has to be renewed.
    int training_validity_months = 12;
};

}  // namespace junkai::profile

namespace junkai::domain {

template <>
struct Codes<profile::DeemedCount> {
    static constexpr CodeRow<profile::DeemedCount> rows[] = {
        {profile::DeemedCount::Separate, "separate"},
        {profile::DeemedCount::AsVisit, "as_visit"},
    };
};

template <>
struct Codes<profile::CardSize> {
    static constexpr CodeRow<profile::CardSize> rows[] = {
        {profile::CardSize::A5Landscape, "A5-landscape"},
        {profile::CardSize::A5Portrait, "A5-portrait"},
        {profile::CardSize::B6, "B6"},
        {profile::CardSize::A4, "A4"},
    };
};

template <>
struct Codes<profile::IndexSort> {
    static constexpr CodeRow<profile::IndexSort> rows[] = {
        {profile::IndexSort::Address, "address"},
        {profile::IndexSort::Kana, "kana"},
    };
};

template <>
struct Codes<profile::ProvisionalKind> {
    static constexpr CodeRow<profile::ProvisionalKind> rows[] = {
        {profile::ProvisionalKind::Nameplate, "NAMEPLATE"},
        {profile::ProvisionalKind::MetNoCard, "MET_NO_CARD"},
        {profile::ProvisionalKind::DisposalMarker, "DISPOSAL_MARKER"},
    };
};

template <>
struct Codes<profile::AgeRule> {
    static constexpr CodeRow<profile::AgeRule> rows[] = {
        {profile::AgeRule::Legal, "legal"},
        {profile::AgeRule::Calendar, "calendar"},
    };
};

template <>
struct Codes<profile::PeriodRule> {
    static constexpr CodeRow<profile::PeriodRule> rows[] = {
        {profile::PeriodRule::CivilCode, "civil143"},
        {profile::PeriodRule::HalfYear, "half_year_bucket"},
        {profile::PeriodRule::Naive, "naive"},
    };
};

template <>
struct Codes<profile::InspectedBy> {
    static constexpr CodeRow<profile::InspectedBy> rows[] = {
        {profile::InspectedBy::Any, "any"},
        {profile::InspectedBy::Each, "each"},
    };
};

template <>
struct Codes<RetentionStart> {
    static constexpr CodeRow<RetentionStart> rows[] = {
        {RetentionStart::NextFiscalYear, "next_fiscal_year"},
        {RetentionStart::NextCalendarYear, "next_calendar_year"},
        {RetentionStart::NextDay, "event"},
    };
};

template <>
struct Codes<profile::RetentionEvent> {
    static constexpr CodeRow<profile::RetentionEvent> rows[] = {
        {profile::RetentionEvent::Created, "created"},
        {profile::RetentionEvent::Closed, "closed"},
    };
};

template <>
struct Codes<profile::TakeOutNeeds> {
    static constexpr CodeRow<profile::TakeOutNeeds> rows[] = {
        {profile::TakeOutNeeds::Ledger, "ledger"},
        {profile::TakeOutNeeds::Approval, "approval"},
    };
};

template <>
struct Codes<profile::DisposalRoute> {
    static constexpr CodeRow<profile::DisposalRoute> rows[] = {
        {profile::DisposalRoute::MovedOut, "MOVED_OUT"},
        {profile::DisposalRoute::Replaced, "REPLACED"},
        {profile::DisposalRoute::Request, "REQUEST"},
        {profile::DisposalRoute::Special, "SPECIAL"},
    };
};

}  // namespace junkai::domain
