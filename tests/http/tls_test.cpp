// SPDX-License-Identifier: Apache-2.0
#include "test_site.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <sys/stat.h>

#include <fstream>

namespace junkai::http::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Peer {
    explicit Peer(std::uint16_t port) : socket(port), context(SSL_CTX_new(TLS_client_method())) {}

    ~Peer()
    {
        SSL_free(ssl);
        SSL_CTX_free(context);
    }

    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    bool shake_hands(std::string_view alpn = "\x08http/1.1")
    {
        ssl = SSL_new(context);
        SSL_set_tlsext_host_name(ssl, "localhost");
        if (!alpn.empty())
            SSL_set_alpn_protos(
                ssl, reinterpret_cast<const unsigned char*>(alpn.data()), static_cast<unsigned>(alpn.size()));
        SSL_set_fd(ssl, socket.descriptor());
        return SSL_connect(ssl) == 1;
    }

    std::string ask(std::string_view text)
    {
        SSL_write(ssl, text.data(), static_cast<int>(text.size()));
        std::string answer;
        char bytes[4096];
        while (answer.find("}") == std::string::npos) {
            const int n = SSL_read(ssl, bytes, sizeof bytes);
            if (n <= 0) break;
            answer.append(bytes, static_cast<std::size_t>(n));
        }
        return answer;
    }

    std::string serial() const
    {
        X509* const certificate = SSL_get1_peer_certificate(ssl);
        const ASN1_INTEGER* number = X509_get0_serialNumber(certificate);
        std::string text(reinterpret_cast<const char*>(number->data),
                         static_cast<std::size_t>(number->length));
        X509_free(certificate);
        return text;
    }

    RawClient socket;
    SSL_CTX* context;
    SSL* ssl = nullptr;
};

class Tls : public ::testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = (fs::temp_directory_path() / "junkai-tls-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder = pattern;
        files = {folder / "tls/certificate.pem", folder / "tls/key.pem"};
        ASSERT_TRUE(ensure_certificate(files, {"localhost", "127.0.0.1", "::1"}, SystemClock().now()));
    }

    void TearDown() override { fs::remove_all(folder); }

    void start()
    {
        site.options.tls = std::make_shared<TlsContext>(files);
        site.start();
    }

    fs::path folder;
    TlsFiles files;
    TestSite site;
};

