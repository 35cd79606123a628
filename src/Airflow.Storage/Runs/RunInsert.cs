using Airflow.Engine.Runs;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Runs;

/// <summary>Adds a run inside a transaction; false when there is one of its id or logical date, or no such DAG.</summary>
internal static class RunInsert
{
    public static async Task<bool> RunAsync(ISqlSession session, DagRun run, DateTimeOffset now) =>
        await session.ExecuteAsync(RunStoreSql.Insert, ArgumentsOf(run, now)) > 0;

    public static (string Name, object? Value)[] ArgumentsOf(DagRun run, DateTimeOffset now) =>
    [
        ("run_id", run.RunId),
        ("run_type", run.RunType.Name()),
        ("logical_date", run.LogicalDate),
        ("data_interval_start", run.DataIntervalStart),
        ("data_interval_end", run.DataIntervalEnd),
        ("run_after", run.RunAfter),
        ("now", now),
        ("conf", run.Conf),
        ("triggered_by", run.TriggeredBy),
        ("triggering_user_name", run.TriggeringUserName),
        ("creating_job_id", run.CreatingJobId),
        ("bundle_version", run.BundleVersion),
        ("created_dag_version_id", run.CreatedDagVersionId),
        ("dag_id", run.DagId),
        ("partition_key", run.PartitionKey),
        ("partition_date", run.PartitionDate),
    ];
}
