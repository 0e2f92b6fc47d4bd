// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"
#include "storage/cards/content_cell.h"
#include "storage/cards/packing.h"
#include "storage/cards/search_cell.h"

#include <fstream>
#include <gtest/gtest.h>

namespace junkai::storage::cards {
namespace {

using namespace domain::cards;  // NOLINT(google-build-using-namespace)

Uuid id_of(unsigned char number)
{
    Uuid out;
    out.bytes.fill(std::byte{number});
    return out;
}

PersonalText text(const char* value)
{
    return PersonalText(value);
}

Date day_of(int year, unsigned month, unsigned day)
{
    return Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day));
}

/// Every field filled, each with a value of its own.
CardContentCell full_cell()
{
    const domain::PersonEntryId person(id_of(1));
    CardContentCell cell{.version = 2};
    cell.content.address = text("見本町一丁目901番1号");
    cell.content.address_detail = text("見本荘101");
    cell.content.home_phone = text("000-111-2222");
    cell.content.housing = Personal(std::optional(HousingKind::Rented));
    cell.content.living_since = Personal(domain::ToldDate{.date = PartialDate::parse("2016-04~")});
    PersonEntry head{.id = person};
    head.name = {.family = text("渡邉\U000E0107"),
                 .given = text("髙彦"),
                 .family_kana = text("わたなべ"),
                 .given_kana = text("たかひこ"),
                 .alias = text("ナベ"),
                 .latin = text("Watanabe"),
                 .glyph_note = text("〓は一点しんにょう")};
    head.relation = Personal(std::optional(Relation::Head));
    head.birth = Personal(domain::ToldDate{.date = PartialDate::parse("1985"), .written = "60年"});
    head.sex = Personal(std::optional(Sex::Other));
    head.workplace = text("見本精密工業");
    head.workplace_phone = text("000-222-0001");
    head.mobile = text("000-9000-0001");
    head.language = text("ja");
    head.needs_interpreter = Personal(true);
    cell.content.persons = {head};
    EmergencyContact contact{.id = domain::PersonEntryId(id_of(2))};
    contact.name.family = text("齋藤");
    contact.relation = Personal(std::optional(ContactRelation::Landlord));
    contact.address = text("見本県");
    contact.phone = text("000-333-0001");
    contact.has_agreed = Personal(true);
    cell.content.contacts = {contact};
    cell.content.requests = text("街灯\nが暗い");
    cell.content.convenient = Personal(std::vector<ConvenientTime>{
        {.weekdays = 0x60, .from_minute = 600, .to_minute = 720}
    });
    cell.content.disaster_needs = text("車いす");
    cell.provenance = {
        {{Field::Mobile, person}, from_micros(1'700'000'000'000'000), ToldHow::ByPhone, true}
    };
    Correction correction{.id = domain::CorrectionId(id_of(3)),
                          .version = 2,
                          .on = day_of(2026, 3, 2),
                          .with = Cooperation::Family,
                          .how = ToldHow::AtTheDoor,
                          .visit = domain::VisitId(id_of(4)),
                          .by = domain::OfficerId(id_of(5)),
                          .recorded_at = from_micros(1'700'000'000'000'001)};
    correction.changes = {
        {{Field::HomePhone}, text("000-111-0000"), text("000-111-2222")}
    };
    cell.corrections = {correction};
    return cell;
}

/// The bytes are kept for thirty years: this file must open for ever.
std::string golden()
{
    std::ifstream in(std::string(JUNKAI_SOURCE_DIR) + "/tests/golden/cards/content-1.hex");
    std::string hex;
    in >> hex;
    return hex;
}

TEST(CardContentCell, gives_the_same_bytes_for_what_it_reads_back)
{
    const Personal<Bytes> bytes = encode(full_cell());
    const CardContentCell again = decode_card_content(bytes.reveal());
    EXPECT_EQ(encode(again).reveal(), bytes.reveal());
    EXPECT_EQ(again.version, 2);
    EXPECT_EQ(again.content.persons[0].name.family.reveal(), "渡邉\U000E0107") << "IVS is kept";
    EXPECT_EQ(again.content.persons[0].birth.reveal().written, "60年");
    EXPECT_EQ(again.content.living_since.reveal().date->str(), "2016-04~");
    EXPECT_EQ(again.provenance, full_cell().provenance);
    EXPECT_EQ(again.corrections[0].changes[0].old_text.reveal(), "000-111-0000");
}

TEST(CardContentCell, opens_the_bytes_of_the_first_release)
{
    const auto bytes = from_hex(golden());
    ASSERT_TRUE(bytes);
    EXPECT_EQ(to_hex(encode(full_cell()).reveal()), golden());
    EXPECT_NO_THROW(decode_card_content(*bytes));
}

TEST(CardContentCell, refuses_what_no_known_version_made)
{
    const Bytes good = encode(full_cell()).reveal();
    Bytes other_version = good;
    other_version[0] = std::byte{2};
    EXPECT_THROW(decode_card_content(other_version), StorageError);
    Bytes longer = good;
    longer.push_back(std::byte{0});
    EXPECT_THROW(decode_card_content(longer), StorageError);
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_THROW(decode_card_content(BytesView(good).first(size)), StorageError) << size;
}

HouseholdCard card_of(const CardContent& content)
{
    return {.id = domain::CardId(id_of(6)),
            .station = domain::StationId(id_of(7)),
            .unit = domain::UnitId(id_of(8)),
            .number = domain::CardNo::of_serial(123),
            .notice_shown_at = {},
            .created_on = day_of(2026, 3, 2),
            .created_at = {},
            .created_by = domain::OfficerId(id_of(5)),
            .content = content};
}

TEST(CardSearchCell, holds_names_as_written_and_keys_as_folded)
{
    const Personal<Bytes> bytes = encode_search_cell(card_of(full_cell().content));
    SearchCell cell;
    decode_search_cell(bytes.reveal(), cell);
    EXPECT_EQ(cell.serial, 123U);
    EXPECT_EQ(cell.name, "渡邉\U000E0107 髙彦");
    EXPECT_EQ(cell.kana, "わたなべ たかひこ");
    ASSERT_EQ(cell.names.size(), 3U) << "name, alias, Latin name";
    EXPECT_EQ(cell.names[0].written, "渡邉\U000E0107髙彦");
    EXPECT_EQ(cell.names[0].key, "渡辺高彦");
    EXPECT_EQ(cell.names[2].key, "watanabe");
    EXPECT_EQ(cell.readings, (std::vector<std::string_view>{"わたなべたかひこ", "たかひこ"}));
    EXPECT_EQ(cell.phones, (std::vector<std::string_view>{"0001112222", "00090000001"}));
}

TEST(CardSearchCell, does_not_find_a_card_by_its_emergency_contact)
{
    const Personal<Bytes> bytes = encode_search_cell(card_of(full_cell().content));
    EXPECT_EQ(text_of(bytes.reveal()).find("斎藤"), std::string_view::npos);
    EXPECT_EQ(text_of(bytes.reveal()).find("0003330001"), std::string_view::npos);
}

TEST(CardSearchCell, refuses_what_no_known_version_made)
{
    const Bytes good = encode_search_cell(card_of(full_cell().content)).reveal();
    SearchCell cell;
    Bytes other_version = good;
    other_version[0] = std::byte{9};
    EXPECT_THROW(decode_search_cell(other_version, cell), StorageError);
    for (std::size_t size = 0; size < good.size(); ++size)
        EXPECT_THROW(decode_search_cell(BytesView(good).first(size), cell), StorageError) << size;
}

TEST(Packing, reads_only_the_shortest_form_of_a_number)
{
    for (const std::uint64_t number : {std::uint64_t{0},
                                       std::uint64_t{127},
                                       std::uint64_t{128},
                                       std::uint64_t{1} << 63,
                                       ~std::uint64_t{0}}) {
        Packer out;
        out.number(number);
        const auto bytes = out.take();
        EXPECT_EQ(Unpacker(bytes.reveal()).number(), number);
    }
    const Bytes padded = {std::byte{0x80}, std::byte{0x00}};
    EXPECT_THROW(Unpacker(padded).number(), StorageError);
    const Bytes endless(11, std::byte{0xff});
    EXPECT_THROW(Unpacker(endless).number(), StorageError);
}

}  // namespace
}  // namespace junkai::storage::cards
