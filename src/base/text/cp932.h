// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace junkai {

/// Bytes that are no character of CP932. In the text they stand as U+FFFD; nothing is dropped.
struct Undecodable {
    enum class Kind {
        NotCp932,     // no such character
        UserDefined,  // 外字 (F040–F9FC): a glyph that only the machine of its author knows
        CutOff,       // the text ends in the middle of a character
    };
    std::uint64_t offset = 0;  // of the first byte, from the start of the stream
    std::uint8_t bytes[2] = {0, 0};
    std::uint8_t size = 1;
    Kind kind = Kind::NotCp932;
};

/// CP932 (Windows-31J, the "Shift JIS" of Windows and Excel) to UTF-8, piece by piece: a character may be cut
/// in two by the border of two chunks.
class Cp932Decoder {
public:
    /// Appends the text of the bytes to `out` and what could not be read to `problems`.
    void feed(std::string_view bytes, std::string& out, std::vector<Undecodable>& problems);

    /// The stream is over: a lead byte still waiting for its second is a problem.
    void finish(std::string& out, std::vector<Undecodable>& problems);

private:
    std::uint64_t offset_ = 0;
    std::optional<std::uint8_t> lead_;
};

/// A whole text at once.
struct Decoded {
    std::string text;
    std::vector<Undecodable> problems;
};

Decoded decode_cp932(std::string_view bytes);

/// A character (as a person counts them) that CP932 cannot hold.
struct Misfit {
    std::size_t offset = 0;  // in bytes of the UTF-8 text
    std::string character;   // as it was
    bool variation_lost =
        false;  // the kanji fits but not its variation selector: the plain kanji was written
};

/// UTF-8 to CP932. What does not fit is written as 〓 (a kanji with a variation selector as the plain kanji)
/// and listed: the caller shows the list before anybody uses the file. U+301C, U+2212, U+2016 and U+2014 are
/// written as the characters that Windows takes for them.
struct Encoded {
    std::string bytes;
    std::vector<Misfit> misfits;
};

Encoded encode_cp932(std::string_view text);

/// How a file that somebody hands in is encoded.
enum class Encoding { Utf8, Cp932, Utf16, Unknown };

struct Sniffed {
    Encoding encoding;
    std::size_t bom_size;  // to be skipped
};

/// From the beginning of a file: a byte order mark, else valid UTF-8, else readable CP932. A character cut
/// off at the end of the sample does not count against it. UTF-16 is recognised so that it can be refused by
/// name.
Sniffed sniff_encoding(std::string_view sample);

}  // namespace junkai
