using System.Text.Json.Serialization;

namespace Airflow.Server.Api.Ui;

/// <summary>A task or a group as a row of the grid.</summary>
internal sealed record GridNode(string Id, string Label, bool IsMapped)
{
    /// <summary>What is in a group; null: it is a task.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GridNode>? Children { get; init; }

    /// <summary>setup or teardown; null: neither.</summary>
    public string? SetupTeardownType { get; init; }

    public string? DocMd { get; init; }
}
