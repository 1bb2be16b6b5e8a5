/* Preloaded into a process: lets the n-th call of a kind below two folders fail with an errno, or do half of its work, as a shared page orders. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE, READ, FSYNC, RENAME, LINK, UNLINK, SYMLINK, MKDIR, RMDIR, OPEN, CHOWN, CHMOD, KINDS };

/* Laid out for the side that writes it: 4-byte integers, then two folders as text. */
struct orders {
  int32_t kind;  /* which kind of call fails */
  int32_t at;    /* the how manieth of it, from 1; 0: none, calls are only counted */
  int32_t error; /* errno; 0: half of the bytes are done; -1: a bit of them is turned */
  int32_t on;    /* 1: all calls after it fail as well */
  _Atomic int32_t counted[KINDS];
  _Atomic int32_t hit;
  char folder[2][512];
};

static struct orders *orders;

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("PCU_FAULTS");
  if (path == NULL) return;
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *page = mmap(NULL, sizeof(struct orders), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (page != MAP_FAILED) orders = page;
}

static int below(const char *path) {
  for (int i = 0; i < 2; i++) {
    size_t length = strnlen(orders->folder[i], sizeof orders->folder[i]);
    if (length > 0 && strncmp(path, orders->folder[i], length) == 0) return 1;
  }
  return 0;
}

static int fd_below(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

/* The engine names files through the open directory that holds them. */
static int path_below(const char *path) {
  int fd;
  if (path == NULL) return 0;
  if (sscanf(path, "/proc/self/fd/%d", &fd) == 1) return fd_below(fd);
  return below(path);
}

/* Counts; 1 when this one must fail (errno is set), 2 when it does half, 3 when it writes something else. */
static int strikes(int kind, int is_below) {
  if (!is_below) return 0;
  int count = atomic_fetch_add(&orders->counted[kind], 1) + 1;
  if (orders->at == 0 || orders->kind != kind) return 0;
  if (orders->on ? count < orders->at : count != orders->at) return 0;
  atomic_fetch_add(&orders->hit, 1);
  if (orders->error == 0) return 2;
  if (orders->error == -1) return 3;
  errno = orders->error;
  return 1;
}

#define REAL(result, name, ...)                          \
  static result (*real)(__VA_ARGS__);                    \
  if (real == NULL) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name);

static size_t half(size_t count) { return count > 1 ? count / 2 : count; }

/* What a disk writes that turns a bit, and says nothing. */
static const void *turned(const void *buffer, size_t count) {
  char *other = malloc(count > 0 ? count : 1);
  if (other == NULL) return buffer;
  memcpy(other, buffer, count);
  if (count > 0) other[count / 2] ^= 1;
  return other;
}

#define TRANSFER(function, kind, buffer_type, offset_type)                                      \
  ssize_t function(int fd, buffer_type buffer, size_t count, offset_type offset) {              \
    REAL(ssize_t, #function, int, buffer_type, size_t, offset_type)                             \
    int strike = orders == NULL ? 0 : strikes(kind, fd_below(fd));                              \
    if (strike == 1) return -1;                                                                 \
    if (strike == 3) buffer = (buffer_type)turned(buffer, count);                               \
    return real(fd, buffer, strike == 2 ? half(count) : count, offset);                         \
  }

TRANSFER(pwrite, WRITE, const void *, off_t)
TRANSFER(pwrite64, WRITE, const void *, off64_t)
TRANSFER(pread, READ, void *, off_t)
TRANSFER(pread64, READ, void *, off64_t)

ssize_t write(int fd, const void *buffer, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t)
  int strike = orders == NULL ? 0 : strikes(WRITE, fd_below(fd));
  if (strike == 1) return -1;
  if (strike == 3) buffer = turned(buffer, count);
  return real(fd, buffer, strike == 2 ? half(count) : count);
}

ssize_t read(int fd, void *buffer, size_t count) {
  REAL(ssize_t, "read", int, void *, size_t)
  int strike = orders == NULL ? 0 : strikes(READ, fd_below(fd));
  if (strike == 1) return -1;
  return real(fd, buffer, strike == 2 ? half(count) : count);
}

#define ON_FD(function, kind, parameters, arguments)                            \
  int function parameters {                                                     \
    static int(*real) parameters;                                               \
    if (real == NULL) real = (int(*) parameters)dlsym(RTLD_NEXT, #function);    \
    if (orders != NULL && strikes(kind, fd_below(fd)) == 1) return -1;          \
    return real arguments;                                                      \
  }

#define ON_PATH(function, kind, parameters, arguments)                          \
  int function parameters {                                                     \
    static int(*real) parameters;                                               \
    if (real == NULL) real = (int(*) parameters)dlsym(RTLD_NEXT, #function);    \
    if (orders != NULL && strikes(kind, path_below(path)) == 1) return -1;      \
    return real arguments;                                                      \
  }

ON_FD(fsync, FSYNC, (int fd), (fd))
ON_FD(fdatasync, FSYNC, (int fd), (fd))
ON_FD(fchown, CHOWN, (int fd, uid_t user, gid_t group), (fd, user, group))
ON_FD(fchmod, CHMOD, (int fd, mode_t mode), (fd, mode))
ON_PATH(rename, RENAME, (const char *from, const char *path), (from, path))
ON_PATH(link, LINK, (const char *from, const char *path), (from, path))
ON_PATH(symlink, SYMLINK, (const char *text, const char *path), (text, path))
ON_PATH(unlink, UNLINK, (const char *path), (path))
ON_PATH(mkdir, MKDIR, (const char *path, mode_t mode), (path, mode))
ON_PATH(rmdir, RMDIR, (const char *path), (path))

/* Only files that are made: looking must work for anything to be decided. */
#define OPENS(function)                                                              \
  int function(const char *path, int flags, ...) {                                   \
    REAL(int, #function, const char *, int, ...)                                     \
    __builtin_va_list rest;                                                          \
    __builtin_va_start(rest, flags);                                                 \
    mode_t mode = (flags & O_CREAT) != 0 ? __builtin_va_arg(rest, mode_t) : 0;       \
    __builtin_va_end(rest);                                                          \
    int makes = orders != NULL && (flags & O_CREAT) != 0;                            \
    if (makes && strikes(OPEN, path_below(path)) == 1) return -1;                    \
    return real(path, flags, mode);                                                  \
  }

OPENS(open)
OPENS(open64)
