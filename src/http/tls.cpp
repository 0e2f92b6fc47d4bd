// SPDX-License-Identifier: Apache-2.0
#include "http/tls.h"

#include "base/errors.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mutex>
#include <utility>

namespace junkai::http {
namespace {

constexpr long kDay = 24L * 60 * 60;
constexpr long kValidDays = 825;
constexpr long kRenewDays = 30;
// How long a session may be taken up again. A ticket of TLS 1.2 stands on a key that lives as long as the
// context; an hour spares the handshakes of a day's work.
constexpr long kSessionSeconds = 60L * 60;
constexpr const char* kIssuer = "junkai self-made certificate";

template <class T, void (*Free)(T*)>
struct Freer {
    void operator()(T* object) const { Free(object); }
};

using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509, X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION, X509_EXTENSION_free>>;
using Context = std::unique_ptr<SSL_CTX, Freer<SSL_CTX, SSL_CTX_free>>;

struct BioFreer {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};

using Bio = std::unique_ptr<BIO, BioFreer>;

void check(bool good, const char* what)
{
    if (good) return;
    char reason[200] = "";
    ERR_error_string_n(ERR_peek_last_error(), reason, sizeof reason);
    ERR_clear_error();
    throw CryptoError(std::string("tls: ") + what + " (" + reason + ")");
}

bool is_address(const std::string& name)
{
    unsigned char bytes[16];
    return inet_pton(AF_INET, name.c_str(), bytes) == 1 || inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

void add_extension(X509* certificate, int id, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
    check(extension != nullptr, "certificate extension");
    check(X509_add_ext(certificate, extension.get(), -1) == 1, "certificate extension");
}

Certificate make_certificate(EVP_PKEY* key, const std::vector<std::string>& names, Instant now)
{
    Certificate certificate(X509_new());
    check(certificate != nullptr, "certificate");
    X509* const x509 = certificate.get();
    X509_set_version(x509, 2);
    const std::unique_ptr<BIGNUM, Freer<BIGNUM, BN_free>> serial(BN_new());
    check(serial && BN_rand(serial.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1, "serial number");
    check(BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x509)) != nullptr, "serial number");
    time_t at = std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::seconds>(now));
    check(X509_time_adj_ex(X509_getm_notBefore(x509), -1, 0, &at) != nullptr, "validity");
    check(X509_time_adj_ex(X509_getm_notAfter(x509), kValidDays, 0, &at) != nullptr, "validity");
    X509_NAME* const name = X509_get_subject_name(x509);
    check(X509_NAME_add_entry_by_txt(
              name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(kIssuer), -1, -1, 0) == 1,
          "subject");
    check(X509_set_issuer_name(x509, name) == 1, "issuer");
    check(X509_set_pubkey(x509, key) == 1, "public key");
    std::string alternatives;
    for (const std::string& host : names)
        alternatives +=
            (alternatives.empty() ? "" : ",") + std::string(is_address(host) ? "IP:" : "DNS:") + host;
    add_extension(x509, NID_subject_alt_name, alternatives);
    add_extension(x509, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(x509, NID_key_usage, "critical,digitalSignature");
    add_extension(x509, NID_ext_key_usage, "serverAuth");
    add_extension(x509, NID_subject_key_identifier, "hash");
    check(X509_sign(x509, key, EVP_sha256()) > 0, "signature");
    return certificate;
}

std::string contents(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

// Under another name first, synced, then renamed: a crash leaves the old file or the new one. The mode is set
// before the first byte is there.
void write_file(const std::filesystem::path& path, const std::string& text, mode_t mode)
{
    const std::string draft = path.string() + ".new";
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
    if (file < 0) throw CryptoError("tls: cannot write " + draft);
    const bool good = ::fchmod(file, mode) == 0 &&
                      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                      ::fsync(file) == 0;
    ::close(file);
    if (!good || ::rename(draft.c_str(), path.c_str()) != 0)
        throw CryptoError("tls: cannot write " + path.string());
}

void write_pair(const TlsFiles& files, EVP_PKEY* key, X509* certificate)
{
    const Bio key_text(BIO_new(BIO_s_secmem()));
    check(key_text &&
              PEM_write_bio_PrivateKey(key_text.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1,
          "key");
    const Bio certificate_text(BIO_new(BIO_s_mem()));
    check(certificate_text && PEM_write_bio_X509(certificate_text.get(), certificate) == 1, "certificate");
    for (const auto& path : {files.key, files.certificate})
        if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
    write_file(files.key, contents(key_text.get()), 0600);
    write_file(files.certificate, contents(certificate_text.get()), 0644);
}

Certificate read_certificate(const std::filesystem::path& path)
{
    const Bio file(BIO_new_file(path.c_str(), "r"));
    check(file != nullptr, "certificate file cannot be read");
    Certificate certificate(PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
    check(certificate != nullptr, "certificate file is not PEM");
    return certificate;
}

bool is_ours(X509* certificate)
{
    char name[128] = "";
    X509_NAME_get_text_by_NID(X509_get_issuer_name(certificate), NID_commonName, name, sizeof name);
    return std::string(name) == kIssuer;
}

bool expires_soon(X509* certificate, Instant now)
{
    time_t border =
        std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::seconds>(now)) +
        kRenewDays * kDay;
    return X509_cmp_time(X509_get0_notAfter(certificate), &border) < 0;
}

int choose_protocol(SSL*,
                    const unsigned char** chosen,
                    unsigned char* chosen_size,
                    const unsigned char* offered,
                    unsigned int offered_size,
                    void*)
{
    static constexpr unsigned char kHttp11[] = "\x08http/1.1";
    unsigned char* out = nullptr;
    const int found =
        SSL_select_next_proto(&out, chosen_size, kHttp11, sizeof kHttp11 - 1, offered, offered_size);
    if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = out;
    return SSL_TLSEXT_ERR_OK;
}

void check_mode(const std::filesystem::path& key)
{
    struct stat status {};

    if (::stat(key.c_str(), &status) != 0) throw CryptoError("tls: cannot read " + key.string());
    if ((status.st_mode & 077) != 0)
        throw CryptoError("tls: others can read " + key.string() + "; chmod 600 it");
}

// Whoever started the server is not there to be asked: a prompt would hang it.
int ask_nobody(char*, int, int, void* asked)
{
    *static_cast<bool*>(asked) = true;
    return -1;
}

Key read_key(const std::filesystem::path& path)
{
    check_mode(path);
    const Bio file(BIO_new_file(path.c_str(), "r"));
    check(file != nullptr, "key file cannot be read");
    bool encrypted = false;
    Key key(PEM_read_bio_PrivateKey(file.get(), nullptr, ask_nobody, &encrypted));
    if (!key && encrypted) {
        ERR_clear_error();
        throw CryptoError("tls: " + path.string() + " is encrypted; give one without a passphrase");
    }
    check(key != nullptr, "key file is not a private key in PEM");
    return key;
}

void use_pair(SSL_CTX* context, const TlsFiles& files)
{
    const Key key = read_key(files.key);
    const Certificate certificate = read_certificate(files.certificate);
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        ERR_clear_error();
        throw CryptoError("tls: " + files.key.string() + " is not the key of " + files.certificate.string());
    }
    check(SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) == 1, "certificate");
    check(SSL_CTX_use_PrivateKey(context, key.get()) == 1, "key");
}

Context load(const TlsFiles& files)
{
    Context made(SSL_CTX_new(TLS_server_method()));
    SSL_CTX* const context = made.get();
    check(context != nullptr, "context");
    // 112 bits everywhere: no RSA key below 2,048 bits, no signature over SHA-1, whatever openssl.cnf says.
    SSL_CTX_set_security_level(context, 2);
    check(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1, "version");
    check(SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!SHA1") == 1, "suites");
    check(SSL_CTX_set_ciphersuites(
              context, "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256") == 1,
          "suites");
    check(SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1, "groups");
    SSL_CTX_set_options(context,
                        SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                            SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    static constexpr unsigned char kSessions[] = "junkai";
    check(SSL_CTX_set_session_id_context(context, kSessions, sizeof kSessions - 1) == 1, "session context");
    SSL_CTX_set_timeout(context, kSessionSeconds);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    use_pair(context, files);
    return made;
}

}  // namespace

bool ensure_certificate(const TlsFiles& files, const std::vector<std::string>& names, Instant now)
{
    const bool has_certificate = std::filesystem::exists(files.certificate);
    const bool has_key = std::filesystem::exists(files.key);
    if (has_certificate != has_key)
        throw CryptoError("tls: key and certificate must both be there or both be missing: " +
                          (has_key ? files.certificate : files.key).string() + " is missing");
    if (has_certificate) {
        const Certificate old = read_certificate(files.certificate);
        if (!is_ours(old.get()) || !expires_soon(old.get(), now)) return false;
    }
    const Key key(EVP_EC_gen("P-256"));
    check(key != nullptr, "key");
    const Certificate certificate = make_certificate(key.get(), names, now);
    write_pair(files, key.get(), certificate.get());
    return true;
}

std::vector<std::string> default_certificate_names()
{
    std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
    char host[256] = "";
    if (::gethostname(host, sizeof host - 1) == 0 && host[0] != '\0' && std::string(host) != "localhost")
        names.emplace_back(host);
    return names;
}

struct TlsContext::Impl {
    TlsFiles files;
    mutable std::mutex mutex;
    Context context;
};

TlsContext::TlsContext(TlsFiles files) : impl_(std::make_unique<Impl>())
{
    impl_->context = load(files);
    impl_->files = std::move(files);
}

TlsContext::~TlsContext() = default;

void TlsContext::reload()
{
    Context fresh = load(impl_->files);
    const std::lock_guard lock(impl_->mutex);
    impl_->context = std::move(fresh);
}

void* TlsContext::acquire() const
{
    const std::lock_guard lock(impl_->mutex);
    SSL_CTX_up_ref(impl_->context.get());
    return impl_->context.get();
}

}  // namespace junkai::http
