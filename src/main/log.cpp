// SPDX-License-Identifier: Apache-2.0
#include "main/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace junkai {
namespace {

spdlog::logger& logger()
{
    static const std::shared_ptr<spdlog::logger> instance = [] {
        auto made = spdlog::stderr_logger_mt("junkai");
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
        return made;
    }();
    return *instance;
}

}  // namespace

void log_info(std::string_view what)
{
    logger().info("{}", what);
}

void log_error(std::string_view where, std::string_view what)
{
    logger().error("{}: {}", where, what);
}

void log_access(const http::AccessRecord& record)
{
    logger().info("{} {} {} {} {}us {}B",
                  record.trace_id,
                  record.method,
                  record.operation_id.empty() ? "-" : record.operation_id,
                  record.status,
                  record.took.count(),
                  record.body_bytes);
}

void log_incident(const http::IncidentRecord& record)
{
    logger().error("incident {} in {}: {}: {}",
                   record.number,
                   record.operation_id.empty() ? "-" : record.operation_id,
                   record.kind,
                   record.what);
}

}  // namespace junkai
