// SPDX-License-Identifier: Apache-2.0
#include "app/caller.h"

#include <string>

namespace junkai::app {

OneTime one_time(domain::RequestKey key, std::initializer_list<std::string_view> parts)
{
    // Each part with its length, so that no two lists of parts give the same bytes.
    std::string bytes;
    for (const std::string_view part : parts)
        bytes.append(std::to_string(part.size())).append(":").append(part);
    const OneTime out{key, crypto::sha256(bytes_of(bytes))};
    wipe(bytes);  // a body may carry a resident's card
    return out;
}

}  // namespace junkai::app
