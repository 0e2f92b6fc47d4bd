// SPDX-License-Identifier: Apache-2.0
// Disks that fail instead of processes that die: at each step of a write an error, at each step a power
// failure that loses all that was not flushed, and mirrors that are full, read-only or gone.
#include "vault_kit.h"

#include <gmock/gmock.h>
#include <set>
#include <sys/mount.h>
#include <unistd.h>

namespace junkai::vault {
namespace {

namespace fs = std::filesystem;

constexpr int kMostSteps = 400;
constexpr auto kMonth = std::chrono::year(2026) / 11;

/// What was acknowledged so far. Whatever happens, this must hold.
struct Known {
    std::map<std::uint64_t, Bytes> cells;
    std::optional<crypto::KeyRef> month;
    std::uint64_t checkpoint = 0;
    Position position;

    void take(Vault& vault)
    {
        const crypto::KeyRef ref = vault.take_key();
        EXPECT_FALSE(cells.contains(ref.number)) << "handed out twice: " << ref.number;
        cells[ref.number] = seal_text(vault, ref, std::to_string(ref.number));
    }

    void note(Vault& vault)
    {
        // A note that failed may be there: the ledger goes on from what the vault says.
        const auto last = vault.last_checkpoint();
        const std::uint64_t next = std::max(checkpoint, last ? last->size : 0) + 1;
        vault.note_checkpoint({next, {}});
        checkpoint = next;
    }

    void expect_kept(const Vault& vault) const
    {
        for (const auto& [number, cell] : cells)
            EXPECT_EQ(unseal_text(vault, {number}, cell), std::to_string(number));
        if (month) {
            EXPECT_EQ(vault.find_month_key(MonthKind::VisitOutcome, kMonth), month);
        }
        if (checkpoint > 0) {
            ASSERT_TRUE(vault.last_checkpoint());
            EXPECT_GE(vault.last_checkpoint()->size, checkpoint);
        }
        EXPECT_GE(vault.position(), position);
    }
};

/// Everything that writes, each step on its own: one that fails does not end the day.
void live(Vault& vault, Known& known)
{
    const auto attempt = [&](auto what) {
        try {
            what();
        } catch (const StorageError&) {
            // Not acknowledged.
        }
        known.position = std::max(known.position, vault.position());
    };
    for (int i = 0; i < 9; ++i)  // blocks of 8: one border at least
        attempt([&] { known.take(vault); });
    attempt([&] { known.month = vault.month_key(MonthKind::VisitOutcome, kMonth); });
    attempt([&] { vault.make_spare(vault.status().spare_keys + 1); });
    attempt([&] { known.note(vault); });
    attempt([&] { known.take(vault); });
}

/// Fails the n-th step as the system call behind it would, once.
class Failing {
public:
    explicit Failing(int at) : left_(std::make_shared<int>(at)) {}

    Steps steps() const
    {
        return [left = left_](std::string_view step) {
            if (step.starts_with("after") || (*left)-- != 0) return;
            const std::string what = "a fault of the test: " + std::string(step);
            if (step.starts_with("flush directory")) throw UncertainWrite(what);
            throw StorageUnavailable(what);
        };
    }

