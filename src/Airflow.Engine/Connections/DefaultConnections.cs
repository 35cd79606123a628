namespace Airflow.Engine.Connections;

/// <summary>The connections that examples and tutorials expect, such as postgres_default; hosts and passwords are only placeholders.</summary>
public static class DefaultConnections
{
    public static IReadOnlyList<Connection> All => [.. EmbeddedText.Read("default-connections.txt")
        .Replace("{TEMP}", Path.GetTempPath().TrimEnd('/'), StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != ';')
        .Select(line => line.Split(" = ", 2))
        .Select(parts => ConnectionJson.Parse(parts[0], parts[1]))];
}
