"""The Celery application of an Airflow.NET cluster, for Celery's own tools.

It runs nothing. With this folder's grandparent on PYTHONPATH, and celery with its broker client installed,

    celery -A airflow.executors.celery_executor.app inspect active_queues
    celery -A airflow.executors.celery_executor.app flower

reach the workers on the broker that the configuration names. On a host with Airflow itself its own module is meant instead:
airflow.providers.celery.executors.celery_executor.app.
"""

import os
import subprocess

from celery import Celery


def broker_url() -> str:
    """AIRFLOW__CELERY__BROKER_URL, else what the airflow command on this host reads from airflow.cfg."""
    url = os.environ.get("AIRFLOW__CELERY__BROKER_URL")
    if url:
        return url
    return subprocess.run(
        ["airflow", "config", "get-value", "celery", "broker_url"], check=True, capture_output=True, text=True
    ).stdout.strip()


app = Celery("airflow.executors.celery_executor", broker=broker_url())
app.conf.update(
    accept_content=["json"],
    event_serializer="json",
    task_default_queue="default",
    broker_connection_retry_on_startup=True,
)


@app.task(name="execute_workload")
def execute_workload(workload: str) -> None:
    """Known here by its name only, so that Flower offers its limits; workers of Airflow.NET run it."""
    raise NotImplementedError("execute_workload is run by the workers of Airflow.NET, not by this application.")
