// SPDX-License-Identifier: Apache-2.0
// The permission rules against a naive oracle: the authority matrix as it is written on paper, read cell by
// cell here, and every role × operation × place × time tried by brute force. The oracle shares no line with
// the rules.
#include "domain/duty/permit.h"

#include "base/random.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::domain::duty {
namespace {

using roster::Role;

constexpr std::string_view kPaper = R"(
| operation | CHIEF | GM | DGM | BM | CUST | SUP | BEAT | COMM | SUPP | ADV | HQ-GS | AUD | SYS |
| designate GM/DGM/BM (3-3) | ● | × | × | × | × | × | × | × | × | × | × | × | × |
| designate custodian (6-2) | ○ | ● | ● | ●k | × | × | × | × | × | × | × | × | × |
| exempt a unit (4-1) | ● | × | × | × | × | × | × | × | × | × | × | × | × |
| set frequency (4-2(1)) | × | ● | × | × | × | × | × | × | × | × | standard ● | × | × |
| order special visit (4-2(2)) | ● | × | × | × | × | × | × | × | × | × | HQ ● | × | × |
| dedicated day/support (3-1) | ● | ○plan | × | × | × | × | × | × | × | × | × | × | × |
| record visit | × | ○ | ○ | ○k | ○s | ○ | ●b | ○s | ○listed | × | × | × | × |
| claim deemed ア/イ | × | ○ | ○ | ○ | ○s | ○ | ●b | ○s | △ | × | × | × | × |
| intake delivered card (イ) | × | ○ | ○ | ○ | ○ | ○ | ○ | ○ | ○ | ○receipt only | × | × | × |
| create card, route ウ | × | ○ | ○ | ○ | ○ | ○ | ● | ● | ○ | × | × | × | × |
| approve night visit (4-4) | △ | ● | × | × | × | × | × | × | × | × | × | × | × |
| view card of a beat | ○purpose | ○ | ○ | ○k | ○s | ○purpose | ○b | ○s purpose | listed units | × | × | × | × |
| search by person across station | × | ○purpose | ○purpose | △k | × | △ | × | × | × | × | × | × | × |
| correct card (5-5(1)) | × | ○ | ○ | ○k | × | × | ●b | ○ with visit | × | × | × | × | × |
| elderly list entry (5-8) | × | ○ | ○ | ○k | ○s | × | ● | ● | × | × | × | × | × |
| inspect (5-2, 6-3) | × | ● | ● | ●k | × | × | × | × | × | × | × | read | × |
| report improvement to chief (6-3(2)) | receives ● | ● | ● | ● | does ● | × | × | × | × | × | × | × | × |
| take out for a visit (6-4(3)) | × | ○ | ○ | ○ | ○ issue | × | ●b | ○s | △ | × | × | × | × |
| approve other take-out (6-4(3)但) | △ | ● | × | × | × | × | × | × | × | × | × | × | × |
| receive disposal report (6-5(1)) | × | ● | ● | ●k | × | × | makes ● | × | × | × | × | × | × |
| approve disposal (6-5(2)) | ● | route ○ | × | × | × | × | drafts ○ | × | × | × | × | × | × |
| verify caller (6-6(1)) | × | ● | ● | ● | ● | ● | ● | ● handler | × | × | × | × | × |
| pre-approve police inquiry (6-6(1)) | △ | ● | ● | ● | × | ● | × | × | × | × | × | × | × |
| decide other public body (6-6(2)) | on doubt ● | ● | ● | × | × | × | × | × | × | × | × | × | × |
| use card for directions (6-6(3)) | × | ○ | ○ | ○ | ○ | ○ | ● | ● | × | × (public map only) | × | × | × |
| consult HQ (6-6(4)) | ● | × | × | × | × | × | × | × | × | × | answers ● (head) | × | × |
| hand-over sheet (4-6) | receives ● | passes ● | ○ | ○ | × | × | makes ● | × | × | × | × | × | × |
| statistics without names | ○ | ○ | ○ | ○k | ○s | ○ | ○b | × | × | × | ○ | ○ | × |
| read audit log | ○ | ○own station | × | × | × | × | own acts | own acts | own acts | × | × | ○ | × |
| system configuration | × | × | × | × | × | × | × | × | × | × | profile ○ | × | ○ no content |
| ours: create card | × | ○ | ○ | ○k | ○s | ○ | ●b | ○s | ○listed | × | × | × | × |
| ours: read like a card | ○ | ○ | ○ | ○k | ○s | ○ | ○b | ○s | ○listed | × | × | × | × |
| ours: night requests | ○ | ○ | ○ | ○k | × | × | ○b | ○s | ○listed | × | × | × | × |
| ours: ended visits | × | ○ | ○ | ○k | × | × | ○b | × | × | × | × | × | × |
| ours: read places | ○ | ○ | ○ | ○everywhere | ○ | ○ | ○ | ○ | ○ | ○ | × | × | ○ |
| ours: edit places | × | ○ | ○ | ○k | ○s | × | ○b | ○s | × | × | × | × | × |
| ours: import places | × | ○ | ○ | × | × | × | × | × | × | × | × | × | ○ |
| ours: assign | ○ | ○ | × | × | × | × | × | × | × | × | × | × | × |
| ours: read roster | ○ | ○ | ○ | ○everywhere | ○ | ○ | ○ | ○ | ○ | ○ | ○ | ○ | ○ |
| ours: personnel | × | × | × | × | × | × | × | × | × | × | ○ | × | ○ |
| ours: organisation | ○ | ○ | × | × | × | × | × | × | × | × | × | × | ○ |
)";

