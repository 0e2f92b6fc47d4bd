// SPDX-License-Identifier: Apache-2.0
#include "app/places/import_places.h"

#include "base/text/cp932.h"
#include "crypto/sha256.h"
#include "domain/places/order.h"
#include "storage/places/imports.h"
#include "storage/places/places.h"

#include <algorithm>
#include <map>
#include <set>

namespace junkai::app {

using domain::Action;
using domain::BuildingId;
using domain::DwellingId;
using domain::ImportId;
using domain::UnitId;
using domain::duty::Operation;
using domain::duty::Subject;
using domain::places::Building;
using domain::places::Dwelling;
using storage::BuildingPlace;

namespace {

constexpr std::size_t kBatch = 1000;
constexpr std::size_t kChunk = 256 * 1024;

/// The hash of the whole file, in constant memory; leaves the stream at its start.
crypto::Digest hash_of(std::istream& file)
{
    crypto::Sha256 hash;
    std::vector<char> chunk(kChunk);
    while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0)
        hash.add(bytes_of(std::string_view(chunk.data(), static_cast<std::size_t>(file.gcount()))));
    file.clear();
    file.seekg(0);
    return hash.finish();
}

/// Feeds the decoded text of a file to a CSV reader, chunk by chunk.
class TextFile {
public:
    explicit TextFile(std::istream& file) : file_(file), chunk_(kChunk) {}

    /// Refuses what is no text that we read; must be called first.
    Result<void> open()
    {
        next();
        const Sniffed sniffed = sniff_encoding(piece_);
        if (sniffed.encoding != Encoding::Utf8 && sniffed.encoding != Encoding::Cp932)
            return Refusal{"import.unreadable_encoding", ""};
        cp932_ = sniffed.encoding == Encoding::Cp932;
        piece_.remove_prefix(sniffed.bom_size);
        return {};
    }

    void read(CsvReader& csv, CsvReader::OnRow on_row, const std::function<void(std::uint64_t)>& progress)
    {
        for (; !piece_.empty(); next()) {
            csv.feed(decoded(), on_row);
            if (progress) progress(done_);
        }
        text_.clear();
        if (cp932_) decoder_.finish(text_, undecodable_);
        csv.feed(text_, on_row);
        csv.finish(on_row);
    }

private:
    void next()
    {
        file_.read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
        piece_ = std::string_view(chunk_.data(), static_cast<std::size_t>(file_.gcount()));
        done_ += piece_.size();
    }

    std::string_view decoded()
    {
        if (!cp932_) return piece_;
        text_.clear();
        // What could not be read stands as U+FFFD in its field, where the row's check finds it.
        undecodable_.clear();
        decoder_.feed(piece_, text_, undecodable_);
        return text_;
    }

    std::istream& file_;
    std::vector<char> chunk_;
    std::string_view piece_;
    std::string text_;
    Cp932Decoder decoder_;
    std::vector<Undecodable> undecodable_;
    std::uint64_t done_ = 0;
    bool cp932_ = false;
};

/// So many ids of now in their order, so that the rows of a batch go in one behind the other.
template <class AnId>
std::vector<AnId> make_ids(UnitOfWork& work, std::size_t count)
{
    std::vector<AnId> out;
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(work.make_id<AnId>());
    std::ranges::sort(out);
    return out;
}

BuildingPlace building_place(const PlaceRow& row)
{
    return {row.address.town, row.address.written, row.building};
}

/// The rows whose key is not there yet; of two with one key the first.
std::vector<const PlaceRow*> pick_new(storage::Places& places, const std::vector<PlaceRow>& batch)
{
    std::vector<std::string> keys;
    for (const PlaceRow& row : batch)
        keys.push_back(row.key);
    std::set<std::string> known = places.list_known_keys(keys);
    std::vector<const PlaceRow*> out;
    for (const PlaceRow& row : batch)
        if (known.insert(row.key).second) out.push_back(&row);
    return out;
}

/// Finds the buildings that rows name, and makes those that are not there.
std::map<BuildingPlace, BuildingId>
settle_buildings(storage::Places& places, UnitOfWork& work, const std::vector<const PlaceRow*>& rows)
{
    std::map<BuildingPlace, const PlaceRow*> named;
    for (const PlaceRow* row : rows)
        if (!row->building.empty()) named.emplace(building_place(*row), row);
    std::vector<BuildingPlace> wanted;
    for (const auto& [place, row] : named)
        wanted.push_back(place);
    auto out = places.list_buildings_at(wanted);
    std::vector<Building> fresh;
    for (const auto& [place, row] : named)
        if (!out.contains(place))
            fresh.push_back({.id = work.make_id<BuildingId>(),
                             .station = work.caller().station,
                             .beat = row->beat,
                             .name = row->building,
                             .name_kana = "",
                             .address = row->address});
    places.add_all(fresh, work.now());
    for (const Building& one : fresh)
        out.emplace(BuildingPlace{one.address.town, one.address.written, one.name}, one.id);
    return out;
}

/// Stores the dwellings of a batch that are not there yet, each with its unit; how many.
std::uint64_t store(UnitOfWork& work, const std::vector<PlaceRow>& batch)
{
    const domain::StationId station = work.caller().station;
    storage::Places places(work.scope().transaction, station);
    const auto rows = pick_new(places, batch);
    const auto buildings = settle_buildings(places, work, rows);
    const auto dwelling_ids = make_ids<DwellingId>(work, rows.size());
    const auto unit_ids = make_ids<UnitId>(work, rows.size());
    std::vector<Dwelling> dwellings;
    std::vector<std::string> keys;
    std::vector<storage::NewUnit> units;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const PlaceRow& row = *rows[i];
        dwellings.push_back({.id = dwelling_ids[i],
                             .station = station,
                             .beat = row.beat,
                             .building = row.building.empty()
                                             ? std::nullopt
                                             : std::optional(buildings.at(building_place(row))),
                             .kind = row.dwelling_kind,
                             .address = row.address,
                             .latitude = std::nullopt,
                             .longitude = std::nullopt});
        keys.push_back(row.key);
        units.push_back({.unit = {.id = unit_ids[i],
                                  .station = station,
                                  .beat = row.beat,
                                  .dwelling = dwelling_ids[i],
                                  .kind = row.unit_kind},
                         .walk_order = domain::places::walk_key(row.address)});
    }
    places.add_all(dwellings, keys, work.now());
    places.add_all(units, work.now());
    return rows.size();
}

