// SPDX-License-Identifier: Apache-2.0
#include "http/server/signals.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

namespace junkai::http::test {
namespace {

// In a process of its own: the mask and the signals are the process's.
[[noreturn]] void reload_twice_then_stop()
{
    block_signals();
    int reloads = 0;
    std::raise(SIGHUP);
    const int number = wait_for_stop_signal([&] {
        ++reloads;
        std::raise(reloads == 1 ? SIGHUP : SIGTERM);
    });
    std::_Exit(number == SIGTERM ? reloads : 99);
}

TEST(SignalsDeathTest, HangupReloadsAndTermEnds)
{
    EXPECT_EXIT(reload_twice_then_stop(), ::testing::ExitedWithCode(2), "");
}

}  // namespace
}  // namespace junkai::http::test
