// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <array>
#include <initializer_list>

namespace junkai::crypto {

/// A SHA-256 value.
using Digest = std::array<std::byte, 32>;

Digest sha256(BytesView message);

/// The hash of the parts one after another, without joining them first.
Digest sha256(std::initializer_list<BytesView> parts);

/// Equal or not, in a time that depends only on the length.
bool same_bytes(BytesView left, BytesView right) noexcept;

}  // namespace junkai::crypto
