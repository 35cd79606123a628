using System.Text.Json;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>Why the last try of a task instance failed, in a sentence.</summary>
internal static class TryEnding
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Null for an instance that has not failed.</summary>
    public static string? Explain(TaskInstance instance) => instance.State is not (TaskState.Failed or TaskState.UpForRetry) ? null
        : instance.RetryReason is { Length: > 0 } reason ? reason
        : instance.ExitCause is { } json && JsonSerializer.Deserialize<ExitCause>(json, Names) is { } cause ? Explain(cause)
        : null;

    /// <summary>Why a try ended whose process could not write that into its log; null for any other.</summary>
    public static string? ExplainLost(TaskInstance tried) =>
        tried.ExitCause is { } json && JsonSerializer.Deserialize<ExitCause>(json, Names) is { Kind: "lost" } ? tried.RetryReason ?? "nobody knows why" : null;

    private static string Explain(ExitCause cause) => cause switch
    {
        { Detail: { Length: > 0 } detail } => detail,
        { Kind: "oom" } => "The task's process was killed for want of memory.",
        { Signal: { } signal } => $"The task's process ended by signal {signal} ({cause.Kind}).",
        { ExitCode: { } code } => $"The task's process ended with exit code {code}.",
        _ => $"The try ended: {cause.Kind}.",
    };
}
