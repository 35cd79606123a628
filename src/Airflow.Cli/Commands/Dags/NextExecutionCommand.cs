using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;
using Airflow.Engine.Dags;
using Airflow.Engine.Timetables;
using Airflow.Engine;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags next-execution.</summary>
internal sealed class NextExecutionCommand : ICommand
{
    private const string LogicalDate = "logical_date";
    private const string IntervalStart = "data_interval.start";
    private const string IntervalEnd = "data_interval.end";
    private const string RunAfter = "run_after";

    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string?> _field = Option.Choice(
        "--field", "Which of its times to print.", [LogicalDate, IntervalStart, IntervalEnd, "partition_key", "partition_date", RunAfter]);

    private readonly Argument<int> _count = Option.PositiveInt("-n/--num-executions", "How many to print.", 1);
    private readonly Argument<bool> _table = Option.Flag("--table", "Print all times of each, as a table.");

    public IReadOnlyList<Argument> Arguments => [_dagId, _field, _count, _table, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dagId = context.Get(_dagId);
        var dag = await stores.Dags.FindAsync(dagId, context.CancellationToken)
            ?? throw new AirflowException("dag_not_found", $"DAG: {dagId} does not exist in the database");
        if (dag.IsPaused)
        {
            context.Error.Write("[INFO] Please be reminded this DAG is PAUSED now.\n");
        }

        var runs = await ListAsync(context, stores, dag);
        if (runs.Count < context.Get(_count))
        {
            context.Error.Write("[WARN] No following schedule can be found. This DAG may have schedule interval '@once' or `None`.\n");
        }

        if (context.Get(_table))
        {
            RecordPrinter.Print(context.Console, OutputFormat.Table, [.. runs.Select(ToRow)]);
            return 0;
        }

        foreach (var run in runs)
        {
            context.Out.Write($"{Pick(run, context.Get(_field))}\n");
        }

        context.Out.Write(runs.Count < context.Get(_count) ? "None\n" : "");
        return 0;
    }

    /// <summary>What the scheduler has noted as next, and what the timetable makes after it.</summary>
    private async Task<List<DagRunInfo>> ListAsync(CommandContext context, AirflowStores stores, DagRecord dag)
    {
        var runs = new List<DagRunInfo>();
        if (dag.Next is not { CreateAfter: { } createAfter } next || await DagLookup.FindDocumentAsync(context, stores, dag) is not { } document)
        {
            return runs;
        }

        var timetable = document.BuildTimetable();
        if (timetable is CodeTimetable)
        {
            return await ListAsync(context, stores, dag, DagGraph.Build(document));
        }

        var interval = next is { DataIntervalStart: { } start, DataIntervalEnd: { } end } ? new DataInterval(start, end) : (DataInterval?)null;
        var run = new DagRunInfo(createAfter, interval);
        while (run is not null && runs.Count < context.Get(_count))
        {
            runs.Add(run);
            run = timetable.NextDagRunInfo(run, new TimeRestriction(null, null, Catchup: true), context.Clock.GetUtcNow());
        }

        return runs;
    }

    /// <summary>The same of a timetable that is code: what follows is asked of it, one run after the other.</summary>
    private async Task<List<DagRunInfo>> ListAsync(CommandContext context, AirflowStores stores, DagRecord dag, DagGraph graph)
    {
        var runs = new List<DagRunInfo>();
        await using var timetables = TimetableProcesses.Of(context, stores);
        var restriction = DagSchedule.Of(graph).Restriction;
        var last = DagSchedule.InfoOf(await stores.Runs.FindLastAutomatedAsync(dag.DagId, context.CancellationToken))?.DataInterval;
        var run = dag.Next is { CreateAfter: { } after, DataIntervalStart: { } start, DataIntervalEnd: { } end }
            ? new DagRunInfo(after, new DataInterval(start, end))
            : await NextAsync(last);
        while (run is not null && runs.Count < context.Get(_count))
        {
            runs.Add(run);
            run = runs.Count < context.Get(_count) ? await NextAsync(run.DataInterval) : null;
        }

        return runs;

        Task<DagRunInfo?> NextAsync(DataInterval? before) => timetables.NextAsync(
            TimetableProcesses.Source(dag), before, restriction with { Catchup = restriction.Catchup || before != last }, context.Clock.GetUtcNow(), context.CancellationToken);
    }

    private static string Pick(DagRunInfo run, string? field) => field switch
    {
        IntervalStart => PythonText.IsoFormat(run.DataInterval?.Start),
        IntervalEnd => PythonText.IsoFormat(run.DataInterval?.End),
        RunAfter => PythonText.IsoFormat(run.RunAfter),
        "partition_key" => run.PartitionKey ?? "None",
        "partition_date" => PythonText.IsoFormat(run.PartitionDate),
        _ => PythonText.IsoFormat(run.LogicalDate),
    };

    private static Row ToRow(DagRunInfo run) => new()
    {
        { LogicalDate, run.LogicalDate },
        { IntervalStart, run.DataInterval?.Start },
        { IntervalEnd, run.DataInterval?.End },
        { RunAfter, run.RunAfter },
    };
}