    bool struck() const { return *left_ < 0; }

private:
    std::shared_ptr<int> left_;
};

class FaultTest : public VaultTest {
protected:
    void make_anew() const
    {
        fs::remove_all(main_directory());
        fs::remove_all(mirror_directory());
        (void)create();
    }
};

TEST_F(FaultTest, an_error_at_any_step_of_any_write_costs_at_most_that_write)
{
    int closed = 0;
    for (int at = 0; at < kMostSteps; ++at) {
        SCOPED_TRACE("step " + std::to_string(at));
        make_anew();
        Known known;
        const Failing failing(at);
        try {
            Options with = options(failing.steps());
            with.remembered = known.position;
            const auto vault = open(with);
            live(*vault, known);
            known.expect_kept(*vault);
            vault->tend();
            if (vault->writable()) {
                known.take(*vault);
            } else {
                // The one failure that nothing but a fresh look can heal, and doctor names it.
                EXPECT_EQ(vault->writable().error().code.view(), "vault.closed_for_writing");
                EXPECT_THAT(vault->status().problems,
                            testing::Contains(testing::HasSubstr("flush directory of main")));
                ++closed;
            }
        } catch (const StorageError&) {
            // It did not open: as if it had never been tried.
            EXPECT_TRUE(failing.struck());
        }
        Options with = options();
        with.remembered = known.position;
        const auto vault = open(with);
        EXPECT_TRUE(vault->writable());
        known.expect_kept(*vault);
        known.take(*vault);
        EXPECT_THAT(inspect(main_directory()).problems, testing::IsEmpty());
        EXPECT_EQ(inspect(main_directory()).position, inspect(mirror_directory()).position);
        if (!failing.struck()) {
            EXPECT_GT(at, 60);
            break;
        }
        if (HasFailure()) break;
    }
    EXPECT_GT(closed, 3);
}

TEST_F(FaultTest, a_mirror_whose_flush_failed_is_written_anew_before_it_counts_again)
{
    (void)create();
    int fail_at = -1;
    std::vector<std::string> seen;
    const Steps steps = [&](std::string_view step) {
        seen.emplace_back(step);
        if (step == "flush directory of mirror/mark" && fail_at-- == 0)
            throw UncertainWrite("a fault of the test");
    };
    const auto vault = open(options(steps));
    (void)vault->take_key();
    fail_at = 0;
    for (int i = 0; i < 9; ++i) {
        try {
            (void)vault->take_key();
        } catch (const StorageUnavailable&) {
            FAIL() << "the attempt itself writes the mirror anew";
        }
        if (fail_at < 0) break;
    }
    ASSERT_LT(fail_at, 0);
    for (const char* file : {"fence", "mark", "ring", "shelf-00000001-0001"})
        EXPECT_THAT(seen, testing::Contains("after mirror/" + std::string(file)));
    EXPECT_TRUE(vault->writable());
}

/// What a disk holds after the power failed: for each directory the files as they were when it was last
/// flushed.
class PowerCut {
public:
    PowerCut(fs::path root, fs::path durable, int at)
        : root_(std::move(root)), durable_(std::move(durable)), left_(at)
    {
        keep_all();
    }

    Steps steps()
    {
        return [this](std::string_view step) {
            if (--left_ < 0) throw std::string("the power failed");
            if (!step.starts_with("after ")) return;
            const fs::path file(step.substr(6));
            fs::copy_file(root_ / file, durable_ / file, fs::copy_options::overwrite_existing);
        };
    }

    bool happened() const { return left_ < 0; }

    /// The disk comes back with what it had.
    void restore() const
    {
        for (const char* copy : {"main", "mirror"}) {
            fs::remove_all(root_ / copy);
            fs::copy(durable_ / copy, root_ / copy);
            fs::permissions(root_ / copy, fs::perms::owner_all);
        }
    }

private:
    void keep_all() const
    {
        fs::remove_all(durable_);
        fs::create_directories(durable_);
        for (const char* copy : {"main", "mirror"})
            fs::copy(root_ / copy, durable_ / copy);
    }

    fs::path root_;
    fs::path durable_;
    int left_;
};

TEST_F(FaultTest, a_power_failure_at_any_step_loses_only_what_was_not_acknowledged)
{
    for (int at = 0; at < kMostSteps; ++at) {
        SCOPED_TRACE("step " + std::to_string(at));
        make_anew();
        Known known;
        PowerCut cut(folder_.path(), folder_.path() / "durable", at);
        try {
            Options with = options(cut.steps());
            with.remembered = known.position;
            const auto vault = open(with);
            live(*vault, known);
        } catch (const std::string&) {
            EXPECT_TRUE(cut.happened());
        }
        const bool happened = cut.happened();
        cut.restore();
        Options with = options();
        with.remembered = known.position;
        const auto vault = open(with);
        EXPECT_TRUE(vault->writable());
        known.expect_kept(*vault);
        known.take(*vault);
        EXPECT_THAT(inspect(main_directory()).problems, testing::IsEmpty());
        if (!happened) {
            EXPECT_GT(at, 60);
            break;
        }
        if (HasFailure()) break;
    }
}

/// A disk of its own under the mirror, which only root can make.
class Disk {
public:
    explicit Disk(std::string at) : at_(std::move(at)) { fs::create_directories(at_); }

    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    ~Disk()
    {
        while (umount2(at_.c_str(), MNT_DETACH) == 0) {
        }
    }