/// Which row of the paper an operation is, and which verbs of its cells mean this operation ("" is no verb).
struct Reading {
    Operation operation;
    std::string_view row;
    std::set<std::string_view> verbs;
    bool opens = false;
    bool decides = false;
};

const std::vector<Reading>& readings()
{
    using enum Operation;
    static const std::vector<Reading> all = {
        {DesignateManagers,                "designate GM",                {""}},
        {DesignateCustodian,               "designate custodian",         {""}},
        {ExemptUnit,                       "exempt",                      {""}},
        {SetFrequency,                     "set frequency",               {""}},
        {SetFrequencyStandard,             "set frequency",               {"standard"}},
        {OrderSpecialVisit,                "order special",               {"", "HQ"}},
        {DecideDedicatedDay,               "dedicated",                   {""}},
        {PlanDedicatedDay,                 "dedicated",                   {"", "plan"}},
        {RecordVisit,                      "record visit",                {"", "listed"}},
        {ClaimDeemedVisit,                 "claim deemed",                {""}},
        {TakeInDeliveredCard,              "intake",                      {""}},
        {GiveDeliveryReceipt,              "intake",                      {"", "receipt only"}},
        {CreateCardInOtherWork,            "create card",                 {""}},
        {ApproveNightVisit,                "approve night",               {""},false, true},
        {ViewCard,                            "view card",                                                         {"", "purpose", "listed units"},true},
        {SearchPersons, "search by person",{"", "purpose"},true},
        {CorrectCard,              "correct card",                                                           {"", "with visit"},                                                 true},
        {EnterElderly,                      "elderly",                        {""}},
        {Inspect,                                "inspect",                                                  {""}},
        {ReadInspection,                                "inspect",                                                       {"", "read"}                                                                   },
        {ReportImprovement,                                "report improvement",                                                {""}},
        {ReceiveImprovementReport,                                "report improvement",                                             {"receives"}},
        {CarryOutImprovement,                                "report improvement",                                      {"does"}},
        {TakeOutForVisit,                                "take out for a visit",                                           {""}                                                                 },
        {IssueTakeOut,                                "take out for a visit",                                               {"issue"}},
        {ApproveOtherTakeOut,                                "approve other take-out",                                                  {""},false, true},
        {ReceiveDisposalReport,                                "receive disposal",                                           {""}},
        {MakeDisposalReport,                           "receive disposal",                                                    {"makes"}                                                                                                                        },
        {ApproveDisposal,"approve disposal",{""},false, true},
        {RouteDisposal,"approve disposal",{"route"}},
        {DraftDisposal,                                "approve disposal",                                                                                            {"drafts"}                           },
        {VerifyCaller,                                "verify caller",                                                 {"", "handler"}},
        {PreApprovePoliceInquiry,                                "pre-approve",                                                 {""},                                                                                                                                                                    false, true},
        {DecideOtherBody,                                "decide other",                                                  {""},false, true},
        {InstructOnOtherBody,                                "decide other",                                       {"on doubt"},false, true},
        {GuideByCard,                           "use card for directions",                                                    {""},true},
        {ConsultHq,"consult HQ",{""}},
        {AnswerConsultation,                                "consult HQ",                                           {"answers (head)"}},
        {MakeHandover,                           "hand-over",                                                    {"", "makes"}              },
        {PassHandover,"hand-over",{"passes"}                                                              },
        {ReceiveHandover,                        "hand-over",                                                       {"receives"}  },
        {ReadStatistics,               "statistics", {""}},
        {ReadLedger,                     "read audit log",             {"", "own station", "own acts"}},
        {ConfigureSystem,                     "system configuration",                                                           {"no content"}        },
        {EditProfile,                  "system configuration",             {"profile"}},
        {CreateCard,                   "ours: create card",                      {"", "listed"}},
        {PrintCard,                       "ours: read like a card",                {"", "listed"},true},
        {ListCardIndex,                  "ours: read like a card",     {"", "listed"},true},
        {ListDoors,                      "ours: read like a card",            {"", "listed"}},
        {RequestNightVisit,                       "ours: create card",               {"", "listed"}},
        {ReadNightRequests,                        "ours: night requests",       {"", "listed"}},
        {ReadVisits,                                "ours: read like a card",                                                 {"", "listed"},true},
        {ReadEndedVisits,                            "ours: ended visits",                                                         {""},                                                                                                                     true},
        {ReadPlaces,                  "ours: read places",                                    {"", "everywhere"}                               },
        {EditPlaces,                  "ours: edit places",                                 {""}                                     },
        {ImportPlaces,                  "ours: import places",                                         {""}                                                      },
        {AssignBeat,                  "ours: assign",{""}},
        {DesignateOthers,"ours: assign",{""}},
        {ReadRoster,                       "ours: read roster",                {"", "everywhere"}},
        {ManagePersonnel,                       "ours: personnel",                {""}},
        {EditOrganisation,                     "ours: organisation",            {""}},
    };
    return all;
}

