namespace Airflow.Engine.Assets;

/// <summary>Which events a listing wants: those of an asset (name, uri or both) or those that came through an alias.</summary>
public sealed record AssetEventFilter
{
    public string? Name { get; init; }
    public string? Uri { get; init; }
    public string? AliasName { get; init; }
    /// <summary>Not before this.</summary>
    public DateTimeOffset? After { get; init; }
    /// <summary>Not after this.</summary>
    public DateTimeOffset? Before { get; init; }
    public int? Limit { get; init; }
    public bool Ascending { get; init; } = true;
}
