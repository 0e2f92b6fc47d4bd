// SPDX-License-Identifier: Apache-2.0
#include "db/holder.h"

#include "base/bytes.h"
#include "base/random.h"

#include <array>
#include <fmt/core.h>
#include <fstream>
#include <unistd.h>

namespace junkai::db {

namespace {

constexpr std::size_t kParts = 6;

using Parts = std::array<std::string_view, kParts>;

std::string host_name()
{
    char host[256] = {};
    gethostname(host, sizeof host - 1);
    return host;
}

std::string boot_id()
{
    std::string boot;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
    return boot;
}

/// Two containers of one host see different processes under the same numbers.
std::string process_namespace()
{
    char target[64] = {};
    const ssize_t length = readlink("/proc/self/ns/pid", target, sizeof target - 1);
    return length > 0 ? std::string(target, static_cast<std::size_t>(length)) : "";
}

/// When the process began, in ticks since the boot: its number alone may be given to another. "" when it is
/// gone.
std::string start_of(std::string_view process)
{
    std::string line;
    std::getline(std::ifstream(fmt::format("/proc/{}/stat", process)), line);
    // The second field is the program's name in brackets, and may hold anything.
    const std::size_t name_end = line.rfind(')');
    if (name_end == std::string::npos || name_end + 2 >= line.size()) return "";
    const char state = line[name_end + 2];
    if (state == 'Z' || state == 'X') return "";  // dead, only not yet fetched by its parent
    constexpr int kStartAfterName = 20;
    std::size_t at = name_end;
    for (int field = 0; field < kStartAfterName && at != std::string::npos; ++field)
        at = line.find(' ', at + 1);
    if (at == std::string::npos) return "";
    return line.substr(at + 1, line.find(' ', at + 1) - at - 1);
}

std::optional<Parts> split(std::string_view holder)
{
    Parts out;
    for (std::size_t i = 0; i + 1 < kParts; ++i) {
        const std::size_t end = holder.find('/');
        if (end == std::string_view::npos) return std::nullopt;
        out[i] = holder.substr(0, end);
        holder.remove_prefix(end + 1);
    }
    out.back() = holder;
    return out;
}

}  // namespace

std::string make_holder()
{
    std::array<std::byte, 8> random{};
    SystemRandom().fill(random);
    const std::string process = std::to_string(getpid());
    return fmt::format("{}/{}/{}/{}/{}/{}",
                       host_name(),
                       boot_id(),
                       process_namespace(),
                       process,
                       start_of(process),
                       to_hex(random));
}

std::optional<HolderNames> names_of(std::string_view holder)
{
    const auto parts = split(holder);
    if (!parts) return std::nullopt;
    return HolderNames{std::string((*parts)[0]), std::string((*parts)[3])};
}

std::string describe_holder(std::string_view holder)
{
    const auto names = names_of(holder);
    return names ? fmt::format("{} (process {})", names->host, names->process) : std::string(holder);
}

bool is_of_this_host(std::string_view holder)
{
    return holder.starts_with(host_name() + "/");
}

bool is_dead(std::string_view holder)
{
    const auto parts = split(holder);
    if (!parts) return false;
    const auto& [host, boot, processes, process, start, random] = *parts;
    if (host != host_name() || boot != boot_id() || boot.empty()) return false;
    if (processes != process_namespace() || processes.empty() || start.empty()) return false;
    return start_of(process) != start;
}

std::string session_name(std::string_view holder)
{
    const auto parts = split(holder);
    return "junkai " + std::string(parts ? parts->back() : holder);
}

}  // namespace junkai::db
