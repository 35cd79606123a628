using Airflow.Storage.Sql;

namespace Airflow.Storage.Cleaning;

/// <summary>Removes old rows, or counts what it would remove.</summary>
internal sealed class TableCleaner(ISqlDatabase database)
{
    // what refers to others comes before these
    private static readonly CleanTable[] All =
    [
        new("log", CleanSql.CountLog, CleanSql.DeleteLog),
        new("xcom", CleanSql.CountXcom, CleanSql.DeleteXcom),
        new("task_reschedule", CleanSql.CountTaskReschedule, CleanSql.DeleteTaskReschedule),
        new("task_instance_history", CleanSql.CountTaskInstanceHistory, CleanSql.DeleteTaskInstanceHistory),
        new("task_instance", CleanSql.CountTaskInstance, CleanSql.DeleteTaskInstance),
        new("task_state_store", CleanSql.CountTaskStateStore, CleanSql.DeleteTaskStateStore),
        new("deadline", CleanSql.CountDeadline, CleanSql.DeleteDeadline),
        new("dag_run", CleanSql.CountDagRun, CleanSql.DeleteDagRun),
        new("dag_version", CleanSql.CountDagVersion, CleanSql.DeleteDagVersion),
        new("dag", CleanSql.CountDag, CleanSql.DeleteDag),
        new("asset_event", CleanSql.CountAssetEvent, CleanSql.DeleteAssetEvent),
        new("partitioned_asset_key_log", CleanSql.CountPartitionedAssetKeyLog, CleanSql.DeletePartitionedAssetKeyLog),
        new("callback", CleanSql.CountCallback, CleanSql.DeleteCallback),
        new("trigger", CleanSql.CountTrigger, CleanSql.DeleteTrigger),
        new("job", CleanSql.CountJob, CleanSql.DeleteJob),
        new("import_error", CleanSql.CountImportError, CleanSql.DeleteImportError),
        new("revoked_token", CleanSql.CountRevokedToken, CleanSql.DeleteRevokedToken),
        new("connection_test_request", CleanSql.CountConnectionTestRequest, CleanSql.DeleteConnectionTestRequest),
    ];

    public static IReadOnlyList<string> Tables { get; } = [.. All.Select(table => table.Name)];

    public async Task<IReadOnlyDictionary<string, int>> RunAsync(
        DateTimeOffset before, IReadOnlyCollection<string>? tables, bool dryRun, bool keepLastRun, CancellationToken cancellationToken)
    {
        if (tables?.FirstOrDefault(name => !Tables.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is not a table that can be cleaned; these can: {string.Join(", ", Tables)}.", nameof(tables));
        }

        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var table in All.Where(table => tables?.Contains(table.Name) ?? true))
        {
            (string, object?)[] arguments = [("before", before), ("keep_last", keepLastRun)];
            rows[table.Name] = dryRun
                ? await database.FirstAsync(table.Count, row => row.Int(0), cancellationToken, arguments)
                : await DeleteAsync(table, arguments, cancellationToken);
        }

        return rows;
    }

    private async Task<int> DeleteAsync(CleanTable table, (string, object?)[] arguments, CancellationToken cancellationToken)
    {
        var deleted = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var portion = await database.ExecuteAsync(table.Delete, cancellationToken, arguments);
            if (portion == 0)
            {
                return deleted;
            }

            deleted += portion;
        }
    }
}
