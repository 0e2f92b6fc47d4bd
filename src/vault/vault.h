// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/function_ref.h"
#include "base/result.h"
#include "crypto/ed25519.h"
#include "crypto/envelope.h"
#include "crypto/sha256.h"
#include "vault/errors.h"
#include "vault/key_source.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Where keys live (docs/formats/vault.md). Data and keys never travel together: the database holds sealed
/// cells, the vault of the station holds keys and no history. The vault never takes part in a database
/// transaction.
namespace junkai::vault {

/// One copy of a vault and the source of its own master.
struct Place {
    std::filesystem::path directory;
    std::unique_ptr<KeySource> keys;
};

/// How far a vault has come. The database keeps the last one it saw; a vault that is behind it is an old
/// copy.
struct Position {
    std::uint64_t epoch = 0;       ///< rounds of the ring
    std::uint64_t handed_out = 0;  ///< every key number below may be in use

    auto operator<=>(const Position&) const = default;
};

/// The ledger's tree head, noted here before it is signed.
struct NotedCheckpoint {
    std::uint64_t size = 0;
    crypto::Digest root{};

    bool operator==(const NotedCheckpoint&) const = default;
};

/// What is sealed under a key of its month, to be forgotten before the record it belongs to.
enum class MonthKind : std::uint16_t { VisitOutcome = 1, SearchWords = 2 };

struct Options {
    Position remembered;        ///< what the database last saw
    std::uint32_t block = 256;  ///< keys marked as handed out at a time, up to 32 times as many in an import;
                                ///< a restart wastes the rest
    std::uint32_t spare_shelves = 4;                ///< filled ahead
    std::chrono::milliseconds mirror_retry{1000};   ///< how often a lost mirror is looked for
    std::function<void(std::string_view)> steps{};  ///< called before each durable step; for crash tests
};

struct MirrorStatus {
    std::string directory;
    std::string keys;
    bool in_step = false;
    std::string why_not;
};

/// For `doctor` and the screens of the administrator.
struct Status {
    std::string directory;
    std::string keys;  ///< what source, no secret
    Grade grade = Grade::Medium;
    Position position;
    std::uint64_t fence = 0;
    std::uint64_t spare_keys = 0;  ///< made and mirrored, not handed out
    std::size_t shelves = 0;
    std::size_t open_shelves = 0;
    bool writable = false;
    std::vector<MirrorStatus> mirrors;
    std::vector<std::string> problems;  ///< torn files read from a mirror instead, failed writes
};

/// The vault of one station, open. All functions may be called from many threads.
///
/// Nothing is acknowledged before it is flushed in the main directory and in every mirror. When a mirror is
/// gone or behind, whatever would change the vault throws StorageUnavailable and writable() says so; keys
/// already handed out go on working. The mirror is looked for again on the next attempt, and caught up.
class Vault {
public:
    /// Makes directories, masters, ring and the first shelves. Throws VaultError(AlreadyThere).
    static std::unique_ptr<Vault>
    create(const Uuid& station, Place main, std::vector<Place> mirrors, Options options = {});

    /// Throws VaultError; Problem says which kind. A mirror that cannot be reached does not prevent opening.
    static std::unique_ptr<Vault>
    open(const Uuid& station, Place main, std::vector<Place> mirrors, Options options = {});

    ~Vault();
    Vault(const Vault&) = delete;
    Vault& operator=(const Vault&) = delete;

    /// A key that was never handed out before and never will be again. Throws StorageUnavailable when a
    /// mirror is behind or no spare key can be made.
    crypto::KeyRef take_key();

    /// The key of that kind for that month, made when first asked for. Throws KeyDestroyed when it was
    /// forgotten.
    crypto::KeyRef month_key(MonthKind kind, std::chrono::year_month month);

    /// The same without making one: for reading.
    std::optional<crypto::KeyRef> find_month_key(MonthKind kind, std::chrono::year_month month) const;

    /// Borrows a key for the length of the call: seal or open and return; do not call with_key inside. Throws
    /// KeyDestroyed, CryptoError for a number never handed out, VaultError(Damaged) naming a torn shelf.
    void with_key(crypto::KeyRef ref, FunctionRef<void(const crypto::RecordKey&)> use) const;

    Bytes
    seal(crypto::KeyRef ref, const crypto::CellPlace& place, BytesView plain, crypto::Padding padding) const;
    Personal<Bytes> unseal(crypto::KeyRef ref, const crypto::CellPlace& place, BytesView sealed) const;
    void
    unseal_into(crypto::KeyRef ref, const crypto::CellPlace& place, BytesView sealed, Bytes& plain) const;

    /// Makes at least so many spare keys before a large import, so that each take_key() is quick.
    void make_spare(std::uint64_t keys);

    /// To be called every few seconds by a job: looks for lost mirrors, fills shelves ahead. Storage that
    /// fails is not thrown: status() tells.
    void tend();

    /// Whether new keys can be had: refuses with vault.mirror_behind or vault.closed_for_writing. Costs
    /// nothing.
    Result<void> writable() const;

    /// Signs the ledger's checkpoints; made with the vault, gone with it.
    const crypto::SigningKey& signing_key() const;

    /// Durable in the main directory when it returns; a mirror that cannot follow falls behind, but does not
    /// stop the ledger. Throws CryptoError when the log shrank or forked: then nothing must be signed.
    void note_checkpoint(const NotedCheckpoint& checkpoint);
    std::optional<NotedCheckpoint> last_checkpoint() const;

    /// Writes the whole vault into the directory of a mirror that holds none: a new disk. Throws
    /// VaultError(AlreadyThere) when it holds one.
    void rebuild_mirror(std::size_t index);

    const Uuid& station() const;

    /// For the database to remember: what is durable here and in every mirror.
    Position position() const;
    Status status() const;

private:
    class Impl;
    explicit Vault(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// What can be said about a copy without any key and without opening it: also while a server runs.
struct Inspection {
    bool there = false;
    std::optional<Uuid> station;
    Position position;
    std::uint64_t fence = 0;
    std::size_t shelves = 0;
    std::vector<std::string> problems;  ///< torn, missing or readable by others
};

Inspection inspect(const std::filesystem::path& directory);

}  // namespace junkai::vault
