// SPDX-License-Identifier: Apache-2.0
#include "app/demo/neighbourhood.h"

#include "domain/places/order.h"

#include <algorithm>
#include <fmt/format.h>

namespace junkai::app::demo {

using domain::BuildingId;
using domain::DwellingId;
using domain::UnitId;
using domain::places::Address;
using domain::places::AddressKind;
using domain::places::Beat;
using domain::places::Building;
using domain::places::Dwelling;
using domain::places::DwellingKind;
using domain::places::HubKind;
using domain::places::Unit;
using domain::places::UnitKind;

namespace {

/// No town has blocks or lots of such numbers.
constexpr int kFirstBlock = 901;
constexpr int kFirstLot = 9001;
constexpr int kLotsOfBeat = 500;
constexpr int kChomeOfBeat = 3;

/// 「十二」 for 12, as 丁目 are written.
std::string kanji_number(int number)
{
    constexpr const char* kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    std::string out;
    if (number >= 20) out += kDigits[number / 10];
    if (number >= 10) out += "十";
    return out + kDigits[number % 10];
}

/// Some towns have no 住居表示; which ones is settled by their names alone.
bool has_lot_numbers(const Town& town)
{
    constexpr std::size_t kOneIn = 4;
    return town.kana.size() / 3 % kOneIn == 0;
}

class Builder {
public:
    Builder(const Beat& beat, const Ground& ground, std::size_t units, Ids& ids, Lots lots)
        : beat_(beat), ground_(ground), wanted_(units), ids_(ids), lots_(lots)
    {
        out_.municipality = ground.town.municipality;
        enter_town();
    }

    Neighbourhood build()
    {
        while (left() > 0) {
            fill_lot();
            next_lot();
        }
        return std::move(out_);
    }

private:
    std::size_t left() const { return wanted_ - out_.units.size(); }

    void enter_town()
    {
        if (has_lot_numbers(ground_.town)) {
            town_ = ground_.town.name;
            block_ = kFirstLot + ground_.before * kLotsOfBeat;
            kind_ = AddressKind::LotNumber;
        } else {
            town_ = ground_.town.name + kanji_number(ground_.before * kChomeOfBeat + chome_ + 1) + "丁目";
            block_ = kFirstBlock;
            kind_ = AddressKind::ResidenceIndication;
        }
        number_ = 1;
        block_size_ = lots_.between(6, 22);
    }

    void next_lot()
    {
        if (++number_ > block_size_) {
            number_ = 1;
            block_size_ = kind_ == AddressKind::LotNumber ? lots_.between(1, 7) : lots_.between(6, 22);
            ++block_;
        }
        const bool is_next_chome =
            kind_ == AddressKind::ResidenceIndication && chome_ + 1 < kChomeOfBeat &&
            out_.units.size() * kChomeOfBeat >= wanted_ * static_cast<std::size_t>(chome_ + 1);
        if (is_next_chome) {
            ++chome_;
            enter_town();
        }
    }

    Address address(const std::string& room = "")
    {
        // One in forty was typed in short, and nobody knows of which kind it is (trap 26).
        const bool is_short = lots_.below(40) == 0;
        Address out{.kind = is_short ? AddressKind::Unknown : kind_,
                    .town = town_,
                    .block = std::to_string(block_),
                    .number = std::to_string(number_),
                    .room = room};
        if (is_short)
            out.written = fmt::format("{}-{}", block_, number_);
        else if (kind_ == AddressKind::LotNumber)
            out.written = fmt::format("{}番地{}", block_, number_);
        else
            out.written = fmt::format("{}番{}号", block_, number_);
        return out;
    }

    void fill_lot()
    {
        const auto lot = lots_.below(1000);
        if (lot < 12)
            add_mansion();
        else if (lot < 90)
            add_rooms(add_building(kApartments),
                      DwellingKind::Collective,
                      lots_.between(2, 3),
                      lots_.between(3, 6));
        else if (lot < 96)
            add_rooms(add_building(kCompany), DwellingKind::CompanyHousing, 3, 4);
        else if (lot < 160)
            add_shop();
        else if (lot < 168)
            add_facility();
        else
            add_house();
    }

    void add_mansion()
    {
        const Building building = add_building(kMansions);
        out_.locked.push_back(building.id);
        add_rooms(building, DwellingKind::Collective, lots_.between(4, 11), lots_.between(5, 10));
    }

    void add_house()
    {
        const Address at = address();
        const std::size_t house = add_dwelling(DwellingKind::Detached, at, {});
        add_household(house);
        // 二世帯住宅: two households behind one door number.
        if (lots_.chance(2)) add_household(house);
        // Where land was divided, several houses keep one number.
        if (lots_.chance(5)) add_household(add_dwelling(DwellingKind::Detached, at, {}));
    }

