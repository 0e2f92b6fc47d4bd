// SPDX-License-Identifier: Apache-2.0
#include "forms/fit.h"

#include <algorithm>
#include <cmath>

namespace junkai::forms {

namespace {

constexpr double kStep = 0.25;
constexpr double kSmallestPt = 4;    // Below this nobody reads it on paper.
constexpr double kTolerance = 1e-6;  // Sums of advances carry rounding.

double round_down(double size)
{
    return std::floor(size / kStep + kTolerance) * kStep;
}

bool has_newline(const Paragraph& paragraph)
{
    return std::ranges::any_of(paragraph.clusters, &Cluster::newline);
}

double line_height(const domain::forms::Style& style, double size)
{
    return style.leading * size;
}

/// A single line needs its em box only; leading stands between lines.
double block_height(const domain::forms::Style& style, double size, std::size_t lines)
{
    return size + line_height(style, size) * static_cast<double>(lines - 1);
}

std::size_t find_line_end(const Paragraph& paragraph, std::size_t first, double width_em)
{
    const auto& clusters = paragraph.clusters;
    double used = 0;
    std::size_t opportunity = first;
    for (std::size_t i = first; i < clusters.size(); ++i) {
        if (clusters[i].newline) return i;
        if (i > first && clusters[i].break_before) opportunity = i;
        used += clusters[i].advance;
        if (used > width_em + kTolerance && !clusters[i].space && i > first)
            return opportunity > first ? opportunity : i;
    }
    return clusters.size();
}

Line measure(const Paragraph& paragraph, std::size_t first, std::size_t last)
{
    while (last > first && paragraph.clusters[last - 1].space)
        --last;
    Line line{first, last, 0};
    for (std::size_t i = first; i < last; ++i)
        line.width_em += paragraph.clusters[i].advance;
    return line;
}

bool fits(const Paragraph& paragraph,
          double width_pt,
          double height_pt,
          const domain::forms::Style& style,
          double size,
          Fitted& into)
{
    into.size_pt = size;
    into.lines = break_lines(paragraph, width_pt / size);
    const bool narrow = std::ranges::all_of(
        into.lines, [&](const Line& line) { return line.width_em * size <= width_pt + kTolerance * size; });
    return narrow && block_height(style, size, into.lines.size()) <= height_pt + kTolerance;
}

}  // namespace

std::vector<Line> break_lines(const Paragraph& paragraph, double width_em)
{
    std::vector<Line> lines;
    std::size_t first = 0;
    do {
        const std::size_t end = find_line_end(paragraph, first, width_em);
        lines.push_back(measure(paragraph, first, end));
        const bool newline = end < paragraph.clusters.size() && paragraph.clusters[end].newline;
        first = newline ? end + 1 : end;
        if (newline && first == paragraph.clusters.size()) break;
    } while (first < paragraph.clusters.size());
    return lines;
}

Fitted fit(const Paragraph& paragraph, double width_pt, double height_pt, const domain::forms::Style& style)
{
    Fitted fitted;
    if (!style.wraps && !has_newline(paragraph)) {
        const Line line = measure(paragraph, 0, paragraph.clusters.size());
        double size = std::min(style.size_pt, height_pt);
        if (line.width_em > 0) size = std::min(size, width_pt / line.width_em);
        if (size < style.size_pt) size = round_down(size);
        if (size >= std::min(style.min_pt, style.size_pt)) return {size, {line}, true};
    }
    for (double size = style.size_pt; size >= kSmallestPt; size -= kStep)
        if (fits(paragraph, width_pt, height_pt, style, size, fitted)) return fitted;
    fits(paragraph, width_pt, height_pt, style, std::min(kSmallestPt, style.size_pt), fitted);
    fitted.complete = false;
    return fitted;
}

}  // namespace junkai::forms
