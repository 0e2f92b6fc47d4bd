// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Who has a store open: one line for the lease row or the lock file, from which people see which process it
/// is and a later process sees whether it still lives.
namespace junkai::db {

/// "host/boot/process namespace/process/start/random": unique for each opening of a store.
std::string make_holder();

struct HolderNames {
    std::string host;
    std::string process;
};

/// Nothing for a line that make_holder() never made.
std::optional<HolderNames> names_of(std::string_view holder);

/// "web1 (process 4711)", or the line itself.
std::string describe_holder(std::string_view holder);

/// Made on a machine of our name, in whatever boot of it.
bool is_of_this_host(std::string_view holder);

/// Proven: it ran on this machine, in this boot, where we could see it, and its process is no more. Of any
/// other holder nothing can be known before its lease has ended.
bool is_dead(std::string_view holder);

/// The name that the database sees on each connection of this holder.
std::string session_name(std::string_view holder);

}  // namespace junkai::db
