// SPDX-License-Identifier: Apache-2.0
#include "storage/sessions/sessions.h"

#include "sql/sessions.h"
#include "storage/rows.h"

namespace junkai::storage {

using domain::OfficerId;
using domain::SessionId;

std::optional<Credential> Sessions::find_credential(OfficerId officer)
{
    return transaction_.find(sql::sessions::kFindCredential, {officer}, [](const db::Row& row) {
        return Credential{.password_hash = string_at(row, 0),
                          .changed_at = row.instant(1),
                          .must_change = row.flag(2),
                          .failures = static_cast<int>(row.integer(3)),
                          .blocked_until = row.instant(4)};
    });
}

void Sessions::put_credential(OfficerId officer,
                              const std::string& password_hash,
                              Instant now,
                              bool must_change)
{
    transaction_.execute(sql::sessions::kPutCredential, {officer, password_hash, now, must_change});
}

void Sessions::set_failures(OfficerId officer, int failures, Instant blocked_until)
{
    transaction_.execute(sql::sessions::kSetFailures, {officer, failures, blocked_until});
}

void Sessions::add(const crypto::Digest& token, const StoredSession& session)
{
    transaction_.execute(
        sql::sessions::kInsertSession,
        {BytesView(token), session.id, session.officer, session.created_at, session.expires_at});
}

std::optional<StoredSession> Sessions::find(const crypto::Digest& token)
{
    return transaction_.find(sql::sessions::kFindSession, {BytesView(token)}, [](const db::Row& row) {
        return StoredSession{.id = row.id<SessionId>(0),
                             .officer = row.id<OfficerId>(1),
                             .created_at = row.instant(2),
                             .last_seen_at = row.instant(3),
                             .expires_at = row.instant(4)};
    });
}

void Sessions::touch(const crypto::Digest& token, Instant seen_at)
{
    transaction_.execute(sql::sessions::kTouchSession, {BytesView(token), seen_at});
}

void Sessions::remove(const crypto::Digest& token)
{
    transaction_.execute(sql::sessions::kDeleteSession, {BytesView(token)});
}

void Sessions::remove_others(OfficerId officer, const crypto::Digest& kept)
{
    transaction_.execute(sql::sessions::kDeleteOtherSessions, {officer, BytesView(kept)});
}

void Sessions::remove_expired(Instant now, Instant idle_since)
{
    transaction_.execute(sql::sessions::kDeleteSessionsExpired, {now, idle_since});
}

}  // namespace junkai::storage
