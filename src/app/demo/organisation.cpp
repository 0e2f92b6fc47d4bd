// SPDX-License-Identifier: Apache-2.0
#include "app/demo/organisation.h"

#include "app/roster/support.h"
#include "base/japan_time.h"
#include "domain/roster/types.h"

#include <fmt/format.h>

namespace junkai::app::demo {

using domain::AssignmentId;
using domain::BeatId;
using domain::BlockId;
using domain::DesignationId;
using domain::OfficerId;
using domain::OfficerNo;
using domain::PlaceCode;
using domain::SiteId;
using domain::StationCode;
using domain::StationId;
using domain::roster::AssignmentKind;
using domain::roster::Post;
using domain::roster::Role;

namespace {

constexpr int kBeatsPerSite = 4;
constexpr int kSitesPerBlock = 3;

/// How a designation is bound (2.2): to nothing, the first block, the first site, or the first beats.
enum class Bound { Station, Block, Site, Beats, Headquarters };

struct Person {
    const char* name;
    const char* kana;
    Post post;
    std::optional<Role> role;
    Bound bound;
    const char* clause;
};

// Invented people; two beat officers, so that one's beat is closed to the other.
constexpr Person kStationPeople[] = {
    {"田中 正一", "たなか しょういち", Post::StationChief, Role::StationChief, Bound::Station, "3-1a"},
    {"山本 智子", "やまもと ともこ", Post::ChiikiKacho, Role::GeneralManager, Bound::Station, "3-3a"},
    {"小林 誠",
     "こばやし まこと",
     Post::ChiikiKachoDairi,
     Role::DeputyGeneralManager,
     Bound::Station,
     "3-3b"},
    {"加藤 進", "かとう すすむ", Post::BlockKakaricho, Role::BlockManager, Bound::Block, "3-3c"},
    {"吉田 恵", "よしだ めぐみ", Post::KobanChief, Role::SiteCustodian, Bound::Site, "6-2(1)"},
    {"山田 剛", "やまだ つよし", Post::SokatsuKakaricho, Role::DesignatedSupervisor, Bound::Station, "3-2a"},
    {"佐藤 健", "さとう けん", Post::CommunityOfficer, std::nullopt, Bound::Beats, "3-1a"},
    {"鈴木 愛", "すずき あい", Post::CommunityOfficer, std::nullopt, Bound::Beats, "3-1a"},
    {"高橋 翼", "たかはし つばさ", Post::CommunityOfficer, Role::CommunityOfficer, Bound::Site, "3-1a"},
    {"伊藤 光", "いとう ひかる", Post::OtherDepartment, Role::SupportStaff, Bound::Beats, "3-1b"},
    {"渡辺 節子", "わたなべ せつこ", Post::KobanAdviser, Role::KobanAdviser, Bound::Site, "3-1a"},
};

constexpr Person kHeadquartersPeople[] = {
    {"中村 学",
     "なかむら まなぶ",
     Post::HqChiikiSomuStaff,
     Role::HqCommunityAffairs,
     Bound::Headquarters,
     "4-2(1)"},
    {"斉藤 律", "さいとう りつ", Post::Inspector, Role::Auditor, Bound::Headquarters, "3-1a"},
    {"松本 理", "まつもと おさむ", Post::SystemStaff, Role::SystemAdministrator, Bound::Headquarters, "3-1a"},
};

storage::StoredStation invent_station(
    const char* code, const std::string& name, bool headquarters, Instant now, RandomSource& random)
{
    return {.station = {.id = StationId::make(now, random),
                        .code = *StationCode::parse(code),
                        .name = name,
                        .has_chiiki_kacho = true,
                        .latitude = 35.857,
                        .longitude = 139.649,
                        .phone = "000-0000-0110"},
            .prefecture = "見本県",
            .profile = "sample",
            .fictional = true,
            .headquarters = headquarters};
}

/// The places of one station, in the order in which people are bound to them.
struct Laid {
    std::vector<BlockId> blocks;
    std::vector<SiteId> sites;
    std::vector<BeatId> beats;
};

Laid lay_places(db::Transaction& transaction, const Origin& origin, StationId station, int beats)
{
    storage::Organisation organisation(transaction);
    const Instant now = appointed_at(origin);
    const Date since = japan_date(now);
    Laid laid;
    for (int number = 0; number < beats; ++number) {
        const int site_number = number / kBeatsPerSite;
        if (number % (kBeatsPerSite * kSitesPerBlock) == 0) {
            const auto index = laid.blocks.size() + 1;
            laid.blocks.push_back(BlockId::make(now, origin.random));
            organisation.add(domain::places::Block{laid.blocks.back(),
                                                   station,
                                                   *PlaceCode::parse(fmt::format("B{}", index)),
                                                   fmt::format("第{}ブロック", index),
                                                   since});
        }
        if (number % kBeatsPerSite == 0) {
            laid.sites.push_back(SiteId::make(now, origin.random));
            organisation.add(
                domain::places::Site{.id = laid.sites.back(),
                                     .station = station,
                                     .block = laid.blocks.back(),
                                     .code = *PlaceCode::parse(fmt::format("S{:02}", site_number + 1)),
                                     .name = fmt::format("見本{}交番", site_number + 1),
                                     .kind = domain::places::SiteKind::Koban,
                                     .since = since});
        }
        laid.beats.push_back(BeatId::make(now, origin.random));
        organisation.add(domain::places::Beat{.id = laid.beats.back(),
                                              .station = station,
                                              .site = laid.sites.back(),
                                              .code = *PlaceCode::parse(fmt::format("{:03}", number + 1)),
                                              .name = fmt::format("第{}区", number + 1),
                                              .since = since});
    }
    return laid;
}

domain::roster::Designation designate(const Person& person,
                                      OfficerId officer,
                                      StationId station,
                                      const Laid& laid,
                                      Instant from,
                                      RandomSource& random)
{
    domain::roster::Designation out{.id = DesignationId::make(from, random),
                                    .station = station,
                                    .officer = officer,
                                    .role = *person.role,
                                    .post = person.post,
                                    .in_force = {from, std::nullopt},
                                    .blocks = {},
                                    .site = std::nullopt,
                                    .beats = {},
                                    .units = {},
                                    .shift_group = "",
                                    .acting = false,
                                    .by = officer,
                                    .clause = person.clause,
                                    .reason = "架空データ"};
    switch (person.bound) {
    case Bound::Station:
        break;
    case Bound::Block:
        out.blocks = {laid.blocks.front()};
        break;
    case Bound::Site:
        out.site = laid.sites.front();
        break;
    case Bound::Beats:
        out.beats = {laid.beats.front()};
        break;
    case Bound::Headquarters:
        out.station = std::nullopt;
        break;
    }
    return out;
}

}  // namespace

std::vector<storage::StoredStation> invent_stations(const Plan& plan, Instant now, RandomSource& random)
{
    constexpr const char* kNames[] = {"見本警察署", "見本北警察署"};
    std::vector<storage::StoredStation> out{invent_station("hq", "見本県警察本部", true, now, random)};
    for (std::size_t i = 0; i < plan.beats_of_station.size(); ++i) {
        const std::string name = i < std::size(kNames) ? kNames[i] : fmt::format("見本第{}警察署", i + 1);
        out.push_back(invent_station(fmt::format("mihon-{:02}", i + 1).c_str(), name, false, now, random));
    }
    return out;
}

Instant appointed_at(const Origin& origin)
{
    return origin.now - std::chrono::days(4 * 365);
}

std::vector<LogIn> invent_organisation(
    App& app, const storage::StoredStation& stored, int beats, int ordinal, const Origin& origin)
{
    const StationId station = stored.station.id;
    const bool headquarters = beats == 0;
    const std::span<const Person> people =
        headquarters ? std::span<const Person>(kHeadquartersPeople) : std::span<const Person>(kStationPeople);
    std::vector<LogIn> log_ins;
    for (std::size_t i = 0; i < people.size(); ++i)
        log_ins.push_back({stored.station.name,
                           fmt::format("{:02}{:04}", ordinal, i + 1),
                           people[i].name,
                           people[i].role ? std::string(domain::code_of(*people[i].role)) : "BEAT",
                           std::string(make_password(app.random).reveal())});
    std::vector<std::string> hashes;
    for (const LogIn& log_in : log_ins)
        hashes.push_back(app.sessions.hash(log_in.password));

    app.database.write([&](db::Transaction& transaction) {
        const Instant now = origin.now;
        const Instant appointed = appointed_at(origin);
        const Laid laid = lay_places(transaction, origin, station, beats);
        storage::Roster roster(transaction);
        std::size_t beat_officers = 0;
        for (std::size_t i = 0; i < people.size(); ++i) {
            const Person& person = people[i];
            const OfficerId officer = OfficerId::make(now, origin.random);
            roster.add(domain::roster::Officer{.id = officer,
                                               .number = *OfficerNo::parse(log_ins[i].officer_no),
                                               .station = station,
                                               .name = person.name,
                                               .name_kana = person.kana,
                                               .rank = "",
                                               .post = person.post,
                                               .is_community_officer = person.post != Post::OtherDepartment &&
                                                                       person.post != Post::KobanAdviser &&
                                                                       !headquarters},
                       appointed);
            storage::Sessions(transaction).put_credential(officer, hashes[i], now, false);
            if (person.role) {
                roster.add(designate(person, officer, station, laid, appointed, origin.random), appointed);
                continue;
            }
            // The two beat officers share the beats out in turn.
            for (std::size_t beat = beat_officers++; beat < laid.beats.size(); beat += 2)
                roster.add(domain::roster::BeatAssignment{.id = AssignmentId::make(now, origin.random),
                                                          .station = station,
                                                          .beat = laid.beats[beat],
                                                          .officer = officer,
                                                          .kind = AssignmentKind::Main,
                                                          .in_force = {appointed, std::nullopt},
                                                          .by = officer,
                                                          .reason = "架空データ"},
                           appointed);
        }
    });
    app.stations->get(station).reload_frame(app.database);
    return log_ins;
}

}  // namespace junkai::app::demo
