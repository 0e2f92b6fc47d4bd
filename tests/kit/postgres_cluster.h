// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kit/temp_dir.h"

#include <string>
#include <sys/types.h>

namespace junkai::kit {

/// A private PostgreSQL 15 cluster in a temporary folder, on a unix socket only. As root it runs as user
/// postgres. It dies with the test program, however that ends.
class PostgresCluster {
public:
    /// Fast: no flushing, for tests of behaviour. Durable: flushed as in production, for crash tests and
    /// figures.
    enum class Disk { Fast, Durable };

    explicit PostgresCluster(Disk disk = Disk::Fast);
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;

    /// The one of this test program, started at first use.
    static PostgresCluster& shared();

    std::string conninfo(const std::string& database) const;

    /// SQL from a test's fixed text, outside any transaction, in the database `postgres`.
    void admin(const std::string& sql);

    void start();
    /// Fast shutdown: sessions are ended. `crash` is an immediate one, as if the power had failed.
    void stop();
    void crash();

private:
    void stop_with(int signal);

    TempDir folder_;
    Disk disk_;
    pid_t server_ = -1;
};

}  // namespace junkai::kit
