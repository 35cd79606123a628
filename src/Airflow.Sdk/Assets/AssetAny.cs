namespace Airflow;

/// <summary>Any of several assets.</summary>
/// <param name="Parts">The assets, aliases or expressions.</param>
public sealed record AssetAny(IReadOnlyList<AssetExpression> Parts) : AssetExpression;
