// SPDX-License-Identifier: Apache-2.0
// tools/embed-sql.mjs: what it refuses, naming file and line, and what it makes.
#include "kit/temp_dir.h"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace junkai {
namespace {

class EmbedSql : public ::testing::Test {
protected:
    void put(const std::string& file, const std::string& text)
    {
        const std::filesystem::path path = folder / ("sql/" + file);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }

    /// What the tool said; "" when it was content.
    std::string run()
    {
        const std::string command = "node " JUNKAI_SOURCE_DIR "/tools/embed-sql.mjs " + folder / "sql" + " " +
                                    folder / "out" + " 2>&1";
        FILE* pipe = popen(command.c_str(), "r");
        std::string said;
        std::array<char, 4096> buffer{};
        while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr)
            said += buffer.data();
        const int status = pclose(pipe);
        EXPECT_EQ(status == 0, said.empty()) << said;
        return said;
    }

    std::string made(const std::string& file)
    {
        std::ifstream in(folder / ("out/" + file));
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }

    kit::TempDir folder;
};

TEST_F(EmbedSql, makes_a_constant_with_doc_both_texts_and_the_number_of_parameters)
{
    put("queries/cards.sql",
        "-- the chapter\n\n-- name: find_card\n-- A card.\nSELECT a, b -- why\n  FROM card\n WHERE id = $1 "
        "AND c > $2 AND d = '$9;';\n"
        "-- name: now@sqlite\nSELECT unixepoch()\n-- name: now@postgres\nSELECT extract(epoch FROM now())\n");
    ASSERT_EQ(run(), "");
    const std::string header = made("cards.h");
    EXPECT_NE(header.find("namespace junkai::sql::cards"), std::string::npos);
    EXPECT_NE(
        header.find("/// A card.\ninline constexpr ::junkai::db::Statement kFindCard{\"cards.find_card\""),
        std::string::npos);
    EXPECT_NE(header.find("SELECT a, b\n  FROM card\n WHERE id = $1 AND c > $2 AND d = '$9;')sql\",\n2};"),
              std::string::npos);
    EXPECT_NE(header.find("kNow{\"cards.now\",\nR\"sql(SELECT unixepoch())sql\",\nR\"sql(SELECT extract"),
              std::string::npos);
    EXPECT_NE(made("all_statements.h").find("2> kAllStatements"), std::string::npos);
}

TEST_F(EmbedSql, leaves_an_unchanged_header_alone_and_removes_one_without_a_chapter)
{
    put("queries/a.sql", "-- name: x\nSELECT 1\n");
    put("queries/b.sql", "-- name: x\nSELECT 1\n");
    ASSERT_EQ(run(), "");
    const auto before = std::filesystem::last_write_time(folder / "out/a.h");
    std::filesystem::remove(folder / "sql/queries/b.sql");
    ASSERT_EQ(run(), "");
    EXPECT_EQ(std::filesystem::last_write_time(folder / "out/a.h"), before);
    EXPECT_FALSE(std::filesystem::exists(folder / "out/b.h"));
}

TEST_F(EmbedSql, refuses_with_file_and_line)
{
    struct Case {
        const char* what;
        const char* text;
        const char* line;
    };

    const Case cases[] = {
        {"two of one name",           "-- name: x\nSELECT 1\n-- name: x\nSELECT 2\n",           ":3: "},
        {"two statements",            "-- name: x\nSELECT 1;\nSELECT 2\n",                      ":3: "},
        {"every column",              "-- name: x\nSELECT *\nFROM a\n",                         ":2: "},
        {"every column of a table",   "-- name: x\nSELECT\na.* FROM a\n",                       ":3: "},
        {"every column in RETURNING", "-- name: x\nDELETE FROM a RETURNING *\n",                ":2: "},
        {"text without a name",       "-- a comment\nSELECT 1\n",                               ":2: "},
        {"a name that is none",       "-- name: FindCard\nSELECT 1\n",                          ":1: "},
        {"an engine that is none",    "-- name: x@mysql\nSELECT 1\n",                           ":1: "},
        {"no text",                   "-- name: x\n-- doc\n\n",                                 ":1: "},
        {"one engine only",           "-- name: x@sqlite\nSELECT 1\n",                          ":1: "},
        {"a gap in the parameters",   "-- name: x\nSELECT $2\n",                                ":1: "},
        {"question marks",            "-- name: x\nSELECT ?\n",                                 ":2: "},
        {"an open quote",             "-- name: x\nSELECT\n'a\n",                               ":3: "},
        {"unlike parameters",         "-- name: x\nSELECT $1\n-- name: x@postgres\nSELECT 1\n", ":1: "},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.what);
        put("queries/t.sql", c.text);
        EXPECT_NE(run().find("t.sql" + std::string(c.line)), std::string::npos);
    }
    put("queries/t.sql", "-- name: x\nSELECT count(*), 2*b FROM a\n");
    EXPECT_EQ(run(), "");
}

TEST_F(EmbedSql, migrations_come_in_pairs_with_numbers_and_checksums)
{
    put("queries/t.sql", "-- name: x\nSELECT 1\n");
    put("migrations/sqlite/0001_a.sql", "abc");
    EXPECT_NE(run().find("no counterpart in migrations/postgres"), std::string::npos);
    put("migrations/postgres/0001_a.sql", "abc");
    ASSERT_EQ(run(), "");
    // SHA-256 of "abc", FIPS 180-4.
    EXPECT_NE(made("migrations.h").find("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
              std::string::npos);
    put("migrations/sqlite/0001_b.sql", "x");
    EXPECT_NE(run().find("number 0001 is taken by 0001_a.sql"), std::string::npos);
    std::filesystem::remove(folder / "sql/migrations/sqlite/0001_b.sql");
    put("migrations/sqlite/b.sql", "x");
    EXPECT_NE(run().find("NNNN_what.sql"), std::string::npos);
}

}  // namespace
}  // namespace junkai
