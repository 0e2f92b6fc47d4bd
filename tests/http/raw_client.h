// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace junkai::http::test {

/// A client that sends exactly the bytes it is told and reads what comes, for at most five seconds.
class RawClient {
public:
    explicit RawClient(std::uint16_t port, int receive_buffer = 0)
        : socket_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        if (receive_buffer > 0)
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        const timeval patience{5, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            ::close(socket_);
            throw std::runtime_error("cannot connect");
        }
    }

    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    ~RawClient() { ::close(socket_); }

    /// False when the other side has closed.
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }

    void finish_sending() { ::shutdown(socket_, SHUT_WR); }

    /// Everything until the server closes. "TIMEOUT" at the end when it did not.
    std::string read_to_end()
    {
        while (fill()) {
        }
        return std::exchange(buffer_, {}) + (closed_ ? "" : "TIMEOUT");
    }

    /// One answer by its Content-Length; what follows stays for the next call.
    std::string read_answer(bool head_only = false)
    {
        std::size_t head = 0;
        while ((head = buffer_.find("\r\n\r\n")) == std::string::npos)
            if (!fill()) return std::exchange(buffer_, {});
        head += 4;
        std::size_t body = 0;
        const std::size_t length = buffer_.find("Content-Length: ");
        if (!head_only && length < head) body = std::strtoull(buffer_.c_str() + length + 16, nullptr, 10);
        while (buffer_.size() < head + body)
            if (!fill()) break;
        std::string answer = buffer_.substr(0, head + body);
        buffer_.erase(0, answer.size());
        return answer;
    }

    /// Whether the server has closed, waiting for it.
    bool is_closed()
    {
        while (fill()) {
        }
        return closed_;
    }

    int descriptor() const { return socket_; }

private:
    bool fill()
    {
        char bytes[8192];
        const ssize_t n = ::recv(socket_, bytes, sizeof bytes, 0);
        if (n > 0) {
            buffer_.append(bytes, static_cast<std::size_t>(n));
            return true;
        }
        // A reset is an end as well; only silence is none.
        closed_ = n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
        return false;
    }

    int socket_;
    bool closed_ = false;
    std::string buffer_;
};

inline int status_in(std::string_view answer)
{
    return answer.starts_with("HTTP/1.1 ") ? std::atoi(std::string(answer.substr(9, 3)).c_str()) : 0;
}

}  // namespace junkai::http::test
