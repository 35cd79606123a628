namespace Airflow.Storage.Servers;

/// <summary>One statement of a unit of work, and how many rows it must change at least.</summary>
internal sealed record ServerStep(string Sql, params (string Name, object? Value)[] Arguments)
{
    public int MinRows { get; init; }
}
