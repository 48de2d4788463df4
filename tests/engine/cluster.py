"""A Spark master and two workers on loopback, started for a test; `missing()` says why they cannot be."""

import importlib.util
import os
import shutil
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path

WORKERS = 2


def missing():
    """Why there can be no cluster here, or an empty text."""
    if shutil.which("java") is None:
        return "Java is not installed: apt-get install openjdk-17-jre-headless"
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed: uv sync --extra spark"
    return ""


@contextmanager
def _running(*command, until):
    """A process of Spark, from the line that contains `until` on; gives that line."""
    home = Path(importlib.util.find_spec("pyspark").origin).parent
    environment = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
    process = subprocess.Popen(
        [home / "bin" / "spark-class", *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for line in process.stderr:
            if until in line:
                yield line.strip()
                break
        else:
            raise RuntimeError(f"{command[0]} ended before it said “{until}”")
    finally:
        process.terminate()
        process.communicate(timeout=30)


@contextmanager
def cluster(folder):
    """The address of a running master with two workers."""
    package = "org.apache.spark.deploy"
    with ExitStack() as stack:
        started = stack.enter_context(
            _running(
                f"{package}.master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0",
                until="Starting Spark master at",
            )
        )  # fmt: skip
        address = started.rpartition(" ")[2]
        for number in range(WORKERS):
            work = folder / f"worker{number}"
            stack.enter_context(
                _running(
                    f"{package}.worker.Worker", address, "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
                    "--webui-port", "0", "--work-dir", str(work), until="Successfully registered with master",
                )
            )  # fmt: skip
        yield address
