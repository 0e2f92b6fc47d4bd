// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/personal.h"
#include "domain/forms/data.h"
#include "domain/forms/layout.h"
#include "forms/fonts.h"

#include <memory>

namespace junkai::forms {

class Composer;

/// 様式. A layout ready to be printed, blank (empty data) or filled. Make it once, print often: about 25 ms
/// to make, a few milliseconds a card. May be called from many threads; those who share one Fonts wait for
/// each other.
class Form {
public:
    /// Throws ProfileError when a printed text does not fit its box or no font has its characters.
    Form(const domain::forms::FormLayout& layout, std::shared_ptr<Fonts> fonts);
    ~Form();
    Form(Form&&) noexcept;
    Form& operator=(Form&&) noexcept;

    const domain::forms::FormLayout& layout() const;

    /// The PDF. The same data and stamp give the same bytes. A print is a new copy of the card: the caller
    /// records the serial before the bytes leave the server (trap 50).
    Personal<Bytes> print(const domain::forms::FormData& data, const domain::forms::PrintStamp& stamp) const;

private:
    std::shared_ptr<Fonts> fonts_;
    std::unique_ptr<Composer> composer_;
};

/// One print of one layout, for tools and tests; a server keeps a Form.
Personal<Bytes> render(const domain::forms::FormLayout& layout,
                       const domain::forms::FormData& data,
                       const domain::forms::PrintStamp& stamp);

}  // namespace junkai::forms
