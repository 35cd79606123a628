namespace Airflow.Server.Api.Ui;

/// <summary>A DAG, an asset or what stands for some, or a task between DAGs.</summary>
/// <param name="Type">dag, asset, asset-alias, asset-name-ref, asset-uri-ref, trigger or sensor.</param>
internal sealed record DependencyNode(string Id, string Label, string Type)
{
    /// <summary>Of an asset that is known.</summary>
    public int? AssetId { get; init; }
}
