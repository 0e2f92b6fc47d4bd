// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/id.h"
#include "crypto/secret.h"

#include <string>

namespace junkai::vault {

using MasterId = Id<struct MasterTag>;

/// What a destruction is worth: Token, where a master dies in hardware; Medium, where remnants of a file may
/// stay.
enum class Grade { Medium, Token };

/// Where masters live: a passphrase file, or a PKCS#11 token. Each copy of a vault has its own source and its
/// own master; the ring's key is wrapped under it. A call may take as long as a token takes: never one for
/// each card.
class KeySource {
public:
    virtual ~KeySource() = default;

    /// For status and messages: kind and place, no secret.
    virtual std::string describe() const = 0;
    virtual Grade grade() const = 0;

    /// Durable when it returns.
    virtual MasterId create_master() = 0;

    virtual Bytes wrap(const MasterId& master, const crypto::SecretBytes<32>& key) = 0;

    /// Throws VaultError: WrongPassphrase, Missing (no such master: destroyed, or another source) or Damaged.
    virtual crypto::SecretBytes<32> unwrap(const MasterId& master, BytesView wrapped) = 0;

    /// Nothing that it wrapped can be unwrapped again. A master that is not there is well: the step is
    /// repeated after a crash.
    virtual void destroy_master(const MasterId& master) = 0;
};

}  // namespace junkai::vault
