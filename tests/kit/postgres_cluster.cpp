// SPDX-License-Identifier: Apache-2.0
#include "kit/postgres_cluster.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <grp.h>
#include <libpq-fe.h>
#include <memory>
#include <pwd.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace junkai::kit {

namespace {

std::string binary(const std::string& name)
{
    const char* folder = std::getenv("JUNKAI_POSTGRES_BIN");
    return std::string(folder ? folder : "/usr/lib/postgresql/15/bin") + "/" + name;
}

const passwd* postgres_user()
{
    if (geteuid() != 0) return nullptr;  // PostgreSQL refuses root only
    const passwd* user = getpwnam("postgres");
    if (!user) throw std::runtime_error("running as root, and there is no user postgres");
    return user;
}

/// Starts a program as user postgres (when root) with its output in a file.
pid_t spawn(std::vector<std::string> words, const std::string& log)
{
    const passwd* user = postgres_user();
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child != 0) return child;
    const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    dup2(out, 1);
    dup2(out, 2);
    if (user && (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0))
        _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGQUIT);  // after setuid, which clears it
    if (getppid() != parent) _exit(125);
    execv(arguments[0], arguments.data());
    _exit(127);
}

void run(const std::vector<std::string>& words, const std::string& log)
{
    int status = 0;
    waitpid(spawn(words, log), &status, 0);
    if (status != 0) throw std::runtime_error(words[0] + " failed; see " + log);
}

}  // namespace

PostgresCluster::PostgresCluster(Disk disk) : disk_(disk)
{
    if (const passwd* user = postgres_user()) {
        if (chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) throw std::runtime_error("chown");
    }
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));  // the socket is in it
    run({binary("initdb"),
         "--no-sync",
         "--auth=trust",
         "--encoding=UTF8",
         "--locale=C.UTF-8",
         "--username=postgres",
         "--pgdata=" + folder_ / "data"},
        folder_ / "initdb.log");
    start();
}

PostgresCluster::~PostgresCluster()
{
    if (server_ > 0) stop_with(SIGQUIT);  // nobody needs its data any more
}

PostgresCluster& PostgresCluster::shared()
{
    static PostgresCluster cluster;
    return cluster;
}

std::string PostgresCluster::conninfo(const std::string& database) const
{
    return "host=" + folder_.path() + " user=postgres dbname=" + database;
}

void PostgresCluster::admin(const std::string& sql)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(conninfo("postgres").c_str()),
                                                                  &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                               &PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        throw std::runtime_error(std::string("postgres: ") + PQerrorMessage(connection.get()));
    }
}

void PostgresCluster::start()
{
    std::vector<std::string> words = {binary("postgres"),
                                      "-D",
                                      folder_ / "data",
                                      "-k",
                                      folder_.path(),
                                      "-c",
                                      "listen_addresses=",
                                      "-c",
                                      "max_connections=300",
                                      "-c",
                                      "shared_buffers=64MB",
                                      "-c",
                                      "autovacuum=off",
                                      "-c",
                                      "max_prepared_transactions=0"};
    if (disk_ == Disk::Fast) {
        for (const char* setting :
             {"fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"}) {
            words.insert(words.end(), {"-c", setting});
        }
    }
    server_ = spawn(words, folder_ / "server.log");
    for (int tries = 0; tries < 600; ++tries) {
        if (PQping(conninfo("postgres").c_str()) == PQPING_OK) return;
        if (waitpid(server_, nullptr, WNOHANG) == server_) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("PostgreSQL did not start; see " + folder_ / "server.log");
}

void PostgresCluster::stop()
{
    stop_with(SIGINT);
}

void PostgresCluster::crash()
{
    stop_with(SIGQUIT);
}

void PostgresCluster::stop_with(int signal)
{
    kill(server_, signal);
    waitpid(server_, nullptr, 0);
    server_ = -1;
}

}  // namespace junkai::kit
