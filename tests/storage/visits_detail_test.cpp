// SPDX-License-Identifier: Apache-2.0
#include "storage/visits/detail.h"

#include "base/errors.h"

#include <gtest/gtest.h>

namespace junkai::storage {

using domain::visits::LeaveBehindNotice;
using domain::visits::MetWhom;
using domain::visits::NoticeKind;
using domain::visits::NoticePlacement;
using domain::visits::Topic;
using domain::visits::VisitOutcome;
using domain::visits::VisitWarning;

namespace {

Uuid id_of(int value)
{
    Uuid out;
    out.bytes.fill(static_cast<std::byte>(value));
    return out;
}

/// Every field filled, each unlike the others.
VisitDetail full()
{
    VisitDetail out;
    out.outcome = VisitOutcome::MetNoCard;
    out.met_whom = MetWhom::Manager;
    out.others = {domain::OfficerId(id_of(1)), domain::OfficerId(id_of(2))};
    out.planned_end = from_micros(-5);
    out.topics = {Topic::SafePeacefulLife, Topic::LocalCrimeAndDisaster};
    out.topic_text = PersonalText("辻󠄀さんの件\n二行目");
    out.notice = LeaveBehindNotice{.id = domain::NoticeId(id_of(3)),
                                   .kind = NoticeKind::PatrolCard,
                                   .print = domain::PrintId(id_of(4)),
                                   .left_at = from_micros(1'700'000'000'000'000),
                                   .placement = NoticePlacement::HandedToManager,
                                   .follow_up_on = parse_date("2028-02-29")};
    out.warnings = {VisitWarning::LateEntry, VisitWarning::NoNoticeLeft};
    return out;
}

}  // namespace

TEST(VisitDetail, gives_back_every_field)
{
    const VisitDetail said = full();
    const auto bytes = encode(said);
    const VisitDetail read = decode_visit_detail(bytes.reveal());
    EXPECT_EQ(read.outcome, said.outcome);
    EXPECT_EQ(read.met_whom, said.met_whom);
    EXPECT_EQ(read.others, said.others);
    EXPECT_EQ(read.planned_end, said.planned_end);
    EXPECT_EQ(read.topics, said.topics);
    EXPECT_TRUE(read.topic_text.same_as(said.topic_text));
    EXPECT_EQ(read.warnings, said.warnings);
    ASSERT_TRUE(read.notice);
    EXPECT_EQ(read.notice->id, said.notice->id);
    EXPECT_EQ(read.notice->kind, said.notice->kind);
    EXPECT_EQ(read.notice->print, said.notice->print);
    EXPECT_EQ(read.notice->left_at, said.notice->left_at);
    EXPECT_EQ(read.notice->placement, said.notice->placement);
    EXPECT_EQ(read.notice->follow_up_on, said.notice->follow_up_on);
    EXPECT_EQ(encode(read).reveal(), bytes.reveal());
}

TEST(VisitDetail, gives_back_nothing_as_nothing)
{
    const VisitDetail read = decode_visit_detail(encode(VisitDetail{}).reveal());
    EXPECT_EQ(read.outcome, VisitOutcome::Absent);
    EXPECT_FALSE(read.met_whom || read.notice || read.planned_end);
    EXPECT_TRUE(read.others.empty() && read.topics.empty() && read.warnings.empty());
    EXPECT_EQ(read.topic_text.reveal(), "");
}

TEST(VisitDetail, refuses_what_it_never_wrote)
{
    const auto personal = encode(full());
    const Bytes& whole = personal.reveal();
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_THROW(decode_visit_detail(BytesView(whole).first(size)), StorageError) << size;
    Bytes longer = whole;
    longer.push_back(std::byte{0});
    EXPECT_THROW(decode_visit_detail(longer), StorageError);
    Bytes newer = whole;
    newer[0] = std::byte{2};
    EXPECT_THROW(decode_visit_detail(newer), StorageError);
}

}  // namespace junkai::storage
