// Stands before the C library: counts the calls that write, flush or rename below FAILING_HOME, in the file FAILING_COUNTER that all
// processes of a run share, and lets call number FAILING_CALL fail with EIO. Call 0 is none.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *home;
static uint64_t *counter;
static uint64_t wanted;

__attribute__((constructor)) static void begin(void) {
  home = getenv("FAILING_HOME");
  const char *path = getenv("FAILING_COUNTER");
  const char *call = getenv("FAILING_CALL");
  if (home == NULL || path == NULL || call == NULL) return;
  wanted = strtoull(call, NULL, 10);
  int file = open(path, O_RDWR);
  if (file < 0) return;
  void *shared = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (shared != MAP_FAILED) counter = shared;
}

static int fails(const char *path) {
  if (counter == NULL || strncmp(path, home, strlen(home)) != 0) return 0;
  if (__atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST) != wanted) return 0;
  errno = EIO;
  return 1;
}

static int handle_fails(int file) {
  if (counter == NULL) return 0;
  char name[64], path[4096];
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  int before = errno;
  ssize_t length = readlink(name, path, sizeof path - 1);
  errno = before;
  if (length < 0) return 0;
  path[length] = 0;
  return fails(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define OF_HANDLE(result, name, parameters, ...)                      \
  result name parameters {                                            \
    static result(*real) parameters;                                  \
    if (real == NULL) real = (result(*) parameters)dlsym(RTLD_NEXT, #name); \
    return handle_fails(file) ? -1 : real(__VA_ARGS__);               \
  }

OF_HANDLE(ssize_t, write, (int file, const void *bytes, size_t count), file, bytes, count)
OF_HANDLE(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), file, bytes, count, at)
OF_HANDLE(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), file, bytes, count, at)
OF_HANDLE(ssize_t, writev, (int file, const struct iovec *parts, int count), file, parts, count)
OF_HANDLE(ssize_t, pwritev, (int file, const struct iovec *parts, int count, off_t at), file, parts, count, at)
OF_HANDLE(int, fsync, (int file), file)
OF_HANDLE(int, fdatasync, (int file), file)
OF_HANDLE(int, ftruncate, (int file, off_t length), file, length)
OF_HANDLE(int, ftruncate64, (int file, off64_t length), file, length)

int rename(const char *from, const char *to) {
  static int (*real)(const char *, const char *);
  if (real == NULL) real = REAL(rename);
  return fails(to) ? -1 : real(from, to);
}

int symlink(const char *target, const char *path) {
  static int (*real)(const char *, const char *);
  if (real == NULL) real = REAL(symlink);
  return fails(path) ? -1 : real(target, path);
}
