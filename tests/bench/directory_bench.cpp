// SPDX-License-Identifier: Apache-2.0
// How long the search pages of a station take to build from their cells, and how long a search takes then.
// Processor time, which a busy machine does not change.
// usage: directory_bench [cards [builds]]     (default 100000 5)
#include "base/japan_time.h"
#include "kit/engines.h"
#include "kit/temp_dir.h"
#include "storage/cards/cards.h"
#include "storage/directory/hits.h"
#include "storage/places/organisation.h"
#include "storage/places/places.h"
#include "storage/roster/roster.h"
#include "vault/passphrase_source.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using namespace junkai;  // NOLINT(google-build-using-namespace): a program of one file.

constexpr int kBeats = 100;
constexpr const char* kFamilies[] = {
    "佐藤", "鈴木", "髙橋", "田中", "渡邉", "伊藤", "山本", "中村", "小林", "齋藤"};
constexpr const char* kFamilyKana[] = {"さとう",
                                       "すずき",
                                       "たかはし",
                                       "たなか",
                                       "わたなべ",
                                       "いとう",
                                       "やまもと",
                                       "なかむら",
                                       "こばやし",
                                       "さいとう"};
constexpr const char* kGivens[] = {"一郎", "花子", "真理", "勇", "陽子", "健太", "美咲", "翔", "結衣", "誠"};
constexpr const char* kGivenKana[] = {
    "いちろう", "はなこ", "まり", "いさむ", "ようこ", "けんた", "みさき", "しょう", "ゆい", "まこと"};

