// SPDX-License-Identifier: Apache-2.0
#include "db/migrate.h"
#include "main/commands.h"
#include "main/machine.h"

#include <cstdio>

namespace junkai {

int run(const cli::Migrate& command)
{
    const Settings settings = Settings::load(command.store);
    const auto database = open_database(command.store, settings);
    const int done = db::migrate(*database, SystemClock().now());
    std::printf("%d 件の移行を実行しました\n", done);
    return 0;
}

}  // namespace junkai
