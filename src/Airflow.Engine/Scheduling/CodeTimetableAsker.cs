using System.Collections.Concurrent;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables;

namespace Airflow.Engine.Scheduling;

/// <summary>
/// Has timetables that are code asked beside the scheduler's loop, so that one which hangs holds up its own DAG only. An answer is stored as
/// the DAG's next run and used when that is due: each run is asked for once.
/// </summary>
internal sealed class CodeTimetableAsker(ICodeTimetables? timetables, Action onAnswer)
{
    private readonly ConcurrentDictionary<string, (string Key, Task<DagRunInfo?> Answer)> asked = new(StringComparer.Ordinal);

    /// <summary>Whether the next run of the DAG is known; if not, it is being asked for.</summary>
    public bool TryAsk(DagRecord dag, ScheduledDag version, DagRun? last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (dag.Next is { CreateAfter: { } createAfter, DataIntervalStart: { } start, DataIntervalEnd: { } end })
        {
            var stored = new DagRunInfo(createAfter, new DataInterval(start, end));
            asked[dag.DagId] = ("", Task.FromResult<DagRunInfo?>(stored));
            return true;
        }

        var key = $"{version.Version.Id} {last?.RunId}";
        if (asked.TryGetValue(dag.DagId, out var before) && before.Key == key)
        {
            return before.Answer.IsCompleted;
        }

        asked[dag.DagId] = (key, AskAsync(dag, version, DagSchedule.InfoOf(last)?.DataInterval, now, cancellationToken));
        return false;
    }

    /// <summary>The run that is known.</summary>
    /// <exception cref="TimetableException">The code has no answer.</exception>
    public Task<DagRunInfo?> TakeAsync(DagRecord dag) => asked.TryRemove(dag.DagId, out var known) ? known.Answer : Task.FromResult<DagRunInfo?>(null);

    private async Task<DagRunInfo?> AskAsync(DagRecord dag, ScheduledDag version, DataInterval? last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // nothing of this may run within the pass that asks
        await Task.Yield();
        try
        {
            if (timetables is null || dag.BundleVersion is not { } bundle)
            {
                throw new TimetableException(TimetableException.NotSupported, $"The timetable of DAG {dag.DagId} is C# code, which this scheduler cannot ask.");
            }

            var source = new CodeTimetableSource(dag.DagId, bundle, version.RelativeFileLocation);
            return await timetables.NextAsync(source, last, version.Schedule.Restriction, now, cancellationToken);
        }
        finally
        {
            onAnswer();
        }
    }
}
