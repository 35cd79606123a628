using System.Text.Json;
using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Notes;
using Airflow.Engine.Tasks;
using Airflow.Storage.Notes;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Tasks;

/// <summary>Task instances and their earlier tries.</summary>
internal sealed class TaskInstanceStore(ISqlDatabase database, TimeProvider time) : ITaskInstanceStore
{
    public Task<TaskInstance?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.FirstAsync(TaskInstanceSql.FindById, TaskInstanceRow.Read, cancellationToken, ("id", id));

    public Task<TaskInstance?> FindAsync(TaskInstanceKey key, CancellationToken cancellationToken) =>
        database.FirstAsync(TaskInstanceSql.Find, TaskInstanceRow.Read, cancellationToken, Arguments(key));

    public Task<IReadOnlyList<TaskInstance>> ListAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => database.ListAsync(
        TaskInstanceSql.ListByIds, TaskInstanceRow.Read, cancellationToken,
        ("ids", JsonSerializer.Serialize([.. ids.Select(static id => id.ToString())], StorageJson.Default.StringArray)));

    public Task<IReadOnlyList<TaskInstance>> ListForRunAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        database.ListAsync(TaskInstanceSql.ListForRun, TaskInstanceRow.Read, cancellationToken, ("dag_id", dagId), ("run_id", runId));

    public Task<IReadOnlyList<TaskInstance>> ListHistoryAsync(TaskInstanceKey key, CancellationToken cancellationToken) =>
        database.ListAsync(TaskInstanceSql.ListHistory, TaskInstanceRow.Read, cancellationToken, Arguments(key));

    public Task<IReadOnlyList<TaskInstance>> ListHistoryForRunAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        database.ListAsync(TaskInstanceSql.ListHistoryForRun, TaskInstanceRow.Read, cancellationToken, ("dag_id", dagId), ("run_id", runId));

    public Task<TaskInstance?> FindArchivedAsync(Guid id, CancellationToken cancellationToken) =>
        database.FirstAsync(TaskInstanceSql.FindArchived, TaskInstanceRow.Read, cancellationToken, ("id", id));

    public Task<bool> SetRenderedMapIndexAsync(Guid id, string label, CancellationToken cancellationToken) => database.WriteAsync(
        async session => await session.ExecuteAsync(TaskInstanceSql.SetRenderedMapIndex, ("id", id), ("label", label), ("now", time.GetUtcNow())) > 0,
        cancellationToken);

    public Task<IReadOnlyList<TaskInstance>> ListByStateAsync(IReadOnlyCollection<TaskState> states, CancellationToken cancellationToken)
    {
        var onlyActive = states.All(state => state != TaskState.None && !state.IsFinished());
        var names = JsonSerializer.Serialize([.. states.Select(state => state.Name() ?? "")], StorageJson.Default.StringArray);
        return database.ListAsync(
            onlyActive ? TaskInstanceSql.ListActive : TaskInstanceSql.ListByState, TaskInstanceRow.Read, cancellationToken, ("states", names));
    }

    public Task<IReadOnlyList<TaskCount>> CountUnfinishedAsync(int limit, CancellationToken cancellationToken) => database.ListAsync(
        TaskInstanceSql.CountUnfinished,
        static row => new TaskCount(row.Text(0), row.Text(1), row.Text(2), TaskStates.Parse(row.Text(3)), row.Int(4)),
        cancellationToken,
        ("limit", limit));

    public Task<IReadOnlyList<Guid>> HeartbeatAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Reserved.WriteAsync<IReadOnlyList<Guid>>(
            async session =>
            {
                var over = new List<Guid>();
                foreach (var id in ids.Order())
                {
                    if (await session.ExecuteAsync(TaskInstanceSql.Heartbeat, ("now", now), ("id", id)) == 0)
                    {
                        over.Add(id);
                    }
                }

                return over;
            },
            cancellationToken);

    public Task<RescheduleFacts> FindReschedulesAsync(Guid id, CancellationToken cancellationToken) => database.FirstAsync(
        TaskInstanceSql.FindReschedules, row => new RescheduleFacts(row.Int(0), row.TimeOrNull(1)), cancellationToken, ("id", id));

    public Task<SuspensionTrigger?> FindTriggerAsync(long id, CancellationToken cancellationToken) => database.FirstAsync(
        TaskInstanceSql.FindTrigger, row => new SuspensionTrigger(row.Text(0), row.Text(1), row.TextOrNull(2)), cancellationToken, ("id", id));

    public Task<Note?> FindNoteAsync(TaskInstanceKey key, CancellationToken cancellationToken) =>
        database.FirstAsync(TaskInstanceSql.FindNote, NoteRow.Read, cancellationToken, Arguments(key));

    public Task<bool> DeleteAsync(TaskInstanceKey key, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(TaskInstanceSql.LockPools, Arguments(key));
            await session.ExecuteAsync(TaskInstanceSql.FreeSlots, Arguments(key));
            await session.ExecuteAsync(TaskInstanceSql.TouchFinishedRun, ("dag_id", key.DagId), ("run_id", key.RunId));
            return await session.ExecuteAsync(TaskInstanceSql.Delete, Arguments(key)) > 0;
        },
        cancellationToken);

    public Task<bool> SetNoteAsync(TaskInstanceKey key, string? note, string? user, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            if (note is null)
            {
                await session.ExecuteAsync(TaskInstanceSql.DeleteNote, Arguments(key));
                return await session.FirstAsync(TaskInstanceSql.Exists, row => row.Flag(0), Arguments(key));
            }

            return await session.ExecuteAsync(TaskInstanceSql.SaveNote, [("user", user), ("note", note), ("now", time.GetUtcNow()), .. Arguments(key)]) > 0;
        },
        cancellationToken);

    public Task SaveRenderedFieldsAsync(TaskInstanceKey key, string json, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            try
            {
                return await session.ExecuteAsync(TaskInstanceSql.SaveRenderedFields, [.. Arguments(key), ("rendered_fields", json)]);
            }
            catch (AirflowException exception) when (exception.Code == "database_constraint")
            {
                throw new AirflowException("task_instance_not_found", $"Rendered fields cannot be stored: there is no task instance {key}.", exception);
            }
        },
        cancellationToken);

    public async Task<bool> AnyEarlierAsync(string dagId, string taskId, DateTimeOffset logicalDate, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            TaskInstanceSql.AnyEarlier, row => row.Int(0), cancellationToken, ("dag_id", dagId), ("task_id", taskId), ("logical_date", logicalDate))).Count > 0;

    public Task<string?> FindRenderedFieldsAsync(TaskInstanceKey key, CancellationToken cancellationToken) =>
        database.FirstAsync(TaskInstanceSql.FindRenderedFields, row => row.Text(0), cancellationToken, Arguments(key));

    private static (string Name, object? Value)[] Arguments(TaskInstanceKey key) =>
        [("dag_id", key.DagId), ("run_id", key.RunId), ("task_id", key.TaskId), ("map_index", key.MapIndex)];
}