std::string trimmed(std::string text)
{
    while (!text.empty() && text.front() == ' ')
        text.erase(0, 1);
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    return text;
}

std::vector<std::vector<std::string>> paper()
{
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row;
    std::string cell;
    for (const char c : kPaper) {
        if (c == '|') {
            row.push_back(trimmed(cell));
            cell.clear();
        } else if (c == '\n') {
            if (!row.empty()) rows.push_back({row.begin() + 1, row.end()});
            row.clear();
            cell.clear();
        } else {
            cell += c;
        }
    }
    return rows;
}

/// A cell of the paper: its mark, its letter and what else it says.
struct Said {
    std::string mark;   // ● ○ △ × or "" where only words stand
    char letter = ' ';  // b, k, s or none
    std::string words;
};

Said said(std::string text)
{
    Said out;
    for (const std::string mark : {"●", "○", "△", "×"}) {
        const auto at = text.find(mark);
        if (at == std::string::npos) continue;
        out.mark = mark;
        std::string after = text.substr(at + mark.size());
        if (!after.empty() && (after.size() == 1 || after[1] == ' ') &&
            std::string("bks").find(after[0]) != std::string::npos) {
            out.letter = after[0];
            after.erase(0, 1);
        }
        const std::string before = trimmed(text.substr(0, at));
        after = trimmed(after);
        out.words = before + (before.empty() || after.empty() ? "" : " ") + after;
        return out;
    }
    out.words = text;
    return out;
}

/// The naive judgement of one appointment.
struct Facts {
    bool same_station, own_block, own_site, own_beat, listed, own_acts, with_visit, is_head;
};

