using System.Collections.Frozen;

namespace Airflow.Engine.Tasks;

/// <summary>Names and groups of task states, as Airflow writes them.</summary>
public static class TaskStates
{
    private static readonly string?[] Names =
    [
        null, "removed", "scheduled", "queued", "running", "success", "restarting", "failed", "up_for_retry",
        "up_for_reschedule", "upstream_failed", "skipped", "deferred", "awaiting_input",
    ];

    private static readonly FrozenDictionary<string, TaskState> ByName = Enum.GetValues<TaskState>()
        .Where(state => state != TaskState.None)
        .ToFrozenDictionary(state => Names[(int)state]!, StringComparer.Ordinal);

    /// <summary>Airflow's name; null for <see cref="TaskState.None"/>.</summary>
    public static string? Name(this TaskState state) => Names[(int)state];

    /// <summary>The state of that name; null and the empty text are <see cref="TaskState.None"/>.</summary>
    public static TaskState Parse(string? name) => string.IsNullOrEmpty(name)
        ? TaskState.None
        : ByName.TryGetValue(name, out var state) ? state : throw new ArgumentException($"'{name}' is not a task state.", nameof(name));

    public static bool TryParse(string name, out TaskState state) => ByName.TryGetValue(name, out state);

    /// <summary>Nothing more happens to it unless somebody clears it.</summary>
    public static bool IsFinished(this TaskState state) =>
        state is TaskState.Success or TaskState.Failed or TaskState.Skipped or TaskState.UpstreamFailed or TaskState.Removed;

    /// <summary>It takes an executor slot and a pool slot.</summary>
    public static bool IsExecuting(this TaskState state) => state is TaskState.Queued or TaskState.Running;
}
