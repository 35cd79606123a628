namespace Airflow.Server.Api.Ui;

/// <summary>A node of the graph.</summary>
/// <param name="Type">task, sensor or join; around a DAG asset, asset-alias, asset-name-ref, asset-uri-ref, asset-condition, trigger or sensor.</param>
internal sealed record GraphNode(string Id, string Label, string Type)
{
    public IReadOnlyList<GraphNode>? Children { get; init; }

    public bool? IsMapped { get; init; }

    public string? Tooltip { get; init; }

    public string? SetupTeardownType { get; init; }

    public string? Operator { get; init; }

    public string? AssetConditionType { get; init; }

    public string? Team { get; init; }

    /// <summary>The other DAG that a trigger or sensor around the DAG stands for.</summary>
    public string? DagId { get; init; }

    /// <summary>Of an asset that is known.</summary>
    public int? AssetId { get; init; }
}
