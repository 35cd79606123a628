using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Explaining;

/// <summary>A run as it is stored, with what is asked of it.</summary>
internal sealed record ExplainedRun(DagRecord Record, DagRun Run, ScheduledDag Dag, IReadOnlyList<TaskInstance> Tasks, UpstreamInspector Inspector)
{
    public static async Task<ExplainedRun> LoadAsync(SchedulerStores stores, DagVersionCache versions, string dagId, string runId, CancellationToken cancellationToken)
    {
        var record = await stores.Dags.FindAsync(dagId, cancellationToken) ?? throw new AirflowException("dag_not_found", $"Dag with dag_id: '{dagId}' not found");
        var run = await stores.Runs.FindAsync(dagId, runId, cancellationToken)
            ?? throw new AirflowException("run_not_found", $"DagRun for {dagId} with run_id of '{runId}' not found; airflow dags list-runs {dagId} lists them.");
        var tasks = await stores.Tasks.ListForRunAsync(dagId, runId, cancellationToken);
        var versionId = tasks.Max(task => task.DagVersionId) ?? run.CreatedDagVersionId ?? record.LatestVersionId;
        var dag = (versionId is { } id ? await versions.FindAsync(id, cancellationToken) : null)
            ?? throw new AirflowException("dag_version_not_found", $"The version of DAG {dagId} that run {runId} began with is gone.");
        var lengths = (await stores.XComs.ListMappedLengthsAsync(dagId, runId, cancellationToken))
            .ToDictionary(row => row.TaskId, row => row.Length, StringComparer.Ordinal);
        var view = new RunInstances(
            dag.Rules,
            Instances(dag, tasks),
            task => Length(dag.Graph.Settings(task).ExpandInput),
            group => Length(dag.Graph.Groups[group].ExpandInput));
        return new ExplainedRun(record, run, dag, tasks, new UpstreamInspector(dag.Rules, view));

        int? Length(SerializedExpandInput? input) =>
            input is null ? null : MappedLengths.Of(input, LengthOfResult);

        int? LengthOfResult(string taskId)
        {
            int? length = lengths.TryGetValue(taskId, out var known) ? known : null;
            return !dag.Graph.TryGetIndex(taskId, out var task) || !dag.Rules.NeedsExpansion(task) ? length
                : tasks.Any(one => one.Key.TaskId == taskId && !one.State.IsFinished()) ? null : length ?? 0;
        }
    }

    /// <summary>The instances; of a run that no scheduler has taken yet, those that it will have.</summary>
    private static IEnumerable<(string TaskId, InstanceState Instance)> Instances(ScheduledDag dag, IReadOnlyList<TaskInstance> tasks) => tasks.Count > 0
        ? tasks.Select(task => (task.Key.TaskId, new InstanceState(task.Key.MapIndex, task.State)))
        : Enumerable.Range(0, dag.Graph.Count).Select(task => (dag.Graph.TaskId(task), new InstanceState(-1, TaskState.None)));
}
