// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace junkai {

/// The machine failed: disk, database, network. Ends the request; caught once per edge. Never carries
/// personal data.
class StorageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The store is busy or out of space for now; the caller may try again later (HTTP 503).
class StorageUnavailable : public StorageError {
public:
    using StorageError::StorageError;
};

/// A sealed thing did not open, a signature did not hold, a key is missing.
class CryptoError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A profile, form folder or settings file is broken; names the file and the place.
class ProfileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace junkai
