"""The common calls of each group, by Airflow's own Python client. Prints a line for each that came through its checks."""
import sys
import time

from airflow_client import client as api

configuration = api.Configuration(host=sys.argv[1])
configuration.access_token = sys.argv[2]
client = api.ApiClient(configuration)
RUN = "by_client"


def done(name, holds):
    print(("ok " if holds else "WRONG ") + name, flush=True)


dags = api.DAGApi(client)
done("dags.list", any(dag.dag_id == "api_fixture_ok" for dag in dags.get_dags(limit=100).dags))
done("dags.get", dags.get_dag("api_fixture_ok").is_paused is False)
done("dags.details", dags.get_dag_details("api_fixture_ok").params["n"]["value"] == 1)
done("dags.pause", dags.patch_dag("api_fixture_ok", api.DAGPatchBody(is_paused=True)).is_paused)
done("dags.unpause", not dags.patch_dag("api_fixture_ok", api.DAGPatchBody(is_paused=False)).is_paused)
done("dags.tags", "api_a" in dags.get_dag_tags().tags)
done("tasks.list", [task.task_id for task in api.TaskApi(client).get_tasks("api_fixture_ok").tasks] == ["first", "second"])
done("versions.list", api.DagVersionApi(client).get_dag_versions("api_fixture_ok").dag_versions[0].version_number == 1)
done("stats", api.DagStatsApi(client).get_dag_stats(dag_ids=["api_fixture_ok"]).total_entries == 1)
done("source", "api_fixture" in api.DagSourceApi(client).get_dag_source("api_fixture_ok").content)
done("import errors", api.ImportErrorApi(client).get_import_errors().total_entries == 1)

runs = api.DagRunApi(client)
run = runs.trigger_dag_run("api_fixture_ok", api.TriggerDAGRunPostBody(dag_run_id=RUN, logical_date=None, conf={"n": 2}))
done("runs.trigger", run.dag_run_id == RUN and run.conf == {"n": 2})
for _ in range(300):
    run = runs.get_dag_run("api_fixture_ok", RUN)
    if run.state in ("success", "failed"):
        break
    time.sleep(0.2)
done("runs.get", run.state == "success")
done("runs.list", any(one.dag_run_id == RUN for one in runs.get_dag_runs("api_fixture_ok", order_by=["-id"]).dag_runs))
done("runs.note", runs.patch_dag_run("api_fixture_ok", RUN, api.DAGRunPatchBody(note="seen")).note == "seen")
done("runs.batch", runs.get_list_dag_runs_batch("~", api.DAGRunsBatchBody(dag_ids=["api_fixture_ok"])).total_entries > 0)

tasks = api.TaskInstanceApi(client)
done("instances.list", {one.task_id for one in tasks.get_task_instances("api_fixture_ok", RUN).task_instances} == {"first", "second"})
done("instances.get", tasks.get_task_instance("api_fixture_ok", RUN, "first").state == "success")
done("instances.tries", tasks.get_task_instance_tries("api_fixture_ok", RUN, "first").total_entries == 1)
cleared = tasks.post_clear_task_instances("api_fixture_ok", api.ClearTaskInstancesBody(dag_run_id=RUN, dry_run=True, only_failed=False))
done("instances.clear", cleared.total_entries == 2)
done("instances.log", "hello" in str(tasks.get_log("api_fixture", "api_run_1", "extract", 1).to_dict()))
done("xcoms.list", any(one.key == "rows" for one in api.XComApi(client).get_xcom_entries("api_fixture", "api_run_1", "extract").xcom_entries))

variables = api.VariableApi(client)
done("variables.create", variables.post_variable(api.VariableBody(key="by_client", value="1")).key == "by_client")
done("variables.get", variables.get_variable("by_client").value == "1")
variables.delete_variable("by_client")
done("variables.delete", all(one.key != "by_client" for one in variables.get_variables().variables))

pools = api.PoolApi(client)
done("pools.create", pools.post_pool(api.PoolBody(name="by_client", slots=3)).open_slots == 3)
done("pools.list", any(one.name == "by_client" for one in pools.get_pools().pools))
pools.delete_pool("by_client")

connections = api.ConnectionApi(client)
done("connections.create", connections.post_connection(api.ConnectionBody(connection_id="by_client", conn_type="http", password="secret")).password == "***")
done("connections.list", any(one.connection_id == "by_client" for one in connections.get_connections().connections))
connections.delete_connection("by_client")

done("assets.list", any(one.name == "api_fixture_out" for one in api.AssetApi(client).get_assets().assets))
done("config", api.ConfigApi(client).get_config(section="core", _headers={"Accept": "application/json"}) is not None)
done("jobs", api.JobApi(client).get_jobs().total_entries > 0)
done("event logs", api.EventLogApi(client).get_event_logs(limit=5).total_entries > 0)
done("providers", api.ProviderApi(client).get_providers().total_entries > 0)
done("plugins", api.PluginApi(client).get_plugins().total_entries == 0)
done("monitor", api.MonitorApi(client).get_health().scheduler.status == "healthy")
done("version", api.VersionApi(client).get_version().version.startswith("3."))
