using System.Text.RegularExpressions;

namespace Airflow.Celery.Flower.State;

/// <summary>What the arguments of an execute_workload tell: which task of which run of which DAG.</summary>
internal sealed partial record WorkloadArgs(string DagId, string TaskId, string RunId, string Try, string MapIndex, string Queue)
{
    /// <summary>null for tasks of other applications.</summary>
    public static WorkloadArgs? Of(SeenTask task) => task.Args is { } args && Field(args, "dag_id") is { } dag && Field(args, "task_id") is { } id
        ? new WorkloadArgs(dag, id, Field(args, "run_id") ?? "", Field(args, "try_number") ?? "", Field(args, "map_index") ?? "-1", Field(args, "queue") ?? "")
        : null;

    /// <summary>In few words: dag.task, and the map index of a mapped one.</summary>
    public override string ToString() => $"{DagId}.{TaskId}{(MapIndex is "-1" or "" ? "" : $"[{MapIndex}]")}";

    private static string? Field(string args, string name) =>
        Pattern().Matches(args).FirstOrDefault(match => match.Groups["name"].Value == name) is { } found ? found.Groups["value"].Value.Trim('"') : null;

    [GeneratedRegex(@"""(?<name>dag_id|task_id|run_id|try_number|map_index|queue)"":\s*(?<value>""[^""]*""|-?\d+)", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Pattern();
}
