// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

namespace junkai::app {

/// 警察職員の名簿, in the order of the numbers, after `after`. `station`: of another one, for headquarters.
Result<std::vector<storage::StoredOfficer>> list_officers(App& app,
                                                          const Caller& caller,
                                                          const std::optional<domain::StationId>& station,
                                                          std::string_view after,
                                                          int limit);

/// 警察職員の登録. Whoever is not yet in the roster gets a number's account with a password made here.
struct CreateOfficer {
    domain::OfficerNo number;
    std::string name;
    std::string name_kana = {};
    std::string rank = {};
    domain::roster::Post post = domain::roster::Post::CommunityOfficer;
    bool is_community_officer = true;
    /// None: the caller's own station.
    std::optional<domain::StationId> station = {};
};

struct CreatedOfficer {
    storage::StoredOfficer officer;
    /// Only in the first answer: it is kept nowhere, so that a repeat cannot show it.
    std::optional<PersonalText> first_password;
};

Result<CreatedOfficer> create_officer(App& app, const Caller& caller, const CreateOfficer& command);

/// 仮のパスワード: for somebody who has lost his own; ends the sessions that are open.
Result<CreatedOfficer> reset_password(App& app, const Caller& caller, domain::OfficerId officer);

}  // namespace junkai::app
