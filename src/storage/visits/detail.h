// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/personal.h"
#include "domain/visits/record.h"
#include "domain/visits/types.h"

#include <vector>

namespace junkai::storage {

/// What came of a visit (sealed): whatever its plain columns must not say.
struct VisitDetail {
    domain::visits::VisitOutcome outcome = domain::visits::VisitOutcome::Absent;
    std::optional<domain::visits::MetWhom> met_whom = {};
    std::vector<domain::OfficerId> others = {};
    std::optional<Instant> planned_end = {};
    std::vector<domain::visits::Topic> topics = {};
    PersonalText topic_text = {};
    std::optional<domain::visits::LeaveBehindNotice> notice = {};
    /// What the recorder was told beside it, so that a repeat of his act answers the same.
    std::vector<domain::visits::VisitWarning> warnings = {};
};

/// Bytes of version 1. Enumerators are their stable words.
Personal<Bytes> encode(const VisitDetail& detail);

/// Throws StorageError for bytes that encode() cannot have made.
VisitDetail decode_visit_detail(BytesView bytes);

}  // namespace junkai::storage