struct Verdict {
    bool right = false;
    int strength = 9;  // 0 explicit, 1 inferred, 2 optional
};

Verdict oracle(const std::vector<std::vector<std::string>>& table,
               const Reading& reading,
               std::size_t column,
               const Facts& facts,
               bool optional_on,
               bool inferred_off)
{
    const std::string role = table[0][column];
    for (const auto& row : table) {
        if (row[0].rfind(reading.row, 0) != 0) continue;
        const Said cell = said(row[column]);
        if (cell.mark == "×" || !reading.verbs.contains(cell.words)) return {};
        if (cell.mark == "△" && !optional_on) return {};
        if (cell.mark != "●" && cell.mark != "△" && inferred_off) return {};
        Verdict yes{true, cell.mark == "●" ? 0 : cell.mark == "△" ? 2 : 1};
        if (role == "HQ-GS" || role == "AUD" || role == "SYS")
            return cell.words == "answers (head)" && !facts.is_head ? Verdict{} : yes;
        if (!facts.same_station) return {};
        const bool makes = role == "BEAT" && (cell.words == "makes" || cell.words == "drafts");
        if (cell.letter == 'b' || makes) return facts.own_beat ? yes : Verdict{};
        if (cell.letter == 's') return facts.own_site ? yes : Verdict{};
        if (cell.letter == 'k' || (role == "BM" && cell.words != "everywhere"))
            return facts.own_block ? yes : Verdict{};
        if (cell.words == "own acts") return facts.own_acts ? yes : Verdict{};
        if (cell.words == "with visit") return facts.with_visit ? yes : Verdict{};
        // 3-1b: support reaches what is listed; only cards brought to a counter come from anywhere.
        const bool listed = cell.words.rfind("listed", 0) == 0 || cell.mark == "△";
        if (role == "SUPP" && listed) return facts.listed ? yes : Verdict{};
        return yes;
    }
    ADD_FAILURE() << "no row for " << reading.row;
    return {};
}

template <class I>
I id(unsigned char value)
{
    Uuid uuid;
    uuid.bytes.back() = std::byte{value};
    return I(uuid);
}

const Instant kFrom = japan_instant(std::chrono::year(2026) / 4 / 1, 0);
const Instant kTo = japan_instant(std::chrono::year(2026) / 10 / 1, 0);

bool is_headquarters(Role role)
{
    return role == Role::HqCommunityAffairs || role == Role::Auditor || role == Role::SystemAdministrator;
}

constexpr unsigned char kOwn = 1;
constexpr unsigned char kOther = 2;

void appoint(Actor& actor, Role role, bool head, bool list_beat)
{
    if (role == Role::BeatOfficer) {
        actor.assignments.push_back({
            id<AssignmentId>(1),
            id<StationId>(kOwn),
            id<BeatId>(kOwn),
            actor.officer,
            roster::AssignmentKind::Main,
            {kFrom, kTo},
            id<OfficerId>(9),
            ""
        });
        return;
    }
    roster::Designation given{
        .id = id<DesignationId>(1),
        .station = id<StationId>(kOwn),
        .officer = actor.officer,
        .role = role,
        .in_force = {kFrom, kTo},
        .by = id<OfficerId>(9)
    };
    if (is_headquarters(role)) given.station.reset();
    if (role == Role::HqCommunityAffairs && head) given.post = roster::Post::HqChiikiSomuKacho;
    if (role == Role::BlockManager) given.blocks = {id<BlockId>(kOwn), id<BlockId>(7)};
    if (role == Role::SiteCustodian || role == Role::CommunityOfficer || role == Role::KobanAdviser)
        given.site = id<SiteId>(kOwn);
    if (role == Role::SupportStaff && list_beat) given.beats = {id<BeatId>(kOwn)};
    if (role == Role::SupportStaff && !list_beat) given.units = {id<UnitId>(kOwn)};
    actor.designations.push_back(given);
}

Actor somebody()
{
    return {id<OfficerId>(1), id<AccountId>(1), {}, {}};
}

/// Bits: own station, block, site, beat, unit; own acts; with visit; requested by the actor; purpose stated.
struct Case {
    unsigned bits;

