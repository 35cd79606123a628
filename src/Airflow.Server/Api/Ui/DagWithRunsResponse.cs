using Airflow.Engine.Grids;
using Airflow.Server.Api.Dags;

namespace Airflow.Server.Api.Ui;

/// <summary>A DAG with its last runs, the newest first, and whether the caller marked it as his favourite.</summary>
internal sealed record DagWithRunsResponse : DagResponse
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    private DagWithRunsResponse(DagResponse dag, IReadOnlyList<RunBrief> runs, bool isFavorite)
        : base(dag) => (LatestDagRuns, IsFavorite) = (runs, isFavorite);

    public IReadOnlyList<RunBrief> LatestDagRuns { get; }

    public bool IsFavorite { get; }

    /// <summary>How many of its tasks wait for the answer of a person.</summary>
    public int OpenQuestions { get; init; }

    public static DagWithRunsResponse Of(DagResponse dag, IReadOnlyList<RunBrief> runs, bool isFavorite) => new(dag, runs, isFavorite);
}
