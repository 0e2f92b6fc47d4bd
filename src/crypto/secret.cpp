// SPDX-License-Identifier: Apache-2.0
#include "crypto/secret.h"

#include "base/errors.h"

#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace junkai::crypto {
namespace {

std::atomic<std::size_t> locked_bytes = 0;
std::atomic<std::size_t> unlocked_bytes = 0;

std::size_t page_size()
{
    static const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    return size;
}

std::size_t rounded(std::size_t size, std::size_t unit)
{
    return (size + unit - 1) / unit * unit;
}

std::string limit_message()
{
    rlimit limit{};
    getrlimit(RLIMIT_MEMLOCK, &limit);
    return "no more memory can be locked for keys: RLIMIT_MEMLOCK is " + std::to_string(limit.rlim_cur) +
           " bytes, raise it (systemd: LimitMEMLOCK=)";
}

/// Whole pages; says through `locked` whether they are locked.
std::byte* map_pages(std::size_t size, Lock lock, bool& locked)
{
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw CryptoError("no memory for keys");
    // The system call itself: the sanitizers replace mlock() by one that does nothing.
    locked = syscall(SYS_mlock, memory, size) == 0;
    if (!locked && lock == Lock::Required) {
        munmap(memory, size);
        throw CryptoError(limit_message());
    }
    // A core dump or a forked child must not take keys along. Old kernels lack the advice; locking still
    // holds.
    madvise(memory, size, MADV_DONTDUMP);
    madvise(memory, size, MADV_WIPEONFORK);
    (locked ? locked_bytes : unlocked_bytes) += size;
    return static_cast<std::byte*>(memory);
}

/// Small secrets share pages: a page for each key would use up the limit at once. Chunks are kept for reuse.
class Arena {
public:
    std::byte* take(std::size_t size)
    {
        const std::size_t slot = rounded(size, kUnit);
        const std::lock_guard guard(mutex_);
        auto& free_list = free_[slot];
        if (!free_list.empty()) {
            std::byte* memory = free_list.back();
            free_list.pop_back();
            return memory;
        }
        if (left_ < slot) {
            bool locked = false;
            next_ = map_pages(kChunk, Lock::Required, locked);
            left_ = kChunk;
        }
        // Room for its return now, so that giving it back cannot fail.
        free_list.reserve(++made_[slot]);
        std::byte* memory = next_;
        next_ += slot;
        left_ -= slot;
        return memory;
    }

    void give_back(std::byte* memory, std::size_t size) noexcept
    {
        const std::lock_guard guard(mutex_);
        free_[rounded(size, kUnit)].push_back(memory);
    }

    static constexpr std::size_t kLargest = 2048;

private:
    static constexpr std::size_t kUnit = 32;
    static constexpr std::size_t kChunk = 16384;
    std::mutex mutex_;
    std::byte* next_ = nullptr;
    std::size_t left_ = 0;
    std::map<std::size_t, std::vector<std::byte*>> free_;
    std::map<std::size_t, std::size_t> made_;
};

/// Never destroyed: secrets of other statics may be released after main().
Arena& arena()
{
    static auto* const instance = new Arena;
    return *instance;
}

// A piece with its own pages carries a header that says whether they are locked.
struct PageHeader {
    std::size_t mapped;
    bool locked;
};

constexpr std::size_t kHeader = 32;
static_assert(sizeof(PageHeader) <= kHeader);

void release_pages(std::byte* memory) noexcept
{
    std::byte* const start = memory - kHeader;
    PageHeader header{};
    std::memcpy(&header, start, sizeof header);
    (header.locked ? locked_bytes : unlocked_bytes) -= header.mapped;
    munmap(start, header.mapped);
}

std::byte* take_pages(std::size_t size, Lock lock)
{
    PageHeader header{rounded(size + kHeader, page_size()), false};
    std::byte* const start = map_pages(header.mapped, lock, header.locked);
    std::memcpy(start, &header, sizeof header);
    return start + kHeader;
}

}  // namespace

SecretBuffer::SecretBuffer(std::size_t size, Lock lock)
    // Preferred memory never goes to the arena, whose chunks are all locked.
    : own_pages_(size > Arena::kLargest || lock == Lock::Preferred)
{
    if (size != 0) memory_ = {own_pages_ ? take_pages(size, lock) : arena().take(size), size};
}

SecretBuffer& SecretBuffer::operator=(SecretBuffer&& other) noexcept
{
    std::swap(memory_, other.memory_);
    std::swap(own_pages_, other.own_pages_);
    return *this;
}

SecretBuffer::~SecretBuffer()
{
    if (memory_.empty()) return;
    wipe(memory_);
    if (own_pages_)
        release_pages(memory_.data());
    else
        arena().give_back(memory_.data(), memory_.size());
}

SecretMemory secret_memory()
{
    return {locked_bytes, unlocked_bytes};
}

}  // namespace junkai::crypto
