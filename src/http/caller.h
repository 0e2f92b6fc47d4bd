// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "http/message.h"

#include <optional>

namespace junkai::http {

/// The session behind a request, as the pipeline's authenticate hook put it there.
class SessionPrincipal final : public Principal {
public:
    SessionPrincipal(std::shared_ptr<const app::LoggedIn> who, std::optional<Refusal> hindrance)
        : who_(std::move(who)), hindrance_(std::move(hindrance))
    {
    }

    std::string rate_key() const override { return who_->session.str(); }

    std::string share_key() const override { return who_->station.str(); }

    const Refusal* hindrance() const override { return hindrance_ ? &*hindrance_ : nullptr; }

    const app::LoggedIn& who() const { return *who_; }

private:
    std::shared_ptr<const app::LoggedIn> who_;
    std::optional<Refusal> hindrance_;
};

/// Whom the cookie of a request belongs to; "session.none" (401) when there is none, or it is over.
Result<std::shared_ptr<const Principal>> authenticate(app::App& app, const Request& request);

/// Who is logged in; only in handlers of routes that need a session.
const app::LoggedIn& who_of(const Request& request);

/// The caller of a use-case: appointments, station, the purpose of the query (an unknown word is a field
/// problem), and for writes the one-time act.
Result<app::Caller> caller_of(const Request& request);

}  // namespace junkai::http
