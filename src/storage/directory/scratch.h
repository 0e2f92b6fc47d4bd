// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace junkai::storage::directory {

/// Ordinary memory that is wiped before it is given back, also when a container grows out of it: for what a
/// page is made from.
template <class T>
struct Wiping {
    using value_type = T;

    Wiping() = default;

    template <class U>
    Wiping(const Wiping<U>&)  // NOLINT(google-explicit-constructor): containers rebind
    {
    }

    T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }

    void deallocate(T* memory, std::size_t count)
    {
        wipe(std::as_writable_bytes(std::span(memory, count)));
        std::allocator<T>().deallocate(memory, count);
    }

    friend bool operator==(const Wiping&, const Wiping&) { return true; }
};

template <class T>
using ScratchVector = std::vector<T, Wiping<T>>;

}  // namespace junkai::storage::directory
