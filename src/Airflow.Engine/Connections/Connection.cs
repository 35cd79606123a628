namespace Airflow.Engine.Connections;

/// <summary>A connection in clear text.</summary>
public sealed record Connection
{
    public required string ConnId { get; init; }
    /// <summary>The kind, such as postgres; null where nothing says.</summary>
    public required string? ConnType { get; init; }
    public string? Description { get; init; }
    public string? Host { get; init; }
    public string? Schema { get; init; }
    public string? Login { get; init; }
    public string? Password { get; init; }
    public int? Port { get; init; }
    /// <summary>JSON object text, or null.</summary>
    public string? Extra { get; init; }
}
