// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/app.h"

#include <string>

namespace junkai::app {

/// 最初のシステム管理者, in a store that has nobody yet: his password, to be shown once. Refused
/// (roster.not_the_first) as soon as there is one officer: from then on people are registered by people. The
/// machine itself is the actor in the ledger.
Result<PersonalText>
create_first_administrator(App& app, const domain::OfficerNo& number, const std::string& name);

}  // namespace junkai::app
