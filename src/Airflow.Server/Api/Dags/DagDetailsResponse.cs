using System.Text.Json.Nodes;
using Airflow.Server.Api.DagVersions;

namespace Airflow.Server.Api.Dags;

/// <summary>A DAG with what only its newest version tells.</summary>
internal sealed record DagDetailsResponse : DagResponse
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public DagDetailsResponse(DagResponse dag)
        : base(dag)
    {
    }

    public bool Catchup { get; init; }
    public string? DagRunTimeout { get; init; }
    public JsonNode? AssetExpression { get; init; }
    public string? DocMd { get; init; }
    public DateTimeOffset? StartDate { get; init; }
    public DateTimeOffset? EndDate { get; init; }
    public bool? IsPausedUponCreation { get; init; }
    public JsonNode? Params { get; init; }
    public bool RenderTemplateAsNativeObj { get; init; }
    public IReadOnlyList<string>? TemplateSearchPath { get; init; }
    public string? Timezone { get; init; }
    public DateTimeOffset? LastParsed { get; init; }
    public JsonNode? DefaultArgs { get; init; }
    public bool? RerunWithLatestVersion { get; init; }
    public JsonNode? OwnerLinks { get; init; }
    public bool IsFavorite { get; init; }
    public int ActiveRunsCount { get; init; }
    public int Concurrency => MaxActiveTasks;
    public DagVersionResponse? LatestDagVersion { get; init; }
}
