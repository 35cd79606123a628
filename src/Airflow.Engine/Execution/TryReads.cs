using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;

namespace Airflow.Engine.Execution;

/// <summary>Reads tries and their runs, those that are asked for at the same time in one query.</summary>
public sealed class TryReads
{
    private const int Most = 128;

    private readonly Batcher<Guid, TaskInstance?> tries;
    private readonly Batcher<Guid, DagRun?> runs;

    public TryReads(SchedulerStores stores)
    {
        ArgumentNullException.ThrowIfNull(stores);
        tries = new(ids => FindTriesAsync(stores.Tasks, ids), Most);
        runs = new(ids => FindRunsAsync(stores.Runs, ids), Most);
    }

    public Task<TaskInstance?> FindAsync(Guid id) => tries.AskAsync(id);

    /// <summary>The run that the try belongs to.</summary>
    public Task<DagRun?> FindRunAsync(Guid tryId) => runs.AskAsync(tryId);

    private static async Task<IReadOnlyList<TaskInstance?>> FindTriesAsync(ITaskInstanceStore store, IReadOnlyList<Guid> ids)
    {
        if (ids.Count == 1)
        {
            return [await store.FindAsync(ids[0], CancellationToken.None)];
        }

        var found = (await store.ListAsync([.. ids.Distinct()], CancellationToken.None)).ToDictionary(row => row.Id);
        return [.. ids.Select(id => found.GetValueOrDefault(id))];
    }

    private static async Task<IReadOnlyList<DagRun?>> FindRunsAsync(IRunStore store, IReadOnlyList<Guid> ids)
    {
        var found = await store.ListOfTriesAsync([.. ids.Distinct()], CancellationToken.None);
        return [.. ids.Select(id => found.GetValueOrDefault(id))];
    }
}
