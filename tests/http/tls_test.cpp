// SPDX-License-Identifier: Apache-2.0
#include "tls_peer.h"

#include <openssl/pem.h>

#include <sys/stat.h>

namespace junkai::http::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class Tls : public ::testing::Test {
protected:
    void start() { site.start(); }

    TlsSite site;
    const TlsFiles& files = site.files;
};

template <class T, void (*Free)(T*)>
struct Freer {
    void operator()(T* object) const { Free(object); }
};

using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY, EVP_PKEY_free>>;

void write_key(const fs::path& path, EVP_PKEY* key, const char* passphrase = nullptr)
{
    fs::remove(path);
    std::FILE* const file = std::fopen(path.c_str(), "w");
    PEM_write_PrivateKey(file,
                         key,
                         passphrase != nullptr ? EVP_aes_256_cbc() : nullptr,
                         nullptr,
                         0,
                         nullptr,
                         const_cast<char*>(passphrase));
    std::fclose(file);
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

/// As someone else would issue it: for this key, signed with this digest.
void write_certificate(const fs::path& path, EVP_PKEY* key, const EVP_MD* digest = EVP_sha256())
{
    X509* const x509 = X509_new();
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 4711);
    X509_gmtime_adj(X509_getm_notBefore(x509), -60);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    const auto* name = reinterpret_cast<const unsigned char*>("localhost");
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC, name, -1, -1, 0);
    X509_set_issuer_name(x509, X509_get_subject_name(x509));
    X509_set_pubkey(x509, key);
    X509_sign(x509, key, digest);
    std::FILE* const file = std::fopen(path.c_str(), "w");
    PEM_write_X509(file, x509);
    std::fclose(file);
    X509_free(x509);
}

std::string reason_of(const std::function<void()>& act)
{
    try {
        act();
    } catch (const CryptoError& error) {
        return error.what();
    }
    return "";
}

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
        TlsPeer peer(site.server->port());
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
    TlsPeer peer(site.server->port());
    ASSERT_TRUE(peer.shake_hands());
    X509* const certificate = SSL_get1_peer_certificate(peer.ssl);
    EXPECT_EQ(X509_check_host(certificate, "localhost", 0, 0, nullptr), 1);
    EXPECT_EQ(X509_check_ip_asc(certificate, "127.0.0.1", 0), 1);
    EXPECT_EQ(X509_check_ip_asc(certificate, "::1", 0), 1);
    EXPECT_EQ(X509_check_host(certificate, "evil.example", 0, 0, nullptr), 0);
    X509_free(certificate);
}

TEST_F(Tls, RefusesOldVersions)
{
    start();
    for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
        TlsPeer peer(site.server->port());
        // A client that would speak them if it were let.
        SSL_CTX_set_security_level(peer.context, 0);
        peer.speak_only(version);
        EXPECT_FALSE(peer.shake_hands()) << version;
    }
    site.wait_for([&] {
        return site.metrics.render().find("junkai_http_handshake_failures_total 2\n") != std::string::npos;
    });
}

TEST_F(Tls, RefusesWeakSuites)
{
    struct Row {
        const char* name;
        const char* suites;
        bool passes;
    };

    const Row rows[] = {
        {"modern, P-256 key",           "ECDHE-ECDSA-AES128-GCM-SHA256",                             true },
        {"modern, RSA key",             "ECDHE-RSA-AES256-GCM-SHA384",                               true },
        {"modern, for phones",          "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305", true },
        {"no forward secrecy",          "AES128-GCM-SHA256:AES256-GCM-SHA384",                       false},
        {"finite-field Diffie-Hellman", "DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384",       false},
        {"CBC and SHA-1",               "ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES256-SHA",               false},
        {"CBC and SHA-2",               "ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384",         false},
        {"short tags",                  "ECDHE-ECDSA-AES128-CCM8",                                   false},
        {"ARIA and Camellia",           "ECDHE-ARIA128-GCM-SHA256:ECDHE-ECDSA-CAMELLIA128-SHA256",   false},
        {"no encryption",               "ECDHE-ECDSA-NULL-SHA:ECDHE-RSA-NULL-SHA:NULL-SHA256",       false},
        {"nobody proves anything",      "AECDH-AES128-SHA:ADH-AES128-GCM-SHA256",                    false},
        {"shared secrets",              "PSK-AES128-GCM-SHA256:ECDHE-PSK-AES128-CBC-SHA256",         false},
    };
    TlsSite with_rsa;
    const Key rsa(EVP_RSA_gen(2048));
    write_key(with_rsa.files.key, rsa.get());
    write_certificate(with_rsa.files.certificate, rsa.get());
    with_rsa.start();
    start();
    for (const Row& row : rows) {
        bool passed = false;
        for (TlsSite* one : {&site, &with_rsa}) {
            TlsPeer peer(one->server->port());
            SSL_CTX_set_security_level(peer.context, 0);
            peer.speak_only(TLS1_2_VERSION);
            ASSERT_EQ(SSL_CTX_set_cipher_list(peer.context, row.suites), 1) << row.name;
            passed = peer.shake_hands() || passed;
        }
        EXPECT_EQ(passed, row.passes) << row.name;
    }
}

