// SPDX-License-Identifier: Apache-2.0
#include "base/invariant.h"

#include <string>

namespace junkai {

void fail_invariant(const char* what, const char* file, int line)
{
    throw InvariantError(std::string(what) + " (" + file + ":" + std::to_string(line) + ")");
}

}  // namespace junkai
