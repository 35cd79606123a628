using System.Text.Json;
using Airflow.Engine.Storage;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Cleaning;

/// <summary>Removes old rows, or counts what it would remove.</summary>
internal sealed class TableCleaner(ISqlDatabase database)
{
    // what refers to others comes before these
    private static readonly CleanTable[] All =
    [
        new("log", CleanSql.OldLog, IsOfDags: true),
        new("xcom", CleanSql.OldXcom, IsOfDags: true),
        new("task_reschedule", CleanSql.OldTaskReschedule, IsOfDags: true),
        new("task_instance_history", CleanSql.OldTaskInstanceHistory, IsOfDags: true),
        new("task_instance", CleanSql.OldTaskInstance, IsOfDags: true) { Dependents = ["xcom", "task_reschedule", "task_instance_history"], Afterwards = CleanSql.TouchOldRuns },
        new("task_state_store", CleanSql.OldTaskStateStore, IsOfDags: true),
        new("deadline", CleanSql.OldDeadline, IsOfDags: true),
        new("dag_run", CleanSql.OldDagRun, IsOfDags: true) { Dependents = ["xcom", "task_reschedule", "task_instance_history", "task_instance", "deadline"] },
        new("dag_version", CleanSql.OldDagVersion, IsOfDags: true),
        new("dag", CleanSql.OldDag, IsOfDags: true) { Dependents = ["dag_version"] },
        new("asset_event", CleanSql.OldAssetEvent, IsOfDags: true),
        new("partitioned_asset_key_log", CleanSql.OldPartitionedAssetKeyLog),
        new("callback", CleanSql.OldCallback),
        new("trigger", CleanSql.OldTrigger),
        new("job", CleanSql.OldJob, IsOfDags: true),
        new("import_error", CleanSql.OldImportError),
        new("revoked_token", CleanSql.OldRevokedToken),
        new("connection_test_request", CleanSql.OldConnectionTestRequest),
    ];

    public static IReadOnlyList<string> Tables { get; } = [.. All.Select(table => table.Name)];

    /// <summary>Those tables and the ones whose rows go with theirs, in the order in which they are cleaned.</summary>
    public static IReadOnlyList<string> WithDependents(IReadOnlyCollection<string> tables)
    {
        var wanted = All.Where(table => tables.Contains(table.Name)).SelectMany(table => table.Dependents.Append(table.Name)).ToHashSet(StringComparer.Ordinal);
        return [.. Tables.Where(wanted.Contains)];
    }

    public async Task<IReadOnlyDictionary<string, CleanedTable>> RunAsync(CleanRequest request, CancellationToken cancellationToken)
    {
        if (request.Tables?.FirstOrDefault(name => !Tables.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is not a table that can be cleaned; these can: {string.Join(", ", Tables)}.", nameof(request));
        }

        var rows = new Dictionary<string, CleanedTable>(StringComparer.Ordinal);
        (string, object?)[] arguments =
        [
            ("before", request.Before), ("keep_last", request.KeepLastRun), ("batch", request.BatchSize),
            ("dag_ids", ToJson(request.DagIds)), ("exclude_dag_ids", ToJson(request.ExcludeDagIds)),
        ];
        foreach (var table in All.Where(table => (request.Tables?.Contains(table.Name) ?? true) && (table.IsOfDags || !request.IsOfSomeDags)))
        {
            rows[table.Name] = request.IsDryRun
                ? new CleanedTable(await database.FirstAsync(table.Count, row => row.Int(0), cancellationToken, arguments))
                : await DeleteAsync(table, request, arguments, cancellationToken);
        }

        return rows;
    }

    private async Task<CleanedTable> DeleteAsync(CleanTable table, CleanRequest request, (string, object?)[] arguments, CancellationToken cancellationToken)
    {
        var deleted = 0;
        string? archive = null;
        string? copy = null;
        if (request.ArchiveSuffix is { } suffix && await database.FirstAsync(table.Count, row => row.Int(0), cancellationToken, arguments) > 0)
        {
            archive = TableArchives.NameFor(table.Name, suffix);
            copy = table.CopyTo(archive);
            await database.ExecuteAsync(TableArchives.CreateSql(table.Name, archive), cancellationToken);
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var portion = await database.WriteAsync(session => DeletePortionAsync(session, table, copy, arguments), cancellationToken);
            if (portion == 0)
            {
                if (deleted > 0 && table.Afterwards is { } afterwards)
                {
                    await database.WriteAsync(session => session.ExecuteAsync(afterwards, ("before", request.Before)), cancellationToken);
                }

                return new CleanedTable(deleted, archive);
            }

            deleted += portion;
        }
    }

    // copy and delete are one commit: a row is in one of the two tables, whatever happens
    private static async Task<int> DeletePortionAsync(ISqlSession session, CleanTable table, string? copy, (string, object?)[] arguments)
    {
        if (copy is not null)
        {
            await session.ExecuteAsync(copy, arguments);
        }

        return await session.ExecuteAsync(table.Delete, arguments);
    }

    private static string? ToJson(IReadOnlyCollection<string>? ids) => ids is null ? null : JsonSerializer.Serialize([.. ids], StorageJson.Default.StringArray);
}
