// SPDX-License-Identifier: Apache-2.0
#include "profile/read_rules.h"

#include <algorithm>
#include <charconv>

namespace junkai::profile {

namespace {

using domain::roster::Role;
using domain::visits::Deemed;
using domain::visits::Frequency;
using domain::visits::VisitClass;

constexpr int kMaxTimes = 366;
constexpr int kMaxMonths = 60;

/// "09:00" to "23:59" as minutes since midnight.
int read_minute(const Reader& at)
{
    const std::string text = at.text();
    int hour = 0;
    int minute = 0;
    const char* end = text.data() + text.size();
    const auto [colon, ec] = std::from_chars(text.data(), end, hour);
    const bool shaped = text.size() == 5 && ec == std::errc() && colon == text.data() + 2 && *colon == ':' &&
                        std::from_chars(colon + 1, end, minute).ptr == end && text[3] != '-';
    if (!shaped || hour < 0 || hour > 23 || minute > 59)
        at.fail("\"" + text + "\" is not a time of day, written 09:00");
    return hour * 60 + minute;
}

/// A time of day, or the word sunset (nothing).
std::optional<int> read_minute_or_sunset(const Reader& at)
{
    return at.text() == "sunset" ? std::nullopt : std::optional(read_minute(at));
}

Frequency read_frequency(const Reader& at)
{
    ObjectReader object(at);
    const Frequency out{object["times"].integer(1, kMaxTimes), object["per_months"].integer(1, kMaxMonths)};
    object.done();
    return out;
}

/// Whether `a` asks for fewer visits than `b` in the same time.
bool rarer(const Frequency& a, const Frequency& b)
{
    return a.times * b.per_months < b.times * a.per_months;
}

FrequencyBounds read_bounds(const Reader& at)
{
    ObjectReader object(at);
    const FrequencyBounds out{read_frequency(object["min"]), read_frequency(object["max"])};
    object.done();
    if (rarer(out.most, out.least)) at.fail("max is rarer than min");
    return out;
}

/// A class that the object does not name has no fixed frequency.
std::vector<ClassFrequency> read_frequencies(ObjectReader freq, const std::vector<VisitClass>& classes)
{
    ObjectReader usual = freq.object("default");
    ObjectReader bounds = freq.object("hq_bounds");
    std::vector<ClassFrequency> out;
    for (const VisitClass visit_class : classes) {
        ClassFrequency row{visit_class, std::nullopt, std::nullopt};
        const auto name = domain::code_of(visit_class);
        if (const auto at = bounds.find(name)) row.bounds = read_bounds(*at);
        if (const auto at = usual.find(name)) {
            row.usual = read_frequency(*at);
            if (row.bounds && (rarer(*row.usual, row.bounds->least) || rarer(row.bounds->most, *row.usual))) {
                at->fail("lies outside of hq_bounds");
            }
        }
        out.push_back(row);
    }
    usual.done();
    bounds.done();
    freq.done();
    return out;
}

NightRules read_night(ObjectReader night)
{
    NightRules out;
    out.fixed_minute = read_minute_or_sunset(night["basis"]);
    const Reader approver = night["approver"];
    out.approvers = approver.codes<Role>();
    // 4-4b: the general manager always; a prefecture may add the deputies, nobody else.
    const bool gm = std::count(out.approvers.begin(), out.approvers.end(), Role::GeneralManager) == 1;
    const auto dgm = std::count(out.approvers.begin(), out.approvers.end(), Role::DeputyGeneralManager);
    if (!gm || out.approvers.size() != static_cast<std::size_t>(1 + dgm))
        approver.fail("GM, or GM and DGM, is wanted");
    // A late entry is kept as a violation; the key says so and leaves no choice, because data must not be
    // lost.
    night["on_late_entry"].word({"violation"});
    night.done();
    return out;
}

CourtesyWindow read_courtesy(ObjectReader window)
{
    const Reader to = window["to"];
    const CourtesyWindow out{read_minute(window["from"]), read_minute_or_sunset(to)};
    if (out.to_minute && *out.to_minute <= out.from_minute) to.fail("ends before it begins");
    window.done();
    return out;
}

}  // namespace

VisitRules read_visits(ObjectReader visit)
{
    VisitRules out;
    const Reader classes = visit["classes"];
    out.classes = classes.codes<VisitClass>();
    if (std::count(out.classes.begin(), out.classes.end(), VisitClass::General) == 0)
        classes.fail("GENERAL is missing");
    out.frequencies = read_frequencies(visit.object("freq"), out.classes);

    ObjectReader deemed = visit.object("deemed");
    const Reader kinds = deemed["kinds"];
    out.deemed = kinds.codes<Deemed>();
    if (std::count(out.deemed.begin(), out.deemed.end(), Deemed::None) > 0) kinds.fail("NONE is no kind");
    out.deemed_counts_as = deemed["counts_as"].code<DeemedCount>();
    deemed.done();

    out.courtesy_window = read_courtesy(visit.object("courtesy_window"));
    out.night = read_night(visit.object("night"));

    ObjectReader refusal = visit.object("refusal");
    out.refusal_keep_months = refusal["keep_months"].integer(1, 24);
    refusal.done();
    ObjectReader dedicated = visit.object("dedicated_day");
    out.dedicated_days_per_month = dedicated["min_per_month"].integer(0, 31);
    dedicated.done();
    visit.done();
    return out;
}

const ClassFrequency* VisitRules::find_frequency(VisitClass visit_class) const
{
    const auto found = std::find_if(frequencies.begin(), frequencies.end(), [&](const ClassFrequency& row) {
        return row.visit_class == visit_class;
    });
    return found == frequencies.end() ? nullptr : &*found;
}

bool VisitRules::allows(Deemed kind) const
{
    return std::find(deemed.begin(), deemed.end(), kind) != deemed.end();
}

}  // namespace junkai::profile
