using Airflow.Engine.Dags.Deploying;

namespace Airflow.Server.Api.Deploying;

/// <summary>What a deployment did, or would do.</summary>
internal sealed record DeployResponse(
    bool IsLive, bool IsValid, IReadOnlyList<DeployFileResponse> Files, IReadOnlyList<DeployProblemResponse> Problems, IReadOnlyList<DeployDagResponse> Dags)
{
    public static DeployResponse Of(DeployReport report) => new(
        report.IsLive,
        !report.HasErrors,
        [.. report.Files.Select(static file => new DeployFileResponse(file.Path, Word(file.Change), file.Hash, file.Size))],
        [.. report.Problems.Select(Of)],
        [.. report.Dags.Select(Of)]);

    public static DeployProblemResponse Of(DeployProblem problem) =>
        new(problem.File, problem.Line, problem.Column, problem.Code, problem.Message, problem.Detail, problem.IsError);

    private static DeployDagResponse Of(DeployedDag dag) => new()
    {
        DagId = dag.DagId,
        File = dag.File,
        Change = Word(dag.Change),
        TasksAdded = dag.TasksAdded,
        TasksRemoved = dag.TasksRemoved,
        TasksChanged = dag.TasksChanged,
        EdgesAdded = dag.EdgesAdded,
        EdgesRemoved = dag.EdgesRemoved,
        Tasks = dag.Tasks,
        Edges = dag.Edges,
        Schedule = dag.Schedule,
        ScheduleBefore = dag.ScheduleBefore,
        IsPaused = dag.IsPaused,
        NextLogicalDate = dag.Next?.LogicalDate,
        NextRunAfter = dag.Next?.CreateAfter,
        NextRuns = dag.NextRuns,
    };

    private static string Word(DeployChange change) => change.ToString().ToLowerInvariant();
}
