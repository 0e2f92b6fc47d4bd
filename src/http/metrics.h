// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::http {

class Counter {
public:
    void add(std::uint64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }

    std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_{0};
};

/// Latencies in buckets from 0.1 ms to 10 s.
class Histogram {
public:
    static constexpr std::array<std::uint32_t, 15> kBoundsMicros{100,
                                                                 250,
                                                                 500,
                                                                 1000,
                                                                 2500,
                                                                 5000,
                                                                 10000,
                                                                 25000,
                                                                 50000,
                                                                 100000,
                                                                 250000,
                                                                 500000,
                                                                 1000000,
                                                                 2500000,
                                                                 10000000};

    void observe(std::chrono::microseconds took);
    std::uint64_t count() const;

    std::uint64_t sum_micros() const { return sum_.load(std::memory_order_relaxed); }

    std::uint64_t bucket(std::size_t i) const { return buckets_[i].load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<std::uint64_t>, kBoundsMicros.size() + 1> buckets_{};
    std::atomic<std::uint64_t> sum_{0};
};

/// What /metrics shows, in Prometheus' text format. Registered at start; counting is wait-free. Labels are
/// fixed words (operation ids, phases): never data. The references stay valid as long as the registry.
class Metrics {
public:
    /// `labels` as in the format, without braces: `phase="header"`.
    Counter& counter(std::string_view name, std::string_view help, std::string_view labels = "");
    Histogram& histogram(std::string_view name, std::string_view help, std::string_view labels = "");
    /// Read when asked, from any thread.
    void gauge(std::string_view name,
               std::string_view help,
               std::function<double()> read,
               std::string_view labels = "");

    std::string render() const;

private:
    struct Entry {
        std::string name;
        std::string help;
        std::string labels;
        std::unique_ptr<Counter> counter;
        std::unique_ptr<Histogram> histogram;
        std::function<double()> gauge;
    };

    Entry& add(std::string_view name, std::string_view help, std::string_view labels);

    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace junkai::http
