// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/tls.h"
#include "kit/temp_dir.h"
#include "test_site.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <string>

namespace junkai::http::test {

/// A site behind TLS, with a key and a certificate of its own in a folder that goes with it.
struct TlsSite : TestSite {
    TlsSite() { ensure_certificate(files, {"localhost", "127.0.0.1", "::1"}, SystemClock().now()); }

    void start()
    {
        options.tls = std::make_shared<TlsContext>(files);
        TestSite::start();
    }

    kit::TempDir folder;
    TlsFiles files{folder / "tls/certificate.pem", folder / "tls/key.pem"};
};

/// A client that speaks TLS over a raw socket: change `context` before shake_hands().
class TlsPeer {
public:
    explicit TlsPeer(std::uint16_t port) : context(SSL_CTX_new(TLS_client_method())), socket_(port) {}

    ~TlsPeer()
    {
        SSL_free(ssl);
        SSL_CTX_free(context);
    }

    TlsPeer(const TlsPeer&) = delete;
    TlsPeer& operator=(const TlsPeer&) = delete;

    /// With a session of an earlier connection it is offered.
    bool shake_hands(std::string_view alpn = "\x08http/1.1", SSL_SESSION* session = nullptr)
    {
        ssl = SSL_new(context);
        SSL_set_tlsext_host_name(ssl, "localhost");
        if (!alpn.empty())
            SSL_set_alpn_protos(
                ssl, reinterpret_cast<const unsigned char*>(alpn.data()), static_cast<unsigned>(alpn.size()));
        if (session != nullptr) SSL_set_session(ssl, session);
        SSL_set_fd(ssl, socket_.descriptor());
        return SSL_connect(ssl) == 1;
    }

    /// Only one version of TLS.
    void speak_only(int version) const
    {
        SSL_CTX_set_min_proto_version(context, version);
        SSL_CTX_set_max_proto_version(context, version);
    }

    bool send(std::string_view text)
    {
        return SSL_write(ssl, text.data(), static_cast<int>(text.size())) > 0;
    }

    /// Everything until the server says that no more comes; "TIMEOUT" at the end when it does not.
    std::string read_to_end()
    {
        std::string answer;
        char bytes[4096];
        while (true) {
            const int n = SSL_read(ssl, bytes, sizeof bytes);
            if (n <= 0) return answer + (SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN ? "" : "TIMEOUT");
            answer.append(bytes, static_cast<std::size_t>(n));
        }
    }

    /// Sends and reads one answer whose body is an object.
    std::string ask(std::string_view text)
    {
        send(text);
        std::string answer;
        char bytes[4096];
        while (answer.find('}') == std::string::npos) {
            const int n = SSL_read(ssl, bytes, sizeof bytes);
            if (n <= 0) break;
            answer.append(bytes, static_cast<std::size_t>(n));
        }
        return answer;
    }

    /// The serial number of the server's certificate.
    std::string serial() const
    {
        X509* const certificate = SSL_get1_peer_certificate(ssl);
        const ASN1_INTEGER* number = X509_get0_serialNumber(certificate);
        std::string text(reinterpret_cast<const char*>(number->data),
                         static_cast<std::size_t>(number->length));
        X509_free(certificate);
        return text;
    }

    SSL_CTX* context;
    SSL* ssl = nullptr;

private:
    RawClient socket_;
};

}  // namespace junkai::http::test
