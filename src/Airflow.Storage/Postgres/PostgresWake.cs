using Npgsql;

namespace Airflow.Storage.Postgres;

/// <summary>How processes on one PostgreSQL database wake each other.</summary>
internal static class PostgresWake
{
    public const string Listen = "LISTEN airflow_wake";

    private const string Notify = "SELECT pg_notify('airflow_wake', $1)";

    /// <summary>A channel apart: what is queued for workers is nothing to a scheduler.</summary>
    public const string ListenToMessages = "LISTEN airflow_message";

    public const string NotifyOfMessages = "SELECT pg_notify('airflow_message', '')";

    /// <summary>Whoever did not listen for a while may have missed any of them.</summary>
    public static IReadOnlyList<string> Topics { get; } = ["runs", "dags", "pools"];

    public static async Task SendAsync(NpgsqlDataSource source, IReadOnlyCollection<string> topics)
    {
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var topic in topics)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Notify) { Parameters = { new NpgsqlParameter<string> { TypedValue = topic } } });
        }

        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
