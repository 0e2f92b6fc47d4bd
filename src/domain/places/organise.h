// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/places/types.h"

#include "base/result.h"

#include <vector>

/// 署の組織を設ける: what a new station, block, site or beat must not clash with.
namespace junkai::domain::places {

/// 警察署. Its code is its name in files and on prints, so it is one in the whole prefecture; its place must
/// be in Japan, since its sunset decides what is night (4-4b).
Result<Station> decide_station(const Station& wanted, const std::vector<Station>& others);

/// ブロック, 交番・駐在所・署所在地 and 巡連区. Codes are unique among their kind in the station; a site lies
/// in a block of the same station or in none, a beat in a site of the same station.
Result<Block> decide_block(const Block& wanted, const std::vector<Block>& others);
Result<Site>
decide_site(const Site& wanted, const std::vector<Block>& blocks, const std::vector<Site>& others);
Result<Beat> decide_beat(const Beat& wanted, const std::vector<Site>& sites, const std::vector<Beat>& others);

}  // namespace junkai::domain::places
