// SPDX-License-Identifier: Apache-2.0
#include "storage/cards/prints.h"

#include "sql/cards.h"
#include "storage/rows.h"

#include <array>

namespace junkai::storage {

using domain::CardId;
using domain::code_of;
using domain::OfficerId;
using domain::PrintId;

namespace {

/// Crockford's: no letter that a reader takes for a digit.
constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kSerialLetters = 16;
constexpr std::size_t kGroup = 4;

}  // namespace

std::string Prints::make_serial()
{
    std::array<std::byte, kSerialLetters> random{};
    scope_.random.fill(random);
    std::string out;
    for (std::size_t i = 0; i < random.size(); ++i) {
        if (i > 0 && i % kGroup == 0) out += '-';
        out += kLetters[std::to_integer<std::size_t>(random[i]) % kLetters.size()];
    }
    return out;
}

void Prints::add(const StoredPrint& print)
{
    std::optional<int> version;
    if (print.card) version = print.card_version;
    scope_.transaction.execute(sql::cards::kInsertPrint,
                               {scope_.station,
                                print.id,
                                print.serial,
                                print.form,
                                print.form_version,
                                print.card,
                                version,
                                code_of(print.purpose),
                                print.by,
                                print.at});
}

std::optional<StoredPrint> Prints::find(PrintId id)
{
    return scope_.transaction.find(sql::cards::kFindPrint, {scope_.station, id}, [&](const db::Row& row) {
        return StoredPrint{.id = id,
                           .serial = string_at(row, 0),
                           .form = string_at(row, 1),
                           .form_version = string_at(row, 2),
                           .card = maybe_id<CardId>(row, 3),
                           .card_version = row.is_null(4) ? 0 : static_cast<int>(row.integer(4)),
                           .purpose = code_at<domain::Purpose>(row, 5),
                           .by = row.id<OfficerId>(7),
                           .at = row.instant(6)};
    });
}

}  // namespace junkai::storage
