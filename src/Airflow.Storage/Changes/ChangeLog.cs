using Airflow.Engine.Changes;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Changes;

/// <summary>Reads what has changed from the tables of runs and task instances.</summary>
internal sealed class ChangeLog(ISqlDatabase database) : IChangeLog
{
    public Task<int> FindLastRunAsync(CancellationToken cancellationToken) => database.FirstAsync(ChangeSql.LastRun, static row => row.Int(0), cancellationToken);

    public Task<IReadOnlyList<ChangedRun>> ListActiveRunsAsync(CancellationToken cancellationToken) =>
        database.ListAsync(ChangeSql.ActiveRuns, ReadRun, cancellationToken);

    public Task<IReadOnlyList<ChangedRun>> ListNewRunsAsync(int afterId, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(ChangeSql.NewRuns, ReadRun, cancellationToken, ("after", afterId), ("limit", limit));

    public Task<ChangedRun?> FindRunAsync(int id, CancellationToken cancellationToken) =>
        database.FirstAsync(ChangeSql.FindRun, ReadRun, cancellationToken, ("id", id));

    public Task<ChangedRun?> FindRunAsync(string dagId, string runId, CancellationToken cancellationToken) =>
        database.FirstAsync(ChangeSql.FindRunByName, ReadRun, cancellationToken, ("dag_id", dagId), ("run_id", runId));

    public Task<int> FindLastActionAsync(CancellationToken cancellationToken) => database.FirstAsync(ChangeSql.LastAction, static row => row.Int(0), cancellationToken);

    public Task<IReadOnlyList<LoggedAction>> ListActionsAsync(int afterId, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(ChangeSql.Actions, static row => new LoggedAction(row.Int(0), row.Text(1), row.TextOrNull(2)), cancellationToken, ("after", afterId), ("limit", limit));

    public Task<IReadOnlyList<ChangedTask>> ListTasksAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(ChangeSql.TasksOfRunning, ReadTask, cancellationToken, ("since", since), ("limit", limit));

    public Task<IReadOnlyList<ChangedTask>> ListTasksAsync(string dagId, string runId, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ListAsync(ChangeSql.TasksOfRun, ReadTask, cancellationToken, ("dag_id", dagId), ("run_id", runId), ("since", since), ("limit", limit));

    private static ChangedRun ReadRun(SqlRow row) => new(
        row.Int(0), row.Text(1), row.Text(2), row.TextOrNull(3) ?? "", row.TimeOrNull(4), row.Time(5), row.TimeOrNull(6), row.TimeOrNull(7));

    private static ChangedTask ReadTask(SqlRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), row.Int(3), row.Int(4), row.TextOrNull(5), row.TimeOrNull(6), row.TimeOrNull(7), row.Time(8));
}
