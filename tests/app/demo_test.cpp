// SPDX-License-Identifier: Apache-2.0
#include "app/demo/populate.h"
#include "app/visits/forget_ended.h"
#include "domain/cards/fields.h"
#include "kit/world.h"
#include "storage/cards/cards.h"
#include "storage/visits/visits.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <set>

namespace junkai::app::demo {
namespace {

using kit::World;

constexpr std::uint64_t kUnits = 240;
constexpr std::uint64_t kFew = 40;

const Words& words()
{
    static const Words loaded = Words::load(JUNKAI_SOURCE_DIR "/data");
    return loaded;
}

Counts fill(World& world, std::uint64_t seed, std::uint64_t units, double visits_per_unit = 3)
{
    SeededRandom random(seed);
    const Origin origin{world.clock.now(), random};
    return populate(world.app(),
                    world.station(),
                    words(),
                    {.units = units, .towns = words().towns, .visits_per_unit = visits_per_unit},
                    origin,
                    nullptr);
}

/// Every row of a statement that gives one text, in its order.
std::vector<std::string> texts(World& world, const char* name, const char* sql)
{
    const db::Statement statement{name, sql, sql, 0};
    std::vector<std::string> out;
    world.database().read([&](db::Transaction& transaction) {
        transaction.query(statement, {}, [&](const db::Row& row) { out.emplace_back(row.text(0)); });
    });
    return out;
}

/// Names and ids of every card's people, as the index of each beat lists them.
std::vector<std::string> names(World& world)
{
    std::vector<std::string> out;
    world.database().read([&](db::Transaction& transaction) {
        storage::Sealer sealer(world.station().vault());
        storage::Scope scope{transaction, world.here.id, sealer, world.random, world.clock.now()};
        storage::Cards cards(scope);
        for (const auto& beat : world.here.beats)
            for (const auto& row : cards.list_index(beat, storage::IndexOrder::Address)) {
                const auto card = cards.find(row.card);
                ASSERT_TRUE(card);
                for (const auto& person : card->card.content.persons)
                    out.push_back(person.id.str() + domain::cards::display_name(person.name).reveal());
            }
    });
    return out;
}

/// What a person would compare: places, visits, people.
std::vector<std::string> picture(World& world)
{
    auto out =
        texts(world,
              "test_demo_dwellings",
              "SELECT town || address || '/' || room || dwelling_kind FROM dwelling ORDER BY dwelling_id");
    for (const char* sql :
         {"SELECT walk_order || kind || COALESCE(hub, '') FROM unit ORDER BY unit_id",
          "SELECT name || kana FROM building ORDER BY building_id",
          "SELECT visited_on || CAST(started_at AS TEXT) || CAST(met AS TEXT) || deemed FROM visit "
          "ORDER BY visit_id",
          "SELECT CAST(planned_start AS TEXT) FROM night_approval ORDER BY approval_id"}) {
        const std::string name = fmt::format("test_demo_{}", out.size());
        for (auto& text : texts(world, name.c_str(), sql))
            out.push_back(std::move(text));
    }
    for (auto& name : names(world))
        out.push_back(std::move(name));
    return out;
}

void expect_counters_that_equal_the_plain_count(World& world)
{
    EXPECT_EQ(
        world.count("SELECT COUNT(*) FROM beat_counter c WHERE units <> (SELECT COUNT(*) FROM unit u WHERE "
                    "u.beat_id = c.beat_id)"),
        0);
    EXPECT_EQ(
        world.count("SELECT COUNT(*) FROM beat_counter c WHERE cards <> (SELECT COUNT(*) FROM card d WHERE "
                    "d.beat_id = c.beat_id)"),
        0);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM unit u WHERE COALESCE(last_met_on, '') <> COALESCE((SELECT "
                          "MAX(visited_on) FROM visit v WHERE v.unit_id = u.unit_id AND met = 1), '')"),
              0);
    EXPECT_EQ(world.count(
                  "SELECT COUNT(*) FROM unit u WHERE tries_since_met <> (SELECT COUNT(*) FROM visit v WHERE "
                  "v.unit_id = u.unit_id AND met = 0 AND v.visited_on > COALESCE(u.last_met_on, ''))"),
              0);
    EXPECT_EQ(world.count(
                  "SELECT COUNT(*) FROM beat_month_counter c WHERE last_met <> (SELECT COUNT(*) FROM unit u "
                  "WHERE u.beat_id = c.beat_id AND SUBSTR(u.last_met_on, 1, 7) = c.month)"),
              0);
    EXPECT_EQ(
        world.count("SELECT COUNT(*) FROM beat_month_counter c WHERE met <> (SELECT COUNT(*) FROM visit v "
                    "WHERE v.beat_id = c.beat_id AND met = 1 AND SUBSTR(visited_on, 1, 7) = c.month)"),
        0);
}

void expect_nobody_visited_at_night_or_before_nine(World& world)
{
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit WHERE night <> 'DAY'"), 0);
    // Hours in Japan of an instant in microseconds.
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit WHERE (started_at / 3600000000 + 9) % 24 < 9"), 0);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit WHERE recorded_at < ended_at"), 0);
}

