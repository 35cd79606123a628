namespace Airflow.Engine.Connections;

/// <summary>Connections in environment variables AIRFLOW_CONN_ID, which win over stored ones.</summary>
public static class EnvironmentConnections
{
    private const string Prefix = "AIRFLOW_CONN_";

    /// <summary>The connection, or null when the variable is absent or empty.</summary>
    public static Connection? Find(IReadOnlyDictionary<string, string> environment, string connectionId) =>
        environment.TryGetValue(Prefix + connectionId.ToUpperInvariant(), out var text) && text.Length > 0
            ? ConnectionFormat.Parse(connectionId, text)
            : null;
}
