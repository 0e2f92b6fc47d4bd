// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.h"

#include <filesystem>
#include <string>
#include <vector>

/// Real towns and everyday names, from which everything else is invented (data/README.md).
namespace junkai::app::demo {

struct Town {
    std::string municipality;
    std::string name;
    std::string kana;
};

struct Name {
    std::string text;
    std::string kana;
};

struct Words {
    /// In the order of their postal codes: neighbours stand together.
    std::vector<Town> towns;
    std::vector<Name> families;
    /// With variant characters and variation selectors, which every screen and print must keep.
    std::vector<Name> variants;
    std::vector<Name> male;
    std::vector<Name> female;
    std::vector<Name> older_male;
    std::vector<Name> older_female;

    /// Reads demo-towns.csv and demo-names.csv of a folder; throws ProfileError naming what is missing.
    static Words load(const std::filesystem::path& folder);
};

/// Draws lots: the same source, the same lots.
class Lots {
public:
    explicit Lots(RandomSource& random) : random_(random) {}

    /// Uniform in [0, bound); bound > 0.
    std::uint64_t below(std::uint64_t bound);
    int between(int first, int last);

    bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

    template <class T>
    const T& one_of(const std::vector<T>& all)
    {
        return all[static_cast<std::size_t>(below(all.size()))];
    }

    template <class T, std::size_t N>
    const T& one_of(const T (&all)[N])
    {
        return all[static_cast<std::size_t>(below(N))];
    }

    RandomSource& random() { return random_; }

private:
    RandomSource& random_;
};

}  // namespace junkai::app::demo
