// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <source_location>
#include <stdexcept>

namespace junkai {

/// We erred: a state the program must never be in. Ends the request, not the server.
class InvariantError : public std::logic_error
{
public:
    using std::logic_error::logic_error;
};

[[noreturn]] void fail_invariant(const char* what, const std::source_location& where);

/// Always compiled in; never for input. `what` is a fixed sentence and says nothing about any person.
inline void invariant(bool holds, const char* what, std::source_location where = std::source_location::current())
{
    if (!holds) [[unlikely]]
        fail_invariant(what, where);
}

}  // namespace junkai
