// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/personal.h"
#include "base/time.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace junkai::domain::forms {

/// A value as it is to be printed. Dates and eras come as text (「昭和60年頃」 is a date too); a choice
/// brings its code, several choices their codes with a space between; a flag is "true".
struct FormValue {
    PersonalText text;
    std::vector<PersonalText> struck =
        {};  ///< Earlier values, oldest first, printed under a double line (補正, 5-5(1)).
};

/// 記載内容. What a form is filled with: names of fields.json to values and rows. An empty one prints the
/// blank form.
struct FormData {
    std::map<std::string, FormValue, std::less<>> values;
    std::map<std::string, std::vector<FormData>, std::less<>> rows;

    void set(std::string name, std::string text)
    {
        values[std::move(name)] = {PersonalText(std::move(text))};
    }
};

/// 印刷の記録. Who printed when and why; the serial alone stands in the QR code (a random number, nothing of
/// a person).
struct PrintStamp {
    std::string serial;
    Instant printed_at;
    std::string printed_by_no;
    std::string purpose;
};

}  // namespace junkai::domain::forms