    bool has(unsigned bit) const { return (bits >> bit) & 1U; }

    Subject subject() const
    {
        const auto pick = [&](unsigned bit) { return has(bit) ? kOwn : kOther; };
        Subject out;
        out.station = id<StationId>(pick(0));
        out.block = id<BlockId>(pick(1));
        out.site = id<SiteId>(pick(2));
        out.beat = id<BeatId>(pick(3));
        out.unit = id<UnitId>(pick(4));
        out.acts_of = id<OfficerId>(pick(5));
        out.with_visit = has(6);
        out.requested_by = id<OfficerId>(pick(7));
        return out;
    }

    std::optional<Purpose> purpose() const { return has(8) ? std::optional(Purpose::Visit) : std::nullopt; }

    Facts facts(bool head, bool list_beat) const
    {
        return {has(0), has(1), has(2), has(3), list_beat ? has(3) : has(4), has(5), has(6), head};
    }

    /// Everything in the actor's favour: whether he has the operation anywhere at all.
    static Facts best(bool head) { return {true, true, true, true, true, true, true, head}; }
};

constexpr unsigned kCases = 1U << 9;

std::string expected_code(bool anywhere, bool right, const Reading& reading, const Case& one)
{
    if (!anywhere) return "duty.not_permitted";
    if (reading.opens && !one.has(8)) return "duty.purpose_missing";
    if (!right) return "duty.not_found";
    if (reading.decides && one.has(7)) return "duty.self_approval";
    return "";
}

std::string code_of_result(const Result<Permit>& result)
{
    return result ? "" : std::string(result.error().code.view());
}

TEST(DutyMatrix, ReadsEachOperationOnceAndEachCellOfThePaper)
{
    const auto table = paper();
    ASSERT_EQ(table.size(), 42U);
    for (const auto& row : table)
        ASSERT_EQ(row.size(), 14U) << row[0];
    for (std::size_t column = 1; column < 14; ++column)
        EXPECT_EQ(table[0][column], code_of(static_cast<Role>(column - 1)));
    ASSERT_EQ(readings().size(), all_of<Operation>().size());
    for (std::size_t i = 0; i < readings().size(); ++i)
        EXPECT_EQ(readings()[i].operation, static_cast<Operation>(i));
    // Every verb that stands in a cell is read by some operation, so that no cell is lost.
    for (std::size_t r = 1; r < table.size(); ++r) {
        for (std::size_t column = 1; column < 14; ++column) {
            const Said cell = said(table[r][column]);
            if (cell.mark == "×") continue;
            bool is_read = false;
            for (const Reading& reading : readings())
                is_read |= table[r][0].rfind(reading.row, 0) == 0 && reading.verbs.contains(cell.words);
            EXPECT_TRUE(is_read) << table[r][0] << ": " << table[r][column];
        }
    }
}

