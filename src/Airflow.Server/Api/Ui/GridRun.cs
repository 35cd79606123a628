using Airflow.Engine.Runs;

namespace Airflow.Server.Api.Ui;

/// <summary>A column of the grid.</summary>
internal sealed record GridRun(
    string DagId,
    string RunId,
    DateTimeOffset? QueuedAt,
    DateTimeOffset? StartDate,
    DateTimeOffset? EndDate,
    DateTimeOffset RunAfter,
    string State,
    string RunType,
    bool HasMissedDeadline,
    bool HasNote,
    double? Duration,
    int? VersionNumber)
{
    public static GridRun Of(ListedRun listed) => Of(listed.Run, listed.Version?.VersionNumber);

    private static GridRun Of(DagRun run, int? version) => new(
        run.DagId,
        run.RunId,
        run.QueuedAt,
        run.StartDate,
        run.EndDate,
        run.RunAfter,
        run.State.Name(),
        run.RunType.Name(),
        false,
        run.Note is not null,
        run is { StartDate: { } start, EndDate: { } end } ? (end - start).TotalSeconds : null,
        version);
}
