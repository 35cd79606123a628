using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Dags;
using Airflow.Engine.Scheduling;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.Tasks;

/// <summary>A task of a DAG.</summary>
internal sealed record TaskResponse
{
    public required string? TaskId { get; init; }
    public required string? TaskDisplayName { get; init; }
    public required string? Owner { get; init; }
    public required DateTimeOffset? StartDate { get; init; }
    public required DateTimeOffset? EndDate { get; init; }
    public required string? TriggerRule { get; init; }
    public required bool DependsOnPast { get; init; }
    public required bool WaitForDownstream { get; init; }
    public required double? Retries { get; init; }
    public required string? Queue { get; init; }
    public required string? Pool { get; init; }
    public required double? PoolSlots { get; init; }
    public required TimeDelta? ExecutionTimeout { get; init; }
    public required TimeDelta? RetryDelay { get; init; }
    public required double RetryExponentialBackoff { get; init; }
    public required double? PriorityWeight { get; init; }
    public required string? WeightRule { get; init; }
    public required string? UiColor { get; init; }
    public required string? UiFgcolor { get; init; }
    public required IReadOnlyList<string>? TemplateFields { get; init; }
    public required IReadOnlyList<string>? DownstreamTaskIds { get; init; }
    public required string? DocMd { get; init; }
    public required string? OperatorName { get; init; }
    public required JsonObject? Params { get; init; }
    public required JsonObject? ClassRef { get; init; }
    public required bool? IsMapped { get; init; }
    public required IReadOnlyList<string> ExtraLinks { get; init; }

    public static TaskResponse Of(ScheduledDag dag, int index)
    {
        var task = dag.Document.Tasks[index];
        var settings = dag.Graph.Settings(index);
        return new TaskResponse
        {
            TaskId = task.TaskId,
            TaskDisplayName = settings.DisplayName,
            Owner = settings.Owner,
            StartDate = settings.StartDate,
            EndDate = settings.EndDate,
            TriggerRule = settings.TriggerRule,
            DependsOnPast = settings.DependsOnPast,
            WaitForDownstream = settings.WaitForDownstream,
            Retries = settings.Retries,
            Queue = settings.Queue,
            Pool = settings.Pool,
            PoolSlots = settings.PoolSlots,
            ExecutionTimeout = TimeDelta.Of(settings.ExecutionTimeout),
            RetryDelay = TimeDelta.Of(settings.RetryDelay),
            RetryExponentialBackoff = settings.RetryBackoffMultiplier,
            PriorityWeight = settings.PriorityWeight,
            WeightRule = task.WeightRule ?? "downstream",
            UiColor = task.UiColor ?? "#fff",
            UiFgcolor = task.UiFgcolor ?? "#000",
            TemplateFields = task.TemplateFields is { IsDefaultOrEmpty: false } fields ? [.. fields] : DecoratedFields.Of(task.OperatorName) ?? [],
            DownstreamTaskIds = task.DownstreamTaskIds is { } downstream ? [.. downstream.Order(StringComparer.Ordinal)] : [],
            DocMd = task.DocMd,
            OperatorName = settings.Operator,
            Params = ParamResponse.OfTask(dag.Document, task),
            ClassRef = new JsonObject { ["module_path"] = task.TaskModule, ["class_name"] = task.TaskType },
            IsMapped = settings.IsMapped,
            ExtraLinks = Links(task),
        };
    }

    private static IReadOnlyList<string> Links(SerializedTask task) => task.OperatorExtraLinks is { ValueKind: JsonValueKind.Object } links
        ? [.. links.EnumerateObject().Select(static link => link.Name).Order(StringComparer.Ordinal)]
        : [];
}
