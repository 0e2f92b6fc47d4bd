// SPDX-License-Identifier: Apache-2.0
#include "domain/duty/matrix.h"

namespace junkai::domain::duty {

namespace {

using enum Operation;
using roster::Role;

// Cells are named sure·reach: e explicit, i inferred, o optional; s station, k own block, p own site
// (持ち場), b own beat, l listed units and beats, h prefecture. A block manager acts only inside his blocks,
// also where the matrix does not say k (2.2, conditional rule 3).
constexpr Cell no{};
constexpr Cell es{true, Strength::Explicit, Scope::Station};
constexpr Cell ek{true, Strength::Explicit, Scope::OwnBlock};
constexpr Cell eb{true, Strength::Explicit, Scope::OwnBeat};
constexpr Cell eh{true, Strength::Explicit, Scope::Prefecture};
constexpr Cell is{true, Strength::Inferred, Scope::Station};
constexpr Cell ik{true, Strength::Inferred, Scope::OwnBlock};
constexpr Cell ip{true, Strength::Inferred, Scope::OwnSite};
constexpr Cell ib{true, Strength::Inferred, Scope::OwnBeat};
constexpr Cell il{true, Strength::Inferred, Scope::ListedUnits};
constexpr Cell ih{true, Strength::Inferred, Scope::Prefecture};
constexpr Cell os{true, Strength::Optional, Scope::Station};
constexpr Cell ok{true, Strength::Optional, Scope::OwnBlock};
constexpr Cell ol{true, Strength::Optional, Scope::ListedUnits};
constexpr Cell own{true, Strength::Inferred, Scope::OwnActs};
constexpr Cell visiting{true, Strength::Inferred, Scope::Station, true};
constexpr Cell head{true, Strength::Explicit, Scope::Prefecture, false, true};

constexpr bool opens = true;
constexpr bool decides = true;

// clang-format off
constexpr Row kMatrix[] = {
    //                                                        CHIEF GM  DGM BM  CUST SUP BEAT COMM SUPP ADV HQ-GS AUD SYS
    // 3-3a: the chief designates the general manager. 3-3b: the deputies. 3-3c: the block managers.
    {DesignateManagers,        "3-3a",    false, false,     {{es,  no, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    // 6-2(1): the managers designate a custodian for each site.
    {DesignateCustodian,       "6-2(1)",  false, false,     {{is,  es, es, ek, no,  no, no,  no,  no,  no, no,   no, no}}},
    // 4-1b: only the chief instructs that a unit needs no visit.
    {ExemptUnit,               "4-1b",    false, false,     {{es,  no, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    // 4-2(1): the general manager sets the frequency on the standard that headquarters shows.
    {SetFrequency,             "4-2(1)",  false, false,     {{no,  es, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {SetFrequencyStandard,     "4-2(1)",  false, false,     {{no,  no, no, no, no,  no, no,  no,  no,  no, eh,   no, no}}},
    // 4-2(2): special visits on headquarters' instruction or the chief's.
    {OrderSpecialVisit,        "4-2(2)",  false, false,     {{es,  no, no, no, no,  no, no,  no,  no,  no, eh,   no, no}}},
    // 3-1b: the chief sets the dedicated day and names support; the general manager plans it.
    {DecideDedicatedDay,       "3-1b",    false, false,     {{es,  no, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {PlanDedicatedDay,         "3-1b",    false, false,     {{es,  is, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    // 4-3(1): the beat officer visits his doors; others of the station in his place.
    {RecordVisit,              "4-3(1)",  false, false,     {{no,  is, is, ik, ip,  is, eb,  ip,  il,  no, no,   no, no}}},
    // 4-3(3): deemed visits.
    {ClaimDeemedVisit,         "4-3(3)",  false, false,     {{no,  is, is, ik, ip,  is, eb,  ip,  ol,  no, no,   no, no}}},
    // 4-3(3)イ: delivered to the station or any koban; the adviser gives a receipt only.
    {TakeInDeliveredCard,      "4-3(3)イ", false, false,     {{no,  is, is, ik, is,  is, is,  is,  is,  no, no,   no, no}}},
    {GiveDeliveryReceipt,      "4-3(3)イ", false, false,     {{no,  is, is, ik, is,  is, is,  is,  is,  is, no,   no, no}}},
    // 4-3(3)ウ: in other police work, with the person's own agreement.
    {CreateCardInOtherWork,    "4-3(3)ウ", false, false,     {{no,  is, is, ik, is,  is, es,  es,  is,  no, no,   no, no}}},
    // 4-4b: the general manager alone; the chief where the profile says so.
    {ApproveNightVisit,        "4-4b",    false, decides,   {{os,  es, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    // 6-6: each read has its purpose. 6-4(2)b: need to know.
    {ViewCard,                 "6-6",     opens, false,     {{is,  is, is, ik, ip,  is, ib,  ip,  il,  no, no,   no, no}}},
    {SearchPersons,            "6-6",     opens, false,     {{no,  is, is, ok, no,  os, no,  no,  no,  no, no,   no, no}}},
    // 5-5(1): corrected by the beat officer; another community officer only when he visits.
    {CorrectCard,              "5-5(1)",  opens, false,     {{no,  is, is, ik, no,  no, eb,  visiting, no, no, no, no, no}}},
    // 5-8: learned by visit or other police work.
    {EnterElderly,             "5-8",     false, false,     {{no,  is, is, ik, ip,  no, es,  es,  no,  no, no,   no, no}}},
    // 5-2b, 6-3(1): the managers inspect; a block manager in his block.
    {Inspect,                  "5-2b",    false, false,     {{no,  es, es, ek, no,  no, no,  no,  no,  no, no,   no, no}}},
    {ReadInspection,           "5-2b",    false, false,     {{no,  es, es, ek, no,  no, no,  no,  no,  no, no,   ih, no}}},
    // 6-3(2): reported to the chief, carried out through the custodian.
    {ReportImprovement,        "6-3(2)a", false, false,     {{no,  es, es, ek, no,  no, no,  no,  no,  no, no,   no, no}}},
    {ReceiveImprovementReport, "6-3(2)a", false, false,     {{es,  no, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {CarryOutImprovement,      "6-3(2)b", false, false,     {{no,  no, no, no, es,  no, no,  no,  no,  no, no,   no, no}}},
    // 6-4(3): off the site for visits only; anything else needs the general manager.
    {TakeOutForVisit,          "6-4(3)",  false, false,     {{no,  is, is, ik, no,  no, eb,  ip,  ol,  no, no,   no, no}}},
    {IssueTakeOut,             "6-4(3)",  false, false,     {{no,  no, no, no, is,  no, no,  no,  no,  no, no,   no, no}}},
    {ApproveOtherTakeOut,      "6-4(3)但", false, decides,   {{os,  es, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    // 6-5(1)c: the beat officer reports, the managers receive.
    {ReceiveDisposalReport,    "6-5(1)c", false, false,     {{no,  es, es, ek, no,  no, no,  no,  no,  no, no,   no, no}}},
    {MakeDisposalReport,       "6-5(1)c", false, false,     {{no,  no, no, no, no,  no, eb,  no,  no,  no, no,   no, no}}},
    // 6-5(2): drafted by the beat officer, through the general manager, approved by the chief.
    {ApproveDisposal,          "6-5(2)",  false, decides,   {{es,  no, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {RouteDisposal,            "6-5(2)",  false, false,     {{no,  is, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {DraftDisposal,            "6-5(2)",  false, false,     {{no,  no, no, no, no,  no, ib,  no,  no,  no, no,   no, no}}},
    // 6-6(1)a, b: police inquiries.
    {VerifyCaller,             "6-6(1)a", false, false,     {{no,  es, es, ek, es,  es, es,  es,  no,  no, no,   no, no}}},
    {PreApprovePoliceInquiry,  "6-6(1)b", false, decides,   {{os,  es, es, ek, no,  es, no,  no,  no,  no, no,   no, no}}},
    // 6-6(2)b: general manager or deputy. 6-6(2)c: on doubt the chief instructs.
    {DecideOtherBody,          "6-6(2)b", false, decides,   {{no,  es, es, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {InstructOnOtherBody,      "6-6(2)c", false, decides,   {{es,  no, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    // 6-6(3)b: directions from a card with the resident's consent; the adviser has the public map only.
    {GuideByCard,              "6-6(3)b", opens, false,     {{no,  is, is, ik, is,  is, es,  es,  no,  no, no,   no, no}}},
    // 6-6(4): the chief asks, the head of 地域総務課 answers.
    {ConsultHq,                "6-6(4)",  false, false,     {{es,  no, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {AnswerConsultation,       "6-6(4)",  false, false,     {{no,  no, no, no, no,  no, no,  no,  no,  no, head, no, no}}},
    // 4-6b: officer, then general manager, then chief.
    {MakeHandover,             "4-6a",    false, false,     {{no,  no, is, ik, no,  no, eb,  no,  no,  no, no,   no, no}}},
    {PassHandover,             "4-6b",    false, false,     {{no,  es, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {ReceiveHandover,          "4-6b",    false, false,     {{es,  no, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    // 3-2a: how visits progress, without names.
    {ReadStatistics,           "3-2a",    false, false,     {{is,  is, is, ik, ip,  is, ib,  no,  no,  no, ih,   ih, no}}},
    {ReadLedger,               "6-1",     false, false,     {{is,  is, no, no, no,  no, own, own, own, no, no,   ih, no}}},
    {ConfigureSystem,          "",        false, false,     {{no,  no, no, no, no,  no, no,  no,  no,  no, no,   no, ih}}},
    {EditProfile,              "",        false, false,     {{no,  no, no, no, no,  no, no,  no,  no,  no, ih,   no, no}}},

    // Ours. A card is made where a visit may be recorded; a print, the index and the doors are read like a card.
    {CreateCard,               "5-5a",    false, false,     {{no,  is, is, ik, ip,  is, eb,  ip,  il,  no, no,   no, no}}},
    {PrintCard,                "6-4(2)b", opens, false,     {{is,  is, is, ik, ip,  is, ib,  ip,  il,  no, no,   no, no}}},
    {ListCardIndex,            "5-3(1)",  opens, false,     {{is,  is, is, ik, ip,  is, ib,  ip,  il,  no, no,   no, no}}},
    {ListDoors,                "4-1a",    false, false,     {{is,  is, is, ik, ip,  is, ib,  ip,  il,  no, no,   no, no}}},
    {RequestNightVisit,        "4-4b",    false, false,     {{no,  is, is, ik, ip,  is, eb,  ip,  il,  no, no,   no, no}}},
    {ReadNightRequests,        "4-4b",    false, false,     {{is,  is, is, ik, no,  no, ib,  ip,  il,  no, no,   no, no}}},
    {ReadVisits,               "3-2a",    opens, false,     {{is,  is, is, ik, ip,  is, ib,  ip,  il,  no, no,   no, no}}},
    // 4-7(5): a visit ended at request is seen by the beat officer and the managers, by nobody else.
    {ReadEndedVisits,          "4-7(5)",  opens, false,     {{no,  is, is, ik, no,  no, ib,  no,  no,  no, no,   no, no}}},
    {ReadPlaces,               "4-1a",    false, false,     {{is,  is, is, is, is,  is, is,  is,  is,  is, no,   no, ih}}},
    {EditPlaces,               "4-1a",    false, false,     {{no,  is, is, ik, ip,  no, ib,  ip,  no,  no, no,   no, no}}},
    {ImportPlaces,             "4-1a",    false, false,     {{no,  is, is, no, no,  no, no,  no,  no,  no, no,   no, ih}}},
    {AssignBeat,               "3-1b",    false, false,     {{is,  is, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {DesignateOthers,          "3-1b",    false, false,     {{is,  is, no, no, no,  no, no,  no,  no,  no, no,   no, no}}},
    {ReadRoster,               "6-1",     false, false,     {{is,  is, is, is, is,  is, is,  is,  is,  is, ih,   ih, ih}}},
    {ManagePersonnel,          "",        false, false,     {{no,  no, no, no, no,  no, no,  no,  no,  no, ih,   no, ih}}},
    // 3-1a: how the station is cut into blocks, sites and beats; a new one is laid out by who sets the system up.
    {EditOrganisation,         "3-1a",    false, false,     {{is,  is, no, no, no,  no, no,  no,  no,  no, no,   no, ih}}},
};

// clang-format on

consteval bool stands_in_order()
{
    if (std::size(kMatrix) != std::size(Codes<Operation>::rows)) return false;
    for (std::size_t i = 0; i < std::size(kMatrix); ++i)
        if (static_cast<std::size_t>(kMatrix[i].operation) != i) return false;
    return true;
}

static_assert(stands_in_order(), "each operation has its row, in the order of the enum");

}  // namespace

const Row& row_of(Operation operation)
{
    return kMatrix[static_cast<std::size_t>(operation)];
}

Cell cell_of(Operation operation, Role role, const DutySettings& settings)
{
    Cell cell = row_of(operation).cells[static_cast<std::size_t>(role)];
    // 4-4b: other prefectures let the deputy approve; Saitama's directive names the general manager alone.
    if (operation == ApproveNightVisit && role == Role::DeputyGeneralManager && settings.night_approver_dgm)
        return es;
    // 6-6(1)b: the one explicit right that some prefectures do not give.
    if (operation == PreApprovePoliceInquiry && role == Role::DesignatedSupervisor &&
        !settings.sup_can_preapprove)
        return no;
    bool on = cell.granted && cell.strength != Strength::Optional;
    for (const Switch& change : settings.switches)
        if (change.operation == operation && change.role == role && may_switch(change)) on = change.on;
    return on ? cell : no;
}

bool may_switch(const Switch& wanted)
{
    const Cell& cell = row_of(wanted.operation).cells[static_cast<std::size_t>(wanted.role)];
    return cell.granted && cell.strength != Strength::Explicit;
}

}  // namespace junkai::domain::duty