    void add_shop()
    {
        const std::size_t shop = add_dwelling(DwellingKind::Shop, address(), {});
        constexpr HubKind kKinds[] = {HubKind::LateNightShop, HubKind::Finance, HubKind::Other};
        add_unit(shop,
                 UnitKind::Establishment,
                 lots_.chance(15) ? std::optional(lots_.one_of(kKinds)) : std::nullopt);
        // The owner lives behind it.
        if (lots_.chance(60)) add_household(shop);
    }

    void add_facility()
    {
        constexpr HubKind kKinds[] = {HubKind::School, HubKind::HospitalWelfare, HubKind::LargeEstablishment};
        add_unit(add_dwelling(DwellingKind::Facility, address(), {}),
                 UnitKind::Establishment,
                 lots_.one_of(kKinds));
    }

    struct Style {
        const char* name;
        const char* kana;
    };

    static constexpr Style kApartments[] = {
        {"コーポ", "こーぽ"}, {"ハイツ", "はいつ"}, {"メゾン", "めぞん"}, {"サンハイム", "さんはいむ"}};
    static constexpr Style kMansions[] = {
        {"グランド", "ぐらんど"}, {"パーク", "ぱーく"}, {"ロイヤル", "ろいやる"}, {"シティ", "してぃ"}};
    static constexpr Style kCompany[] = {{"見本電機社宅", "みほんでんきしゃたく"},
                                         {"見本鉄道寮", "みほんてつどうりょう"}};

    template <std::size_t N>
    Building add_building(const Style (&styles)[N])
    {
        const Style& style = lots_.one_of(styles);
        Building building{.id = ids_.make<BuildingId>(),
                          .station = beat_.station,
                          .beat = beat_.id,
                          .name = style.name + ground_.town.name + std::to_string(block_),
                          .name_kana = style.kana + ground_.town.kana + std::to_string(block_),
                          .address = address()};
        out_.buildings.push_back(building);
        return building;
    }

    /// Floors of rooms: 101, 102, 103, 105 …; 4 and 9 are left out as unlucky.
    void add_rooms(const Building& building, DwellingKind kind, int floors, int rooms)
    {
        // A small beat is no single tower.
        std::size_t most = std::max<std::size_t>(wanted_ / 4, 4);
        for (int floor = 1; floor <= floors; ++floor)
            for (int room = 1, made = 0; made < rooms; ++room) {
                if (room % 10 == 4 || room % 10 == 9) continue;
                if (left() == 0 || most-- == 0) return;
                Address at = building.address;
                at.room = fmt::format("{}{:02}", floor, room);
                add_household(add_dwelling(kind, at, building.id));
                ++made;
            }
    }

    std::size_t add_dwelling(DwellingKind kind, const Address& at, std::optional<BuildingId> building)
    {
        out_.dwellings.push_back({.id = ids_.make<DwellingId>(),
                                  .station = beat_.station,
                                  .beat = beat_.id,
                                  .building = building,
                                  .kind = kind,
                                  .address = at});
        return out_.dwellings.size() - 1;
    }

    void add_household(std::size_t dwelling)
    {
        constexpr HubKind kKinds[] = {HubKind::NeighbourhoodAssociation,
                                      HubKind::WelfareCommissioner,
                                      HubKind::CrimePreventionVolunteer};
        add_unit(dwelling,
                 UnitKind::Household,
                 lots_.below(150) == 0 ? std::optional(lots_.one_of(kKinds)) : std::nullopt);
    }

    void add_unit(std::size_t dwelling, UnitKind kind, std::optional<HubKind> hub)
    {
        if (left() == 0) return;
        const Dwelling& in = out_.dwellings[dwelling];
        out_.units.push_back({.unit = {.id = ids_.make<UnitId>(),
                                       .station = beat_.station,
                                       .beat = beat_.id,
                                       .dwelling = in.id,
                                       .kind = kind,
                                       .hub = hub},
                              .walk_order = domain::places::walk_key(in.address)});
        out_.dwelling_of_unit.push_back(dwelling);
    }

    const Beat& beat_;
    const Ground& ground_;
    std::size_t wanted_;
    Ids& ids_;
    Lots lots_;
    Neighbourhood out_;
    std::string town_;
    AddressKind kind_ = AddressKind::ResidenceIndication;
    int chome_ = 0;
    int block_ = kFirstBlock;
    int number_ = 1;
    int block_size_ = 1;
};

}  // namespace

Ground Ground::of_beat(std::span<const Town> towns, std::size_t beat)
{
    return {towns[beat % towns.size()], static_cast<int>(beat / towns.size())};
}

Neighbourhood
invent_neighbourhood(const Beat& beat, const Ground& ground, std::size_t units, Ids& ids, Lots lots)
{
    return Builder(beat, ground, units, ids, lots).build();
}

}  // namespace junkai::app::demo
