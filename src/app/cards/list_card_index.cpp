// SPDX-License-Identifier: Apache-2.0
#include "app/cards/list_card_index.h"

#include <algorithm>
#include <iterator>

namespace junkai::app {

using domain::Action;
using domain::duty::Operation;

Result<IndexPage> list_card_index(App& app,
                                  const Caller& caller,
                                  domain::BeatId beat,
                                  storage::IndexOrder order,
                                  const std::optional<domain::CardId>& after,
                                  int limit)
{
    return app.work.read(caller, Action::CardIndexListed, [&](UnitOfWork& work) -> Result<IndexPage> {
        JUNKAI_TRY(work.permit(Operation::ListCardIndex, work.frame().subject(caller.station, beat)));
        auto rows = storage::Cards(work.scope()).list_index(beat, order);
        auto first = rows.begin();
        if (after) {
            // A card that has left the list meanwhile: the reader starts again at the top.
            const auto last_seen = std::ranges::find(rows, *after, &storage::StoredIndexRow::card);
            if (last_seen != rows.end()) first = std::next(last_seen);
        }
        const auto left = rows.end() - first;
        const auto count = std::min<std::ptrdiff_t>(left, limit);
        IndexPage page{.rows = {},
                       .first_no = static_cast<std::size_t>(first - rows.begin()) + 1,
                       .is_last = count == left};
        page.rows.assign(std::make_move_iterator(first), std::make_move_iterator(first + count));
        for (const auto& row : page.rows)
            work.tag(row.tag);
        return page;
    });
}

}  // namespace junkai::app
