// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <array>
#include <initializer_list>
#include <memory>

namespace junkai::crypto {

/// A SHA-256 value.
using Digest = std::array<std::byte, 32>;

Digest sha256(BytesView message);

/// The hash of the parts one after another, without joining them first.
Digest sha256(std::initializer_list<BytesView> parts);

/// The hash of what comes in pieces, such as a file.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(BytesView piece);
    /// Once; nothing may be added after it.
    Digest finish();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

/// Equal or not, in a time that depends only on the length.
bool same_bytes(BytesView left, BytesView right) noexcept;

}  // namespace junkai::crypto
