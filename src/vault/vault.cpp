// SPDX-License-Identifier: Apache-2.0
#include "vault/vault.h"

#include "base/invariant.h"
#include "vault/impl.h"

namespace junkai::vault {
namespace {

std::uint32_t number_of(std::chrono::year_month month)
{
    invariant(month.ok() && static_cast<int>(month.year()) > 0, "a month key of no month");
    return static_cast<std::uint32_t>(static_cast<int>(month.year())) * 100 +
           static_cast<unsigned>(month.month());
}

}  // namespace

Vault::Vault(std::unique_ptr<Impl> impl) : impl_(std::move(impl))
{
}

Vault::~Vault() = default;

std::unique_ptr<Vault>
Vault::create(const Uuid& station, Place main, std::vector<Place> mirrors, Options options)
{
    auto impl = std::make_unique<Impl>(station, std::move(main), std::move(mirrors), std::move(options));
    impl->create();
    return std::unique_ptr<Vault>(new Vault(std::move(impl)));
}

std::unique_ptr<Vault>
Vault::open(const Uuid& station, Place main, std::vector<Place> mirrors, Options options)
{
    auto impl = std::make_unique<Impl>(station, std::move(main), std::move(mirrors), std::move(options));
    impl->open();
    return std::unique_ptr<Vault>(new Vault(std::move(impl)));
}

crypto::KeyRef Vault::take_key()
{
    return impl_->take_key();
}

crypto::KeyRef Vault::month_key(MonthKind kind, std::chrono::year_month month)
{
    return impl_->month_key(kind, number_of(month));
}

std::optional<crypto::KeyRef> Vault::find_month_key(MonthKind kind, std::chrono::year_month month) const
{
    return impl_->find_month_key(kind, number_of(month));
}

void Vault::with_key(crypto::KeyRef ref, FunctionRef<void(const crypto::RecordKey&)> use) const
{
    impl_->with_key(ref, use);
}

Bytes Vault::seal(crypto::KeyRef ref,
                  const crypto::CellPlace& place,
                  BytesView plain,
                  crypto::Padding padding) const
{
    Bytes out;
    with_key(ref, [&](const crypto::RecordKey& key) { out = crypto::seal(key, ref, place, plain, padding); });
    return out;
}

Personal<Bytes> Vault::unseal(crypto::KeyRef ref, const crypto::CellPlace& place, BytesView sealed) const
{
    Bytes out;
    unseal_into(ref, place, sealed, out);
    return Personal<Bytes>(std::move(out));
}

void Vault::unseal_into(crypto::KeyRef ref,
                        const crypto::CellPlace& place,
                        BytesView sealed,
                        Bytes& plain) const
{
    with_key(ref, [&](const crypto::RecordKey& key) { crypto::open_into(key, ref, place, sealed, plain); });
}

void Vault::make_spare(std::uint64_t keys)
{
    impl_->make_spare(keys);
}

void Vault::tend()
{
    impl_->tend();
}

Result<void> Vault::writable() const
{
    return impl_->writable();
}

const crypto::SigningKey& Vault::signing_key() const
{
    return impl_->signing_key();
}

void Vault::note_checkpoint(const NotedCheckpoint& checkpoint)
{
    impl_->note_checkpoint(checkpoint);
}

std::optional<NotedCheckpoint> Vault::last_checkpoint() const
{
    return impl_->last_checkpoint();
}

void Vault::rebuild_mirror(std::size_t index)
{
    impl_->rebuild_mirror(index);
}

const Uuid& Vault::station() const
{
    return impl_->station();
}

Position Vault::position() const
{
    return impl_->position();
}

Status Vault::status() const
{
    return impl_->status();
}

}  // namespace junkai::vault
