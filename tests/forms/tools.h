// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/form.h"
#include "profile/form_layout.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace junkai::forms::test {

/// Every folder below profiles/ that is a form; nothing to register for a new one.
std::vector<std::filesystem::path> form_folders();

std::filesystem::path card_folder();

/// One Fonts for the whole program: opening them takes a tenth of a second.
std::shared_ptr<Fonts> fonts();

/// The sample form made from its folder, ready to print.
struct Loaded {
    profile::FormSamples samples;
    domain::forms::FormLayout layout;
    Form form;

    const profile::FormSample& sample(const std::string& name) const;
    Bytes print(const std::string& name) const;
};

Loaded load(const std::filesystem::path& folder);

/// A PDF in a temporary folder that goes with it.
class PdfFile {
public:
    explicit PdfFile(const Bytes& pdf);
    ~PdfFile();
    PdfFile(const PdfFile&) = delete;
    PdfFile& operator=(const PdfFile&) = delete;

    const std::filesystem::path& folder() const { return folder_; }

    std::string path() const { return (folder_ / "form.pdf").string(); }

    /// The text of one page as it stands on the paper.
    std::string layout(int page) const;

    /// The text of one page (from 1), or of all (0), in the order in which it was set; one blank for any gap.
    std::string text(int page = 0) const;

    int pages() const;

private:
    std::string extract(const std::string& mode, int page) const;

    std::filesystem::path folder_;
};

struct Ran {
    int status = 0;
    std::string output;
};

/// Runs a shell command; both of its outputs.
Ran run(const std::string& command);

/// All pages below each other, 100 dots per inch, grey 0 to 255.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> pixels;
};

Picture picture_of(const PdfFile& pdf);
Picture read_png(const std::filesystem::path& path);
void write_png(const Picture& picture, const std::filesystem::path& path);

/// True when the run shall write the golden files instead of comparing with them.
bool writes_golden();

std::string read_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace junkai::forms::test
