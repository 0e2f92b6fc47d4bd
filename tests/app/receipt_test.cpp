// SPDX-License-Identifier: Apache-2.0
// A read that does not wait for its ledger entry owes it, whatever its outcome.
#include "app/receipt.h"

#include "kit/world.h"

#include <future>

namespace junkai {
namespace {

using app::Receipt;
using app::UnitOfWork;
using domain::Action;
using domain::duty::Operation;

class ReceiptTest : public kit::WorldTest {
protected:
    std::int64_t entries() { return world.count("SELECT count(*) FROM ledger_entry"); }

    Result<bool> read_places(const app::Caller& caller, Operation operation = Operation::ReadPlaces)
    {
        return app.work.read(caller, Action::PlacesRead, [&](UnitOfWork& work) -> Result<bool> {
            JUNKAI_TRY(work.permit_reach(operation));
            return true;
        });
    }

    bool record(Receipt& receipt)
    {
        std::promise<bool> told;
        receipt.record(app, [&](bool durable) { told.set_value(durable); });
        return told.get_future().get();
    }
};

JUNKAI_ENGINES(ReceiptTest);

TEST_P(ReceiptTest, the_entry_of_a_read_is_owed_until_it_is_recorded)
{
    const auto before = entries();
    Receipt receipt;
    app::Caller caller = world.caller("GM");
    caller.receipt = &receipt;
    ASSERT_TRUE(read_places(caller));
    EXPECT_TRUE(receipt.is_due());
    EXPECT_EQ(entries(), before) << "nobody waited for the disk";
    EXPECT_TRUE(record(receipt));
    EXPECT_FALSE(receipt.is_due());
    EXPECT_EQ(entries(), before + 1) << "told before the entry was there";
    EXPECT_EQ(world.entries(world.here.id).front().action, domain::code_of(Action::PlacesRead));
}

TEST_P(ReceiptTest, a_refused_read_owes_its_entry_as_well)
{
    const auto before = entries();
    Receipt receipt;
    app::Caller caller = world.caller("CUST");
    caller.receipt = &receipt;
    ASSERT_FALSE(read_places(caller, Operation::ReadLedger));
    EXPECT_TRUE(receipt.is_due());
    EXPECT_TRUE(record(receipt));
    EXPECT_EQ(entries(), before + 1);
}

TEST_P(ReceiptTest, without_a_receipt_a_read_returns_with_its_entry_recorded)
{
    const auto before = entries();
    ASSERT_TRUE(read_places(world.caller("GM")));
    EXPECT_EQ(entries(), before + 1);
}

TEST_P(ReceiptTest, a_receipt_holds_one_read)
{
    Receipt receipt;
    app::Caller caller = world.caller("GM");
    caller.receipt = &receipt;
    ASSERT_TRUE(read_places(caller));
    EXPECT_THROW(read_places(caller), InvariantError);
    EXPECT_TRUE(record(receipt));
    EXPECT_THROW(record(receipt), InvariantError) << "the entry would be recorded twice";
}

}  // namespace
}  // namespace junkai
