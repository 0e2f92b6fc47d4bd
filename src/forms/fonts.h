// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

namespace junkai::forms {

/// The pinned font files: those of Debian's fonts-ipamj-mincho and fonts-noto-cjk. No other font of the
/// machine is ever looked at, so that the same input gives the same page on every machine.
struct FontPaths {
    std::filesystem::path mincho = "/usr/share/fonts/truetype/ipamj/ipamjm.ttf";
    std::filesystem::path serif = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
    std::filesystem::path gothic = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    std::filesystem::path gothic_bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
};

struct FontFiles;

/// The opened font files, shared by all forms of a thread pool. Forms that share one Fonts print one after
/// another.
class Fonts {
public:
    /// Throws ProfileError that names the missing file and the package that brings it.
    explicit Fonts(const FontPaths& paths = {});
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    FontFiles& files() const { return *files_; }

private:
    std::unique_ptr<FontFiles> files_;
};

}  // namespace junkai::forms
