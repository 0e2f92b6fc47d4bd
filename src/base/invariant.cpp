// SPDX-License-Identifier: Apache-2.0
#include "base/invariant.h"

#include <string>

namespace junkai {

void fail_invariant(const char* what, const std::source_location& where)
{
    throw InvariantError(std::string(what) + " (" + where.file_name() + ":" + std::to_string(where.line()) + ")");
}

}  // namespace junkai
