// SPDX-License-Identifier: Apache-2.0
#include "db/errors.h"

#include "db/holder.h"

#include <fmt/core.h>

namespace junkai::db {

namespace {

std::string describe(const std::string& store, const StoreInUse::Held& held)
{
    std::string out = fmt::format("{} is open in another process", store);
    if (!held.holder.empty()) out += ": " + describe_holder(held.holder);
    if (held.since) out += ", since " + format_instant(*held.since);
    if (held.until) out += ", until " + format_instant(*held.until) + " unless it renews its lease";
    return out + "; stop that server first";
}

}  // namespace

StoreInUse::StoreInUse(const std::string& store, Held held)
    : StorageError(describe(store, held)), held_(std::move(held))
{
}

}  // namespace junkai::db
