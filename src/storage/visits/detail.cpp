// SPDX-License-Identifier: Apache-2.0
#include "storage/visits/detail.h"

#include "base/errors.h"

namespace junkai::storage {

using domain::code_of;
using domain::NoticeId;
using domain::OfficerId;
using domain::PrintId;
using domain::visits::LeaveBehindNotice;
using domain::visits::MetWhom;
using domain::visits::NoticeKind;
using domain::visits::NoticePlacement;
using domain::visits::Topic;
using domain::visits::VisitOutcome;
using domain::visits::VisitWarning;

namespace {

constexpr std::size_t kVersion = 1;
constexpr std::size_t kIdSize = 16;

/// Whole numbers are eight bytes, the lowest first; texts and lists follow their length.
class Writer {
public:
    void number(std::uint64_t value)
    {
        for (int shift = 0; shift < 64; shift += 8)
            out_.push_back(static_cast<std::byte>(value >> shift));
    }

    void instant(Instant at) { number(static_cast<std::uint64_t>(to_micros(at))); }

    void text(std::string_view value)
    {
        number(value.size());
        const BytesView bytes = bytes_of(value);
        out_.insert(out_.end(), bytes.begin(), bytes.end());
    }

    void id(const Uuid& value) { out_.insert(out_.end(), value.bytes.begin(), value.bytes.end()); }

    template <class T, class Write>
    void maybe(const std::optional<T>& value, Write write)
    {
        number(value ? 1 : 0);
        if (value) write(*value);
    }

    template <class T, class Write>
    void list(const std::vector<T>& values, Write write)
    {
        number(values.size());
        for (const T& value : values)
            write(value);
    }

    Bytes take() { return std::move(out_); }

private:
    Bytes out_;
};

class Reader {
public:
    explicit Reader(BytesView bytes) : left_(bytes) {}

    std::uint64_t number()
    {
        const BytesView bytes = take(8);
        std::uint64_t out = 0;
        for (std::size_t i = 0; i < 8; ++i)
            out |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
        return out;
    }

    Instant instant() { return from_micros(static_cast<std::int64_t>(number())); }

    std::string text() { return std::string(text_of(take(number()))); }

    Uuid id() { return *Uuid::from_bytes(take(kIdSize)); }

    template <domain::Coded E>
    E word()
    {
        const auto value = domain::from_code<E>(text_of(take(number())));
        if (!value) fail();
        return *value;
    }

    template <class Read>
    auto maybe(Read read) -> std::optional<decltype(read())>
    {
        if (number() == 0) return std::nullopt;
        return read();
    }

    template <class Read>
    auto list(Read read) -> std::vector<decltype(read())>
    {
        std::vector<decltype(read())> out;
        for (std::uint64_t left = number(); left > 0; --left)
            out.push_back(read());
        return out;
    }

    void finish() const
    {
        if (!left_.empty()) fail();
    }

    [[noreturn]] static void fail()
    {
        throw StorageError("what came of a visit is not in a form that was ever written");
    }

private:
    BytesView take(std::uint64_t size)
    {
        if (size > left_.size()) fail();
        const BytesView out = left_.first(static_cast<std::size_t>(size));
        left_ = left_.subspan(static_cast<std::size_t>(size));
        return out;
    }

    BytesView left_;
};

void write_notice(Writer& out, const LeaveBehindNotice& notice)
{
    out.id(notice.id.uuid());
    out.text(code_of(notice.kind));
    out.maybe(notice.print, [&](const PrintId& print) { out.id(print.uuid()); });
    out.instant(notice.left_at);
    out.text(code_of(notice.placement));
    out.maybe(notice.follow_up_on, [&](Date day) { out.text(format_date(day)); });
}

LeaveBehindNotice read_notice(Reader& in)
{
    const NoticeId id(in.id());
    const auto kind = in.word<NoticeKind>();
    const auto print = in.maybe([&] { return PrintId(in.id()); });
    const Instant left_at = in.instant();
    const auto placement = in.word<NoticePlacement>();
    const auto follow_up = in.maybe([&] {
        const auto day = parse_date(in.text());
        if (!day) Reader::fail();
        return *day;
    });
    return {id, kind, print, left_at, placement, follow_up};
}

}  // namespace

Personal<Bytes> encode(const VisitDetail& detail)
{
    Writer out;
    out.number(kVersion);
    out.text(code_of(detail.outcome));
    out.maybe(detail.met_whom, [&](MetWhom whom) { out.text(code_of(whom)); });
    out.list(detail.others, [&](const OfficerId& officer) { out.id(officer.uuid()); });
    out.maybe(detail.planned_end, [&](Instant at) { out.instant(at); });
    out.list(detail.topics, [&](Topic topic) { out.text(code_of(topic)); });
    out.text(detail.topic_text.reveal());
    out.maybe(detail.notice, [&](const LeaveBehindNotice& notice) { write_notice(out, notice); });
    out.list(detail.warnings, [&](VisitWarning warning) { out.text(code_of(warning)); });
    return Personal<Bytes>(out.take());
}

VisitDetail decode_visit_detail(BytesView bytes)
{
    Reader in(bytes);
    if (in.number() != kVersion) Reader::fail();
    VisitDetail out;
    out.outcome = in.word<VisitOutcome>();
    out.met_whom = in.maybe([&] { return in.word<MetWhom>(); });
    out.others = in.list([&] { return OfficerId(in.id()); });
    out.planned_end = in.maybe([&] { return in.instant(); });
    out.topics = in.list([&] { return in.word<Topic>(); });
    out.topic_text = PersonalText(in.text());
    out.notice = in.maybe([&] { return read_notice(in); });
    out.warnings = in.list([&] { return in.word<VisitWarning>(); });
    in.finish();
    return out;
}

}  // namespace junkai::storage
