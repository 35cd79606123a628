namespace Airflow.Server.Api.Ui;

/// <summary>What the tasks and groups of a run are in.</summary>
internal sealed record GridRunSummary(string RunId, string DagId, IReadOnlyList<GridSummary> TaskInstances);
