"""Where students are graded: in this process, in workers on this machine, or on a cluster."""
