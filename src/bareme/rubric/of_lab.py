"""`${own.…}` in a rubric's commands: what the student's own things are called now, told when a command is shown.

A command is shown where everything it names is there; else the next one of its criterion is tried.
"""

ROOT = "own"
FIELDS = (
    "group", "machine_group", "machine", "machine_id", "machine_ids", "suffix", "free_zone", "larger_size",
    "set", "set_suffix", "set_group", "member_ids", "member_number", "other_system", "other_size",
    "gallery", "definition", "image", "image_options", "scale_set", "scale_suffix", "running_ids", "loose_ids",
)  # fmt: skip
"""What it may be. Names and ids of what is there:

`group` the resource group of his machines, or any of his; `machine_group`, `machine`, `machine_id` and `machine_ids`
of what the criterion means; `set`,
`set_group`, `member_ids` the availability set in the criterion's region, its group and its machines; `gallery`,
`definition` of images; `image` the id of the one captured; `scale_set` the one in the criterion's region;
`running_ids` machines that are billed, `loose_ids` disks and addresses without one.
And what to choose next: `suffix`, `set_suffix`, `scale_suffix` make a name a new one, `free_zone` has no machine yet,
`larger_size` than the machine's, `member_number` of the next machine in the set, `other_system` and `other_size` that
none of its machines has, `image_options` that the captured image needs.
"""
