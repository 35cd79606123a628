using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Testing.Memory;

/// <summary>XComs in memory.</summary>
internal sealed class MemoryXComStore(MemoryDatabase database) : IXComStore
{
    public Task<XCom?> FindAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            if (!includePriorDates)
            {
                return Task.FromResult(database.XComs.GetValueOrDefault(key));
            }

            var bound = database.Runs.Values.FirstOrDefault(run => run.DagId == key.DagId && run.RunId == key.RunId)?.RunAfter;
            var found = database.Runs.Values.Where(run => run.DagId == key.DagId && run.RunAfter <= bound).OrderByDescending(run => run.RunAfter)
                .Select(run => database.XComs.GetValueOrDefault(key with { RunId = run.RunId }))
                .FirstOrDefault(xcom => xcom is not null);
            return Task.FromResult(found);
        }
    }

    public Task<string?> FindStampAsync(XComKey key, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            // the values of a memory are at hand: the text itself tells one from another
            return Task.FromResult(database.XComs.GetValueOrDefault(key)?.Value);
        }
    }

    public Task<IReadOnlyList<XCom>> ListAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<XCom>>([.. Of(dagId, runId, taskId).Where(xcom => xcom.Key.Key == key).OrderBy(xcom => xcom.Key.MapIndex)]);

    public async Task<int> CountAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken) =>
        (await ListAsync(dagId, runId, taskId, key, cancellationToken)).Count;

    public async Task<XCom?> FindAtAsync(string dagId, string runId, string taskId, string key, int offset, CancellationToken cancellationToken)
    {
        var all = await ListAsync(dagId, runId, taskId, key, cancellationToken);
        return all.ElementAtOrDefault(offset < 0 ? all.Count + offset : offset);
    }

    public Task<IReadOnlyList<XComKey>> ListKeysAsync(string dagId, string runId, string? taskId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<XComKey>>([.. Of(dagId, runId, taskId).Select(xcom => xcom.Key)]);

    public Task SaveAsync(XCom value, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            database.XComs[value.Key] = value;
        }

        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(XComKey key, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult(database.XComs.Remove(key));
        }
    }

    public Task<int> ClearAsync(string dagId, string runId, string taskId, int mapIndex, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var keys = Of(dagId, runId, taskId).Select(xcom => xcom.Key).Where(key => key.MapIndex == mapIndex).ToList();
            return Task.FromResult(keys.Count(key => database.XComs.Remove(key)));
        }
    }

    public Task<IReadOnlyList<MappedLength>> ListMappedLengthsAsync(string dagId, string runId, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var values = Of(dagId, runId, null);
            var succeeded = database.Tasks.Values.Where(task => task.State == TaskState.Success && task.Key.DagId == dagId && task.Key.RunId == runId)
                .Select(task => (task.Key.TaskId, task.Key.MapIndex)).ToHashSet();
            return Task.FromResult<IReadOnlyList<MappedLength>>(
            [
                .. values.Where(xcom => xcom.MappedLength is not null && xcom.Key.MapIndex < 0)
                    .Select(xcom => new MappedLength(xcom.Key.TaskId, xcom.Key.MapIndex, xcom.MappedLength!.Value, xcom.MappedKeys)),

                // a cleared instance has left no result yet
                .. values.Where(xcom => xcom.Key is { Key: XCom.ReturnKey, MapIndex: >= 0 } && succeeded.Contains((xcom.Key.TaskId, xcom.Key.MapIndex)))
                    .GroupBy(xcom => xcom.Key.TaskId, StringComparer.Ordinal)
                    .Select(group => new MappedLength(group.Key, 0, group.Count(), null)),
            ]);
        }
    }

    private List<XCom> Of(string dagId, string runId, string? taskId)
    {
        lock (database.Gate)
        {
            return [.. database.XComs.Values.Where(xcom => xcom.Key.DagId == dagId && xcom.Key.RunId == runId && (taskId is null || xcom.Key.TaskId == taskId))];
        }
    }
}
