/*
 * Writes down, in order, what a program does to the files of one folder, and stops the program at a chosen step.
 *
 * Loaded before the C library (LD_PRELOAD). OTKLIK_POWER_FOLDER is the folder, OTKLIK_POWER_LOG the file to write to,
 * OTKLIK_POWER_CUT_AT the number of the write, change of size, sync, renaming or removal at which the power goes.
 * A sync asks nothing of the real disk: what a disk would hold is worked out from the log by image.rs. Files ending in
 * "-shm" are memory shared by processes, not something kept: they are let through. What cannot be written down truly
 * (a file changed through memory, a file copied inside the kernel) is written down as refused, and the test stops.
 *
 * One entry of the log: kind, file, place, length (four 64-bit numbers of this machine), then so many bytes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATED = 1, FOUND, WRITTEN, CUT_TO, SYNCED, SYNCED_FOLDER, RENAMED, REMOVED, REFUSED };

#define FDS_MAX 65536
#define NAMES_MAX 4096
#define NAME_MAX_LENGTH 256
#define THE_FOLDER UINT32_MAX

static int is_recording;
static int log_fd = -1;
static char folder[4096];
static size_t folder_length;
static uint64_t cut_at, n_steps;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

/* Which file a descriptor is; 0 is none of ours. */
static uint32_t file_of[FDS_MAX];
/* Which name a file has now; files are numbered from 1, a removed one has an empty name. */
static char name_of[NAMES_MAX][NAME_MAX_LENGTH];
static uint32_t n_files;

static void stop(void)
{
    syscall(SYS_kill, (long)getpid(), SIGKILL);
    for (;;)
        pause();
}

static void put(const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t n = syscall(SYS_write, log_fd, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            abort();
        at += n;
        length -= (size_t)n;
    }
}

static void note(uint64_t kind, uint64_t file, uint64_t place, const void *bytes, uint64_t length)
{
    int before = errno;
    uint64_t head[4] = {kind, file, place, length};
    put(head, sizeof head);
    put(bytes, length);
    errno = before;
}

static void refuse(const char *why)
{
    note(REFUSED, 0, 0, why, strlen(why));
    stop();
}

/* One more step; whether the power goes at it. */
static int goes_now(void)
{
    return ++n_steps == cut_at;
}

__attribute__((constructor)) static void begin(void)
{
    const char *where = getenv("OTKLIK_POWER_FOLDER"), *log = getenv("OTKLIK_POWER_LOG");
    const char *when = getenv("OTKLIK_POWER_CUT_AT");
    if (!where || !log || !when || strlen(where) >= sizeof folder)
        return;
    strcpy(folder, where);
    folder_length = strlen(folder);
    cut_at = strtoull(when, NULL, 10);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_fd = (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 900);
    if (log_fd < 0)
        abort();
    syscall(SYS_close, fd);
    is_recording = 1;
}

/* The name inside the folder; an empty one for the folder itself; nothing for what is no business of ours. */
static const char *inside(const char *path)
{
    if (!is_recording || !path || strncmp(path, folder, folder_length) != 0)
        return NULL;
    if (path[folder_length] == '\0')
        return "";
    if (path[folder_length] != '/')
        return NULL;
    const char *name = path + folder_length + 1;
    size_t length = strlen(name);
    if (length >= 4 && strcmp(name + length - 4, "-shm") == 0)
        return NULL;
    if (length >= NAME_MAX_LENGTH)
        refuse("a name that is too long");
    return name;
}

static uint32_t known(const char *name)
{
    for (uint32_t file = 1; file <= n_files; file++)
        if (strcmp(name_of[file], name) == 0)
            return file;
    return 0;
}

static uint32_t learn(const char *name, int is_new)
{
    if (n_files + 1 >= NAMES_MAX)
        refuse("too many files");
    uint32_t file = ++n_files;
    strcpy(name_of[file], name);
    note(is_new ? CREATED : FOUND, file, 0, name, strlen(name));
    return file;
}

static uint32_t file_at(int fd)
{
    return is_recording && fd >= 0 && fd < FDS_MAX ? __atomic_load_n(&file_of[fd], __ATOMIC_ACQUIRE) : 0;
}

