using System.Text.Json;
using Airflow.Engine.Runs;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Runs;

/// <summary>Counts runs by DAG and state.</summary>
internal sealed class RunCounts(ISqlDatabase database) : IRunCounts
{
    private const string All = """
        SELECT r.dag_id, COALESCE(d.dag_display_name, d.dag_id), r.state, r.runs
        FROM (SELECT dag_id, state, COUNT(*) AS runs FROM dag_run GROUP BY dag_id, state) r
        JOIN dag d ON d.dag_id = r.dag_id
        ORDER BY r.dag_id
        """;

    private const string OfSome = """
        SELECT r.dag_id, COALESCE(d.dag_display_name, d.dag_id), r.state, r.runs
        FROM (
            SELECT dag_id, state, COUNT(*) AS runs
            FROM dag_run
            WHERE dag_id IN (SELECT value FROM json_each(@dag_ids))
            GROUP BY dag_id, state) r
        JOIN dag d ON d.dag_id = r.dag_id
        ORDER BY r.dag_id
        """;

    public Task<IReadOnlyList<DagRunCount>> CountAsync(IReadOnlyCollection<string>? dagIds, CancellationToken cancellationToken) => dagIds is null
        ? database.ListAsync(All, Read, cancellationToken)
        : database.ListAsync(OfSome, Read, cancellationToken, ("dag_ids", JsonSerializer.Serialize([.. dagIds], StorageJson.Default.StringArray)));

    private static DagRunCount Read(SqlRow row) => new(row.Text(0), row.Text(1), RunNames.ParseState(row.Text(2)), row.Int(3));
}
