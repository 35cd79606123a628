namespace Airflow.Hosting;

/// <summary>Which events are meant: of an asset by name or URI, or of an alias.</summary>
internal sealed record AssetEventQuery
{
    public string? Name { get; init; }

    public string? Uri { get; init; }

    public string? AliasName { get; init; }

    public DateTimeOffset? After { get; init; }

    public DateTimeOffset? Before { get; init; }

    public int? Limit { get; init; }

    public bool Ascending { get; init; } = true;
}
