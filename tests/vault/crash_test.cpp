// SPDX-License-Identifier: Apache-2.0
#include "vault_kit.h"

#include <gmock/gmock.h>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

namespace junkai::vault {
namespace {

namespace fs = std::filesystem;

/// Dies at the n-th step, and at every later one: what is dead does not write again.
class Dying {
public:
    explicit Dying(int at) : left_(std::make_shared<int>(at)) {}

    Steps steps() const
    {
        return [left = left_](std::string_view step) {
            if (--*left < 0) throw Crash{std::string(step)};
        };
    }

    bool dead() const { return *left_ < 0; }

private:
    std::shared_ptr<int> left_;
};

using CrashTest = VaultTest;

TEST_F(CrashTest, a_file_is_the_old_one_or_the_new_one_at_every_step)
{
    for (int at = 0;; ++at) {
        const fs::path path = folder_.path() / std::to_string(at);
        Directory(path, {}).make();
        Directory(path, {}).replace("file", bytes_of("the old content"));
        const Dying dying(at);
        try {
            Directory(path, dying.steps()).replace("file", bytes_of("the new content, longer"));
        } catch (const Crash&) {
        }
        const std::string found(text_of(Directory(path, {}).find("file").value()));
        EXPECT_THAT(found, testing::AnyOf("the old content", "the new content, longer")) << at;
        if (!dying.dead()) {
            EXPECT_EQ(found, "the new content, longer");
            EXPECT_EQ(at, 6) << "create, finish, flush, rename, flush directory, after";
            break;
        }
    }
}

TEST_F(CrashTest, creating_a_vault_leaves_none_or_one_that_only_waits_for_its_mirror)
{
    for (int at = 0;; ++at) {
        const Dying dying(at);
        try {
            (void)create(dying.steps());
        } catch (const Crash&) {
        }
        if (!dying.dead()) break;
        const auto problem = problem_of([&] {
            const auto vault = open();
            if (!inspect(mirror_directory()).there) {
                EXPECT_FALSE(vault->writable()) << at;
                vault->rebuild_mirror(0);
            }
            (void)vault->take_key();
        });
        if (problem) {
            EXPECT_EQ(*problem, Problem::Missing) << at;
            EXPECT_NO_THROW((void)create()) << at;
            EXPECT_NO_THROW((void)open()) << at;
        }
        fs::remove_all(main_directory());
        fs::remove_all(mirror_directory());
    }
}

/// A life of a vault, told through what was acknowledged before it died.
struct Acknowledged {
    std::set<std::uint64_t> keys;
    std::map<std::uint64_t, Bytes> cells;
    std::optional<crypto::KeyRef> month;
    std::optional<NotedCheckpoint> checkpoint;
    Position position;
};

void live(Vault& vault, Acknowledged& known)
{
    const auto remember = [&] { known.position = vault.position(); };
    remember();
    for (int i = 0; i < 12; ++i) {  // blocks of 8: one border at least
        const crypto::KeyRef ref = vault.take_key();
        EXPECT_TRUE(known.keys.insert(ref.number).second) << "handed out twice: " << ref.number;
        known.cells[ref.number] = seal_text(vault, ref, std::to_string(ref.number));
        remember();
    }
    known.month = vault.month_key(MonthKind::VisitOutcome, std::chrono::year(2026) / 11);
    remember();
    vault.make_spare(vault.status().spare_keys + 1);
    remember();
    NotedCheckpoint next = known.checkpoint.value_or(NotedCheckpoint{});
    next.size++;
    vault.note_checkpoint(next);
    known.checkpoint = next;
}

void expect_kept(const Vault& vault, const Acknowledged& known, int at)
{
    for (const auto& [number, cell] : known.cells)
        EXPECT_EQ(unseal_text(vault, {number}, cell), std::to_string(number)) << at;
    if (known.month) {
        EXPECT_EQ(vault.find_month_key(MonthKind::VisitOutcome, std::chrono::year(2026) / 11), known.month)
            << at;
    }
    if (known.checkpoint) {
        ASSERT_TRUE(vault.last_checkpoint()) << at;
        EXPECT_GE(vault.last_checkpoint()->size, known.checkpoint->size) << at;
    }
    EXPECT_GE(vault.position(), known.position) << at;
}

TEST_F(CrashTest, after_a_crash_at_any_step_everything_acknowledged_is_there_and_no_key_comes_twice)
{
    Acknowledged known;
    (void)create();
    for (int at = 0;; ++at) {
        const Dying dying(at);
        try {
            Options with = options(dying.steps());
            with.remembered = known.position;
            const auto vault = open(with);
            live(*vault, known);
        } catch (const Crash&) {
        }
        Options with = options();
        with.remembered = known.position;
        const auto vault = open(with);
        EXPECT_TRUE(vault->writable()) << at;
        expect_kept(*vault, known, at);
        // What was noted and not acknowledged may be there: the ledger goes on from it.
        if (vault->last_checkpoint()) known.checkpoint = vault->last_checkpoint();
        if (!dying.dead()) {
            EXPECT_GT(at, 60);
            break;
        }
    }
    EXPECT_THAT(inspect(main_directory()).problems, testing::IsEmpty());
    EXPECT_THAT(inspect(mirror_directory()).problems, testing::IsEmpty());
    EXPECT_EQ(inspect(main_directory()).position, inspect(mirror_directory()).position);
}

TEST_F(CrashTest,
       the_main_disk_is_lost_after_a_crash_at_any_step_and_the_mirror_has_all_that_was_acknowledged)
{
    for (int at = 0;; at += 3) {
        Acknowledged known;
        (void)create();
        const Dying dying(at);
        try {
            const auto vault = open(options(dying.steps()));
            live(*vault, known);
        } catch (const Crash&) {
        }
        fs::remove_all(main_directory());
        std::vector<Place> fresh;
        fresh.push_back(place(main_directory()));
        Options with = options();
        with.remembered = known.position;
        const auto vault = Vault::open(kStation, place(mirror_directory()), std::move(fresh), with);
        expect_kept(*vault, known, at);
        vault->rebuild_mirror(0);
        EXPECT_FALSE(known.keys.contains(vault->take_key().number)) << at;
        fs::remove_all(main_directory());
        fs::remove_all(mirror_directory());
        if (!dying.dead()) break;
    }
}

TEST_F(CrashTest, a_process_killed_while_taking_keys_wastes_some_and_repeats_none)
{
    (void)create();
    std::set<std::uint64_t> seen;
    for (int round = 0; round < 8; ++round) {
        int channel[2];
        ASSERT_EQ(pipe(channel), 0);
        const pid_t child = fork();
        if (child == 0) {
            close(channel[0]);
            try {
                const auto vault = open();
                for (;;) {
                    const std::uint64_t number = vault->take_key().number;
                    if (write(channel[1], &number, sizeof number) != sizeof number) _exit(1);
                }
            } catch (...) {
                _exit(2);
            }
        }
        close(channel[1]);
        std::uint64_t number = 0;
        for (int i = 0; i < 20 + round && read(channel[0], &number, sizeof number) == sizeof number; ++i)
            EXPECT_TRUE(seen.insert(number).second) << number;
        kill(child, SIGKILL);
        int how = 0;
        waitpid(child, &how, 0);
        EXPECT_TRUE(WIFSIGNALED(how)) << "it should have been killed, not have failed";
        while (read(channel[0], &number, sizeof number) == sizeof number)
            EXPECT_TRUE(seen.insert(number).second) << number;
        close(channel[0]);
    }
    EXPECT_GT(seen.size(), 150U);
}

}  // namespace
}  // namespace junkai::vault
