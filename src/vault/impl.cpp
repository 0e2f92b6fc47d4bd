// SPDX-License-Identifier: Apache-2.0
#include "vault/impl.h"

#include "base/invariant.h"
#include "base/random.h"

#include <algorithm>
#include <future>

namespace junkai::vault {

Vault::Impl::Impl(const Uuid& station, Place main, std::vector<Place> mirrors, Options options)
    : station_(station), options_(std::move(options)), main_(std::move(main), station, options_.steps)
{
    // A vault has no backup, so one disk is never enough.
    invariant(!mirrors.empty(), "a vault needs a mirror");
    acknowledged_ = options_.remembered;
    invariant(options_.block > 0 && options_.spare_shelves > 0, "a vault without spare keys");
    for (Place& place : mirrors)
        mirrors_.push_back(std::make_unique<Mirror>(std::move(place), station, options_.steps));
}

void Vault::Impl::create()
{
    const std::lock_guard guard(write_);
    const auto refuse_existing = [](const Copy& copy) {
        if (copy.has_vault())
            throw VaultError(Problem::AlreadyThere,
                             "there is a vault already in " + copy.directory().path().string());
    };
    refuse_existing(main_);
    for (const auto& mirror : mirrors_)
        refuse_existing(mirror->copy);

    Ring ring;
    ring.epoch = 1;
    SystemRandom random;
    random.fill(ring.file_key.span());
    random.fill(ring.signing_seed.span());
    std::vector<Bytes> files;
    for (std::uint32_t number = 1; number <= options_.spare_shelves; ++number) {
        ShelfEntry shelf{number, 1, {}};
        random.fill(shelf.key.span());
        files.push_back(make_shelf(station_, shelf));
        ring.shelves.push_back(std::move(shelf));
    }
    fence_ = 1;
    // Main first, and in each the ring last: a directory without a ring holds no vault, and a crash leaves
    // either nothing or a main directory that only waits for its mirrors.
    const auto write = [&](Copy& copy) {
        copy.make();
        copy.lock();
        copy.write_fence(fence_);
        for (std::size_t i = 0; i < files.size(); ++i)
            copy.write_shelf(ring.shelves[i], files[i]);
        copy.write_mark(ring, kShelfKeys);
        copy.write_ring(ring);
    };
    write(main_);
    for (const auto& mirror : mirrors_) {
        write(mirror->copy);
        mirror->in_step = true;
        mirror->why_not.clear();
    }
    handed_out_ = kShelfKeys;
    start_from(std::move(ring));
}

void Vault::Impl::open()
{
    const std::lock_guard guard(write_);
    if (!main_.has_vault())
        throw VaultError(Problem::Missing, "there is no vault in " + main_.directory().path().string());
    main_.lock();
    // A passphrase takes a tenth of a second to become a key: all copies at once.
    std::vector<std::future<Ring>> rings;
    for (const auto& mirror : mirrors_)
        rings.push_back(std::async(std::launch::async, [&copy = mirror->copy] {
            if (!copy.has_vault())
                throw VaultError(Problem::Missing, copy.directory().path().string() + " holds no vault");
            copy.lock();
            return copy.read_ring();
        }));
    Ring ring = main_.read_ring();
    handed_out_ = main_.read_mark(ring);
    checkpoint_ = main_.read_checkpoint(ring);
    const Position& remembered = options_.remembered;
    if (ring.epoch < remembered.epoch || handed_out_ < remembered.handed_out)
        throw VaultError(Problem::TooOld,
                         "the vault in " + main_.directory().path().string() + " is an old copy: epoch " +
                             std::to_string(ring.epoch) + " and mark " + std::to_string(handed_out_) +
                             ", the database remembers " + std::to_string(remembered.epoch) + " and " +
                             std::to_string(remembered.handed_out));
    std::vector<std::optional<Ring>> theirs;
    fence_ = main_.read_fence();
    for (std::size_t i = 0; i < mirrors_.size(); ++i) {
        Mirror& mirror = *mirrors_[i];
        theirs.emplace_back();
        try {
            theirs.back() = rings[i].get();
            fence_ = std::max(fence_, mirror.copy.read_fence());
        } catch (const VaultError& error) {
            // A mirror that is gone or torn costs writing; a wrong passphrase, station or a second process is
            // an error of who starts the server, who should hear of it now.
            if (error.problem() != Problem::Missing && error.problem() != Problem::Damaged) throw;
            fell_behind(mirror, error);
            theirs.back().reset();
        } catch (const StorageError& error) {
            fell_behind(mirror, error);
            theirs.back().reset();
        }
    }
    ++fence_;
    main_.write_fence(fence_);
    start_from(std::move(ring));
    main_.clean(ring_);
    for (std::size_t i = 0; i < mirrors_.size(); ++i) {
        if (!theirs[i]) continue;
        try {
            catch_up(*mirrors_[i], *theirs[i]);
        } catch (const VaultError& error) {
            if (error.problem() == Problem::TooOld) throw;
            fell_behind(*mirrors_[i], error);
        } catch (const StorageError& error) {
            fell_behind(*mirrors_[i], error);
        }
    }
    update_writable();
}

void Vault::Impl::start_from(Ring ring)
{
    signing_ =
        std::make_unique<const crypto::SigningKey>(crypto::SigningKey::from_seed(ring.signing_seed.copy()));
    for (const MonthEntry& month : ring.months)
        months_[{month.kind, month.month}] = month;
    adopt_ring(std::move(ring));
    next_ = limit_ = handed_out_;
    update_writable();
}

void Vault::Impl::adopt_ring(Ring next)
{
    ring_ = std::move(next);
    for (std::size_t i = shelves_.count(); i < ring_.shelves.size(); ++i)
        shelves_.add(ring_.shelves[i].copy());
}

void Vault::Impl::durable(Write write, FunctionRef<void()> adopt)
{
    try {
        main_.check_fence(fence_);
        write(main_);
        main_failure_.clear();
    } catch (const UncertainWrite& error) {
        // After a flush that failed nobody knows what the disk holds. Reading goes on; writing needs a fresh
        // look.
        broken_ = error.what();
        update_writable();
        throw StorageUnavailable(broken_);
    } catch (const VaultError& error) {
        // Another writer: whatever this one believes is out of date.
        if (error.problem() == Problem::Fenced) broken_ = error.what();
        main_failure_ = error.what();
        update_writable();
        throw;
    } catch (const std::runtime_error& error) {
        main_failure_ = error.what();
        update_writable();
        throw;
    }
    adopt();
    for (const auto& mirror : mirrors_) {
        if (!mirror->in_step) continue;
        try {
            mirror->copy.check_fence(fence_);
            write(mirror->copy);
        } catch (const std::runtime_error& error) {
            fell_behind(*mirror, error);
        }
    }
    update_writable();
}

void Vault::Impl::bring_in_step()
{
    if (!broken_.empty()) throw StorageUnavailable(broken_);
    // After a failure of the main directory: does it write again?
    if (!main_failure_.empty()) durable([&](Copy& copy) { copy.write_mark(ring_, handed_out_); }, [] {});
    const auto now = std::chrono::steady_clock::now();
    for (const auto& mirror : mirrors_) {
        if (mirror->in_step || now - mirror->tried < options_.mirror_retry) continue;
        try {
            if (!mirror->copy.has_vault())
                throw VaultError(Problem::Missing,
                                 mirror->copy.directory().path().string() + " holds no vault");
            mirror->copy.lock();
            catch_up(*mirror, mirror->copy.read_ring());
        } catch (const std::runtime_error& error) {
            fell_behind(*mirror, error);
        }
    }
    update_writable();
    for (const auto& mirror : mirrors_)
        if (!mirror->in_step) throw StorageUnavailable("the key mirror is behind: " + mirror->why_not);
}

void Vault::Impl::catch_up(Mirror& mirror, const Ring& theirs)
{
    Copy& copy = mirror.copy;
    const auto ahead = [&](const char* what) {
        throw VaultError(Problem::TooOld,
                         main_.directory().path().string() + " is older than its mirror " +
                             copy.directory().path().string() + ": " + what);
    };
    if (theirs.epoch > ring_.epoch) ahead("the ring");
    if (theirs.epoch == ring_.epoch &&
        !crypto::same_bytes(encode_ring(theirs).view(), encode_ring(ring_).view()))
        ahead("two rings of one epoch differ");
    const std::uint64_t their_fence = copy.read_fence();
    if (their_fence > fence_)
        throw VaultError(Problem::Fenced, "another writer has opened " + copy.directory().path().string());
    // After a flush that failed the mirror reads back what its disk may not hold: everything is written anew.
    const bool anew = mirror.uncertain;
    if (anew || their_fence < fence_) copy.write_fence(fence_);
    copy_missing_shelves(copy, anew ? nullptr : &theirs);
    const std::uint64_t their_mark = copy.read_mark(ring_);
    if (their_mark > handed_out_) ahead("the mark of the keys handed out");
    if (anew || their_mark < handed_out_) copy.write_mark(ring_, handed_out_);
    const auto noted = copy.read_checkpoint(ring_);
    if (noted && (!checkpoint_ || noted->size > checkpoint_->size)) ahead("the ledger's checkpoint");
    if (checkpoint_ && (anew || noted != checkpoint_)) copy.write_checkpoint(ring_, *checkpoint_);
    // The ring last: until then the old one names only files that are still there.
    if (anew || theirs.epoch < ring_.epoch) copy.write_ring(ring_);
    copy.clean(ring_);
    mirror.uncertain = false;
    mirror.in_step = true;
    mirror.why_not.clear();
}

void Vault::Impl::copy_missing_shelves(Copy& to, const Ring* theirs)
{
    for (std::size_t i = 0; i < ring_.shelves.size(); ++i) {
        const ShelfEntry& shelf = ring_.shelves[i];
        const bool known = theirs != nullptr && i < theirs->shelves.size() &&
                           theirs->shelves[i].generation == shelf.generation &&
                           crypto::same_bytes(theirs->shelves[i].key.view(), shelf.key.view());
        if (known && to.has_shelf(shelf)) continue;
        // Opened and counted before it is copied: a torn shelf must not spread.
        const Bytes bytes = main_.read_shelf(shelf);
        const OpenShelf checked(bytes, station_, shelf, main_.shelf_path(shelf));
        to.write_shelf(shelf, bytes);
    }
}

void Vault::Impl::fell_behind(Mirror& mirror, const std::exception& why)
{
    mirror.in_step = false;
    mirror.uncertain |= dynamic_cast<const UncertainWrite*>(&why) != nullptr;
    mirror.why_not = why.what();
    mirror.tried = std::chrono::steady_clock::now();
    update_writable();
}

void Vault::Impl::update_writable()
{
    mirrors_in_step_ =
        std::all_of(mirrors_.begin(), mirrors_.end(), [](const auto& m) { return m->in_step; });
    closed_ = !broken_.empty() || !main_failure_.empty();
    if (!mirrors_in_step_) return;
    const std::lock_guard guard(position_guard_);
    acknowledged_ = {ring_.epoch, handed_out_};
}

Result<void> Vault::Impl::writable() const
{
    if (closed_) return Refusal{"vault.closed_for_writing", ""};
    if (!mirrors_in_step_) return Refusal{"vault.mirror_behind", ""};
    return {};
}

void Vault::Impl::tend()
{
    const std::lock_guard guard(write_);
    try {
        bring_in_step();
        const std::uint64_t spare = end_of_shelves() - handed_out_;
        if (spare < std::uint64_t{options_.spare_shelves} * kShelfKeys / 2) fill(options_.spare_shelves);
    } catch (const StorageError&) {
        // Kept for status(): a job has nobody to tell.
    }
}

void Vault::Impl::note_checkpoint(const NotedCheckpoint& checkpoint)
{
    const std::lock_guard guard(write_);
    if (!broken_.empty()) throw StorageUnavailable(broken_);
    if (checkpoint_ && checkpoint.size < checkpoint_->size)
        throw CryptoError("the ledger is shorter than its last noted checkpoint");
    if (checkpoint_ && checkpoint.size == checkpoint_->size) {
        if (checkpoint == *checkpoint_) return;
        throw CryptoError("the ledger has another root than its last noted checkpoint of the same size");
    }
    try {
        bring_in_step();
    } catch (const StorageUnavailable&) {
        // The ledger of reads goes on while a mirror is away: it catches up with the last checkpoint.
    }
    durable([&](Copy& copy) { copy.write_checkpoint(ring_, checkpoint); }, [&] { checkpoint_ = checkpoint; });
}

void Vault::Impl::rebuild_mirror(std::size_t index)
{
    const std::lock_guard guard(write_);
    invariant(index < mirrors_.size(), "no such mirror");
    Mirror& mirror = *mirrors_[index];
    if (mirror.copy.has_vault())
        throw VaultError(Problem::AlreadyThere,
                         "there is a vault already in " + mirror.copy.directory().path().string());
    mirror.copy.make();
    mirror.copy.lock();
    mirror.copy.forget_master();
    mirror.copy.write_fence(fence_);
    copy_missing_shelves(mirror.copy, nullptr);
    mirror.copy.write_mark(ring_, handed_out_);
    if (checkpoint_) mirror.copy.write_checkpoint(ring_, *checkpoint_);
    mirror.copy.write_ring(ring_);
    mirror.uncertain = false;
    mirror.in_step = true;
    mirror.why_not.clear();
    update_writable();
}

Status Vault::Impl::status() const
{
    const std::lock_guard guard(write_);
    Status out;
    out.directory = main_.directory().path().string();
    out.keys = main_.keys().describe();
    out.grade = main_.keys().grade();
    out.position = position();
    out.fence = fence_;
    out.spare_keys = end_of_shelves() - handed_out_;
    out.shelves = shelves_.count();
    out.open_shelves = open_shelves_;
    out.writable = writable().has_value();
    for (const auto& mirror : mirrors_) {
        out.mirrors.push_back({mirror->copy.directory().path().string(),
                               mirror->copy.keys().describe(),
                               mirror->in_step,
                               mirror->why_not});
        // A chain is as good as its weakest link: one mirror on a medium and the whole is medium.
        if (mirror->copy.keys().grade() == Grade::Medium) out.grade = Grade::Medium;
    }
    const std::lock_guard problems_guard(problems_guard_);
    out.problems.assign(problems_.begin(), problems_.end());
    for (const std::string& problem : {broken_, main_failure_})
        if (!problem.empty()) out.problems.push_back(problem);
    return out;
}

}  // namespace junkai::vault