Result<domain::duty::Permit> permit_import(UnitOfWork& work)
{
    Subject station;
    station.station = work.caller().station;
    return work.permit(Operation::ImportPlaces, station);
}

/// One run over a file: gathers batches and brings each home in a unit of work of its own.
class Run {
public:
    Run(App& app, const Caller& caller, const ImportOptions& options, const Frame& frame)
        : app_(app), caller_(caller), options_(options), rows_(frame)
    {
    }

    /// Finds where an earlier run stopped, or begins one.
    Result<void> begin(const crypto::Digest& file)
    {
        const auto found = app_.work.write(
            caller_, Action::PlacesImported, [&](UnitOfWork& work) -> Result<storage::ImportRun> {
                JUNKAI_TRY(permit_import(work));
                storage::Imports imports(work.scope());
                if (auto known = imports.find("places", file)) return *known;
                if (options_.dry_run) return storage::ImportRun{work.make_id<ImportId>()};
                return imports.begin("places", file, caller_.actor.officer);
            });
        if (!found) return found.error();
        run_ = *found;
        counts_.resumed = run_->batches_done;
        return {};
    }

    void row(const CsvRow& row)
    {
        if (failed_) return;
        if (!rows_.has_head()) {
            if (auto head = rows_.head(row); !head) failed_ = head.error();
            return;
        }
        ++counts_.rows;
        std::vector<ImportProblem> problems;
        const auto place = rows_.read(row, problems);
        for (const ImportProblem& problem : problems)
            if (options_.report) options_.report(problem);
        if (place)
            batch_.push_back(*place);
        else
            ++refused_in_batch_;
        if (batch_.size() + refused_in_batch_ == kBatch) flush(false);
    }

    Result<ImportCounts> end()
    {
        if (!failed_ && !rows_.has_head()) failed_ = Refusal{"import.empty_file", ""};
        if (!failed_) flush(true);
        if (failed_) return *failed_;
        return counts_;
    }

private:
    void flush(bool last)
    {
        counts_.refused += refused_in_batch_;
        const bool already = counts_.batches < run_->batches_done;
        if (!options_.dry_run && !run_->finished && !already) {
            const auto done = app_.work.write(
                caller_, Action::PlacesImported, [&](UnitOfWork& work) -> Result<std::uint64_t> {
                    JUNKAI_TRY(permit_import(work));
                    const std::uint64_t made = store(work, batch_);
                    storage::Imports(work.scope())
                        .advance(run_->id, counts_.batches, batch_.size(), refused_in_batch_, last);
                    return made;
                });
            if (!done) {
                failed_ = done.error();
                return;
            }
            counts_.made += *done;
            counts_.known += batch_.size() - *done;
        } else if (options_.dry_run) {
            counts_.made += batch_.size();
        } else {
            counts_.known += batch_.size();
        }
        ++counts_.batches;
        batch_.clear();
        refused_in_batch_ = 0;
    }

    App& app_;
    const Caller& caller_;
    const ImportOptions& options_;
    PlaceRows rows_;
    std::optional<storage::ImportRun> run_;
    std::vector<PlaceRow> batch_;
    std::uint64_t refused_in_batch_ = 0;
    ImportCounts counts_;
    std::optional<Refusal> failed_;
};

}  // namespace

Result<ImportCounts>
import_places(App& app, const Caller& caller, std::istream& file, const ImportOptions& options)
{
    const auto frame = app.stations->get(caller.station).frame();
    Run run(app, caller, options, *frame);
    JUNKAI_TRY(run.begin(hash_of(file)));
    TextFile text(file);
    JUNKAI_TRY(text.open());
    CsvReader csv;
    text.read(
        csv, [&](const CsvRow& row) { run.row(row); }, options.progress);
    return run.end();
}

}  // namespace junkai::app
