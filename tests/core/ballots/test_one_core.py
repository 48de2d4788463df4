import subprocess
import sys

FAULTS = """
import resource, sys
import numpy as np
from nhiemky.core.ballots.one_core import keep_to_one_core

if sys.argv[1] == "kept":
    keep_to_one_core()
faults = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(5):
    before = faults()
    picture = [np.full(3 << 20, 7, np.uint8) for _ in range(4)]
    del picture
print(faults() - before)
"""


def faults(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", FAULTS, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_the_memory_of_a_page_is_kept_for_the_next():
    assert faults("kept") < 100 < faults("given back")
