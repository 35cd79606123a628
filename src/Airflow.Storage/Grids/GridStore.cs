using System.Text.Json;
using Airflow.Engine.Grids;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Grids;

/// <summary>Counts over runs and task instances.</summary>
internal sealed class GridStore(ISqlDatabase database) : IGridStore
{
    private const string NoState = "no_status";

    public Task<IReadOnlyList<RunMark>> ListMarksAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => database.ListAsync(
        GridSql.ListMarks,
        static row => new RunMark(row.Text(0), row.Int(1), row.TextOrNull(2) ?? "", row.TimeOrNull(3), row.Int(4), row.Int(5)),
        cancellationToken,
        ("dag_id", dagId),
        ("run_ids", Texts(runIds)));

    public Task<IReadOnlyList<TaskStateCount>> CountTasksAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => database.ListAsync(
        GridSql.CountTasks,
        static row => new TaskStateCount(row.Text(0), row.Text(1), row.TextOrNull(2), row.Int(3), row.TimeOrNull(4), row.TimeOrNull(5)),
        cancellationToken,
        ("dag_id", dagId),
        ("run_ids", Texts(runIds)));

    public Task<IReadOnlyList<(string RunId, string TaskId)>> ListNotedAsync(string dagId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken) => database.ListAsync(
        GridSql.ListNoted,
        static row => (row.Text(0), row.Text(1)),
        cancellationToken,
        ("dag_id", dagId),
        ("run_ids", Texts(runIds)));

    public Task<IReadOnlyList<RunBrief>> ListLastRunsAsync(IReadOnlyCollection<string> dagIds, int perDag, CancellationToken cancellationToken) =>
        database.ListAsync(GridSql.LastRuns, ReadRun, cancellationToken, ("dag_ids", Texts(dagIds)), ("per_dag", perDag));

    public Task<IReadOnlyList<RunBrief>> ListRunsAsync(string dagId, DateTimeOffset? from, DateTimeOffset? to, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(GridSql.ListRuns, ReadRun, cancellationToken, ("dag_id", dagId), ("from_time", from), ("to_time", to), ("limit", limit));

    public Task<IReadOnlyDictionary<string, int>> CountRunsAsync(DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        CountAsync(GridSql.CountRuns, cancellationToken, ("from_time", from), ("to_time", to));

    public Task<IReadOnlyDictionary<string, int>> CountTasksAsync(DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        CountAsync(GridSql.CountTasksOfTime, cancellationToken, ("from_time", from), ("to_time", to));

    public Task<IReadOnlyDictionary<string, int>> CountDagsAsync(CancellationToken cancellationToken) => CountAsync(GridSql.CountDags, cancellationToken);

    private async Task<IReadOnlyDictionary<string, int>> CountAsync(string sql, CancellationToken cancellationToken, params (string, object?)[] arguments) =>
        (await database.ListAsync(sql, static row => (State: row.TextOrNull(0) ?? NoState, Count: row.Int(1)), cancellationToken, arguments))
            .ToDictionary(static one => one.State, static one => one.Count, StringComparer.Ordinal);

    private static RunBrief ReadRun(SqlRow row) => new(
        row.Int(0), row.Text(1), row.Text(2), row.TimeOrNull(3), row.Time(4), row.TimeOrNull(5), row.TimeOrNull(6), row.TextOrNull(7) ?? "");

    private static string Texts(IReadOnlyCollection<string> texts) => JsonSerializer.Serialize([.. texts], StorageJson.Default.StringArray);
}
