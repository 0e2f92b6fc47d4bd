// SPDX-License-Identifier: Apache-2.0
#include "http/server/signals.h"

#include <csignal>

namespace junkai::http {
namespace {

sigset_t handled_signals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&set, number);
    return set;
}

}  // namespace

void block_signals()
{
    const sigset_t set = handled_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

int wait_for_stop_signal(FunctionRef<void()> reload)
{
    const sigset_t set = handled_signals();
    while (true) {
        int number = 0;
        if (sigwait(&set, &number) != 0) continue;
        if (number != SIGHUP) return number;
        reload();
    }
}

}  // namespace junkai::http
