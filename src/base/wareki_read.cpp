// SPDX-License-Identifier: Apache-2.0
#include "base/text/normalize.h"
#include "base/text/numeral.h"
#include "base/text/utf8.h"
#include "base/wareki.h"

namespace junkai {
namespace {

constexpr std::size_t kMaxBytes = 200;  // longer than any way to write a date
constexpr int kMaxEraYear = 99;

/// What was written, before it is held against the calendar.
struct Written {
    const Era* era = nullptr;
    int year = 0;
    std::size_t year_digits = 0;
    std::optional<unsigned> month;
    std::optional<unsigned> day;
    bool about = false;
};

class Reader {
public:
    Reader(std::string_view text, const EraTable& eras) : rest_(to_utf32(nfkc_casefold(text))), eras_(eras) {}

    /// era? year (separator month (separator day)?)? 頃? and nothing else.
    std::optional<Written> read()
    {
        Written out;
        spaces();
        out.era = era();
        spaces();
        if (!out.era) take(U"西暦");
        spaces();
        std::u32string digits = number();
        if (digits.empty() && out.era && take(U"元")) digits = U"1";
        if (digits.empty()) return std::nullopt;
        // S640107 and 20260910: all in one.
        const std::size_t joined = out.era ? 6 : 8;
        if (digits.size() == joined && is_ascii(digits)) {
            const std::size_t of_year = joined - 4;
            out.month = to_unsigned(digits.substr(of_year, 2));
            out.day = to_unsigned(digits.substr(of_year + 2));
            digits.resize(of_year);
        }
        out.year_digits = digits.size();
        const auto year = value_of(digits);
        if (!year || *year > 9999) return std::nullopt;
        out.year = static_cast<int>(*year);
        if (!out.day && !month_and_day(out)) return std::nullopt;
        spaces();
        out.about = take(U"頃") || take(U"ごろ") || take(U"ころ");
        spaces();
        if (at_ != rest_.size()) return std::nullopt;
        return out;
    }

private:
    bool month_and_day(Written& out)
    {
        spaces();
        const bool kanji = take(U"年");
        if (!kanji && !separator()) return true;
        const auto month = part();
        // 「令和8年」 is a year; 「8-」 is a slip.
        if (!month) return kanji;
        out.month = *month;
        spaces();
        const bool kanji_month = take(U"月");
        if (!kanji_month && (kanji || !separator())) return !kanji;
        const auto day = part();
        if (!day) return kanji_month;
        out.day = *day;
        spaces();
        const bool kanji_day = take(U"日");
        return kanji_day || !kanji_month;
    }

    const Era* era()
    {
        for (const Era& row : eras_.eras())
            for (const std::string& name : {row.name, row.short_name, row.letter})
                if (take(to_utf32(nfkc_casefold(name)))) return &row;
        return nullptr;
    }

    std::optional<unsigned> part()
    {
        spaces();
        const std::u32string digits = number();
        const auto value = value_of(digits);
        if (!value || *value > 99 || digits.size() > 3) return std::nullopt;
        return static_cast<unsigned>(*value);
    }

    std::u32string number()
    {
        std::u32string out;
        while (at_ < rest_.size() && (is_digit(rest_[at_]) || is_kanji_numeral(rest_[at_])))
            out += rest_[at_++];
        return out;
    }

    bool separator()
    {
        constexpr std::u32string_view kSeparators = U".-/,・、。-‐‑‒–—―−ー ";
        spaces();
        if (at_ > 0 && rest_[at_ - 1] == ' ' && at_ < rest_.size() && is_digit(rest_[at_])) return true;
        if (at_ < rest_.size() && kSeparators.find(rest_[at_]) != std::u32string_view::npos) {
            ++at_;
            return true;
        }
        return false;
    }

    void spaces()
    {
        while (at_ < rest_.size() && rest_[at_] == ' ')
            ++at_;
    }

    bool take(std::u32string_view word)
    {
        if (!std::u32string_view(rest_).substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }

    static bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

    static bool is_ascii(std::u32string_view digits)
    {
        for (const char32_t c : digits)
            if (!is_digit(c)) return false;
        return true;
    }

    static std::optional<std::int64_t> value_of(std::u32string_view digits)
    {
        return parse_numeral(to_utf8(digits));
    }

    static unsigned to_unsigned(std::u32string_view digits)
    {
        return static_cast<unsigned>(value_of(digits).value_or(0));
    }

    std::u32string rest_;
    std::size_t at_ = 0;
    const EraTable& eras_;
};

Refusal refuse(Literal code)
{
    return Refusal{code, ""};
}

/// Whether the days that the date can mean touch the era.
bool touches(const Era& era, const PartialDate& date)
{
    return era.first <= date.latest() && (!era.last || date.earliest() <= *era.last);
}

Result<WarekiReading> judge(const Written& written, std::string_view raw)
{
    WarekiReading out{
        {written.year, written.month, written.day, written.about}, std::string(raw), std::nullopt};
    PartialDate& date = out.date;
    if (written.era) {
        // 令和0年 does not exist, 元年 is the first.
        if (written.year < 1 || written.year > kMaxEraYear) return refuse("date.outside_era");
        date.year = static_cast<int>(written.era->first.year()) + written.year - 1;
    } else if (written.year_digits < 4) {
        // 60-5-1 on an old slip is 昭和60 or 1960: nobody but the writer knows.
        return refuse("date.ambiguous_year");
    }
    if (date.year < 1 || date.year > 9999) return refuse("date.no_such_day");
    if (date.month && (*date.month < 1 || *date.month > 12)) return refuse("date.no_such_day");
    if (date.day && !date.earliest().ok()) return refuse("date.no_such_day");
    if (written.era && !touches(*written.era, date)) {
        // A year that never came (平成35年) was counted on from the old era, as licences of the time did. In
        // the era's own last year the writer named a day that belongs to the next: a slip, and not ours to
        // mend.
        const bool counted_on = written.era->last && static_cast<int>(written.era->last->year()) < date.year;
        if (!counted_on) return refuse("date.outside_era");
        out.warning = Literal("date.era_ended");
    } else if (date.latest() < Date(std::chrono::year(1873) / 1 / 1)) {
        // Japan counted by the moon until the end of 明治5年.
        out.warning = Literal("date.lunar_calendar");
    }
    return out;
}

}  // namespace

Result<WarekiReading> read_date(std::string_view text, const EraTable& eras)
{
    if (text.size() > kMaxBytes || !is_valid_utf8(text)) return refuse("date.unreadable");
    const auto written = Reader(text, eras).read();
    if (!written) return refuse("date.unreadable");
    return judge(*written, text);
}

Result<Date> read_exact_date(std::string_view text, const EraTable& eras)
{
    const WarekiReading reading = JUNKAI_TRY(read_date(text, eras));
    const auto date = reading.date.exact();
    if (!date) return refuse("date.day_required");
    return *date;
}

}  // namespace junkai
