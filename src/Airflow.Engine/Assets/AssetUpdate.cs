namespace Airflow.Engine.Assets;

/// <summary>
/// One event that a successful task makes for an asset. Name and uri together name the asset; one of them alone refers to an active one.
/// Through an alias the asset need not exist yet.
/// </summary>
public sealed record AssetUpdate(string? Name, string? Uri)
{
    /// <summary>JSON object.</summary>
    public string Extra { get; init; } = "{}";

    /// <summary>The aliases that it comes through; none when the task names the asset itself.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