TEST_F(Tls, TheKeyIsForTheOwnerOnlyAndMadeOnce)
{
    struct stat status {};

    ASSERT_EQ(::stat(files.key.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_FALSE(ensure_certificate(files, {"localhost"}, SystemClock().now()));
    // Ours is made anew when it is about to expire.
    EXPECT_TRUE(ensure_certificate(files, {"localhost"}, SystemClock().now() + std::chrono::hours(24 * 800)));
    fs::permissions(files.key, fs::perms::owner_read | fs::perms::group_read);
    EXPECT_THROW(TlsContext{files}, CryptoError);
    fs::remove(files.key);
    EXPECT_THROW(ensure_certificate(files, {"localhost"}, SystemClock().now()), CryptoError);
}

TEST_F(Tls, SpeaksTheTwoLatestVersionsWithModernSuites)
{
    start();
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        Peer peer(site.server->port());
        SSL_CTX_set_min_proto_version(peer.context, version);
        SSL_CTX_set_max_proto_version(peer.context, version);
        ASSERT_TRUE(peer.shake_hands());
        const std::string suite = SSL_get_cipher_name(peer.ssl);
        EXPECT_TRUE(suite.find("GCM") != std::string::npos || suite.find("CHACHA20") != std::string::npos)
            << suite;
        const unsigned char* protocol = nullptr;
        unsigned size = 0;
        SSL_get0_alpn_selected(peer.ssl, &protocol, &size);
        EXPECT_EQ(std::string(reinterpret_cast<const char*>(protocol), size), "http/1.1");
        EXPECT_EQ(status_in(peer.ask(get("/v1/hello"))), 200);
        EXPECT_EQ(status_in(peer.ask(get("/v1/hello"))), 200);
    }
}

TEST_F(Tls, TheCertificateNamesTheHostAndItsAddresses)
{
    start();
    Peer peer(site.server->port());
    ASSERT_TRUE(peer.shake_hands());
    X509* const certificate = SSL_get1_peer_certificate(peer.ssl);
    EXPECT_EQ(X509_check_host(certificate, "localhost", 0, 0, nullptr), 1);
    EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.1", 0), 1);
    EXPECT_EQ(X509_check_ip_asc(certificate, "::1", 0), 1);
    EXPECT_EQ(X509_check_host(certificate, "evil.example", 0, 0, nullptr), 0);
    X509_free(certificate);
}

TEST_F(Tls, RefusesOldVersionsWeakSuitesAndOtherProtocols)
{
    start();
    {
        Peer peer(site.server->port());
        SSL_CTX_set_security_level(peer.context, 0);
        SSL_CTX_set_min_proto_version(peer.context, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(peer.context, TLS1_1_VERSION);
        EXPECT_FALSE(peer.shake_hands());
    }
    {
        Peer peer(site.server->port());
        SSL_CTX_set_max_proto_version(peer.context, TLS1_2_VERSION);
        SSL_CTX_set_cipher_list(peer.context, "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA384");
        EXPECT_FALSE(peer.shake_hands());
    }
    {
        Peer peer(site.server->port());
        EXPECT_FALSE(peer.shake_hands("\x02h2"));
    }
    {
        Peer peer(site.server->port());
        EXPECT_TRUE(peer.shake_hands(""));
    }
    site.wait_for([&] {
        return site.metrics.render().find("junkai_http_handshake_failures_total 3\n") != std::string::npos;
    });
}

TEST_F(Tls, PlainHttpOnTheTlsPortEndsTheConnection)
{
    start();
    EXPECT_EQ(status_in(site.exchange(get("/v1/hello"))), 0);
}

TEST_F(Tls, AHandshakeThatNeverComesIsCut)
{
    site.options.deadlines.handshake = 60ms;
    start();
    RawClient silent = site.client();
    EXPECT_EQ(silent.read_to_end(), "");
}

TEST_F(Tls, MalformedRequestsGetTheirAnswerHereToo)
{
    start();
    Peer peer(site.server->port());
    ASSERT_TRUE(peer.shake_hands());
    const std::string answer = peer.ask("GET /v1/hello HTTP/1.1\r\n\r\n");
    EXPECT_EQ(status_in(answer), 400);
    EXPECT_NE(answer.find("host_missing"), std::string::npos);
}

TEST_F(Tls, ASlowHeaderIsToldHereToo)
{
    site.options.deadlines.header = 80ms;
    start();
    Peer peer(site.server->port());
    ASSERT_TRUE(peer.shake_hands());
    EXPECT_EQ(status_in(peer.ask("GET /v1/hello HTTP/1.1\r\nHost: loc")), 408);
}

TEST_F(Tls, ReloadTakesANewPairAndKeepsTheOldOneWhenItIsBroken)
{
    start();
    Peer before(site.server->port());
    ASSERT_TRUE(before.shake_hands());
    fs::remove(files.certificate);
    fs::remove(files.key);
    ensure_certificate(files, {"localhost"}, SystemClock().now());
    site.options.tls->reload();
    Peer after(site.server->port());
    ASSERT_TRUE(after.shake_hands());
    EXPECT_NE(before.serial(), after.serial());
    // The connection of before goes on.
    EXPECT_EQ(status_in(before.ask(get("/v1/hello"))), 200);

    std::ofstream(files.certificate) << "not a certificate";
    EXPECT_THROW(site.options.tls->reload(), CryptoError);
    Peer still(site.server->port());
    ASSERT_TRUE(still.shake_hands());
    EXPECT_EQ(still.serial(), after.serial());
}

TEST_F(Tls, ASessionIsTakenUpAgain)
{
    start();
    Peer first(site.server->port());
    SSL_CTX_set_max_proto_version(first.context, TLS1_2_VERSION);
    ASSERT_TRUE(first.shake_hands());
    EXPECT_EQ(status_in(first.ask(get("/v1/hello"))), 200);
    SSL_SESSION* const session = SSL_get1_session(first.ssl);
    Peer second(site.server->port());
    SSL_CTX_set_max_proto_version(second.context, TLS1_2_VERSION);
    second.ssl = SSL_new(second.context);
    SSL_set_session(second.ssl, session);
    SSL_set_fd(second.ssl, second.socket.descriptor());
    EXPECT_EQ(SSL_connect(second.ssl), 1);
    EXPECT_EQ(SSL_session_reused(second.ssl), 1);
    SSL_SESSION_free(session);
}

}  // namespace
}  // namespace junkai::http::test
