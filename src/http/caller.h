// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"
#include "http/message.h"

namespace junkai::http {

/// The session behind a request, as the pipeline's authenticate hook put it there.
class SessionPrincipal final : public Principal {
public:
    explicit SessionPrincipal(std::shared_ptr<const app::LoggedIn> who) : who_(std::move(who)) {}

    std::string rate_key() const override { return who_->session.str(); }

    std::string share_key() const override { return who_->station.str(); }

    const app::LoggedIn& who() const { return *who_; }

private:
    std::shared_ptr<const app::LoggedIn> who_;
};

/// Whom the cookie of a request belongs to; "session.none" (401) when there is none, or it is over.
Result<std::shared_ptr<const Principal>> authenticate(app::App& app, const Request& request);

/// Who is logged in; only in handlers of routes that need a session.
const app::LoggedIn& who_of(const Request& request);

/// The caller of a use-case: appointments, station, the purpose of the query (an unknown word is a field
/// problem), and for writes the one-time act.
Result<app::Caller> caller_of(const Request& request);

}  // namespace junkai::http
