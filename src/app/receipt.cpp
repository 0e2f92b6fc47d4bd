// SPDX-License-Identifier: Apache-2.0
#include "app/receipt.h"

#include "app/app.h"

namespace junkai::app {

void Receipt::record(App& app, std::function<void(bool durable)> then)
{
    invariant(due_.has_value(), "a receipt was to be recorded that no read had left");
    app.appender.append_later(
        due_->station,
        due_->entry,
        std::move(due_->detail),
        [then = std::move(then)](const std::exception_ptr& failure) { then(failure == nullptr); });
    due_.reset();
}

}  // namespace junkai::app