double seconds_since(std::clock_t start)
{
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

domain::cards::PersonEntry person(SeededRandom& random, Instant now)
{
    const auto family = random.below(std::size(kFamilies));
    const auto given = random.below(std::size(kGivens));
    domain::cards::PersonEntry out{.id = domain::PersonEntryId::make(now, random)};
    out.name = {.family = PersonalText(kFamilies[family]),
                .given = PersonalText(kGivens[given]),
                .family_kana = PersonalText(kFamilyKana[family]),
                .given_kana = PersonalText(kGivenKana[given])};
    return out;
}

class Bench {
public:
    explicit Bench(int cards) : cards_(cards)
    {
        fill_frame();
        const auto start = std::clock();
        for (const auto beat : beats_)
            fill_beat(beat);
        std::printf("%d cards written in %.1f s\n", cards_, seconds_since(start));
    }

    /// From nothing, as after a start; several times, since the first one also warms the store's cache.
    void build(int times)
    {
        for (int i = 0; i < times; ++i) {
            directory_ = std::make_unique<storage::Directory>();
            const auto begun = std::chrono::steady_clock::now();
            const auto start = std::clock();
            search("鈴木");
            const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
            const auto size = directory_->size();
            std::printf("pages built: %.3f s of processor, %.3f s, %zu cards, %.1f MB locked\n",
                        seconds_since(start),
                        wall.count(),
                        size.cards,
                        static_cast<double>(size.bytes) / 1e6);
        }
    }

    void measure(const char* words)
    {
        constexpr int kTimes = 200;
        std::size_t found = 0;
        const auto start = std::clock();
        for (int i = 0; i < kTimes; ++i)
            found = search(words);
        std::printf("%-24s %7.0f us, %zu hits\n", words, seconds_since(start) / kTimes * 1e6, found);
    }

private:
    void fill_frame()
    {
        database().write([&](db::Transaction& transaction) {
            storage::Organisation organisation(transaction);
            organisation.add({
                .station = {.id = station_,
                            .code = *domain::StationCode::parse("bench"),
                            .name = "見本警察署"},
                .prefecture = "見本県",
                .profile = "sample",
                .fictional = true
            });
            const domain::SiteId site = domain::SiteId::make(now_, random_);
            organisation.add(domain::places::Site{
                .id = site, .station = station_, .code = *domain::PlaceCode::parse("S1")});
            for (int i = 0; i < kBeats; ++i) {
                beats_.push_back(domain::BeatId::make(now_, random_));
                organisation.add(
                    domain::places::Beat{.id = beats_.back(),
                                         .station = station_,
                                         .site = site,
                                         .code = *domain::PlaceCode::parse("B" + std::to_string(i))});
            }
            storage::Roster(transaction)
                .add({.id = officer_, .number = *domain::OfficerNo::parse("000001"), .station = station_},
                     now_);
        });
    }

    void fill_beat(domain::BeatId beat)
    {
        database().write([&](db::Transaction& transaction) {
            storage::Sealer sealer(*vault_);
            storage::Scope scope{transaction, station_, sealer, random_, now_};
            for (int i = 0; i < cards_ / kBeats; ++i)
                add_card(scope, beat);
        });
    }

    void add_card(storage::Scope& scope, domain::BeatId beat)
    {
        storage::Places places(scope.transaction, station_);
        const int number = next_++;
        // Ids of one instant would be written all over the store.
        now_ += std::chrono::milliseconds(1);
        const domain::places::Dwelling dwelling{
            .id = domain::DwellingId::make(now_, random_),
            .station = station_,
            .beat = beat,
            .address = {.written =
                            std::to_string(901 + number / 100) + "番" + std::to_string(number % 100) + "号",
                        .town = "見本町" + std::to_string(number / 1000) + "丁目"}
        };
        places.add(dwelling, "", now_);
        const domain::places::Unit unit{.id = domain::UnitId::make(now_, random_),
                                        .station = station_,
                                        .beat = beat,
                                        .dwelling = dwelling.id};
        places.add(unit, std::to_string(number), now_);
        storage::Cards cards(scope);
        domain::cards::CardContent content;
        content.address = PersonalText(dwelling.address.town + dwelling.address.written);
        content.home_phone = PersonalText("000" + std::to_string(10'000'000 + number));
        for (std::uint64_t left = 1 + random_.below(4); left > 0; --left)
            content.persons.push_back(person(random_, now_));
        cards.add({
            .card = {.id = domain::CardId::make(now_, random_),
                     .station = station_,
                     .unit = unit.id,
                     .number = cards.take_number(),
                     .notice_shown_at = now_,
                     .visit = domain::VisitId::make(now_, random_),
                     .created_on = japan_date(now_),
                     .created_at = now_,
                     .created_by = officer_,
                     .content = std::move(content)},
            .beat = beat,
            .dwelling = dwelling,
            .ruleset = "bench",
            .retention_ends_on = japan_date(now_)
        });
    }

    std::size_t search(const char* words)
    {
        std::size_t found = 0;
        database().read([&](db::Transaction& transaction) {
            storage::Sealer sealer(*vault_);
            storage::Scope scope{transaction, station_, sealer, random_, now_};
            const auto query = storage::directory::read_query(words);
            found = find_hits(scope, *directory_, {beats_}, query, 50).items.size();
        });
        return found;
    }

    db::Database& database() { return store_.database(); }

    vault::Place place(const std::string& name) const
    {
        const std::string folder = folder_ / name;
        return {folder, std::make_unique<vault::PassphraseKeySource>(folder, "bench", crypto::kArgon2Test)};
    }

    std::unique_ptr<vault::Vault> make_vault() const
    {
        std::vector<vault::Place> mirrors;
        mirrors.push_back(place("mirror"));
        return vault::Vault::create(station_.uuid(), place("vault"), std::move(mirrors));
    }

    int cards_;
    int next_ = 1;
    Instant now_ = SystemClock().now();
    SeededRandom random_{1};
    kit::TestStore store_{db::Engine::Sqlite};
    kit::TempDir folder_;
    domain::StationId station_ = domain::StationId::make(now_, random_);
    domain::OfficerId officer_ = domain::OfficerId::make(now_, random_);
    std::vector<domain::BeatId> beats_;
    std::unique_ptr<vault::Vault> vault_ = make_vault();
    std::unique_ptr<storage::Directory> directory_;
};

}  // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int cards = argc > 1 ? std::atoi(argv[1]) : 100'000;
    Bench bench(cards);
    bench.build(argc > 2 ? std::atoi(argv[2]) : 5);
    for (const char* words : {"たかは", "渡辺", "一郎", "見本町3丁目", "00010000123", "鈴木 花子"})
        bench.measure(words);
    return 0;
}