void expect_no_real_numbers_and_rooms_without_four_and_nine(World& world)
{
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM dwelling WHERE CAST(block AS INTEGER) < 901"), 0);
    EXPECT_GT(world.count("SELECT COUNT(*) FROM dwelling WHERE room <> '' AND building_id IS NOT NULL"), 0);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM dwelling WHERE room LIKE '%4' OR room LIKE '%9'"), 0);
}

class Demo : public kit::WorldTest {};

JUNKAI_ENGINES(Demo);

TEST_P(Demo, same_seed_same_data_and_another_seed_other_data)
{
    fill(world, 7, kFew);
    const auto first = picture(world);
    World again(GetParam());
    fill(again, 7, kFew);
    EXPECT_EQ(picture(again), first);
    World other(GetParam());
    fill(other, 8, kFew);
    EXPECT_NE(picture(other), first);
}

TEST_P(Demo, makes_exactly_so_many_units_with_right_counters_by_day_under_numbers_that_do_not_exist)
{
    const auto before = world.count("SELECT COUNT(*) FROM unit");
    const Counts made = fill(world, 1, kUnits);
    EXPECT_EQ(made.units, kUnits);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM unit") - before, static_cast<std::int64_t>(kUnits));
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit"), static_cast<std::int64_t>(made.visits));
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM card"), static_cast<std::int64_t>(made.cards));
    EXPECT_NEAR(static_cast<double>(made.visits), kUnits * 3.0, kUnits * 0.6);
    EXPECT_NEAR(static_cast<double>(made.cards), kUnits * 0.57, kUnits * 0.12);
    EXPECT_GT(world.count("SELECT COUNT(*) FROM night_approval WHERE state = 'WAITING'"), 0);
    expect_counters_that_equal_the_plain_count(world);
    expect_nobody_visited_at_night_or_before_nine(world);
    expect_no_real_numbers_and_rooms_without_four_and_nine(world);
}

TEST_P(Demo, leaves_nothing_that_should_have_been_forgotten)
{
    fill(world, 3, kUnits);
    const char* forgotten = "SELECT COUNT(*) FROM visit WHERE detail_cell IS NULL";
    const char* dated = "SELECT COUNT(*) FROM unit WHERE not_before IS NOT NULL";
    const auto before = world.count(forgotten);
    const auto days = world.count(dated);
    const auto entries = world.entries(world.here.id).size();
    EXPECT_GT(before, 0);
    EXPECT_GT(days, 0);
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit WHERE detail_cell IS NULL AND met = 1"), 0);
    forget_ended_visits(world.app());
    EXPECT_EQ(world.count(forgotten), before);
    EXPECT_EQ(world.count(dated), days);
    EXPECT_EQ(world.entries(world.here.id).size(), entries);
}

TEST_P(Demo, opens_every_card_and_what_came_of_every_visit_that_is_kept)
{
    const Counts made = fill(world, 4, kFew);
    std::uint64_t cards = 0;
    std::uint64_t visits = 0;
    world.database().read([&](db::Transaction& transaction) {
        storage::Sealer sealer(world.station().vault());
        storage::Scope scope{transaction, world.here.id, sealer, world.random, world.clock.now()};
        for (const auto& beat : world.here.beats)
            for (const auto& door : storage::Places(transaction, world.here.id).list_doors(beat, {}, 1000)) {
                for (const auto& visit : storage::Visits(scope).list_of_unit(door.unit.id, {}, 100)) {
                    EXPECT_EQ(visit.met, visit.visit.met_whom.has_value());
                    ++visits;
                }
                if (!door.card) continue;
                const auto card = storage::Cards(scope).find(*door.card);
                ASSERT_TRUE(card);
                EXPECT_EQ(card->card.unit, door.unit.id);
                ++cards;
            }
    });
    EXPECT_EQ(cards, made.cards);
    EXPECT_LE(visits, made.visits);  // those of buildings belong to no unit
    EXPECT_EQ(world.count("SELECT COUNT(*) FROM visit WHERE unit_id IS NOT NULL"),
              static_cast<std::int64_t>(visits));
    EXPECT_EQ(world.count("SELECT COUNT(DISTINCT card_no) FROM card"), static_cast<std::int64_t>(made.cards));
    EXPECT_EQ(world.count("SELECT next_serial - 1 FROM card_number"), static_cast<std::int64_t>(made.cards));
}

TEST_P(Demo, records_one_entry_instead_of_one_for_each_record)
{
    const auto before = world.entries(world.here.id).size();
    fill(world, 5, kFew, 0);
    const auto entries = world.entries(world.here.id);
    ASSERT_EQ(entries.size(), before + 1);
    EXPECT_TRUE(
        std::ranges::any_of(entries, [](const auto& one) { return one.action == "system.demo_made"; }));
}

TEST(DemoWords, keep_variation_selectors_and_know_enough_towns_for_hundreds_of_beats)
{
    EXPECT_GT(words().towns.size(), 2000U);
    std::set<std::string> variants;
    for (const auto& name : words().variants)
        variants.insert(name.text);
    EXPECT_THAT(variants,
                testing::IsSupersetOf({"渡邉\U000E010F", "葛\U000E0100西", "髙橋", "﨑山", "𠮷田"}));
}

TEST(DemoWords, says_which_file_is_missing)
{
    EXPECT_THROW(Words::load("/nowhere"), ProfileError);
}

}  // namespace
}  // namespace junkai::app::demo
