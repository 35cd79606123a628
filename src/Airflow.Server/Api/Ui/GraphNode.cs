namespace Airflow.Server.Api.Ui;

/// <summary>A node of the graph.</summary>
/// <param name="Type">task, sensor or join.</param>
internal sealed record GraphNode(string Id, string Label, string Type)
{
    public IReadOnlyList<GraphNode>? Children { get; init; }

    public bool? IsMapped { get; init; }

    public string? Tooltip { get; init; }

    public string? SetupTeardownType { get; init; }

    public string? Operator { get; init; }

    public string? AssetConditionType { get; init; }

    public string? Team { get; init; }
}