static void set_file(int fd, uint32_t file)
{
    if (fd >= 0 && fd < FDS_MAX)
        __atomic_store_n(&file_of[fd], file, __ATOMIC_RELEASE);
    else if (file)
        refuse("too many open files");
}

static int opened(int at, const char *path, int flags, mode_t mode)
{
    const char *name = inside(path);
    if (!name) {
        int fd = (int)syscall(SYS_openat, at, path, flags, mode);
        if (is_recording && fd >= 0)
            set_file(fd, 0);
        return fd;
    }
    pthread_mutex_lock(&one_at_a_time);
    int was_there = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    int before = errno;
    if (fd >= 0) {
        struct stat what;
        uint32_t file = THE_FOLDER;
        if (fstat(fd, &what) != 0)
            refuse("an open file that cannot be looked at");
        if (!S_ISDIR(what.st_mode)) {
            file = known(name);
            if (!file)
                file = learn(name, !was_there);
            if (was_there && (flags & O_TRUNC))
                note(CUT_TO, file, 0, "", 0);
        }
        set_file(fd, file);
    }
    pthread_mutex_unlock(&one_at_a_time);
    errno = before;
    return fd;
}

static mode_t mode_of(int flags, va_list rest)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int openat(int at, const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return opened(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return opened(at, path, flags | O_LARGEFILE, mode);
}

int close(int fd)
{
    if (file_at(fd))
        set_file(fd, 0);
    return (int)syscall(SYS_close, fd);
}

/* The write is done, written down, and only then the power may go: it is not synced, so the disk may have any of it. */
static ssize_t written(uint32_t file, const void *bytes, ssize_t n, uint64_t place)
{
    if (n > 0)
        note(WRITTEN, file, place, bytes, (uint64_t)n);
    if (goes_now())
        stop();
    pthread_mutex_unlock(&one_at_a_time);
    return n;
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    uint32_t file = file_at(fd);
    if (!file)
        return syscall(SYS_write, fd, bytes, length);
    pthread_mutex_lock(&one_at_a_time);
    ssize_t n = syscall(SYS_write, fd, bytes, length);
    int before = errno;
    /* Where the write ended, also when it was asked to go to the end of the file. */
    uint64_t after = (uint64_t)syscall(SYS_lseek, fd, 0L, SEEK_CUR);
    errno = before;
    return written(file, bytes, n, after - (uint64_t)(n > 0 ? n : 0));
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t place)
{
    uint32_t file = file_at(fd);
    if (!file)
        return syscall(SYS_pwrite64, fd, bytes, length, place);
    pthread_mutex_lock(&one_at_a_time);
    ssize_t n = syscall(SYS_pwrite64, fd, bytes, length, place);
    return written(file, bytes, n, (uint64_t)place);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t place)
{
    return pwrite64(fd, bytes, length, place);
}

/* Several pieces at once may come out as fewer, as any write may. */
ssize_t writev(int fd, const struct iovec *pieces, int n_pieces)
{
    if (!file_at(fd))
        return syscall(SYS_writev, fd, pieces, n_pieces);
    return n_pieces > 0 ? write(fd, pieces[0].iov_base, pieces[0].iov_len) : 0;
}

ssize_t pwritev(int fd, const struct iovec *pieces, int n_pieces, off_t place)
{
    if (!file_at(fd))
        return syscall(SYS_pwritev, fd, pieces, (long)n_pieces, (long)place, 0L);
    return n_pieces > 0 ? pwrite64(fd, pieces[0].iov_base, pieces[0].iov_len, place) : 0;
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int n_pieces, off64_t place)
{
    return pwritev(fd, pieces, n_pieces, place);
}

int ftruncate64(int fd, off64_t length)
{
    uint32_t file = file_at(fd);
    if (!file)
        return (int)syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&one_at_a_time);
    int failed = (int)syscall(SYS_ftruncate, fd, length);
    if (!failed)
        note(CUT_TO, file, (uint64_t)length, "", 0);
    if (goes_now())
        stop();
    pthread_mutex_unlock(&one_at_a_time);
    return failed;
}

