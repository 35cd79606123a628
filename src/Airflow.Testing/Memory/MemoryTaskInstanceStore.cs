using Airflow.Engine.Execution;
using Airflow.Engine.Notes;
using Airflow.Engine.Tasks;

namespace Airflow.Testing.Memory;

/// <summary>Task instances in memory.</summary>
internal sealed class MemoryTaskInstanceStore(MemoryDatabase database) : ITaskInstanceStore
{
    public Task<TaskInstance?> FindAsync(Guid id, CancellationToken cancellationToken) => ReadAsync(() => database.Tasks.GetValueOrDefault(id));

    public Task<TaskInstance?> FindAsync(TaskInstanceKey key, CancellationToken cancellationToken) =>
        ReadAsync(() => database.Tasks.Values.FirstOrDefault(task => task.Key == key));

    public Task<IReadOnlyList<TaskInstance>> ListAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<TaskInstance>>(() => [.. ids.Select(id => database.Tasks.GetValueOrDefault(id)).OfType<TaskInstance>()]);

    public Task<IReadOnlyList<TaskInstance>> ListForRunAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<TaskInstance>>(() => [.. database.Tasks.Values.Where(task => task.Key.DagId == dagId && task.Key.RunId == runId)]);

    public Task<IReadOnlyList<TaskInstance>> ListHistoryAsync(TaskInstanceKey key, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<TaskInstance>>(() => [.. database.History.Where(task => task.Key == key).OrderBy(task => task.TryNumber)]);

    public Task<IReadOnlyList<TaskInstance>> ListHistoryForRunAsync(string dagId, string runId, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<TaskInstance>>(
        () => [.. database.History.Where(task => task.Key.DagId == dagId && task.Key.RunId == runId).OrderBy(task => task.Key.TaskId, StringComparer.Ordinal).ThenBy(task => task.Key.MapIndex).ThenBy(task => task.TryNumber)]);

    public Task<TaskInstance?> FindArchivedAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync(() => database.History.FirstOrDefault(task => task.Id == id));

    public Task<bool> SetRenderedMapIndexAsync(Guid id, string label, CancellationToken cancellationToken) => ReadAsync(() =>
    {
        var found = database.Tasks.GetValueOrDefault(id);
        if (found is not null)
        {
            database.Tasks[id] = found with { RenderedMapIndex = label };
        }

        return found is not null;
    });

    public Task<IReadOnlyList<TaskInstance>> ListByStateAsync(IReadOnlyCollection<TaskState> states, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<TaskInstance>>(() => [.. database.Tasks.Values.Where(task => states.Contains(task.State))]);

    public Task<IReadOnlyList<TaskCount>> CountUnfinishedAsync(int limit, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<TaskCount>>(() =>
    [
        .. database.Tasks.Values.Where(task => task.State is TaskState.Scheduled or TaskState.Queued or TaskState.Running or TaskState.Deferred)
            .GroupBy(task => (task.Key.DagId, task.Key.TaskId, Queue: task.Queue ?? "", task.State))
            .Select(tasks => new TaskCount(tasks.Key.DagId, tasks.Key.TaskId, tasks.Key.Queue, tasks.Key.State, tasks.Count()))
            .OrderByDescending(count => count.Count).ThenBy(count => count.DagId, StringComparer.Ordinal).ThenBy(count => count.TaskId, StringComparer.Ordinal).Take(limit),
    ]);

    public Task<IReadOnlyList<Guid>> HeartbeatAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<Guid>>(() =>
        {
            var over = new List<Guid>();
            foreach (var id in ids)
            {
                if (database.Tasks.GetValueOrDefault(id) is { State: TaskState.Running } task)
                {
                    database.Tasks[id] = task with { LastHeartbeatAt = now };
                }
                else
                {
                    over.Add(id);
                }
            }

            return over;
        });

    public Task<RescheduleFacts> FindReschedulesAsync(Guid id, CancellationToken cancellationToken) =>
        ReadAsync(() => database.Reschedules.GetValueOrDefault(id));

    public Task<SuspensionTrigger?> FindTriggerAsync(long id, CancellationToken cancellationToken) => ReadAsync(() => database.Triggers.GetValueOrDefault(id));

    public Task<Note?> FindNoteAsync(TaskInstanceKey key, CancellationToken cancellationToken) =>
        ReadAsync(() => database.Notes.GetValueOrDefault((key.DagId, key.RunId, key.TaskId, key.MapIndex)));

    public Task<bool> DeleteAsync(TaskInstanceKey key, CancellationToken cancellationToken) => ReadAsync(() =>
        database.Tasks.Values.FirstOrDefault(task => task.Key == key) is { } found && database.Tasks.Remove(found.Id));

    public Task<bool> SetNoteAsync(TaskInstanceKey key, string? note, string? user, CancellationToken cancellationToken) => ReadAsync(() =>
    {
        var exists = database.Tasks.Values.Any(task => task.Key == key);
        if (exists)
        {
            database.SetNote((key.DagId, key.RunId, key.TaskId, key.MapIndex), note, user);
        }

        return exists;
    });

    public Task SaveRenderedFieldsAsync(TaskInstanceKey key, string json, CancellationToken cancellationToken) =>
        ReadAsync(() => database.RenderedFields[key] = json);

    public Task<bool> AnyEarlierAsync(string dagId, string taskId, DateTimeOffset logicalDate, CancellationToken cancellationToken) =>
        ReadAsync(() => database.Tasks.Values.Any(task => task.Key.DagId == dagId && task.Key.TaskId == taskId
            && database.Runs.Values.Any(run => run.DagId == dagId && run.RunId == task.Key.RunId && run.LogicalDate < logicalDate)));

    public Task<string?> FindRenderedFieldsAsync(TaskInstanceKey key, CancellationToken cancellationToken) =>
        ReadAsync(() => database.RenderedFields.GetValueOrDefault(key));

    private Task<T> ReadAsync<T>(Func<T> read)
    {
        lock (database.Gate)
        {
            return Task.FromResult(read());
        }
    }
}
