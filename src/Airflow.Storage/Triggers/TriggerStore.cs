using Airflow.Engine.Triggers;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Triggers;

/// <summary>Triggers of deferred tries, in table trigger.</summary>
internal sealed class TriggerStore(ISqlDatabase database) : ITriggerStore
{
    public Task<IReadOnlyList<StoredTrigger>> ListAsync(int triggererId, DateTimeOffset aliveSince, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(TriggerSql.List, Read, cancellationToken, ("triggerer_id", triggererId), ("alive_since", aliveSince), ("limit", limit));

    public async Task<bool> ClaimAsync(StoredTrigger trigger, int triggererId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(TriggerSql.Claim, cancellationToken, ("triggerer_id", triggererId), ("id", trigger.Id), ("was", trigger.TriggererId)) > 0;

    private static StoredTrigger Read(SqlRow row) => new()
    {
        Id = row.Long(0),
        Classpath = row.Text(1),
        Kwargs = row.Text(2),
        TriggererId = row.IntOrNull(3),
        TaskInstanceId = row.Guid(4),
        RunId = row.Int(5),
        Pool = row.Text(6),
        PoolSlots = row.Int(7),
        NextKwargs = row.TextOrNull(8),
        Timeout = row.TimeOrNull(9),
    };
}
