using Airflow.Engine.Tasks;
using Airflow.Storage.Holding;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Tasks;

/// <summary>Reads task_instance and its history in the column order of <see cref="TaskInstanceSql"/>.</summary>
internal static class TaskInstanceRow
{
    public static TaskInstance Read(SqlRow row) => new()
    {
        Id = row.Guid(0),
        Key = new TaskInstanceKey(row.Text(1), row.Text(2), row.Text(3), row.Int(4)),
        State = TaskStates.Parse(row.TextOrNull(5)),
        TryNumber = row.Int(6),
        MaxTries = row.Int(7),
        ScheduledAt = row.TimeOrNull(8),
        QueuedAt = row.TimeOrNull(9),
        StartDate = row.TimeOrNull(10),
        EndDate = row.TimeOrNull(11),
        Duration = row.DoubleOrNull(12),
        Hostname = row.TextOrNull(13) ?? "",
        UnixName = row.TextOrNull(14),
        Pid = row.IntOrNull(15),
        Pool = row.Text(16),
        PoolSlots = row.Int(17),
        Queue = row.TextOrNull(18) ?? "",
        PriorityWeight = row.IntOrNull(19) ?? 1,
        Operator = row.TextOrNull(20),
        CustomOperatorName = row.TextOrNull(21),
        TaskDisplayName = row.TextOrNull(22),
        QueuedByJobId = row.IntOrNull(23),
        LastHeartbeatAt = row.TimeOrNull(24),
        Executor = row.TextOrNull(25),
        RenderedMapIndex = row.TextOrNull(26),
        ExternalExecutorId = row.TextOrNull(27),
        DagVersionId = row.GuidOrNull(28),
        RetryDelayOverride = row.DoubleOrNull(29),
        RetryReason = row.TextOrNull(30),
        ExitCause = row.TextOrNull(31),
        RescheduleDate = row.TimeOrNull(32),
        NextMethod = row.TextOrNull(33),
        NextKwargs = row.TextOrNull(34),
        TriggerId = row.LongOrNull(35),
        TriggerTimeout = row.TimeOrNull(36),
        UpdatedAt = row.TimeOrNull(37),
        Hold = HoldRow.Read(row, 38),
    };
}
