// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace junkai::http {

using SteadyTime = std::chrono::steady_clock::time_point;

/// What a connection is about at this moment; each has a deadline of its own.
enum class Phase { Handshake, Idle, Header, Body, Running, Write, Linger };

/// How long the present phase of one connection may last. A request only writes numbers here; the tick of the
/// I/O thread compares them, so that no timer is armed and disarmed several times a request.
class Deadline {
public:
    Phase phase() const { return phase_; }

    void enter(Phase phase, std::chrono::milliseconds limit)
    {
        phase_ = phase;
        first_ = std::chrono::steady_clock::now() + limit;
        at_ = first_;
    }

    /// While a handler runs: what it waits for has limits of its own.
    void enter_without_limit(Phase phase)
    {
        phase_ = phase;
        at_ = SteadyTime::max();
    }

    /// So many bytes have moved since the phase began: it may go on for as long as they take at the lowest
    /// rate that is allowed.
    void moved(std::size_t bytes, std::size_t rate)
    {
        at_ = first_ + std::chrono::milliseconds(bytes * 1000 / std::max<std::size_t>(rate, 1));
    }

    /// True once: when the phase has lasted too long, and not again until forgive().
    bool expires(SteadyTime now)
    {
        if (now < at_ || expired_) return false;
        expired_ = true;
        return true;
    }

    void expire_now() { expired_ = true; }

    bool expired() const { return expired_; }

    /// Whoever is told that he was too slow gets time to read it.
    void forgive() { expired_ = false; }

private:
    Phase phase_ = Phase::Idle;
    SteadyTime first_ = SteadyTime::max();
    SteadyTime at_ = SteadyTime::max();
    bool expired_ = false;
};

}  // namespace junkai::http
