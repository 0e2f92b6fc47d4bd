// SPDX-License-Identifier: Apache-2.0
#include "base/sunset.h"

#include "base/japan_time.h"

#include <cmath>
#include <numbers>

namespace junkai {
namespace {

constexpr double kMinutesOfDay = 1440.0;
constexpr double kHorizon = 90.833;  // refraction 34′ and the sun's radius 16′

double radians(double degrees)
{
    return degrees * std::numbers::pi / 180.0;
}

double degrees(double angle)
{
    return angle * 180.0 / std::numbers::pi;
}

struct Sun {
    double declination;       // radians
    double equation_of_time;  // minutes
};

/// The sun's place after so many Julian centuries since J2000; the series of NOAA's solar calculator (after
/// Meeus).
Sun sun_at(double t)
{
    const double mean_longitude = radians(std::fmod(280.46646 + t * (36000.76983 + t * 0.0003032), 360.0));
    const double anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t));
    const double eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
    const double centre = std::sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
                          std::sin(2 * anomaly) * (0.019993 - 0.000101 * t) +
                          std::sin(3 * anomaly) * 0.000289;
    const double node = radians(125.04 - 1934.136 * t);
    const double longitude = mean_longitude + radians(centre - 0.00569 - 0.00478 * std::sin(node));
    const double mean_obliquity =
        23.0 + (26.0 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60;
    const double obliquity = radians(mean_obliquity + 0.00256 * std::cos(node));
    const double y = std::pow(std::tan(obliquity / 2), 2);
    const double equation = y * std::sin(2 * mean_longitude) - 2 * eccentricity * std::sin(anomaly) +
                            4 * eccentricity * y * std::sin(anomaly) * std::cos(2 * mean_longitude) -
                            0.5 * y * y * std::sin(4 * mean_longitude) -
                            1.25 * eccentricity * eccentricity * std::sin(2 * anomaly);
    return {std::asin(std::sin(obliquity) * std::sin(longitude)), 4 * degrees(equation)};
}

enum class Edge { Rise, Set };

std::optional<Instant> sun_edge(Date date, Coordinates place, Edge edge)
{
    const double midnight_days =
        static_cast<double>((std::chrono::sys_days(date) -
                             std::chrono::sys_days(std::chrono::year(2000) / std::chrono::January / 1))
                                .count());
    const double offset_minutes = std::chrono::duration<double, std::ratio<60>>(kJapanOffset).count();
    const double latitude = radians(place.latitude);
    double minute = kMinutesOfDay / 2;
    // The sun moves while the day goes on: take its place at the moment found, twice more than enough.
    for (int round = 0; round < 4; ++round) {
        const double days = midnight_days - 0.5 + (minute - offset_minutes) / kMinutesOfDay;
        const Sun sun = sun_at(days / 36525.0);
        const double cosine = std::cos(radians(kHorizon)) / (std::cos(latitude) * std::cos(sun.declination)) -
                              std::tan(latitude) * std::tan(sun.declination);
        // Not a number at the poles themselves, where neither happens.
        if (!(cosine >= -1.0 && cosine <= 1.0)) return std::nullopt;
        const double half_day = 4 * degrees(std::acos(cosine));
        const double noon = kMinutesOfDay / 2 - 4 * place.longitude - sun.equation_of_time + offset_minutes;
        minute = edge == Edge::Set ? noon + half_day : noon - half_day;
    }
    return japan_instant(date, 0) + std::chrono::microseconds(std::llround(minute * 60e6));
}

}  // namespace

std::optional<Instant> sunset(Date date, Coordinates place)
{
    return sun_edge(date, place, Edge::Set);
}

std::optional<Instant> sunrise(Date date, Coordinates place)
{
    return sun_edge(date, place, Edge::Rise);
}

}  // namespace junkai
