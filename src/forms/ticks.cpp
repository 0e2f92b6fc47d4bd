// SPDX-License-Identifier: Apache-2.0
#include "forms/ticks.h"

#include "forms/place.h"

#include <algorithm>

namespace junkai::forms {

using domain::forms::Align;
using domain::forms::Place;

namespace {

constexpr double kBetweenEm = 0.75;
constexpr double kStep = 0.25;

/// Widths of the lines when the boxes flow at that size.
std::vector<double>
flow(const std::vector<double>& widths, double size, double room, std::vector<std::size_t>& line_of)
{
    std::vector<double> lines = {0};
    line_of.clear();
    for (const double em : widths) {
        const double gap = lines.back() > 0 ? kBetweenEm * size : 0;
        if (lines.back() > 0 && lines.back() + gap + em * size > room)
            lines.push_back(em * size);
        else
            lines.back() += gap + em * size;
        line_of.push_back(lines.size() - 1);
    }
    return lines;
}

std::vector<TickSpot> in_columns(std::size_t count, std::size_t columns, const Place& place, double size)
{
    const double left = to_points(place.box.x + place.padding_mm);
    const double room = to_points(place.box.width - 2 * place.padding_mm);
    const double height = to_points(place.box.height);
    const std::size_t lines = (count + columns - 1) / columns;
    const double step = height / static_cast<double>(lines);
    std::vector<TickSpot> spots;
    for (std::size_t i = 0; i < count; ++i) {
        const auto line = static_cast<double>(i / columns);
        const auto column = static_cast<double>(i % columns);
        spots.push_back({left + column * room / static_cast<double>(columns),
                         to_points(place.box.y) + line * step + (step - size) / 2 + 0.88 * size,
                         size});
    }
    return spots;
}

}  // namespace

std::vector<TickSpot> place_ticks(const std::vector<double>& widths, int columns, const Place& place)
{
    double size = place.style.size_pt;
    if (columns > 0) return in_columns(widths.size(), static_cast<std::size_t>(columns), place, size);

    const double room = to_points(place.box.width - 2 * place.padding_mm);
    const double height = to_points(place.box.height);
    std::vector<std::size_t> line_of;
    while (size - kStep >= place.style.min_pt && flow(widths, size, room, line_of).size() > 1)
        size -= kStep;
    if (flow(widths, size, room, line_of).size() > 1) {
        // One line is out of reach: the largest size whose lines stand in the box.
        size = place.style.size_pt;
        while (size - kStep >= place.style.min_pt &&
               static_cast<double>(flow(widths, size, room, line_of).size()) * size * 1.1 > height)
            size -= kStep;
    }
    const std::vector<double> lines = flow(widths, size, room, line_of);
    const double step = std::min(size * 1.35, height / static_cast<double>(lines.size()));
    const double top = to_points(place.box.y) + (height - step * static_cast<double>(lines.size())) / 2;
    const double left = to_points(place.box.x + place.padding_mm);

    std::vector<TickSpot> spots;
    double x = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const bool first = i == 0 || line_of[i] != line_of[i - 1];
        const double free = room - lines[line_of[i]];
        if (first)
            x = left + (place.align == Align::Center ? free / 2 : place.align == Align::Right ? free : 0);
        spots.push_back(
            {x, top + static_cast<double>(line_of[i]) * step + (step - size) / 2 + 0.88 * size, size});
        x += (widths[i] + kBetweenEm) * size;
    }
    return spots;
}

}  // namespace junkai::forms
