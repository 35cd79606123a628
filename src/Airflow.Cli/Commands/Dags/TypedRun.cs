using Airflow.Cli.Roles;
using Airflow.Engine.Dags;
using Airflow.Engine.Runs;
using Airflow.Engine.Timetables;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>A run that somebody asks for on the command line.</summary>
internal static class TypedRun
{
    /// <param name="request">What was typed; the time and the user are filled in here.</param>
    public static async Task<DagRun> BuildAsync(CommandContext context, AirflowStores stores, DagRecord dag, SerializedDag document, ManualRunRequest request)
    {
        var now = context.Clock.GetUtcNow();

        // as in Airflow the interval of a hand-made run is the one that is current now, whatever its logical date
        var interval = request.LogicalDate is null ? (DataInterval?)null : await IntervalAsync(context, stores, dag, document.BuildTimetable(), now);
        return ManualRuns.Build(dag, document, request with
        {
            RunAfter = now,
            DataIntervalStart = interval?.Start,
            DataIntervalEnd = interval?.End,
            User = context.UserName,
        }, now);
    }

    private static async Task<DataInterval> IntervalAsync(CommandContext context, AirflowStores stores, DagRecord dag, ITimetable timetable, DateTimeOffset now)
    {
        if (timetable is not CodeTimetable)
        {
            return timetable.InferManualDataInterval(now);
        }

        await using var timetables = TimetableProcesses.Of(context, stores);
        return await timetables.InferManualDataIntervalAsync(TimetableProcesses.Source(dag), now, context.CancellationToken);
    }
}
