namespace Airflow;

/// <summary>A name for assets that become known only while a task runs.</summary>
/// <param name="Name">Its name.</param>
public sealed record AssetAlias(string Name) : AssetExpression
{
    /// <summary>Free group by which aliases are told apart.</summary>
    /// <value>Default: <c>asset</c>.</value>
    public string Group { get; init; } = "asset";
}
