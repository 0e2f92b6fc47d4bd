// SPDX-License-Identifier: Apache-2.0
#include "http/metrics.h"

#include "base/invariant.h"

#include <algorithm>
#include <cstdio>

namespace junkai::http {
namespace {

std::string number(double value)
{
    char text[40];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

void line(std::string& out, std::string_view name, std::string_view labels, std::string_view value)
{
    out += name;
    if (!labels.empty()) {
        out += '{';
        out += labels;
        out += '}';
    }
    out += ' ';
    out += value;
    out += '\n';
}

void render_histogram(std::string& out,
                      const std::string& name,
                      const std::string& labels,
                      const Histogram& histogram)
{
    const std::string comma = labels.empty() ? "" : ",";
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < Histogram::kBoundsMicros.size(); ++i) {
        below += histogram.bucket(i);
        const std::string bound = number(Histogram::kBoundsMicros[i] / 1e6);
        line(out, name + "_bucket", labels + comma + "le=\"" + bound + "\"", std::to_string(below));
    }
    below += histogram.bucket(Histogram::kBoundsMicros.size());
    line(out, name + "_bucket", labels + comma + "le=\"+Inf\"", std::to_string(below));
    line(out, name + "_sum", labels, number(static_cast<double>(histogram.sum_micros()) / 1e6));
    line(out, name + "_count", labels, std::to_string(below));
}

}  // namespace

void Histogram::observe(std::chrono::microseconds took)
{
    const auto micros = static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0));
    const auto at =
        std::lower_bound(kBoundsMicros.begin(), kBoundsMicros.end(), micros) - kBoundsMicros.begin();
    buckets_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(micros, std::memory_order_relaxed);
}

std::uint64_t Histogram::count() const
{
    std::uint64_t all = 0;
    for (const auto& bucket : buckets_)
        all += bucket.load(std::memory_order_relaxed);
    return all;
}

Metrics::Entry& Metrics::add(std::string_view name, std::string_view help, std::string_view labels)
{
    const std::lock_guard lock(mutex_);
    // Entries of one name stand together: the format wants HELP and TYPE once, before all of them.
    auto at = std::find_if(
        entries_.rbegin(), entries_.rend(), [&](const auto& entry) { return entry->name == name; });
    for (const auto& entry : entries_)
        invariant(entry->name != name || entry->labels != labels, "each metric is registered once");
    auto entry = std::make_unique<Entry>();
    entry->name = name;
    entry->help = help;
    entry->labels = labels;
    return **entries_.insert(at == entries_.rend() ? entries_.end() : at.base(), std::move(entry));
}

Counter& Metrics::counter(std::string_view name, std::string_view help, std::string_view labels)
{
    Entry& entry = add(name, help, labels);
    entry.counter = std::make_unique<Counter>();
    return *entry.counter;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help, std::string_view labels)
{
    Entry& entry = add(name, help, labels);
    entry.histogram = std::make_unique<Histogram>();
    return *entry.histogram;
}

void Metrics::gauge(std::string_view name,
                    std::string_view help,
                    std::function<double()> read,
                    std::string_view labels)
{
    add(name, help, labels).gauge = std::move(read);
}

std::string Metrics::render() const
{
    const std::lock_guard lock(mutex_);
    std::string out;
    const Entry* before = nullptr;
    for (const auto& entry : entries_) {
        if (before == nullptr || before->name != entry->name) {
            out += "# HELP " + entry->name + " " + entry->help + "\n# TYPE " + entry->name + " ";
            out += entry->counter ? "counter\n" : entry->histogram ? "histogram\n" : "gauge\n";
        }
        before = entry.get();
        if (entry->counter) line(out, entry->name, entry->labels, std::to_string(entry->counter->value()));
        if (entry->histogram) render_histogram(out, entry->name, entry->labels, *entry->histogram);
        if (entry->gauge) line(out, entry->name, entry->labels, number(entry->gauge()));
    }
    return out;
}

}  // namespace junkai::http
