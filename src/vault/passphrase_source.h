// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/password.h"
#include "vault/directory.h"
#include "vault/key_source.h"

#include <map>
#include <memory>

namespace junkai::vault {

/// Masters in files "master-<id>", each sealed under a key derived from a passphrase with Argon2id. Best kept
/// in another directory or on another medium than the vault; the demo keeps them beside it.
class PassphraseKeySource final : public KeySource {
public:
    /// The passphrase is copied into locked memory; the caller wipes its own. New masters get the cost that
    /// it deserves.
    PassphraseKeySource(std::filesystem::path directory, std::string_view passphrase);

    /// The same at another cost and watched: for tests.
    PassphraseKeySource(std::filesystem::path directory,
                        std::string_view passphrase,
                        crypto::Argon2Cost cost,
                        Steps steps = {});

    std::string describe() const override;

    Grade grade() const override { return Grade::Medium; }

    MasterId create_master() override;
    Bytes wrap(const MasterId& master, const crypto::SecretBytes<32>& key) override;
    crypto::SecretBytes<32> unwrap(const MasterId& master, BytesView wrapped) override;
    void destroy_master(const MasterId& master) override;

private:
    /// What the passphrase gives with one salt. Argon2id is slow, so successive masters share it.
    struct Derived {
        crypto::PasswordSalt salt{};
        crypto::Argon2Cost cost;
        crypto::SecretBytes<32> key;
    };

    const crypto::SecretBytes<32>& master(const MasterId& id);
    const crypto::SecretBytes<32>& derive(const crypto::PasswordSalt& salt, const crypto::Argon2Cost& cost);

    Directory directory_;
    crypto::SecretBuffer passphrase_;
    crypto::Argon2Cost cost_;
    std::unique_ptr<Derived> derived_;
    std::map<MasterId, crypto::SecretBytes<32>> masters_;
};

}  // namespace junkai::vault
