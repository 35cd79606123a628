using System.Collections.Concurrent;
using Airflow.Engine.Grids;

namespace Airflow.Server.Tests.Api.Ui;

/// <summary>The real store, and of which runs it was asked to count the tasks.</summary>
internal sealed class CountingGrids(IGridStore grids) : IGridStore
{
    private readonly ConcurrentQueue<string> counted = new();

    /// <summary>What happens between the reading of the marks and the counting; nothing by itself.</summary>
    public Func<Task> BeforeCounting { get; set; } = static () => Task.CompletedTask;

    /// <summary>The runs since it was last asked.</summary>
    public IReadOnlyList<string> Take()
    {
        var all = new List<string>();
        while (counted.TryDequeue(out var runId))
        {
            all.Add(runId);
        }

        return all;
    }

    public async Task<IReadOnlyList<TaskStateCount>> CountTasksAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        foreach (var runId in runIds)
        {
            counted.Enqueue(runId);
        }

        await BeforeCounting();
        return await grids.CountTasksAsync(dagId, runIds, cancellationToken);
    }

    public Task<IReadOnlyList<RunMark>> ListMarksAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        grids.ListMarksAsync(dagId, runIds, cancellationToken);

    public Task<IReadOnlyList<(string RunId, string TaskId)>> ListNotedAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) =>
        grids.ListNotedAsync(dagId, runIds, cancellationToken);

    public Task<IReadOnlyList<RunBrief>> ListLastRunsAsync(IReadOnlyCollection<string> dagIds, int perDag, CancellationToken cancellationToken) =>
        grids.ListLastRunsAsync(dagIds, perDag, cancellationToken);

    public Task<IReadOnlyList<RunBrief>> ListRunsAsync(string dagId, DateTimeOffset? from, DateTimeOffset? to, int limit, CancellationToken cancellationToken) =>
        grids.ListRunsAsync(dagId, from, to, limit, cancellationToken);

    public Task<IReadOnlyDictionary<string, int>> CountRunsAsync(DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        grids.CountRunsAsync(from, to, cancellationToken);

    public Task<IReadOnlyDictionary<string, int>> CountTasksAsync(DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        grids.CountTasksAsync(from, to, cancellationToken);

    public Task<IReadOnlyDictionary<string, int>> CountDagsAsync(CancellationToken cancellationToken) => grids.CountDagsAsync(cancellationToken);
}
