namespace Airflow.Storage.Postgres;

/// <summary>How processes on one PostgreSQL database wake each other.</summary>
internal static class PostgresWake
{
    public const string Listen = "LISTEN airflow_wake";

    public const string Notify = "SELECT pg_notify('airflow_wake', $1)";

    /// <summary>Whoever did not listen for a while may have missed any of them.</summary>
    public static IReadOnlyList<string> Topics { get; } = ["runs", "dags", "pools"];
}
