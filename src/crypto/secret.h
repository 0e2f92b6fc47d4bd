// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <algorithm>
#include <span>
#include <utility>

namespace junkai::crypto {

/// Whether memory that cannot be locked (RLIMIT_MEMLOCK) is an error or only counted. Keys require it; opened
/// search pages prefer it, and the server says so.
enum class Lock { Required, Preferred };

/// Memory for secrets: locked against swapping, left out of core dumps, empty in a forked child, wiped when
/// released. Moves, never copies. Throws CryptoError when Lock::Required and the limit is reached.
class SecretBuffer {
public:
    SecretBuffer() = default;
    explicit SecretBuffer(std::size_t size, Lock lock = Lock::Required);

    SecretBuffer(SecretBuffer&& other) noexcept
        : memory_(std::exchange(other.memory_, {})), own_pages_(other.own_pages_)
    {
    }

    SecretBuffer& operator=(SecretBuffer&& other) noexcept;
    SecretBuffer(const SecretBuffer&) = delete;
    SecretBuffer& operator=(const SecretBuffer&) = delete;
    ~SecretBuffer();

    std::span<std::byte> span() { return memory_; }

    BytesView view() const { return memory_; }

    std::size_t size() const { return memory_.size(); }

private:
    std::span<std::byte> memory_;
    bool own_pages_ = false;
};

/// A secret of a fixed size, zero at first.
template <std::size_t N>
class SecretBytes {
public:
    SecretBytes() : memory_(N) {}

    /// Takes a copy; the source is the caller's to wipe.
    explicit SecretBytes(std::span<const std::byte, N> bytes) : memory_(N)
    {
        std::copy(bytes.begin(), bytes.end(), memory_.span().begin());
    }

    std::span<std::byte, N> span() { return memory_.span().template first<N>(); }

    std::span<const std::byte, N> view() const { return memory_.view().template first<N>(); }

    /// Copies are rare enough to be written out.
    SecretBytes copy() const { return SecretBytes(view()); }

private:
    SecretBuffer memory_;
};

/// What the process holds in secret memory, for `doctor` and the start-up message.
struct SecretMemory {
    std::size_t locked_bytes = 0;
    std::size_t unlocked_bytes = 0;  ///< preferred, but the limit was reached: could be swapped out
};

SecretMemory secret_memory();

}  // namespace junkai::crypto
