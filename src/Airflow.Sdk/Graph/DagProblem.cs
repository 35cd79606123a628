namespace Airflow;

/// <summary>Something wrong with a DAG that its author has to change.</summary>
/// <param name="DagId">The DAG.</param>
/// <param name="TaskId">The task or group it is about; <see langword="null"/> if it is about the DAG.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="Place">Where it was written.</param>
internal sealed record DagProblem(string DagId, string? TaskId, string Message, SourcePlace Place)
{
    public override string ToString() => string.Concat(
        Place.File.Length == 0 ? "" : $"{Place}: ",
        $"DAG '{DagId}'",
        TaskId is null ? "" : $", task '{TaskId}'",
        $": {Message}");
}
