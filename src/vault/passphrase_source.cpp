// SPDX-License-Identifier: Apache-2.0
#include "vault/passphrase_source.h"

#include "base/random.h"
#include "crypto/aead.h"
#include "vault/coding.h"
#include "vault/errors.h"
#include "vault/file.h"
#include "vault/passphrase.h"

namespace junkai::vault {
namespace {

constexpr std::size_t kClear = 16 + 8 + 8;
// A damaged file must not make the server ask for a terabyte.
constexpr std::uint64_t kMostMemory = 4ULL << 30;
constexpr std::uint64_t kMostPasses = 64;

std::string file_of(const MasterId& id)
{
    return "master-" + id.str();
}

}  // namespace

PassphraseKeySource::PassphraseKeySource(std::filesystem::path directory, std::string_view passphrase)
    : PassphraseKeySource(std::move(directory), passphrase, cost_of(passphrase))
{
}

PassphraseKeySource::PassphraseKeySource(std::filesystem::path directory,
                                         std::string_view passphrase,
                                         crypto::Argon2Cost cost,
                                         Steps steps)
    : directory_(std::move(directory), std::move(steps)), passphrase_(passphrase.size()), cost_(cost)
{
    const BytesView bytes = bytes_of(passphrase);
    std::copy(bytes.begin(), bytes.end(), passphrase_.span().begin());
}

std::string PassphraseKeySource::describe() const
{
    return "passphrase file in " + directory_.path().string();
}

const crypto::SecretBytes<32>& PassphraseKeySource::derive(const crypto::PasswordSalt& salt,
                                                           const crypto::Argon2Cost& cost)
{
    if (!derived_ || derived_->salt != salt || derived_->cost.memory_bytes != cost.memory_bytes ||
        derived_->cost.passes != cost.passes)
        derived_ = std::make_unique<Derived>(
            Derived{salt, cost, crypto::derive_key(text_of(passphrase_.view()), salt, cost)});
    return derived_->key;
}

MasterId PassphraseKeySource::create_master()
{
    SystemRandom random;
    crypto::PasswordSalt salt{};
    if (derived_)
        salt = derived_->salt;
    else
        random.fill(salt);
    const crypto::Argon2Cost cost = derived_ ? derived_->cost : cost_;
    const MasterId id = MasterId::make(SystemClock().now(), random);
    crypto::SecretBytes<32> key;
    random.fill(key.span());
    std::array<std::byte, kClear> clear{};
    Writer to(clear);
    to.bytes(salt);
    to.number(cost.memory_bytes);
    to.number(cost.passes);
    directory_.make();
    directory_.replace(
        file_of(id),
        seal_file({FileKind::Master, id.uuid(), 0, 0}, clear, derive(salt, cost).view(), key.view()));
    masters_.emplace(id, std::move(key));
    return id;
}

const crypto::SecretBytes<32>& PassphraseKeySource::master(const MasterId& id)
{
    if (const auto known = masters_.find(id); known != masters_.end()) return known->second;
    const std::string path = directory_.path_of(file_of(id));
    const auto bytes = directory_.find(file_of(id));
    if (!bytes) throw VaultError(Problem::Missing, path + " is not there: the master key of the vault");
    const ParsedFile file = parse_file(*bytes, FileKind::Master, path);
    Reader from(file.clear);
    crypto::PasswordSalt salt{};
    const BytesView salt_bytes = from.bytes(salt.size());
    std::copy(salt_bytes.begin(), salt_bytes.end(), salt.begin());
    crypto::Argon2Cost cost;
    cost.memory_bytes = from.number<std::uint64_t>();
    cost.passes = from.number<std::uint64_t>();
    if (!from.at_end() || cost.memory_bytes > kMostMemory || cost.passes > kMostPasses ||
        file.header.station != id.uuid())
        throw VaultError(Problem::Damaged, path + " was changed");
    crypto::SecretBuffer plain;
    if (!open_body(file, derive(salt, cost).view(), plain, path))
        throw VaultError(Problem::WrongPassphrase, "the passphrase does not open " + path);
    if (plain.size() != 32) throw VaultError(Problem::Damaged, path + " was changed");
    return masters_.emplace(id, crypto::SecretBytes<32>(plain.view().first<32>())).first->second;
}

Bytes PassphraseKeySource::wrap(const MasterId& id, const crypto::SecretBytes<32>& key)
{
    Bytes out;
    crypto::aead_seal(master(id).view(), id.uuid().bytes, key.view(), out);
    return out;
}

crypto::SecretBytes<32> PassphraseKeySource::unwrap(const MasterId& id, BytesView wrapped)
{
    crypto::SecretBytes<32> out;
    if (wrapped.size() != 32 + crypto::kAeadOverhead ||
        crypto::aead_open(master(id).view(), id.uuid().bytes, wrapped, out.span()) != crypto::AeadResult::Ok)
        throw VaultError(Problem::Damaged, "the ring's key does not open under its master");
    return out;
}

void PassphraseKeySource::destroy_master(const MasterId& id)
{
    masters_.erase(id);
    if (const auto size = directory_.size_of(file_of(id))) {
        // Overwriting first helps on a plain disk; an SSD may keep the old pages, hence grade Medium.
        Bytes noise(static_cast<std::size_t>(*size));
        SystemRandom().fill(noise);
        directory_.overwrite(file_of(id), noise);
    }
    directory_.remove(file_of(id));
}

}  // namespace junkai::vault
