namespace Airflow.Engine.Connections;

/// <summary>A row of connection; password and extra are Fernet tokens where the flags say so.</summary>
public sealed record StoredConnection(Connection Connection, bool IsEncrypted, bool IsExtraEncrypted)
{
    /// <summary>Database key; 0 before it is stored.</summary>
    public int Id { get; init; }
}
