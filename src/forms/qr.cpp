// SPDX-License-Identifier: Apache-2.0
#include "forms/qr.h"

#include "base/invariant.h"

#include <memory>
#include <qrencode.h>
#include <string>

namespace junkai::forms {

void compose_qr(std::string_view serial, double x, double y, double size, std::vector<Op>& into)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(std::string(serial).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    invariant(code != nullptr, "the serial of a print does not go into a QR code");
    Mosaic mosaic;
    const double module = size / code->width;
    for (int row = 0; row < code->width; ++row) {
        for (int column = 0; column < code->width;) {
            const auto dark = [&](int at) { return (code->data[row * code->width + at] & 1) != 0; };
            int end = column;
            while (end < code->width && dark(end))
                ++end;
            // Neighbours are one rectangle: fewer operations and no white hair between modules on screen.
            if (end > column)
                mosaic.tiles.push_back(
                    {x + column * module, y + row * module, (end - column) * module, module});
            column = end + 1;
        }
    }
    into.emplace_back(std::move(mosaic));
}

}  // namespace junkai::forms