TEST_F(Tls, RefusesOtherCurvesAndOtherProtocols)
{
    start();

    struct Row {
        const char* name;
        const char* groups;
        std::string_view alpn;
        bool passes;
    };

    const Row rows[] = {
        {"our curves",               "X25519:P-256", "\x08http/1.1",       true },
        {"the other of our curves",  "P-384",        "\x08http/1.1",       true },
        {"a curve that we have not", "P-521",        "\x08http/1.1",       false},
        {"no protocol named",        "X25519",       "",                   true },
        {"ours behind HTTP/2",       "X25519",       "\x02h2\x08http/1.1", true },
        {"HTTP/2 only",              "X25519",       "\x02h2",             false},
        {"HTTP/1.0 only",            "X25519",       "\x08http/1.0",       false},
    };
    for (const Row& row : rows) {
        TlsPeer peer(site.server->port());
        ASSERT_EQ(SSL_CTX_set1_groups_list(peer.context, row.groups), 1) << row.name;
        EXPECT_EQ(peer.shake_hands(row.alpn), row.passes) << row.name;
    }
}

TEST_F(Tls, NeitherCompressesNorShakesHandsTwice)
{
    start();
    TlsPeer peer(site.server->port());
    peer.speak_only(TLS1_2_VERSION);
    ASSERT_TRUE(peer.shake_hands());
    EXPECT_EQ(SSL_get_current_compression(peer.ssl), nullptr);
    EXPECT_EQ(SSL_get_secure_renegotiation_support(peer.ssl), 1);
    SSL_renegotiate(peer.ssl);
    EXPECT_NE(SSL_do_handshake(peer.ssl), 1);
}

TEST_F(Tls, AnAddressOfAnotherMachineIsNotListenedOn)
{
    // Of the block for documentation: no machine has it.
    site.options.address = "192.0.2.1";
    try {
        start();
        ADD_FAILURE() << "it was";
    } catch (const ListenError& failure) {
        EXPECT_EQ(failure.why(), ListenError::Why::NotOurs) << failure.what();
    }
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
    TlsPeer peer(site.server->port());
    ASSERT_TRUE(peer.shake_hands());
    const std::string answer = peer.ask("GET /v1/hello HTTP/1.1\r\n\r\n");
    EXPECT_EQ(status_in(answer), 400);
    EXPECT_NE(answer.find("host_missing"), std::string::npos);
}

TEST_F(Tls, ASlowHeaderIsToldHereToo)
{
    site.options.deadlines.header = 80ms;
    start();
    TlsPeer peer(site.server->port());
    ASSERT_TRUE(peer.shake_hands());
    EXPECT_EQ(status_in(peer.ask("GET /v1/hello HTTP/1.1\r\nHost: loc")), 408);
}

TEST_F(Tls, AFloodOfHandshakesThatNeverComeLeavesRoomWhenItIsOver)
{
    site.options.deadlines.handshake = 200ms;
    site.options.caps.connections_per_address = 20;
    start();
    {
        std::vector<std::unique_ptr<RawClient>> flood;
        for (int i = 0; i < 60; ++i)
            flood.push_back(std::make_unique<RawClient>(site.server->port()));
        // Over the caps there is no handshake, and no word: the connection just ends.
        for (const auto& silent : flood)
            EXPECT_EQ(silent->read_to_end(), "");
    }
    site.wait_for([&] { return site.server->connections() == 0; });
    TlsPeer peer(site.server->port());
    ASSERT_TRUE(peer.shake_hands());
    EXPECT_EQ(status_in(peer.ask(get("/v1/hello"))), 200);
}

