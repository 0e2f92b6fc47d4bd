// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace junkai {

/// Random bytes. Two implementations: the kernel's, and the seeded one of the demo and the tests.
class RandomSource {
public:
    virtual ~RandomSource() = default;
    virtual void fill(std::span<std::byte> out) = 0;
};

/// getrandom(2); safe to use from many threads.
class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::byte> out) override;
};

/// xoshiro256** from a seed: same seed, same bytes, on every machine. Not for keys. Not thread-safe.
class SeededRandom final : public RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed);
    void fill(std::span<std::byte> out) override;
    std::uint64_t next();

    /// Uniform in [0, bound), without the bias of a plain remainder; bound > 0.
    std::uint64_t below(std::uint64_t bound);

private:
    std::uint64_t state_[4];
};

}  // namespace junkai