    bool mount() const { return ::mount("tmpfs", at_.c_str(), "tmpfs", 0, "size=1m,mode=700") == 0; }

    /// Over what is open already, as when a kernel gives up on a disk.
    bool make_read_only() const
    {
        const char* at = at_.c_str();
        return ::mount(at, at, nullptr, MS_BIND, nullptr) == 0 &&
               ::mount(nullptr, at, nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }

    bool make_writable() const { return umount2(at_.c_str(), MNT_DETACH) == 0; }

    void fill() const
    {
        std::ofstream out(at_ + "/filler", std::ios::binary);
        const std::string piece(4096, 'x');
        while (out.write(piece.data(), static_cast<std::streamsize>(piece.size())).flush()) {
        }
    }

    void make_room() const { fs::remove(at_ + "/filler"); }

private:
    std::string at_;
};

TEST_F(FaultTest, a_mirror_on_a_full_or_read_only_disk_stops_new_keys_only_and_heals_by_itself)
{
    const Disk disk(mirror_directory().string());
    if (geteuid() != 0 || !disk.mount()) GTEST_SKIP() << "only root can make a disk";
    const auto vault = create();
    Known known;
    known.take(*vault);

    struct Trouble {
        const char* what;
        std::function<bool()> begin;
        std::function<bool()> end;
    };

    const Trouble troubles[] = {
        {"read-only", [&] { return disk.make_read_only(); }, [&] { return disk.make_writable(); }},
        {"full",
         [&] {
             disk.fill();
             return true;
         },                                                  [&] {
             disk.make_room();
             return true;
         }                                                                            },
    };
    for (const Trouble& trouble : troubles) {
        SCOPED_TRACE(trouble.what);
        ASSERT_TRUE(trouble.begin());
        EXPECT_THROW(vault->make_spare(vault->status().spare_keys + 3000), StorageUnavailable);
        EXPECT_THROW(known.take(*vault), StorageUnavailable);
        ASSERT_FALSE(vault->writable());
        EXPECT_EQ(vault->writable().error().code.view(), "vault.mirror_behind");
        known.note(*vault);  // the ledger of reads goes on
        known.expect_kept(*vault);
        EXPECT_NE(vault->status().mirrors.at(0).why_not, "");
        vault->tend();
        EXPECT_FALSE(vault->writable());
        ASSERT_TRUE(trouble.end());
        vault->tend();
        EXPECT_TRUE(vault->writable());
        known.take(*vault);
        EXPECT_EQ(inspect(main_directory()).position, inspect(mirror_directory()).position);
    }
}

TEST_F(FaultTest, a_mirror_that_is_unmounted_leaves_an_empty_folder_that_is_not_taken_for_it)
{
    const Disk disk(mirror_directory().string());
    if (geteuid() != 0 || !disk.mount()) GTEST_SKIP() << "only root can make a disk";
    Known known;
    auto vault = create();
    known.take(*vault);
    ASSERT_EQ(umount2(mirror_directory().c_str(), MNT_DETACH), 0);
    EXPECT_THROW(vault->make_spare(5000), StorageUnavailable);
    EXPECT_FALSE(vault->writable());
    EXPECT_TRUE(fs::is_empty(mirror_directory()) || !fs::exists(mirror_directory() / "ring"));
    known.expect_kept(*vault);
    // The old disk is lost; a new and empty one is made a mirror by hand only.
    ASSERT_TRUE(disk.mount());
    vault->tend();
    EXPECT_FALSE(vault->writable());
    vault->rebuild_mirror(0);
    EXPECT_TRUE(vault->writable());
    known.take(*vault);
    vault.reset();
    vault = open();
    EXPECT_TRUE(vault->writable()) << "the new mirror opens under a master of its own";
    EXPECT_EQ(inspect(main_directory()).position, inspect(mirror_directory()).position);
}

}  // namespace
}  // namespace junkai::vault
