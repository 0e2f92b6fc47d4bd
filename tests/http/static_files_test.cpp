// SPDX-License-Identifier: Apache-2.0
#include "kit/temp_dir.h"
#include "test_site.h"

#include <fstream>

namespace junkai::http::test {
namespace {

namespace fs = std::filesystem;

class Folder : public ::testing::Test {
protected:
    void SetUp() override
    {
        write("dist/index.html", "<!doctype html>shell");
        write("dist/assets/app-1a2b.js", "plain script");
        write("dist/assets/app-1a2b.js.br", "brotli script");
        write("dist/assets/app-1a2b.js.gz", "gzip script");
        write("dist/sw.js", "worker");
        write("secret.txt", "outside");
        fs::create_symlink(root / "secret.txt", root / "dist/link.txt");
        site.files = StaticFiles::load(root / "dist");
        site.start();
    }

    void write(const std::string& name, const std::string& text)
    {
        fs::create_directories((root / name).parent_path());
        std::ofstream(root / name) << text;
    }

    std::string ask(std::string_view path, std::string_view more = "")
    {
        RawClient client = site.client();
        client.send(get(path, more));
        return client.read_answer();
    }

    kit::TempDir folder;
    fs::path root = folder.path();
    TestSite site;
};

TEST_F(Folder, ServesFilesAndPagesAndNothingElse)
{
    struct Row {
        const char* path;
        int status;
        const char* body;
    };

    const Row rows[] = {
        {"/",                           200, "shell"             },
        {"/index.html",                 200, "shell"             },
        {"/doors/today",                200, "shell"             },
        {"/cards/018f3c3e",             200, "shell"             },
        {"/sw.js",                      200, "worker"            },
        {"/assets/app-1a2b.js",         200, "plain script"      },
        {"/assets/app-1a2b.js?v=1",     200, "plain script"      },
        {"/assets/gone.js",             404, "request.not_found" },
        {"/link.txt",                   404, "request.not_found" },
        {"/secret.txt",                 404, "request.not_found" },
        {"/assets/app-1a2b.js.br",      404, "request.not_found" },
        {"/v1/doors",                   404, "request.not_found" },
        {"/v1",                         404, "request.not_found" },
        {"/../secret.txt",              400, "path_dots"         },
        {"/assets/../../secret.txt",    400, "path_dots"         },
        {"/%2e%2e/secret.txt",          400, "path_dots"         },
        {"/..%2fsecret.txt",            400, "path_slash"        },
        {"/assets/%2e%2e%5csecret.txt", 400, "path_slash"        },
        {"//etc/passwd",                400, "path_empty_segment"},
        {"/....//secret.txt",           400, "path_empty_segment"},
    };
    for (const Row& row : rows) {
        const std::string answer = ask(row.path);
        EXPECT_EQ(status_in(answer), row.status) << row.path;
        EXPECT_NE(answer.find(row.body), std::string::npos) << row.path << answer;
        EXPECT_EQ(answer.find("outside"), std::string::npos) << row.path;
    }
    RawClient client = site.client();
    client.send(post("/doors", "{}"));
    EXPECT_EQ(status_in(client.read_answer()), 404);
}

TEST_F(Folder, ChoosesTheSmallestVariantTheBrowserTakes)
{
    const auto body = [&](const char* accept) {
        const std::string answer =
            ask("/assets/app-1a2b.js", "Accept-Encoding: " + std::string(accept) + "\r\n");
        EXPECT_NE(answer.find("vary: Accept-Encoding\r\n"), std::string::npos);
        return answer.substr(answer.find("\r\n\r\n") + 4);
    };
    EXPECT_EQ(body("gzip, deflate, br, zstd"), "brotli script");
    EXPECT_EQ(body("gzip, deflate"), "gzip script");
    EXPECT_EQ(body("br;q=0, gzip;q=0.5"), "gzip script");
    EXPECT_EQ(body("identity"), "plain script");
    EXPECT_EQ(body("brotli"), "plain script");
}

TEST_F(Folder, HashedAssetsAreKeptForEverTheRestIsAskedAgain)
{
    EXPECT_NE(ask("/assets/app-1a2b.js").find("cache-control: public, max-age=31536000, immutable\r\n"),
              std::string::npos);
    const std::string page = ask("/");
    EXPECT_NE(page.find("cache-control: no-cache\r\n"), std::string::npos);
    const std::size_t at = page.find("etag: ") + 6;
    const std::string etag = page.substr(at, page.find("\r\n", at) - at);
    const std::string again = ask("/", "If-None-Match: \"other\", " + etag + "\r\n");
    EXPECT_EQ(status_in(again), 304);
    EXPECT_EQ(again.find("Content-Length"), std::string::npos);
    EXPECT_EQ(status_in(ask("/", "If-None-Match: \"other\"\r\n")), 200);
}

TEST_F(Folder, WithoutAnIndexThereIsNoSite)
{
    EXPECT_THROW(StaticFiles::load(root), ProfileError);
    EXPECT_THROW(StaticFiles::load(root / "nothing"), ProfileError);
}

}  // namespace
}  // namespace junkai::http::test
