// SPDX-License-Identifier: Apache-2.0
// Debian ships Boost.JSON as headers; its own code is compiled here, once for the whole program.
#include <boost/json/src.hpp>
