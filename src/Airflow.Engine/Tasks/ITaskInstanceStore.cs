namespace Airflow.Engine.Tasks;

/// <summary>Reads of task instances; every change goes through <see cref="Execution.IStateWriter"/>.</summary>
public interface ITaskInstanceStore
{
    Task<TaskInstance?> FindAsync(Guid id, CancellationToken cancellationToken);
    Task<TaskInstance?> FindAsync(TaskInstanceKey key, CancellationToken cancellationToken);
    /// <summary>Those of these that there are, in any order.</summary>
    Task<IReadOnlyList<TaskInstance>> ListAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
    Task<IReadOnlyList<TaskInstance>> ListForRunAsync(string dagId, string runId, CancellationToken cancellationToken);
    /// <summary>Earlier tries, oldest first.</summary>
    Task<IReadOnlyList<TaskInstance>> ListHistoryAsync(TaskInstanceKey key, CancellationToken cancellationToken);
    /// <summary>Earlier tries of all instances of a run, by task, map index and number.</summary>
    Task<IReadOnlyList<TaskInstance>> ListHistoryForRunAsync(string dagId, string runId, CancellationToken cancellationToken);
    /// <summary>The earlier try that went by this id.</summary>
    Task<TaskInstance?> FindArchivedAsync(Guid id, CancellationToken cancellationToken);
    /// <summary>Writes the label of a mapped instance; false when there is none of that id.</summary>
    Task<bool> SetRenderedMapIndexAsync(Guid id, string label, CancellationToken cancellationToken);
    /// <summary>Instances in these states over all runs, for recovery and for counts.</summary>
    Task<IReadOnlyList<TaskInstance>> ListByStateAsync(IReadOnlyCollection<TaskState> states, CancellationToken cancellationToken);
    /// <summary>Whether the task has an instance in any run of an earlier logical date.</summary>
    Task<bool> AnyEarlierAsync(string dagId, string taskId, DateTimeOffset logicalDate, CancellationToken cancellationToken);
    /// <summary>How many instances of each task are scheduled, queued, running or deferred: so many numbers at most, the greatest first.</summary>
    Task<IReadOnlyList<TaskCount>> CountUnfinishedAsync(int limit, CancellationToken cancellationToken);
    /// <summary>Sets last_heartbeat_at of the running ones among these; answers the ids that are no longer running under that id.</summary>
    Task<IReadOnlyList<Guid>> HeartbeatAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken);
    /// <summary>What is known of the parts of a try that asked for a later time.</summary>
    Task<RescheduleFacts> FindReschedulesAsync(Guid id, CancellationToken cancellationToken);
    /// <summary>The trigger of a deferred try, its arguments as they are stored.</summary>
    Task<Execution.SuspensionTrigger?> FindTriggerAsync(long id, CancellationToken cancellationToken);
    Task<Notes.Note?> FindNoteAsync(TaskInstanceKey key, CancellationToken cancellationToken);
    /// <summary>Writes the note, or takes it away when it is null; false when there is no such instance.</summary>
    Task<bool> SetNoteAsync(TaskInstanceKey key, string? note, string? user, CancellationToken cancellationToken);
    /// <summary>Takes the instance away with all that belongs to it, and gives back the slots that it holds; false when there is none.</summary>
    Task<bool> DeleteAsync(TaskInstanceKey key, CancellationToken cancellationToken);
    Task SaveRenderedFieldsAsync(TaskInstanceKey key, string json, CancellationToken cancellationToken);
    Task<string?> FindRenderedFieldsAsync(TaskInstanceKey key, CancellationToken cancellationToken);
}
