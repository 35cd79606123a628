namespace Airflow;

/// <summary>All of several assets.</summary>
/// <param name="Parts">The assets, aliases or expressions.</param>
public sealed record AssetAll(IReadOnlyList<AssetExpression> Parts) : AssetExpression;
