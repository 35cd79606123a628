using System.Globalization;
using Airflow.Hosting;

namespace Airflow;

/// <summary>Runs of this and other DAGs, as a task may start and watch them.</summary>
public sealed class DagRuns
{
    private readonly TaskContext _context;

    internal DagRuns(TaskContext context) => _context = context;

    /// <summary>Starts a run.</summary>
    /// <param name="dagId">The DAG.</param>
    /// <param name="options">What is handed over, and how the run is called.</param>
    /// <returns>Id of the run; <see langword="null"/> if there is one of that id or logical date already.</returns>
    /// <exception cref="XComSerializationException">What is handed over has no JSON form.</exception>
    public async Task<string?> TriggerAsync(string dagId, TriggerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(dagId);
        options ??= new TriggerOptions();
        var runId = options.RunId ?? $"manual__{(options.LogicalDate ?? _context.Time.GetUtcNow()).ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture)}";
        var trigger = new DagRunTrigger(dagId, runId)
        {
            LogicalDate = options.LogicalDate,
            Conf = options.Conf is null ? null : XComJson.Serialize(options.Conf, typeof(IReadOnlyDictionary<string, object?>), _context.TaskId, "conf"),
            ResetDagRun = options.ResetDagRun,
            Note = options.Note,
        };
        return await _context.Backend.TriggerDagRunAsync(trigger, _context.CancellationToken) == DagRunTriggerResult.Created ? runId : null;
    }

    /// <summary>State of a run: <c>queued</c>, <c>running</c>, <c>success</c> or <c>failed</c>.</summary>
    /// <param name="dagId">The DAG.</param>
    /// <param name="runId">The run.</param>
    /// <returns>The state; <see langword="null"/> if there is no such run.</returns>
    public async Task<string?> GetStateAsync(string dagId, string runId) => await _context.Backend.GetDagRunStateAsync(dagId, runId, _context.CancellationToken);

    /// <summary>How many runs of a DAG there are for some logical dates.</summary>
    /// <param name="dagId">The DAG.</param>
    /// <param name="logicalDates">The dates; <see langword="null"/> is all.</param>
    /// <param name="states">States that count; <see langword="null"/> is all.</param>
    /// <returns>The number.</returns>
    public async Task<int> CountAsync(string dagId, IReadOnlyList<DateTimeOffset>? logicalDates = null, IReadOnlyList<string>? states = null) =>
        await _context.Backend.GetDagRunCountAsync(new DagRunQuery(dagId) { LogicalDates = logicalDates, States = states }, _context.CancellationToken);

    /// <summary>How many instances of some tasks of a DAG there are for some logical dates.</summary>
    /// <param name="dagId">The DAG.</param>
    /// <param name="taskIds">The tasks; <see langword="null"/> is all.</param>
    /// <param name="logicalDates">The dates; <see langword="null"/> is all.</param>
    /// <param name="states">States that count; <see langword="null"/> is all.</param>
    /// <returns>The number.</returns>
    public async Task<int> CountTasksAsync(
        string dagId, IReadOnlyList<string>? taskIds = null, IReadOnlyList<DateTimeOffset>? logicalDates = null, IReadOnlyList<string>? states = null) =>
        await _context.Backend.GetTaskInstanceCountAsync(
            new TaskInstanceQuery(dagId) { TaskIds = taskIds, LogicalDates = logicalDates, States = states }, _context.CancellationToken);

    /// <summary>States of the tasks in a group of a DAG, for each run of some logical dates.</summary>
    /// <param name="dagId">The DAG.</param>
    /// <param name="taskGroupId">The group.</param>
    /// <param name="logicalDates">The dates.</param>
    /// <returns>For each run that is there, task id → state; <see langword="null"/> for a task that has none yet. An instance of a mapped task has its number behind its id.</returns>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ListGroupStatesAsync(
        string dagId, string taskGroupId, IReadOnlyList<DateTimeOffset> logicalDates) =>
        [.. (await _context.Backend.GetTaskStatesAsync(
            new TaskInstanceQuery(dagId) { TaskGroupId = taskGroupId, LogicalDates = logicalDates }, _context.CancellationToken)).Values];
}
