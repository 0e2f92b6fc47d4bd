// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <source_location>
#include <stdexcept>

namespace junkai {

/// We erred: a state the program must never be in. Ends the request, not the server.
class InvariantError : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// clang 14 has no std::source_location with this standard library, so the caller's place comes from the
/// builtins.
[[noreturn]] void
fail_invariant(const char* what, const char* file = __builtin_FILE(), int line = __builtin_LINE());

#ifdef __cpp_lib_source_location
[[noreturn]] inline void fail_invariant(const char* what, const std::source_location& where)
{
    fail_invariant(what, where.file_name(), static_cast<int>(where.line()));
}
#endif

/// Always compiled in; never for input. `what` is a fixed sentence and says nothing about any person.
inline void
invariant(bool holds, const char* what, const char* file = __builtin_FILE(), int line = __builtin_LINE())
{
    if (!holds) [[unlikely]]
        fail_invariant(what, file, line);
}

}  // namespace junkai
