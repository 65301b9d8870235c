"""How many files may be open at once: what the system allows, not what a shell sets by habit."""

ENOUGH = 4096


def allow_files() -> None:
    """Raise the limit of this process as far as that is allowed and of use; workers inherit it."""
    try:
        import resource  # noqa: PLC0415 - POSIX only
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
