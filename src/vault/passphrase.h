// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/personal.h"
#include "base/random.h"
#include "crypto/password.h"

#include <string_view>

/// 合言葉 of a vault.
namespace junkai::vault {

/// A passphrase that nobody has to remember: a mark and 256 random bits, as one line of text. Personal only
/// so that it is wiped and cannot be printed by accident.
PersonalText make_passphrase(RandomSource& random);

/// What stretching a passphrase deserves. A person's words need all of it. 256 random bits cannot be guessed
/// at any speed, so what make_passphrase() made gets the least; each master's file says what it got.
crypto::Argon2Cost cost_of(std::string_view passphrase);

}  // namespace junkai::vault
