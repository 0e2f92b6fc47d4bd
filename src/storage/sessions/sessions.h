// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/sha256.h"
#include "db/db.h"
#include "domain/ids.h"

#include <optional>
#include <string>

/// Passwords and sessions. A session is found by the hash of its cookie; the cookie itself is kept nowhere.
namespace junkai::storage {

struct Credential {
    std::string password_hash;
    Instant changed_at;
    bool must_change = false;
    int failures = 0;
    Instant blocked_until;
};

struct StoredSession {
    domain::SessionId id;
    domain::OfficerId officer;
    Instant created_at;
    Instant last_seen_at;
    Instant expires_at;
};

class Sessions {
public:
    explicit Sessions(db::Transaction& transaction) : transaction_(transaction) {}

    std::optional<Credential> find_credential(domain::OfficerId officer);
    /// A new password; clears the throttle.
    void put_credential(domain::OfficerId officer,
                        const std::string& password_hash,
                        Instant now,
                        bool must_change);
    void set_failures(domain::OfficerId officer, int failures, Instant blocked_until);

    void add(const crypto::Digest& token, const StoredSession& session);
    std::optional<StoredSession> find(const crypto::Digest& token);
    void touch(const crypto::Digest& token, Instant seen_at);
    void remove(const crypto::Digest& token);
    void remove_others(domain::OfficerId officer, const crypto::Digest& kept);
    void remove_expired(Instant now, Instant idle_since);

private:
    db::Transaction& transaction_;
};

}  // namespace junkai::storage
