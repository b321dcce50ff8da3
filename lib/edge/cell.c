/*
 * The reader's cell. Knows which system calls it takes to read a message and
 * what is done about the others; not what is read. The only file that knows
 * libseccomp and landlock.
 */

#include "edge/cell.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <linux/landlock.h>

/* Address space where /proc does not tell what the process has. */
#define MEMORY_UNKNOWN (512L * 1024 * 1024)

/* Calls that a library makes when it looks for a file. */
static const int file_calls[] = {
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(openat2),
	SCMP_SYS(creat),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getcwd),
	SCMP_SYS(getdents64),
	SCMP_SYS(lseek),
	SCMP_SYS(close),
	SCMP_SYS(ioctl),
	SCMP_SYS(writev),
};

/* Calls that no reading makes. */
static const int other_calls[] = {
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(connect),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(sendto),
	SCMP_SYS(sendmsg),
	SCMP_SYS(recvmsg),
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(clone),
	SCMP_SYS(clone3),
	SCMP_SYS(fork),
	SCMP_SYS(vfork),
	SCMP_SYS(kill),
	SCMP_SYS(unlink),
	SCMP_SYS(unlinkat),
	SCMP_SYS(rename),
	SCMP_SYS(renameat2),
	SCMP_SYS(mkdir),
	SCMP_SYS(mkdirat),
};

/* Calls that are let through whatever their arguments. */
static const int allowed_calls[] = {
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(getrandom),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(sysinfo),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* ---- refused calls ---- */

/* A signal handler can reach nothing but what is global. */
static volatile sig_atomic_t refused_files, refused_calls;

#if defined(__x86_64__) || defined(__aarch64__)
#define REFUSAL SCMP_ACT_TRAP

#include <ucontext.h>

static void
answer_eacces(ucontext_t *context)
{
#ifdef __x86_64__
	context->uc_mcontext.gregs[REG_RAX] = -EACCES;
#else
	context->uc_mcontext.regs[0] = (unsigned long long)-EACCES;
#endif
}
#else
/* Where registers have other names, refused calls are not counted. */
#define REFUSAL SCMP_ACT_ERRNO(EACCES)

static void
answer_eacces(void *context)
{
	(void)context;
}
#endif

static bool
is_other_call(int number)
{
	size_t i;

	for (i = 0; i < LENGTH(other_calls); i++) {
		if (other_calls[i] == number)
			return true;
	}
	return false;
}

static void
refuse(int signal_number, siginfo_t *info, void *context)
{
	(void)signal_number;
	if (is_other_call(info->si_syscall))
		refused_calls = refused_calls + 1;
	else
		refused_files = refused_files + 1;
	answer_eacces(context);
}

struct cell_refused
cell_take_refused(void)
{
	struct cell_refused r = { (uint32_t)refused_files,
		(uint32_t)refused_calls };

	refused_files = refused_calls = 0;
	return r;
}

/* ---- the filter ---- */

static int
add_list(scmp_filter_ctx filter, uint32_t action, const int *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (seccomp_rule_add(filter, action, list[i], 0) != 0)
			return -1;
	}
	return 0;
}

/* Reading and writing: the socket alone. Memory: never executable. Signals:
 * abort() alone. Limits: its own processor time alone. */
static int
add_narrow(scmp_filter_ctx filter, int fd)
{
	const struct scmp_arg_cmp socket = { 0, SCMP_CMP_EQ, (scmp_datum_t)fd,
		0 };
	const struct scmp_arg_cmp other = { 0, SCMP_CMP_NE, (scmp_datum_t)fd,
		0 };
	const struct scmp_arg_cmp plain = { 2, SCMP_CMP_MASKED_EQ, PROT_EXEC,
		0 };
	const struct scmp_arg_cmp self = { 0, SCMP_CMP_EQ,
		(scmp_datum_t)getpid(), 0 };
	const struct scmp_arg_cmp mine = { 0, SCMP_CMP_EQ, 0, 0 };
	const struct scmp_arg_cmp processor = { 1, SCMP_CMP_EQ, RLIMIT_CPU, 0 };
	const struct {
		int call;
		uint32_t action;
		unsigned n;
		struct scmp_arg_cmp args[2];
	} rules[] = {
		{ SCMP_SYS(read), SCMP_ACT_ALLOW, 1, { socket } },
		{ SCMP_SYS(write), SCMP_ACT_ALLOW, 1, { socket } },
		{ SCMP_SYS(read), REFUSAL, 1, { other } },
		{ SCMP_SYS(write), REFUSAL, 1, { other } },
		{ SCMP_SYS(mmap), SCMP_ACT_ALLOW, 1, { plain } },
		{ SCMP_SYS(mprotect), SCMP_ACT_ALLOW, 1, { plain } },
		{ SCMP_SYS(tgkill), SCMP_ACT_ALLOW, 1, { self } },
		{ SCMP_SYS(prlimit64), SCMP_ACT_ALLOW, 2, { mine, processor } },
	};
	size_t i;

	for (i = 0; i < LENGTH(rules); i++) {
		if (seccomp_rule_add_array(filter, rules[i].action,
		        rules[i].call, rules[i].n, rules[i].args) != 0)
			return -1;
	}
	return 0;
}

