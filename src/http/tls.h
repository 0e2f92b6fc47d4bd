// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/time.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace junkai::http {

struct TlsFiles {
    /// PEM: the chain, own certificate first.
    std::filesystem::path certificate;
    /// PEM, mode 0600.
    std::filesystem::path key;
};

/// Makes a P-256 key and a self-made certificate (browsers take no Ed25519) for `names` (DNS names and IP
/// addresses) when neither file is there, or when ours expires within thirty days. Never touches a
/// certificate that someone else issued. True when it made one. Throws CryptoError; a key without
/// certificate, or the reverse, is an error too.
bool ensure_certificate(const TlsFiles& files, const std::vector<std::string>& names, Instant now);

/// localhost, 127.0.0.1, ::1 and the host name of this machine.
std::vector<std::string> default_certificate_names();

/// TLS 1.2 with forward-secret AEAD suites and TLS 1.3, ALPN http/1.1, session tickets, no renegotiation.
class TlsContext {
public:
    /// Throws CryptoError when the files are not a matching pair or the key can be read by others.
    explicit TlsContext(TlsFiles files);
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    /// Reads the files again (SIGHUP): connections from now on use them. When they are broken it throws and
    /// the old ones stay in use.
    void reload();

    /// An SSL_CTX with one more reference, for the server to adopt.
    void* acquire() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace junkai::http