TEST_F(Tls, ReloadTakesANewPairForNewConnectionsAndLetsOldOnesLive)
{
    start();
    TlsPeer before(site.server->port());
    ASSERT_TRUE(before.shake_hands());
    fs::remove(files.certificate);
    fs::remove(files.key);
    ensure_certificate(files, {"localhost"}, SystemClock().now());
    site.options.tls->reload();
    TlsPeer after(site.server->port());
    ASSERT_TRUE(after.shake_hands());
    EXPECT_NE(before.serial(), after.serial());
    EXPECT_EQ(status_in(before.ask(get("/v1/hello"))), 200);
    EXPECT_EQ(status_in(after.ask(get("/v1/hello"))), 200);
}

TEST_F(Tls, ReloadKeepsTheOldPairAndSaysWhyTheNewOneIsNoGood)
{
    start();
    const Key p256(EVP_EC_gen("P-256"));
    const Key other(EVP_EC_gen("P-256"));
    const Key rsa(EVP_RSA_gen(2048));
    const Key short_rsa(EVP_RSA_gen(1024));
    const auto pair = [&](const Key& key, const Key& certified, const EVP_MD* digest = EVP_sha256()) {
        return [&, digest] {
            write_key(files.key, key.get());
            write_certificate(files.certificate, certified.get(), digest);
        };
    };

    struct Row {
        const char* name;
        std::function<void()> change;
        const char* says;
    };

    const Row rows[] = {
        {"another key of the same kind",                       pair(other,                                                 p256),"is not the key of"},
        {"another kind of key",                                                    pair(rsa,                                                                                          p256),"is not the key of"},
        {"an RSA key that is too short",                                 pair(short_rsa,                                                                                           short_rsa),                                "too small"},
        {"a certificate that is none",                                          [&] { std::ofstream(files.certificate) << "none"; },"not PEM"},
        {"an empty certificate",[&] { std::ofstream{files.certificate}; },           "not PEM"                                           },
        {"no certificate",                                                    [&] { fs::remove(files.certificate); },                                                                                           "cannot be read"},
        {"a key that is none",[&] { std::ofstream(files.key) << "none"; },"not a private key"},
        {"a key behind a passphrase",                                               [&] { write_key(files.key, p256.get(), "secret"); },                                                                                                                                                                            "passphrase"                                                                                                                                     },
        {"a key that others can read",[&] { fs::permissions(files.key, fs::perms::all); },"chmod 600"},
        {"no key",                                               [&] { fs::remove(files.key); },                                                                                                                                                                                                                                                                         "cannot read"                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                                        },
    };
    TlsPeer first(site.server->port());
    ASSERT_TRUE(first.shake_hands());
    for (const Row& row : rows) {
        pair(p256, p256)();
        row.change();
        EXPECT_NE(reason_of([&] { site.options.tls->reload(); }).find(row.says), std::string::npos)
            << row.name << ": " << reason_of([&] { site.options.tls->reload(); });
        TlsPeer still(site.server->port());
        ASSERT_TRUE(still.shake_hands()) << row.name;
        EXPECT_EQ(still.serial(), first.serial()) << row.name;
    }
    pair(p256, p256)();
    site.options.tls->reload();
    TlsPeer fresh(site.server->port());
    ASSERT_TRUE(fresh.shake_hands());
    EXPECT_NE(fresh.serial(), first.serial());
}

TEST_F(Tls, ASessionIsTakenUpAgainUntilTheCertificateChanges)
{
    start();
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsPeer first(site.server->port());
        first.speak_only(version);
        ASSERT_TRUE(first.shake_hands());
        EXPECT_EQ(SSL_session_reused(first.ssl), 0);
        EXPECT_EQ(status_in(first.ask(get("/v1/hello"))), 200);
        SSL_SESSION* const session = SSL_get1_session(first.ssl);
        const auto reused = [&] {
            TlsPeer again(site.server->port());
            again.speak_only(version);
            EXPECT_TRUE(again.shake_hands("\x08http/1.1", session));
            EXPECT_EQ(status_in(again.ask(get("/v1/hello"))), 200);
            return SSL_session_reused(again.ssl) == 1;
        };
        EXPECT_TRUE(reused()) << version;
        site.options.tls->reload();
        EXPECT_FALSE(reused()) << version;
        SSL_SESSION_free(session);
    }
}

}  // namespace
}  // namespace junkai::http::test
