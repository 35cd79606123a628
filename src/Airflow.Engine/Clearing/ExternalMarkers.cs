using System.Globalization;
using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Engine.Templates;

namespace Airflow.Engine.Clearing;

/// <summary>Follows the markers among cleared tasks to the tasks of other DAGs that they stand for.</summary>
internal sealed class ExternalMarkers(SchedulerStores stores, TimeProvider clock)
{
    /// <summary>Airflow's name of the operator, and of nothing else.</summary>
    private const string TaskType = "ExternalTaskMarker";

    private const int DefaultDepth = 10;

    private readonly TemplateEngine templates = new(clock);
    private readonly HashSet<TaskInstanceKey> visited = [];

    /// <summary>What the markers among these tasks want cleared, and how deep that may go in all.</summary>
    /// <exception cref="AirflowException">The way of markers is longer than the first one allows, or a marker's date is none.</exception>
    public async Task<IReadOnlyList<(ClearRequest Request, int MaxDepth)>> FollowAsync(
        ScheduledDag dag, DagRun run, IReadOnlyList<TaskInstance> tasks, int depth, int? maxDepth, CancellationToken cancellationToken)
    {
        var found = new List<(ClearRequest, int)>();
        foreach (var task in tasks)
        {
            if (!dag.Graph.TryGetIndex(task.Key.TaskId, out var index) || dag.Graph.Task(index) is not { TaskType: TaskType } marker || !visited.Add(task.Key))
            {
                continue;
            }

            var limit = maxDepth ?? Depth(marker);
            if (depth + 1 > limit)
            {
                throw new AirflowException(
                    "marker_recursion",
                    $"Maximum recursion depth {limit} reached for {TaskType} {task.Key.TaskId}. Attempted to clear too many tasks or there may be a cyclic dependency.");
            }

            if (await TargetAsync(marker, run, cancellationToken) is { } target)
            {
                found.Add((target, limit));
            }
        }

        return found;
    }

    private async Task<ClearRequest?> TargetAsync(SerializedTask marker, DagRun run, CancellationToken cancellationToken)
    {
        var scope = Scope(run);
        string text;
        try
        {
            text = Field(marker, "logical_date", scope);
        }
        catch (TemplateException) when (run.LogicalDate is null)
        {
            // a run without a date has no counterpart of the same date
            return null;
        }

        var (dagId, taskId) = (Field(marker, "external_dag_id", scope), Field(marker, "external_task_id", scope));

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var logicalDate))
        {
            throw new AirflowException("marker_invalid", $"{TaskType} {marker.TaskId} names the logical date '{text}', which is no date and time.");
        }

        if (await stores.Runs.FindByLogicalDateAsync(dagId, logicalDate, cancellationToken) is not { } target
            || !(await stores.Tasks.ListForRunAsync(dagId, target.RunId, cancellationToken)).Any(task => task.Key.TaskId == taskId))
        {
            return null;
        }

        return new ClearRequest { DagId = dagId, RunIds = [target.RunId], TaskIds = [taskId], IncludeDownstream = true };
    }

    private string Field(SerializedTask marker, string name, TemplateScope scope) =>
        marker.Extra.TryGet(name, out var value) && value.ValueKind == JsonValueKind.String
            ? templates.Compile(value.GetString()!).Render(scope, CancellationToken.None)
            : "";

    private TemplateScope Scope(DagRun run)
    {
        var scope = new TemplateScope().Add("run_id", run.RunId).AddLazy("macros", () => MacrosModule.Create(clock));
        return run.LogicalDate is not { } date ? scope : scope
            .Add("logical_date", date)
            .Add("ds", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Add("ts", PyDateTime.Pendulum(date).ToText('T'))
            .Add("data_interval_start", run.DataIntervalStart)
            .Add("data_interval_end", run.DataIntervalEnd);
    }

    private static int Depth(SerializedTask marker) =>
        marker.Extra.TryGet("recursion_depth", out var value) && value.TryGetInt32(out var depth) ? depth : DefaultDepth;
}
