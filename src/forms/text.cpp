// SPDX-License-Identifier: Apache-2.0
#include "forms/text.h"

#include "base/invariant.h"
#include "forms/faces.h"

#include <fmt/format.h>
#include <pango/pango.h>

namespace junkai::forms {

using domain::forms::Typeface;

namespace {

constexpr std::string_view kGeta = "〓";

bool is_selector(char32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

bool is_private(char32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/// Joiners and direction marks: they have no glyph of their own and none is missed.
bool is_invisible(char32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
           c == 0xFEFF;
}

std::vector<char32_t> code_points(std::string_view text)
{
    std::vector<char32_t> points;
    for (const char* at = text.data(); at < text.data() + text.size(); at = g_utf8_next_char(at))
        points.push_back(g_utf8_get_char(at));
    return points;
}

struct Choice {
    const Face* face = nullptr;
    std::string shaped;  ///< What the shaper gets.
    bool geta = false;
    bool base_only = false;
};

/// The first font that holds the whole cluster; for a variation that no font holds the base glyph; else 〓.
Choice choose(const FaceSet& faces, Typeface typeface, std::string_view cluster)
{
    const std::vector<char32_t> points = code_points(cluster);
    const char32_t base = points.front();
    const char32_t selector = points.size() > 1 && is_selector(points[1]) ? points[1] : 0;
    const auto missing = [&] {
        return Choice{faces.find(typeface, 0x3013, 0), std::string(kGeta), true, false};
    };
    // A private-use code means a different character in each town hall: a font's own idea of it would be a
    // wrong name.
    if (is_private(base)) return missing();

    const Face* face = faces.find(typeface, base, selector);
    std::string shaped(cluster);
    bool base_only = false;
    if (face == nullptr && selector != 0) {
        face = faces.find(typeface, base, 0);
        gchar buffer[6];
        const gint length = g_unichar_to_utf8(base, buffer);
        shaped.assign(buffer, static_cast<std::size_t>(length));
        base_only = true;
    }
    if (face == nullptr && is_invisible(base)) return {faces.find(typeface, U' ', 0), "", false, false};
    if (face == nullptr) return missing();
    for (std::size_t i = selector != 0 ? 2 : 1; i < points.size(); ++i)
        if (!is_invisible(points[i]) && !face->has(points[i])) return missing();
    return {face, shaped, false, base_only};
}

std::string spell_out(std::string_view cluster)
{
    std::string out;
    for (const char32_t point : code_points(cluster))
        out += fmt::format("{}U+{:04X}", out.empty() ? "" : " ", static_cast<std::uint32_t>(point));
    return out;
}

/// Clusters that stand side by side in one face are shaped together.
struct Run {
    const Face* face = nullptr;
    std::string text;
    std::vector<std::size_t> starts;
    std::size_t first_cluster = 0;
};

void shape_run(const Run& run, Paragraph& into)
{
    hb_buffer_t* buffer = hb_buffer_create();
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    const auto length = static_cast<int>(run.text.size());
    hb_buffer_add_utf8(buffer, run.text.data(), length, 0, length);
    hb_buffer_guess_segment_properties(buffer);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    static const hb_language_t japanese = hb_language_from_string("ja", -1);
    hb_buffer_set_language(buffer, japanese);
    // One glyph a letter, so that a line may break anywhere the rules allow.
    const hb_feature_t plain = {
        HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    hb_shape(run.face->shaper(), buffer, &plain, 1);

    unsigned int count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer, &count);
    const double em = run.face->units_per_em();
    unsigned int at = 0;
    for (std::size_t i = 0; i < run.starts.size(); ++i) {
        Cluster& cluster = into.clusters[run.first_cluster + i];
        const std::size_t end = i + 1 < run.starts.size() ? run.starts[i + 1] : run.text.size();
        cluster.glyph_begin = into.glyphs.size();
        for (; at < count && (infos[at].cluster < end || i + 1 == run.starts.size()); ++at) {
            const hb_glyph_position_t& place = places[at];
            into.glyphs.push_back(
                {infos[at].codepoint, place.x_advance / em, place.x_offset / em, place.y_offset / em});
            cluster.advance += cluster.scale * place.x_advance / em;
        }
        cluster.glyph_count = into.glyphs.size() - cluster.glyph_begin;
    }
    hb_buffer_destroy(buffer);
}

std::vector<PangoLogAttr> break_attributes(const std::string& text)
{
    std::vector<PangoLogAttr> attributes(static_cast<std::size_t>(g_utf8_strlen(text.c_str(), -1)) + 1);
    static PangoLanguage* const japanese = pango_language_from_string("ja");
    pango_get_log_attrs(text.c_str(),
                        static_cast<int>(text.size()),
                        -1,
                        japanese,
                        attributes.data(),
                        static_cast<int>(attributes.size()));
    return attributes;
}

/// Splits the text at grapheme borders; struck and mark follow the span in which a cluster begins.
void cut_clusters(std::span<const Span> spans, Paragraph& into)
{
    const std::vector<PangoLogAttr> attributes = break_attributes(into.text);
    std::size_t span = 0;
    std::size_t span_end = spans.empty() ? 0 : spans[0].text.size();
    std::size_t index = 0;
    const char* const begin = into.text.c_str();
    for (const char* at = begin; *at != 0; at = g_utf8_next_char(at), ++index) {
        const auto offset = static_cast<std::size_t>(at - begin);
        const auto length = static_cast<std::size_t>(g_utf8_next_char(at) - at);
        bool new_span = false;
        while (span + 1 < spans.size() && offset >= span_end) {
            span_end += spans[++span].text.size();
            new_span = true;
        }
        if (!attributes[index].is_cursor_position && !new_span && !into.clusters.empty()) {
            into.clusters.back().text_length += length;
            continue;
        }
        Cluster cluster;
        cluster.text_begin = offset;
        cluster.text_length = length;
        cluster.scale = spans[span].mark ? 0.6 : 1;
        cluster.struck = spans[span].struck;
        cluster.space = attributes[index].is_white != 0;
        cluster.newline = *at == '\n';
        cluster.break_before = attributes[index].is_line_break != 0 && !spans[span].mark;
        into.clusters.push_back(cluster);
    }
}

}  // namespace

Paragraph shape(const FaceSet& faces, Typeface typeface, std::span<const Span> spans)
{
    Paragraph paragraph;
    for (const Span& span : spans)
        paragraph.text += span.text;
    invariant(g_utf8_validate(paragraph.text.data(), static_cast<gssize>(paragraph.text.size()), nullptr) !=
                  0,
              "a text to be printed is not UTF-8");
    cut_clusters(spans, paragraph);

    Run run;
    const auto flush = [&] {
        if (run.face != nullptr && !run.starts.empty()) shape_run(run, paragraph);
        run = {};
    };
    for (std::size_t i = 0; i < paragraph.clusters.size(); ++i) {
        Cluster& cluster = paragraph.clusters[i];
        if (cluster.newline) {
            flush();
            continue;
        }
        const std::string_view text =
            std::string_view(paragraph.text).substr(cluster.text_begin, cluster.text_length);
        const Choice choice = choose(faces, typeface, text);
        if (choice.geta || choice.base_only) paragraph.notes.push_back({spell_out(text), choice.base_only});
        cluster.face = choice.face;
        cluster.geta = choice.geta;
        if (choice.shaped.empty()) {
            flush();
            continue;
        }
        if (run.face != choice.face) flush();
        if (run.starts.empty()) run.first_cluster = i;
        run.face = choice.face;
        run.starts.push_back(run.text.size());
        run.text += choice.shaped;
    }
    flush();
    return paragraph;
}

double width_em(const Paragraph& paragraph)
{
    double sum = 0;
    for (const Cluster& cluster : paragraph.clusters)
        sum += cluster.advance;
    return sum;
}

std::size_t count_characters(std::string_view text)
{
    const std::string copy(text);
    const std::vector<PangoLogAttr> attributes = break_attributes(copy);
    std::size_t count = 0;
    for (std::size_t i = 0; i + 1 < attributes.size(); ++i)
        count += attributes[i].is_cursor_position;
    return count;
}

}  // namespace junkai::forms
