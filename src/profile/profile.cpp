// SPDX-License-Identifier: Apache-2.0
#include "profile/profile.h"

#include "base/errors.h"
#include "profile/json.h"
#include "profile/read_rules.h"
#include "profile/reader.h"

#include <algorithm>

namespace junkai::profile {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBase = "base";

std::vector<RuleSet> read_earlier(const Reader& at)
{
    return at.list([](const Reader& item) {
        ObjectReader row(item);
        RuleSet out{"", row["title"].text(), row["in_force_from"].date(), false};
        row.done();
        return out;
    });
}

std::vector<Term> read_terms(const Json& json)
{
    ObjectReader all{Reader(json)};
    std::vector<Term> out;
    for (const std::string& key : all.keys()) {
        ObjectReader row = all.object(key);
        Term term{key, row["term"].text(), row["reading"].text(), row["meaning"].text(), ""};
        if (const auto clause = row.find("clause")) term.clause = clause->text();
        row.done();
        out.push_back(std::move(term));
    }
    return out;
}

EraTable read_eras(const Reader& at)
{
    auto eras = at.list([](const Reader& item) {
        ObjectReader row(item);
        Era era{row["letter"].text(), row["short_name"].text(), row["name"].text(), row["first"].date()};
        if (const auto last = row.find("last")) era.last = last->date();
        row.done();
        return era;
    });
    if (eras.empty()) at.fail("at least one era is wanted");
    try {
        return EraTable(std::move(eras));
    } catch (const ProfileError& error) {
        at.fail(error.what());
    }
}

/// Loads one dated folder; `earlier` is filled with the versions it lists for display.
Profile read_version(const fs::path& folder, const fs::path& base, std::vector<RuleSet>& earlier)
{
    const Json own = load_json((folder / "profile.json").string());
    const Json whole = overlay(load_json((base / "profile.json").string()), own);
    ObjectReader top{Reader(whole)};
    // A dated profile says what it stands on, so that a reader of the file does not take it for complete.
    top["inherits"].word({kBase});

    Profile out;
    out.id = top["id"].text();
    out.prefecture = top["prefecture"].text();
    out.fictional = top["fictional"].flag();
    ObjectReader rule = top.object("rule");
    out.title = rule["title"].text();
    const Reader from = rule["in_force_from"];
    out.in_force_from = from.date();
    if (format_date(out.in_force_from) != folder.filename()) from.fail("differs from the name of the folder");
    out.legal_basis = rule["legal_basis"].text();
    earlier = read_earlier(rule["earlier"]);
    rule.done();
    out.rules = read_rules(top);
    if (const auto eras = top.find("eras")) out.eras = read_eras(*eras);
    top.done();

    out.terms = read_terms(load_json((folder / "terms.json").string()));
    out.folders = {folder, base};
    return out;
}

std::vector<fs::path> dated_folders(const fs::path& prefecture)
{
    std::vector<fs::path> out;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(prefecture, ec)) {
        if (!entry.is_directory()) continue;
        if (!parse_date(entry.path().filename().string())) {
            throw ProfileError(entry.path().string() +
                               ": the folder's name is not a day, written 2021-04-01");
        }
        out.push_back(entry.path());
    }
    if (ec || out.empty()) throw ProfileError(prefecture.string() + ": has no dated profile");
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

Profiles Profiles::load(const fs::path& profiles, const std::string& prefecture)
{
    // The name comes from a setting or a column and must not lead out of profiles/.
    if (prefecture.empty() || prefecture == kBase || prefecture.find_first_of("/\\.") != std::string::npos) {
        throw ProfileError("\"" + prefecture + "\" is not the name of a prefecture's folder");
    }
    Profiles out;
    std::vector<RuleSet> earlier;
    for (const fs::path& folder : dated_folders(profiles / prefecture))
        out.versions_.push_back(read_version(folder, profiles / kBase, earlier));

    // The newest version's list counts; what has a folder of its own is implemented and stands for itself.
    for (const RuleSet& set : earlier) {
        const auto same = [&](const Profile& p) { return p.in_force_from == set.in_force_from; };
        if (std::none_of(out.versions_.begin(), out.versions_.end(), same)) out.rule_sets_.push_back(set);
    }
    for (const Profile& p : out.versions_)
        out.rule_sets_.push_back({p.id, p.title, p.in_force_from, true});
    std::sort(out.rule_sets_.begin(), out.rule_sets_.end(), [](const RuleSet& a, const RuleSet& b) {
        return a.in_force_from < b.in_force_from;
    });
    return out;
}

const Profile* Profiles::find_on(Date day) const
{
    const Profile* found = nullptr;
    for (const Profile& version : versions_)
        if (version.in_force_from <= day) found = &version;
    return found;
}

Result<const Profile*> Profiles::rules_on(Date day) const
{
    // 0 (通達): judged by the version in force on the date of the act.
    if (const Profile* found = find_on(day)) return found;
    return Refusal{"rules.version_not_known", "0 (通達)", {{"on", format_date(day)}}};
}

const Term* Profile::find_term(std::string_view key) const
{
    const auto found = std::find_if(terms.begin(), terms.end(), [&](const Term& t) { return t.key == key; });
    return found == terms.end() ? nullptr : &*found;
}

fs::path Profile::find_form(std::string_view form) const
{
    for (const fs::path& folder : folders) {
        const fs::path candidate = folder / "forms" / form;
        if (fs::is_directory(candidate)) return candidate;
    }
    return {};
}

std::vector<std::string> list_prefectures(const fs::path& profiles)
{
    std::vector<std::string> out;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(profiles, ec))
        if (entry.is_directory() && entry.path().filename() != kBase)
            out.push_back(entry.path().filename().string());
    if (ec) throw ProfileError(profiles.string() + ": cannot be read");
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace junkai::profile
