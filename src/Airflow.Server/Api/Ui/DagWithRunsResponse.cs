using Airflow.Engine.Grids;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>A DAG with its last runs, the newest first.</summary>
internal sealed record DagWithRunsResponse : DagResponse
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private DagWithRunsResponse(DagResponse dag, IReadOnlyList<RunBrief> runs)
        : base(dag) => LatestDagRuns = runs;

    public IReadOnlyList<RunBrief> LatestDagRuns { get; }

    public static DagWithRunsResponse Of(DagResponse dag, IReadOnlyList<RunBrief> runs) => new(dag, runs);
}