int ftruncate(int fd, off_t length)
{
    return ftruncate64(fd, length);
}

/* The power may go before a sync is done, never after it and before it is written down. */
static int synced(int fd, long number)
{
    uint32_t file = file_at(fd);
    if (!file)
        return (int)syscall(number, fd);
    pthread_mutex_lock(&one_at_a_time);
    if (goes_now())
        stop();
    note(file == THE_FOLDER ? SYNCED_FOLDER : SYNCED, file == THE_FOLDER ? 0 : file, 0, "", 0);
    pthread_mutex_unlock(&one_at_a_time);
    return 0;
}

int fsync(int fd)
{
    return synced(fd, SYS_fsync);
}

int fdatasync(int fd)
{
    return synced(fd, SYS_fdatasync);
}

static int renamed(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
    const char *old = inside(from), *new = inside(to);
    if (!old && !new)
        return (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    if (!old || !new || flags)
        refuse("a file moved into the folder or out of it");
    pthread_mutex_lock(&one_at_a_time);
    uint32_t file = known(old);
    if (!file)
        file = learn(old, 0);
    int failed = (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    if (!failed) {
        uint32_t replaced = known(new);
        if (replaced && replaced != file)
            name_of[replaced][0] = '\0';
        strcpy(name_of[file], new);
        note(RENAMED, file, strlen(old), new, strlen(new));
    }
    if (goes_now())
        stop();
    pthread_mutex_unlock(&one_at_a_time);
    return failed;
}

int rename(const char *from, const char *to)
{
    return renamed(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int from_at, const char *from, int to_at, const char *to)
{
    return renamed(from_at, from, to_at, to, 0);
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
    return renamed(from_at, from, to_at, to, flags);
}

int unlinkat(int at, const char *path, int flags)
{
    const char *name = flags & AT_REMOVEDIR ? NULL : inside(path);
    if (!name)
        return (int)syscall(SYS_unlinkat, at, path, flags);
    pthread_mutex_lock(&one_at_a_time);
    uint32_t file = known(name);
    if (!file && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0)
        file = learn(name, 0);
    int failed = (int)syscall(SYS_unlinkat, at, path, flags);
    if (!failed) {
        name_of[file][0] = '\0';
        note(REMOVED, file, 0, name, strlen(name));
        if (goes_now())
            stop();
    }
    pthread_mutex_unlock(&one_at_a_time);
    return failed;
}

int unlink(const char *path)
{
    return unlinkat(AT_FDCWD, path, 0);
}

/* What changes a file of ours and is not written down above. */

void *mmap64(void *at, size_t length, int rights, int flags, int fd, off64_t place)
{
    if ((rights & PROT_WRITE) && (flags & MAP_SHARED) && !(flags & MAP_ANONYMOUS) && file_at(fd))
        refuse("a file changed through memory");
    return (void *)syscall(SYS_mmap, at, length, rights, flags, fd, place);
}

void *mmap(void *at, size_t length, int rights, int flags, int fd, off_t place)
{
    return mmap64(at, length, rights, flags, fd, place);
}

int fallocate64(int fd, int mode, off64_t place, off64_t length)
{
    if (file_at(fd))
        refuse("room asked for in a file");
    return (int)syscall(SYS_fallocate, fd, mode, place, length);
}

int fallocate(int fd, int mode, off_t place, off_t length)
{
    return fallocate64(fd, mode, place, length);
}

ssize_t copy_file_range(int from, off64_t *from_place, int to, off64_t *to_place, size_t length, unsigned flags)
{
    if (file_at(to))
        refuse("a file copied inside the kernel");
    return syscall(SYS_copy_file_range, from, from_place, to, to_place, length, flags);
}

ssize_t sendfile64(int to, int from, off64_t *place, size_t length)
{
    if (file_at(to))
        refuse("a file copied inside the kernel");
    return syscall(SYS_sendfile, to, from, place, length);
}

ssize_t sendfile(int to, int from, off_t *place, size_t length)
{
    return sendfile64(to, from, place, length);
}
