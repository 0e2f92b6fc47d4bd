// SPDX-License-Identifier: Apache-2.0
// Space that only the recording of reads may use, over a database that is full until the file gives its space
// back.
#include "db/reserve.h"

#include "db/errors.h"
#include "kit/temp_dir.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <thread>

namespace junkai {
namespace {

namespace fs = std::filesystem;
using db::MayUseReserve;

constexpr std::uint64_t kBytes = 1 << 20;

/// Full as long as it is told to be and the file keeps its space.
class Filling final : public db::Database {
public:
    explicit Filling(std::string file) : file_(std::move(file)) {}

    db::Engine engine() const override { return db::Engine::Sqlite; }

    void write(FunctionRef<void(db::Transaction&)>) override
    {
        if (full && fs::file_size(file_) == kBytes) throw db::DiskFull("full");
        if (broken) throw StorageError("another trouble");
        ++writes;
    }

    void read(FunctionRef<void(db::Transaction&)>) override {}

    bool full = false;
    bool broken = false;
    int writes = 0;

private:
    std::string file_;
};

class Reserve : public ::testing::Test {
protected:
    void act()
    {
        database->write([](db::Transaction&) {});
    }

    void record()
    {
        const MayUseReserve reads_go_on;
        act();
    }

    kit::TempDir folder;
    std::string file = folder / "reserve";
    Filling* disk = nullptr;
    std::unique_ptr<db::Database> database = [this] {
        auto real = std::make_unique<Filling>(file);
        disk = real.get();
        return db::with_reserve(std::move(real), file, kBytes);
    }();
};

TEST_F(Reserve, is_there_from_the_start_and_stays_when_all_is_well)
{
    EXPECT_EQ(fs::file_size(file), kBytes);
    act();
    record();
    EXPECT_EQ(disk->writes, 2);
    EXPECT_EQ(fs::file_size(file), kBytes);
}

TEST_F(Reserve, a_full_disk_stops_acts_and_is_left_to_what_records_reads)
{
    disk->full = true;
    EXPECT_THROW(act(), db::DiskFull);
    EXPECT_EQ(fs::file_size(file), kBytes) << "an act never touches it";
    record();
    EXPECT_EQ(fs::file_size(file), 0U);
    EXPECT_THROW(act(), db::DiskFull) << "there is space now, but not for acts";
    record();
    EXPECT_EQ(disk->writes, 2);
}

TEST_F(Reserve, comes_back_by_itself_with_the_first_act_after_a_second)
{
    disk->full = true;
    record();
    disk->full = false;
    EXPECT_THROW(act(), db::DiskFull);
    std::this_thread::sleep_for(std::chrono::milliseconds(1050));
    act();
    EXPECT_EQ(fs::file_size(file), kBytes);
    disk->full = true;
    record();
    EXPECT_EQ(fs::file_size(file), 0U) << "and serves again";
}

TEST_F(Reserve, is_for_a_full_disk_only)
{
    disk->broken = true;
    EXPECT_THROW(record(), StorageError);
    EXPECT_EQ(fs::file_size(file), kBytes);
}

TEST_F(Reserve, is_the_right_of_one_thread_as_long_as_it_says)
{
    EXPECT_FALSE(MayUseReserve::here());
    {
        const MayUseReserve outer;
        {
            const MayUseReserve inner;
        }
        EXPECT_TRUE(MayUseReserve::here());
        std::thread([] { EXPECT_FALSE(MayUseReserve::here()); }).join();
    }
    EXPECT_FALSE(MayUseReserve::here());
}

}  // namespace
}  // namespace junkai
