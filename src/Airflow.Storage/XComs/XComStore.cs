using Airflow.Engine;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using Airflow.Storage.Sql;

namespace Airflow.Storage.XComs;

/// <summary>Results in table xcom; the lengths of those that can be expanded over in task_map.</summary>
internal sealed class XComStore(ISqlDatabase database, TimeProvider time) : IXComStore
{
    public Task<XCom?> FindAsync(XComKey key, bool includePriorDates, CancellationToken cancellationToken) => database.FirstAsync(
        includePriorDates ? XComSql.FindWithPriorDates : XComSql.Find, ReadXCom, cancellationToken, Arguments(key));

    public Task<string?> FindStampAsync(XComKey key, CancellationToken cancellationToken) =>
        database.FirstAsync(XComSql.FindStamp, row => row.Text(0), cancellationToken, Arguments(key));

    public Task<IReadOnlyList<XCom>> ListAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken) =>
        database.ListAsync(XComSql.List, ReadXCom, cancellationToken, ("dag_id", dagId), ("run_id", runId), ("task_id", taskId), ("key", key));

    public Task<int> CountAsync(string dagId, string runId, string taskId, string key, CancellationToken cancellationToken) => database.FirstAsync(
        XComSql.Count, row => row.Int(0), cancellationToken, ("dag_id", dagId), ("run_id", runId), ("task_id", taskId), ("key", key));

    public Task<XCom?> FindAtAsync(string dagId, string runId, string taskId, string key, int offset, CancellationToken cancellationToken) => database.FirstAsync(
        offset < 0 ? XComSql.FindFromEnd : XComSql.FindAt,
        ReadXCom,
        cancellationToken,
        ("dag_id", dagId),
        ("run_id", runId),
        ("task_id", taskId),
        ("key", key),
        ("offset", offset < 0 ? -1 - offset : offset));

    public Task<IReadOnlyList<XComKey>> ListKeysAsync(string dagId, string runId, string? taskId, CancellationToken cancellationToken) =>
        database.ListAsync(XComSql.ListKeys, ReadKey, cancellationToken, ("dag_id", dagId), ("run_id", runId), ("task_id", taskId));

    public Task SaveAsync(XCom value, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var arguments = Arguments(value.Key);
            try
            {
                var saved = await session.ExecuteAsync(XComSql.Save, [.. arguments, ("value", value.Value), ("at", time.GetUtcNow())]);
                if (saved == 0)
                {
                    throw NoSuchTask(value.Key);
                }

                if (value.MappedLength is { } length)
                {
                    await session.ExecuteAsync(XComSql.SaveLength, [.. arguments, ("length", length), ("keys", value.MappedKeys)]);
                }

                return true;
            }
            catch (AirflowException exception) when (exception.Code == "database_constraint")
            {
                throw NoSuchTask(value.Key);
            }
        },
        cancellationToken);

    public Task<bool> DeleteAsync(XComKey key, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var arguments = Arguments(key);
            if (key.Key == XCom.ReturnKey)
            {
                await session.ExecuteAsync(XComSql.DeleteLength, arguments);
            }

            return await session.ExecuteAsync(XComSql.Delete, arguments) > 0;
        },
        cancellationToken);

    public Task<int> ClearAsync(string dagId, string runId, string taskId, int mapIndex, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var arguments = Arguments(new XComKey(dagId, runId, taskId, "", mapIndex));
            await session.ExecuteAsync(XComSql.DeleteLength, arguments);
            return await session.ExecuteAsync(XComSql.Clear, arguments);
        },
        cancellationToken);

    public Task<IReadOnlyList<MappedLength>> ListMappedLengthsAsync(string dagId, string runId, CancellationToken cancellationToken) => database.ListAsync(
        XComSql.ListLengths,
        row => new MappedLength(row.Text(0), row.Int(1), row.Int(2), row.TextOrNull(3)),
        cancellationToken,
        ("dag_id", dagId),
        ("run_id", runId));

    private static (string Name, object? Value)[] Arguments(XComKey key) =>
        [("dag_id", key.DagId), ("run_id", key.RunId), ("task_id", key.TaskId), ("map_index", key.MapIndex), ("key", key.Key)];

    private static XComKey ReadKey(SqlRow row) => new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Int(4));

    private static XCom ReadXCom(SqlRow row) => new(ReadKey(row), row.Text(5));

    private static AirflowException NoSuchTask(XComKey key) => new(
        "task_instance_not_found",
        $"The XCom '{key.Key}' cannot be stored: there is no task instance {new TaskInstanceKey(key.DagId, key.RunId, key.TaskId, key.MapIndex)}.");
}
