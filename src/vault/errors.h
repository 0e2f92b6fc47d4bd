// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/errors.h"

#include <cstdint>
#include <string>

namespace junkai::vault {

/// Why a vault cannot be opened or written.
enum class Problem {
    Missing,       ///< no vault in that directory, or a file of it is gone
    AlreadyThere,  ///< a vault was to be made where one is
    WrongPassphrase,
    OtherStation,
    TooOld,   ///< older than what the database or a mirror remembers: a copy brought back
    InUse,    ///< another process has it open
    Fenced,   ///< another writer came after us
    Damaged,  ///< a file is torn or changed; the message names it
};

/// The vault cannot be opened or trusted. The message names files and numbers, never keys.
class VaultError : public StorageError {
public:
    VaultError(Problem problem, const std::string& what) : StorageError(what), problem_(problem) {}

    Problem problem() const { return problem_; }

private:
    Problem problem_;
};

/// The key of a cell was destroyed under an order. Nothing brings it back; callers say so instead of failing.
class KeyDestroyed : public CryptoError {
public:
    explicit KeyDestroyed(std::uint64_t order)
        : CryptoError("the key was destroyed under order " + std::to_string(order)), order_(order)
    {
    }

    std::uint64_t order() const { return order_; }

private:
    std::uint64_t order_;
};

}  // namespace junkai::vault
