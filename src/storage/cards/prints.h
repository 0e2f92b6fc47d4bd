// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/ids.h"
#include "domain/purpose.h"
#include "storage/scope.h"

#include <optional>
#include <string>

/// 印刷の記録 (trap 50): every sheet with its serial, until it came back or was destroyed.
namespace junkai::storage {

struct StoredPrint {
    domain::PrintId id;
    /// On the sheet and in its QR code: random, says nothing.
    std::string serial;
    std::string form;
    std::string form_version;
    /// None for a blank one.
    std::optional<domain::CardId> card = {};
    int card_version = 0;
    domain::Purpose purpose = domain::Purpose::Print;
    domain::OfficerId by;
    Instant at;
};

class Prints {
public:
    explicit Prints(Scope& scope) : scope_(scope) {}

    /// Sixteen letters of base32 (80 random bits), in groups of four.
    std::string make_serial();
    void add(const StoredPrint& print);
    std::optional<StoredPrint> find(domain::PrintId id);

private:
    Scope& scope_;
};

}  // namespace junkai::storage
