namespace Airflow.Engine.Connections;

/// <summary>A connection in clear text and how it is stored.</summary>
public sealed record CatalogedConnection(Connection Connection)
{
    /// <summary>Its row; null when it is not in the database.</summary>
    public int? Id { get; init; }

    public bool IsEncrypted { get; init; }

    public bool IsExtraEncrypted { get; init; }
}
