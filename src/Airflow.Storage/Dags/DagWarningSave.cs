using Airflow.Engine.Dags;
using Airflow.Engine.Pools;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>Notes which DAGs name pools that there are not: their tasks would wait for ever.</summary>
internal static class DagWarningSave
{
    private const string ListPools = """
        SELECT pool FROM slot_pool
        """;

    private const string List = """
        SELECT dag_id, message
        FROM dag_warning
        WHERE warning_type = @warning_type AND dag_id IN (SELECT value FROM json_each(@dag_ids))
        """;

    private const string Save = """
        INSERT INTO dag_warning (dag_id, warning_type, message, timestamp) VALUES (@dag_id, @warning_type, @message, @now)
        ON CONFLICT (dag_id, warning_type) DO UPDATE SET message = excluded.message, timestamp = excluded.timestamp
        """;

    private const string Delete = """
        DELETE FROM dag_warning WHERE dag_id = @dag_id AND warning_type = @warning_type
        """;

    public static async Task RunAsync(ISqlSession session, IReadOnlyList<ParsedDag> dags, DateTimeOffset now)
    {
        var hasPools = dags.SelectMany(static dag => dag.Pools).Any(static pool => pool != Pool.DefaultName);
        var pools = hasPools ? await session.ListAsync(ListPools, static row => row.Text(0)) : [];
        var told = (await session.ListAsync(
            List, static row => (DagId: row.Text(0), Message: row.Text(1)), ("warning_type", DagWarningTypes.NonexistentPool), ("dag_ids", DagSave.IdsOf(dags))))
            .ToDictionary(static warning => warning.DagId, static warning => warning.Message, StringComparer.Ordinal);
        foreach (var dag in dags)
        {
            var message = MessageOf(dag, pools);
            if (message != told.GetValueOrDefault(dag.Dag.DagId))
            {
                await SetAsync(session, dag.Dag.DagId, message, now);
            }
        }
    }

    private static string? MessageOf(ParsedDag dag, IReadOnlyList<string> pools)
    {
        var missing = dag.Pools.Where(static pool => pool != Pool.DefaultName).Except(pools, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return missing.Count == 0 ? null : $"Dag '{dag.Dag.DagId}' references non-existent pools: [{string.Join(", ", missing.Select(static pool => $"'{pool}'"))}]";
    }

    private static Task SetAsync(ISqlSession session, string dagId, string? message, DateTimeOffset now) => message is null
        ? session.ExecuteAsync(Delete, ("dag_id", dagId), ("warning_type", DagWarningTypes.NonexistentPool))
        : session.ExecuteAsync(Save, ("dag_id", dagId), ("warning_type", DagWarningTypes.NonexistentPool), ("message", message), ("now", now));
}
