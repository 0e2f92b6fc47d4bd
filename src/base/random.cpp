// SPDX-License-Identifier: Apache-2.0
#include "base/random.h"

#include "base/errors.h"
#include "base/invariant.h"

#include <bit>
#include <cerrno>
#include <cstring>
#include <sys/random.h>

namespace junkai {

void SystemRandom::fill(std::span<std::byte> out)
{
    while (!out.empty()) {
        const ssize_t got = getrandom(out.data(), out.size(), 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            throw CryptoError("the kernel gave no random bytes");
        }
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

SeededRandom::SeededRandom(std::uint64_t seed)
{
    // splitmix64 spreads the seed over the state, as the authors of xoshiro advise.
    for (std::uint64_t& word : state_) {
        seed += 0x9e3779b97f4a7c15;
        std::uint64_t mixed = seed;
        mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
        word = mixed ^ mixed >> 31;
    }
}

std::uint64_t SeededRandom::next()
{
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint64_t SeededRandom::below(std::uint64_t bound)
{
    invariant(bound > 0, "a random number below zero was asked for");
    const std::uint64_t unfair = (0 - bound) % bound;
    for (;;) {
        const std::uint64_t value = next();
        if (value >= unfair) return value % bound;
    }
}

void SeededRandom::fill(std::span<std::byte> out)
{
    while (!out.empty()) {
        const std::uint64_t word = next();
        const std::size_t count = out.size() < sizeof word ? out.size() : sizeof word;
        std::memcpy(out.data(), &word, count);
        out = out.subspan(count);
    }
}

}  // namespace junkai
