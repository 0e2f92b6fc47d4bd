// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "crypto/password.h"
#include "vault/passphrase_source.h"
#include "vault/vault.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace junkai::vault {

inline const Uuid kStation = Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057").value();
inline const Uuid kOtherStation = Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8058").value();

/// Thrown by a step to stand for a crash. Not an std::exception, so nothing catches it on the way.
struct Crash {
    std::string step;
};

/// In memory where there is such a place: each of these tests flushes thousands of times, and what a test
/// proves is the order of the steps.
class Folder {
public:
    Folder() : path_(std::filesystem::exists("/dev/shm") ? "/dev/shm/jk-XXXXXX" : "/tmp/jk-XXXXXX")
    {
        if (mkdtemp(path_.data()) == nullptr)
            throw std::system_error(errno, std::generic_category(), "mkdtemp");
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder()
    {
        std::error_code ignored;  // a leftover folder is no reason to fail a test
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path path() const { return path_; }

private:
    std::string path_;
};

/// Two directories on one disk, as in the demo.
class VaultTest : public testing::Test {
protected:
    std::filesystem::path main_directory() const { return folder_.path() / "main"; }

    std::filesystem::path mirror_directory() const { return folder_.path() / "mirror"; }

    static Place place(const std::filesystem::path& directory,
                       const std::string& passphrase = "correct",
                       const Steps& steps = {})
    {
        return {directory,
                std::make_unique<PassphraseKeySource>(directory, passphrase, crypto::kArgon2Test, steps)};
    }

    std::vector<Place> mirrors(const std::string& passphrase = "correct", const Steps& steps = {}) const
    {
        std::vector<Place> out;
        out.push_back(place(mirror_directory(), passphrase, steps));
        return out;
    }

    /// Small blocks and shelves at once, so that a test passes every border.
    static Options options(const Steps& steps = {})
    {
        Options out;
        out.block = 8;
        out.spare_shelves = 1;
        out.mirror_retry = std::chrono::milliseconds(0);
        out.steps = steps;
        return out;
    }

    std::unique_ptr<Vault> create(const Steps& steps = {}) const
    {
        return Vault::create(
            kStation, place(main_directory(), "correct", steps), mirrors("correct", steps), options(steps));
    }

    std::unique_ptr<Vault> open(const Options& with) const
    {
        return Vault::open(
            kStation, place(main_directory(), "correct", with.steps), mirrors("correct", with.steps), with);
    }

    std::unique_ptr<Vault> open() const { return open(options()); }

    /// What opening says, or nothing when it succeeds.
    template <class F>
    static std::optional<Problem> problem_of(F&& action)
    {
        try {
            action();
        } catch (const VaultError& error) {
            return error.problem();
        }
        return std::nullopt;
    }

    static Bytes read_file(const std::filesystem::path& path)
    {
        std::ifstream in(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        return to_bytes(text);
    }

    static void write_file(const std::filesystem::path& path, BytesView bytes)
    {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << text_of(bytes);
    }

    Folder folder_;
};

inline crypto::CellPlace cell_place(const Uuid& row)
{
    return {"card", "household", row};
}

inline Bytes seal_text(const Vault& vault, crypto::KeyRef ref, std::string_view text)
{
    return vault.seal(ref, cell_place(kStation), bytes_of(text), crypto::Padding::Short);
}

inline std::string unseal_text(const Vault& vault, crypto::KeyRef ref, const Bytes& cell)
{
    return std::string(text_of(vault.unseal(ref, cell_place(kStation), cell).reveal()));
}

}  // namespace junkai::vault
