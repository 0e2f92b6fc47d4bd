// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/forms/data.h"
#include "domain/forms/layout.h"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace junkai::profile {

/// Words of the profile in force by their id (terms.json, and legal_basis of profile.json); {beat} in a
/// printed text.
using FormTerms = std::map<std::string, std::string, std::less<>>;

/// Reads fields.json and layout.json of a form folder (docs/formats/forms.md). Anything that is not exactly
/// right is a ProfileError that names the file and the place (RFC 6901 pointer) in it.
domain::forms::FormLayout load_form(const std::filesystem::path& folder, const FormTerms& terms);

/// The same from texts, for tests and the fuzzer. The id of the form is the name of its folder.
domain::forms::FormLayout parse_form(std::string_view id,
                                     std::string_view fields_json,
                                     std::string_view layout_json,
                                     const FormTerms& terms);

/// One example of sample.json: invented people, printed by the golden tests and shown to who edits a layout.
struct FormSample {
    std::string name;
    domain::forms::FormData data;
    domain::forms::PrintStamp stamp;
};

struct FormSamples {
    FormTerms terms;
    std::vector<FormSample> samples;
};

FormSamples load_form_samples(const std::filesystem::path& folder);

}  // namespace junkai::profile
