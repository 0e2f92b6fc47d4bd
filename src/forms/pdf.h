// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "forms/ops.h"

#include <string>
#include <vector>

namespace junkai::forms {

struct DocumentInfo {
    std::string title;
    std::string subject;
    std::string
        created;  ///< ISO 8601; the only time in the document, so that the same input gives the same bytes.
    double width_pt = 0;
    double height_pt = 0;
};

/// The finished document: fonts embedded and subset, a bookmark for each page, language ja.
Bytes draw_pdf(const DocumentInfo& info, const std::vector<ComposedPage>& pages);

}  // namespace junkai::forms