// All roles × operations × places × times.
TEST(DutyMatrix, AgreesWithThePaperForEachSingleRole)
{
    const auto table = paper();
    const auto tick = std::chrono::microseconds(1);
    const std::pair<Instant, bool> times[] = {
        {kFrom - tick, false},
        {kFrom,        true },
        {kTo - tick,   true },
        {kTo,          false}
    };
    std::size_t granted = 0;
    for (const Reading& reading : readings()) {
        for (std::size_t column = 1; column < 14; ++column) {
            const Role role = static_cast<Role>(column - 1);
            const bool varied = role == Role::SupportStaff || role == Role::HqCommunityAffairs;
            for (int variant = 0; variant < (varied ? 2 : 1); ++variant) {
                Actor actor = somebody();
                appoint(actor, role, variant == 1, variant == 1);
                for (unsigned bits = 0; bits < kCases; ++bits) {
                    const Case one{bits};
                    const Subject subject = one.subject();
                    const Verdict verdict =
                        oracle(table, reading, column, one.facts(variant == 1, variant == 1), false, false);
                    const bool somewhere =
                        oracle(table, reading, column, Case::best(variant == 1), false, false).right;
                    for (const auto& [at, active] : times) {
                        const bool anywhere = active && somewhere;
                        const auto result = permit(actor, reading.operation, subject, at, {}, one.purpose());
                        ASSERT_EQ(code_of_result(result),
                                  expected_code(anywhere, verdict.right, reading, one))
                            << code_of(reading.operation) << " by " << code_of(role) << ", case " << bits;
                        const auto absent =
                            permit(actor, reading.operation, std::nullopt, at, {}, one.purpose());
                        ASSERT_EQ(code_of_result(absent), expected_code(anywhere, false, reading, one))
                            << code_of(reading.operation) << " of nothing by " << code_of(role);
                        if (!result) continue;
                        ++granted;
                        ASSERT_EQ(result->role, role);
                        ASSERT_EQ(static_cast<int>(result->strength), verdict.strength);
                        ASSERT_EQ(result->operation, reading.operation);
                    }
                }
            }
        }
    }
    EXPECT_GT(granted, 10'000U);
}

// Roles add up; switches turn inferred rights off and optional ones on; reach() never promises what permit()
// refuses.
TEST(DutyMatrix, AgreesWithThePaperForRandomUnionsAndSwitches)
{
    const std::uint64_t seed = 20261123;
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    SeededRandom random(seed);
    const auto table = paper();
    for (int round = 0; round < 40'000; ++round) {
        const Reading& reading = readings()[random.below(readings().size())];
        const bool head = random.below(2) == 1;
        const bool list_beat = random.below(2) == 1;
        Actor actor = somebody();
        std::set<std::size_t> columns;
        for (std::uint64_t n = random.below(4); n > 0; --n)
            columns.insert(1 + random.below(13));
        for (const std::size_t column : columns)
            appoint(actor, static_cast<Role>(column - 1), head, list_beat);
        const Case one{static_cast<unsigned>(random.below(kCases))};

        DutySettings settings;
        std::map<std::size_t, bool> switched;
        for (std::uint64_t n = random.below(3); n > 0; --n) {
            const std::size_t column = 1 + random.below(13);
            if (switched.contains(column)) continue;
            switched[column] = random.below(2) == 1;
            settings.switches.push_back({reading.operation, static_cast<Role>(column - 1), switched[column]});
        }

        bool anywhere = false;
        bool right = false;
        int strength = 9;
        for (const std::size_t column : columns) {
            const bool touched = switched.contains(column);
            anywhere |= oracle(table,
                               reading,
                               column,
                               Case::best(head),
                               touched && switched[column],
                               touched && !switched[column])
                            .right;
            const Verdict verdict = oracle(table,
                                           reading,
                                           column,
                                           one.facts(head, list_beat),
                                           touched && switched[column],
                                           touched && !switched[column]);
            right |= verdict.right;
            strength = std::min(strength, verdict.strength);
        }
        const Instant at = kFrom + std::chrono::hours(24);
        const auto result = permit(actor, reading.operation, one.subject(), at, settings, one.purpose());
        ASSERT_EQ(code_of_result(result), expected_code(anywhere, right, reading, one))
            << code_of(reading.operation) << ", round " << round;
        ASSERT_TRUE(!result || static_cast<int>(result->strength) == strength);

        const Subject subject = one.subject();
        const Reach span = reach(actor, reading.operation, *subject.station, at, settings);
        const auto in = [](const auto& list, const auto& wanted) {
            return std::find(list.begin(), list.end(), *wanted) != list.end();
        };
        const bool within = span.whole_station || in(span.blocks, subject.block) ||
                            in(span.sites, subject.site) || in(span.beats, subject.beat) ||
                            in(span.units, subject.unit);
        ASSERT_TRUE(!within || right) << code_of(reading.operation) << " reaches too far, round " << round;
        // What needs a visit, the head or one's own acts is judged one by one; all else is reached.
        const bool one_by_one = reading.operation == Operation::CorrectCard ||
                                reading.operation == Operation::AnswerConsultation ||
                                reading.operation == Operation::ReadLedger;
        ASSERT_TRUE(one_by_one || !right || within) << code_of(reading.operation) << ", round " << round;
    }
}

}  // namespace
}  // namespace junkai::domain::duty
