// SPDX-License-Identifier: Apache-2.0
// What the tests of this folder share; it has no test of its own.
#include "forms/tools.h"

#include "base/errors.h"

#include <cairo.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace junkai::forms::test {

namespace fs = std::filesystem;

std::vector<fs::path> form_folders()
{
    std::vector<fs::path> folders;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(JUNKAI_SOURCE_DIR) / "profiles"))
        if (entry.path().filename() == "layout.json") folders.push_back(entry.path().parent_path());
    std::ranges::sort(folders);
    return folders;
}

fs::path card_folder()
{
    return fs::path(JUNKAI_SOURCE_DIR) / "profiles/base/forms/household-card";
}

std::shared_ptr<Fonts> fonts()
{
    static const auto shared = std::make_shared<Fonts>();
    return shared;
}

const profile::FormSample& Loaded::sample(const std::string& name) const
{
    const auto found = std::ranges::find(samples.samples, name, &profile::FormSample::name);
    if (found == samples.samples.end()) throw std::runtime_error("no sample " + name);
    return *found;
}

Bytes Loaded::print(const std::string& name) const
{
    const profile::FormSample& one = sample(name);
    return form.print(one.data, one.stamp).reveal();
}

Loaded load(const fs::path& folder)
{
    profile::FormSamples samples = profile::load_form_samples(folder);
    domain::forms::FormLayout layout = profile::load_form(folder, samples.terms);
    Form form(layout, fonts());
    return {std::move(samples), std::move(layout), std::move(form)};
}

PdfFile::PdfFile(const Bytes& pdf)
{
    std::string name = (fs::temp_directory_path() / "junkai-forms-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
    std::ofstream out(path(), std::ios::binary);
    out.write(reinterpret_cast<const char*>(pdf.data()), static_cast<std::streamsize>(pdf.size()));
}

PdfFile::~PdfFile()
{
    std::error_code ignored;  // A folder that stays behind in /tmp harms no test.
    fs::remove_all(folder_, ignored);
}

std::string PdfFile::extract(const std::string& mode, int page) const
{
    const std::string range =
        page == 0 ? "" : "-f " + std::to_string(page) + " -l " + std::to_string(page) + " ";
    const Ran ran = run("pdftotext " + mode + " -enc UTF-8 " + range + path() + " -");
    if (ran.status != 0) throw std::runtime_error("pdftotext (poppler-utils) failed: " + ran.output);
    return ran.output;
}

std::string PdfFile::layout(int page) const
{
    return extract("-layout", page);
}

std::string PdfFile::text(int page) const
{
    const std::string raw = extract("-raw", page);
    const std::string wide = "\u3000";
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const bool is_wide = raw.compare(i, wide.size(), wide) == 0;
        if (is_wide) i += wide.size() - 1;
        const bool gap = is_wide || raw[i] == ' ' || raw[i] == '\n' || raw[i] == '\f';
        if (!gap)
            out += raw[i];
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    return out;
}

int PdfFile::pages() const
{
    return std::stoi(run("qpdf --show-npages " + path()).output);
}

Ran run(const std::string& command)
{
    std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
    Ran ran;
    std::array<char, 4096> buffer{};
    for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        ran.output.append(buffer.data(), got);
    ran.status = pclose(pipe);
    return ran;
}

Picture picture_of(const PdfFile& pdf)
{
    const Ran ran = run("pdftoppm -r 100 -png " + pdf.path() + " " + (pdf.folder() / "page").string());
    if (ran.status != 0) throw std::runtime_error("pdftoppm (poppler-utils) failed: " + ran.output);
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(pdf.folder()))
        if (entry.path().extension() == ".png") files.push_back(entry.path());
    std::ranges::sort(files);
    Picture all;
    for (const fs::path& file : files) {
        const Picture page = read_png(file);
        all.width = page.width;
        all.height += page.height;
        all.pixels.insert(all.pixels.end(), page.pixels.begin(), page.pixels.end());
    }
    return all;
}

Picture read_png(const fs::path& path)
{
    cairo_surface_t* read = cairo_image_surface_create_from_png(path.c_str());
    if (cairo_surface_status(read) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(path.string() + " is no readable PNG");
    Picture picture;
    picture.width = cairo_image_surface_get_width(read);
    picture.height = cairo_image_surface_get_height(read);
    const unsigned char* data = cairo_image_surface_get_data(read);
    const int stride = cairo_image_surface_get_stride(read);
    const bool grey = cairo_image_surface_get_format(read) == CAIRO_FORMAT_A8;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            picture.pixels.push_back(data[y * stride + (grey ? x : 4 * x + 1)]);
    cairo_surface_destroy(read);
    return picture;
}

void write_png(const Picture& picture, const fs::path& path)
{
    cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width, picture.height);
    unsigned char* data = cairo_image_surface_get_data(image);
    const int stride = cairo_image_surface_get_stride(image);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            std::fill_n(data + y * stride + 4 * x,
                        3,
                        picture.pixels[static_cast<std::size_t>(y * picture.width + x)]);
    cairo_surface_mark_dirty(image);
    fs::create_directories(path.parent_path());
    const cairo_status_t status = cairo_surface_write_to_png(image, path.c_str());
    cairo_surface_destroy(image);
    if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error("cannot write " + path.string());
}

bool writes_golden()
{
    const char* mode = std::getenv("JUNKAI_GOLDEN");
    return mode != nullptr && std::string(mode) == "write";
}

std::string read_text(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_text(const fs::path& path, const std::string& text)
{
    std::ofstream out(path, std::ios::binary);
    out << text;
}

}  // namespace junkai::forms::test