static void
filter_done(scmp_filter_ctx *filter)
{
	if (*filter)
		seccomp_release(*filter);
}

static int
close_door(int fd)
{
	struct sigaction action = { .sa_sigaction = refuse,
		.sa_flags = SA_SIGINFO };
	SCOPED(filter_done)
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int result;

	if (!filter || sigaction(SIGSYS, &action, NULL) != 0 ||
	    add_list(filter, SCMP_ACT_ALLOW, allowed_calls,
	        LENGTH(allowed_calls)) != 0 ||
	    add_list(filter, REFUSAL, file_calls, LENGTH(file_calls)) != 0 ||
	    add_list(filter, REFUSAL, other_calls, LENGTH(other_calls)) != 0 ||
	    add_narrow(filter, fd) != 0) {
		errno = EINVAL;
		return -1;
	}
	result = seccomp_load(filter);
	errno = result < 0 ? -result : 0;
	return result < 0 ? -1 : 0;
}

/* ---- landlock ---- */

/* Every right to files that this kernel can take away: bits 0 to 12 since
 * ABI 1, then one more with each of ABI 2 and 3 (landlock(7)). */
static uint64_t
file_rights(long abi)
{
	return (1ull << (abi >= 3 ? 15 : abi == 2 ? 14 : 13)) - 1;
}

/* A second lock where there is one; the filter holds without it. */
static void
forget_files(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
	struct landlock_ruleset_attr rules = { .handled_access_fs =
		                                   file_rights(abi) };
	int fd;

	if (abi < 1)
		return;
	fd =
	    (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0);
	if (fd < 0)
		return;
	(void)syscall(SYS_landlock_restrict_self, fd, 0);
	(void)close(fd);
}

/* ---- limits ---- */

/* The address space that the process has, plus what it may take. */
static rlim_t
memory_limit(void)
{
	char line[128] = "";
	char *end;
	unsigned long long pages = 0;
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		ssize_t n = read(fd, line, sizeof(line) - 1);

		line[n > 0 ? n : 0] = '\0';
		(void)close(fd);
		pages = strtoull(line, &end, 10);
	}
	if (pages == 0)
		return MEMORY_UNKNOWN;
	return (rlim_t)(pages * (unsigned long long)sysconf(_SC_PAGESIZE) +
	    CELL_MEMORY);
}

static int
set_limits(rlim_t memory)
{
	const struct {
		__rlimit_resource_t resource;
		rlim_t most;
	} limits[] = {
#ifndef POSTWACHT_INSTRUMENTED
		{ RLIMIT_AS, memory },
#endif
		{ RLIMIT_CPU, CELL_CPU_LIFE },
		{ RLIMIT_NOFILE, 0 },
		{ RLIMIT_NPROC, 0 },
		{ RLIMIT_FSIZE, 0 },
		{ RLIMIT_CORE, 0 },
	};
	size_t i;

	(void)memory;
	for (i = 0; i < LENGTH(limits); i++) {
		struct rlimit r = { limits[i].most, limits[i].most };

		if (setrlimit(limits[i].resource, &r) != 0)
			return -1;
	}
	return 0;
}

void
cell_begin_message(void)
{
	struct timespec used;
	struct rlimit r = { CELL_CPU_LIFE, CELL_CPU_LIFE };

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0)
		return;
	/* The kernel counts full seconds. */
	if (used.tv_sec + 1 + CELL_CPU_SECONDS < CELL_CPU_LIFE)
		r.rlim_cur = (rlim_t)(used.tv_sec + 1 + CELL_CPU_SECONDS);
	(void)setrlimit(RLIMIT_CPU, &r);
}

/* ---- all of it ---- */

/* Standard input, output and error go too: there is nobody to tell. */
static int
close_others(int fd)
{
	if (fd > 0 && close_range(0, (unsigned)fd - 1, 0) != 0)
		return -1;
	return close_range((unsigned)fd + 1, ~0u, 0);
}

int
cell_enter(int fd, struct err *e)
{
	rlim_t memory = memory_limit();
	const char *step = NULL;

	if (close_others(fd) != 0)
		step = "closing files";
	else if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		step = "giving up privileges";
	else {
		forget_files();
		if (set_limits(memory) != 0)
			step = "setting limits";
#ifndef POSTWACHT_INSTRUMENTED
		else if (close_door(fd) != 0)
			step = "the filter of system calls (seccomp)";
#else
		(void)close_door;
#endif
	}
	return step ? err_set(e, ERR_FIX, "%s fails: %s", step, strerror(errno))
	            : 0;
}
