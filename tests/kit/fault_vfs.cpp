// SPDX-License-Identifier: Apache-2.0
#include "kit/fault_vfs.h"

#include <cstring>
#include <mutex>
#include <sqlite3.h>

namespace junkai::kit {

namespace {

struct Fault {
    std::mutex mutex;
    bool armed = false;
    bool struck = false;
    FaultVfs::Call call = FaultVfs::Call::Write;
    FaultVfs::Lasting lasting = FaultVfs::Lasting::Once;
    int left = 0;
    int code = SQLITE_OK;
};

Fault& fault()
{
    static Fault one;
    return one;
}

/// SQLITE_OK, or what this call has to answer instead of doing its work.
int strike(FaultVfs::Call call)
{
    Fault& f = fault();
    const std::lock_guard lock(f.mutex);
    if (!f.armed || f.call != call || --f.left > 0) return SQLITE_OK;
    f.struck = true;
    f.armed = f.lasting == FaultVfs::Lasting::UntilDisarmed;
    return f.code;
}

/// Our file, with the real one behind it in the same memory.
struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file)->real;
}

/// A method that passes through unchanged.
template <auto member, class... Args>
int pass(sqlite3_file* file, Args... args)
{
    return (real(file)->pMethods->*member)(real(file), args...);
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
{
    const int code = strike(FaultVfs::Call::Write);
    return code != SQLITE_OK ? code : real(file)->pMethods->xWrite(real(file), data, size, at);
}

int sync(sqlite3_file* file, int flags)
{
    const int code = strike(FaultVfs::Call::Sync);
    return code != SQLITE_OK ? code : real(file)->pMethods->xSync(real(file), flags);
}

void shm_barrier(sqlite3_file* file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

using M = sqlite3_io_methods;

// Version 2: without memory-mapped reads, so that every access comes through here.
const sqlite3_io_methods kMethods = {
    2,
    &pass<&M::xClose>,
    &pass<&M::xRead, void*, int, sqlite3_int64>,
    &write,
    &pass<&M::xTruncate, sqlite3_int64>,
    &sync,
    &pass<&M::xFileSize, sqlite3_int64*>,
    &pass<&M::xLock, int>,
    &pass<&M::xUnlock, int>,
    &pass<&M::xCheckReservedLock, int*>,
    &pass<&M::xFileControl, int, void*>,
    &pass<&M::xSectorSize>,
    &pass<&M::xDeviceCharacteristics>,
    &pass<&M::xShmMap, int, int, int, volatile void**>,
    &pass<&M::xShmLock, int, int, int>,
    &shm_barrier,
    &pass<&M::xShmUnmap, int>,
    nullptr,
    nullptr,
};

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags)
{
    auto* const under = static_cast<sqlite3_vfs*>(vfs->pAppData);
    auto* const ours = reinterpret_cast<File*>(file);
    auto* const behind = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File));
    const int code = under->xOpen(under, name, behind, flags, out_flags);
    ours->real = behind;
    ours->base.pMethods = code == SQLITE_OK ? &kMethods : nullptr;
    return code;
}

}  // namespace

const char* FaultVfs::name()
{
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs* const under = sqlite3_vfs_find(nullptr);
        sqlite3_vfs made = *under;  // all but open goes to the real one
        made.pNext = nullptr;
        made.szOsFile = static_cast<int>(sizeof(File)) + under->szOsFile;
        made.zName = "junkai-fault";
        made.pAppData = under;
        made.xOpen = &open;
        return made;
    }();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? vfs.zName : nullptr;
}

void FaultVfs::arm(Call call, int n, int code, Lasting lasting)
{
    Fault& f = fault();
    const std::lock_guard lock(f.mutex);
    f.armed = true;
    f.struck = false;
    f.call = call;
    f.lasting = lasting;
    f.left = n;
    f.code = code;
}

void FaultVfs::disarm()
{
    const std::lock_guard lock(fault().mutex);
    fault().armed = false;
}

bool FaultVfs::struck()
{
    const std::lock_guard lock(fault().mutex);
    return fault().struck;
}

}  // namespace junkai::kit
