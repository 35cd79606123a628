using System.Diagnostics.Metrics;

namespace Airflow.Storage.Sql;

/// <summary>Counts the statements that databases are asked, for who listens: a list must not ask one for each of its rows.</summary>
internal static class SqlMeter
{
    private static readonly Meter Meter = new("Airflow.Storage");

    private static readonly Counter<long> Statements = Meter.CreateCounter<long>("airflow.storage.statements", "{statement}", "Statements that a database was asked");

    public static void Count(string place)
    {
        if (Statements.Enabled)
        {
            Statements.Add(1, new KeyValuePair<string, object?>("db.namespace", place));
        }
    }
}
