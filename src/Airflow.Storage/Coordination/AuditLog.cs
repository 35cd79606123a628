using Airflow.Engine.Coordination;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Coordination;

/// <summary>The audit log in table log, newest first.</summary>
internal sealed class AuditLog(ISqlDatabase database) : IAuditLog
{
    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) => database.ExecuteAsync(
        AuditLogSql.Insert,
        cancellationToken,
        ("dttm", entry.At),
        ("dag_id", entry.DagId),
        ("task_id", entry.TaskId),
        ("map_index", entry.MapIndex),
        ("event", entry.Event),
        ("logical_date", entry.LogicalDate),
        ("run_id", entry.RunId),
        ("owner", entry.Owner),
        ("extra", entry.Extra),
        ("try_number", entry.TryNumber));

    public Task<IReadOnlyList<AuditEntry>> ListAsync(string? dagId, string? taskId, string? eventName, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(AuditLogSql.List, Read, cancellationToken, ("dag_id", dagId), ("task_id", taskId), ("event", eventName), ("limit", limit));

    internal static AuditEntry Read(SqlRow row) => new()
    {
        Id = row.Long(0),
        At = row.Time(1),
        Event = row.Text(2),
        DagId = row.TextOrNull(3),
        TaskId = row.TextOrNull(4),
        RunId = row.TextOrNull(5),
        MapIndex = row.IntOrNull(6),
        TryNumber = row.IntOrNull(7),
        LogicalDate = row.TimeOrNull(8),
        Owner = row.TextOrNull(9),
        Extra = row.TextOrNull(10),
    };
}
