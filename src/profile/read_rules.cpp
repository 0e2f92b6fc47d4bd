// SPDX-License-Identifier: Apache-2.0
#include "profile/read_rules.h"

#include <algorithm>
#include <charconv>

namespace junkai::profile {

namespace {

using domain::roster::Role;

/// "P6M", "P1Y": a number of months, or of years where `unit` is Y.
int read_period(const Reader& at, char unit, int least, int most)
{
    const std::string text = at.text();
    int count = 0;
    const char* last = text.data() + text.size() - 1;
    const bool shaped = text.size() >= 3 && text.size() <= 5 && text[0] == 'P' && text[1] != '-' &&
                        std::from_chars(text.data() + 1, last, count).ptr == last &&
                        (*last == 'M' || *last == 'Y');
    if (shaped && *last == 'Y' && unit == 'M') count *= 12;
    if (!shaped || (unit == 'Y' && *last != 'Y') || count < least || count > most) {
        at.fail("\"" + text + "\" is not a period within the allowed range, written P6M or P30Y");
    }
    return count;
}

std::vector<Role> read_roles(const Reader& at, const std::vector<Role>& allowed)
{
    auto roles = at.codes<Role>();
    if (roles.empty()) at.fail("at least one role is wanted");
    for (const Role role : roles)
        if (std::find(allowed.begin(), allowed.end(), role) == allowed.end()) {
            at.fail("\"" + std::string(domain::code_of(role)) + "\" may not be named here");
        }
    return roles;
}

CardRules read_cards(ObjectReader& profile)
{
    CardRules out;
    ObjectReader card = profile.object("card");
    out.size = card["size"].code<CardSize>();
    out.versions = card["versions"].codes<domain::cards::FormVersion>();
    ObjectReader route = card.object("route");
    out.route_requires_met = route["require_met"].flag();
    route.done();
    ObjectReader consent = card.object("consent");
    out.consent_fieldwise = consent["fieldwise"].flag();
    consent.done();
    card.done();
    ObjectReader index = profile.object("index");
    out.index_sort = index["sort"].code<IndexSort>();
    index.done();
    ObjectReader provisional = profile.object("provisional");
    out.provisional_kinds = provisional["kinds"].codes<ProvisionalKind>();
    provisional.done();
    return out;
}

ElderlyRules read_elderly(ObjectReader elderly)
{
    const ElderlyRules out{elderly["min_age"].integer(60, 100),
                           elderly["age_rule"].code<AgeRule>(),
                           elderly["review_months"].integer(1, 60)};
    elderly.done();
    return out;
}

InspectionRules read_inspection(ObjectReader inspect)
{
    const InspectionRules out{read_period(inspect["period"], 'M', 1, 12),
                              inspect["period_rule"].code<PeriodRule>(),
                              inspect["who"].code<InspectedBy>()};
    inspect.done();
    return out;
}

RetentionRules read_retention(ObjectReader retention)
{
    const RetentionRules out{read_period(retention["card"], 'Y', 1, 100),
                             retention["start"].code<RetentionStart>(),
                             retention["start_event"].code<RetentionEvent>()};
    retention.done();
    return out;
}

CustodyRules read_custody(ObjectReader& profile)
{
    CustodyRules out;
    ObjectReader storage = profile.object("storage");
    out.lock_required = storage["lock_required"].flag();
    storage.done();
    ObjectReader takeout = profile.object("takeout");
    ObjectReader visit = takeout.object("visit");
    out.take_out_for_visit = visit["needs"].code<TakeOutNeeds>();
    visit.done();
    // 6-4(3)但 names the general manager and nobody else.
    ObjectReader other = takeout.object("other");
    other["approver"].word({domain::code_of(Role::GeneralManager)});
    other.done();
    out.take_out_max_items = takeout["max_items"].integer(1, 10000);
    takeout.done();
    return out;
}

DisposalRules read_disposal(ObjectReader disposal)
{
    DisposalRules out;
    ObjectReader early = disposal.object("early");
    out.early_routes = early["routes"].codes<DisposalRoute>();
    early.done();
    // 6-5(2) names the chief and nobody else.
    ObjectReader request = disposal.object("request");
    request["approver"].word({domain::code_of(Role::StationChief)});
    request.done();
    out.two_person = disposal["two_person"].flag();
    // 6-5(3): the marker is not a choice; the key says so.
    disposal["marker"].word({"required"});
    disposal.done();
    return out;
}

DisclosureRules read_disclosure(ObjectReader& profile)
{
    DisclosureRules out;
    ObjectReader disclose = profile.object("disclose");
    ObjectReader police = disclose.object("police");
    // 6-6(1)b.
    out.police_preapprovers = read_roles(
        police["preapprover"],
        {Role::GeneralManager, Role::DeputyGeneralManager, Role::BlockManager, Role::DesignatedSupervisor});
    police["verify"].word({"callback"});
    police.done();
    ObjectReader other = disclose.object("other");
    // 6-6(2)b: not the block manager, not the designated supervisor.
    out.other_deciders = read_roles(other["decider"], {Role::GeneralManager, Role::DeputyGeneralManager});
    out.other_doc_required = other["doc_required"].flag();
    other.done();
    ObjectReader ccp = disclose.object("ccp197_2");
    out.ccp197_2_note = ccp["note"].flag();
    ccp.done();
    disclose.done();
    ObjectReader directions = profile.object("directions");
    out.directions_need_consent = directions["needs_consent"].flag();
    directions.done();
    ObjectReader inquiry = profile.object("inquiry");
    out.neutral_answers = inquiry["neutral_answers"].flag();
    inquiry.done();
    return out;
}

std::vector<std::string> read_guides(ObjectReader lang)
{
    const Reader guides = lang["guides"];
    auto out = guides.list([](const Reader& at) { return at.text(); });
    lang.done();
    // 5-5(2) names English and Chinese.
    for (const char* wanted : {"en", "zh"})
        if (std::find(out.begin(), out.end(), wanted) == out.end())
            guides.fail(std::string(wanted) + " is missing");
    return out;
}

/// Choices that touch two chapters.
void settle(ObjectReader& profile, Rules& rules)
{
    rules.roster.duty.night_approver_dgm = rules.visits.night.approvers.size() > 1;
    const auto& named = rules.disclosure.police_preapprovers;
    const bool sup = std::find(named.begin(), named.end(), Role::DesignatedSupervisor) != named.end();
    if (sup != rules.roster.duty.sup_can_preapprove) {
        profile.at().fail("roles.sup.can_preapprove and disclose.police.preapprover contradict each other");
    }
}

}  // namespace

Rules read_rules(ObjectReader& profile)
{
    Rules out;
    out.roster = read_roster(profile.object("roles"));
    out.visits = read_visits(profile.object("visit"));
    out.cards = read_cards(profile);
    out.elderly = read_elderly(profile.object("elderly"));
    out.inspection = read_inspection(profile.object("inspect"));
    out.retention = read_retention(profile.object("retention"));
    out.custody = read_custody(profile);
    out.disposal = read_disposal(profile.object("disposal"));
    out.disclosure = read_disclosure(profile);
    out.guides = read_guides(profile.object("lang"));
    ObjectReader training = profile.object("training");
    out.training_validity_months = training["validity_months"].integer(1, 60);
    training.done();
    settle(profile, out);
    return out;
}

}  // namespace junkai::profile
