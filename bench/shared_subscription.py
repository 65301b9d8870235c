"""A class in one school subscription, within Azure's limits: `python -m bench.shared_subscription [STUDENTS]`.

The loopback server gives 250 requests at once, then 25 a second, and pages of 200 items. Every student has a resource
group with a machine in an availability set, which is looked at by itself, a disk and a web site.
"""

import os
import sys
import time

from bareme.azure import Settings, Target, collect_many
from bareme.evidence import Collection
from tests.azure.arm_server import serving
from tests.azure.school import School, student


def main(students: int) -> None:
    """Print the seconds and the requests that were answered and refused."""
    school = School(students=students, page_size=200).furnish()
    with serving(school):
        os.environ |= {"IDENTITY_ENDPOINT": f"{school.url}/msi/token", "IDENTITY_HEADER": "header"}
        settings = Settings(arm_endpoint=school.url)
        whole: list[str] = []
        began = time.monotonic()

        def keep(target: Target, found: Collection) -> None:
            whole.extend([target.key] * (not list(found.unread)))

        collect_many([student(number) for number in range(students)], settings, keep)
        seconds = time.monotonic() - began
    answered = len(school.asked) - school.refused
    told = f"{answered} requests answered, {school.refused} refused"
    print(f"{students} students, {len(whole)} read whole: {seconds:.0f} s, {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
