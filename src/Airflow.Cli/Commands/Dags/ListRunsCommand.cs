using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine.Runs;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags list-runs.</summary>
internal sealed class ListRunsCommand : IRemoteCommand
{
    private static readonly string[] States = ["queued", "running", "success", "failed"];

    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<DateInput?> _end = Option.Time("-e/--end-date", "Only runs with a logical date up to this one.");
    private readonly Argument<bool> _noBackfill = Option.Flag("--no-backfill", "Leave out the runs of backfills.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<DateInput?> _start = Option.Time("-s/--start-date", "Only runs with a logical date from this one on.");
    private readonly Argument<string?> _state = Option.Choice("--state", "Only runs in this state.", States, metavar: string.Join(", ", States));

    public IReadOnlyList<Argument> Arguments => [_dagId, _end, _noBackfill, _output, _start, _state, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dag = await DagLookup.RequireAsync(context, stores, context.Get(_dagId));
        var runs = await stores.Runs.ListAsync(
            new RunFilter
            {
                DagId = dag.DagId,
                States = context.Get(_state) is { } state ? [RunNames.ParseState(state)] : null,
                LogicalDateFrom = context.GetTime(_start),
                LogicalDateTo = context.GetTime(_end),
            },
            context.CancellationToken);
        context.Print(_output, [.. runs.Where(run => !context.Get(_noBackfill) || run.RunType != RunType.Backfill)
            .Select(static run => Make(run.DagId, run.RunId, run.State.Name(), (run.RunAfter, run.LogicalDate, run.StartDate, run.EndDate)))]);
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var dagId = (await server.Dag.GetDagAsync(context.Get(_dagId), context.CancellationToken)).DagId;
        var runs = await RemoteLookup.ListAsync(async (offset, limit) =>
        {
            var query = new GetDagRunsQuery
            {
                Offset = offset,
                Limit = limit,
                State = context.Get(_state) is { } state ? [state] : null,
                LogicalDateGte = context.GetTime(_start),
                LogicalDateLte = context.GetTime(_end),
            };
            var page = await server.DagRun.GetDagRunsAsync(dagId, query, context.CancellationToken);
            return (page.DagRuns, page.TotalEntries);
        });

        // as they are listed here: the newest first
        context.Print(_output, [.. runs.Where(run => !context.Get(_noBackfill) || run.RunType != "backfill")
            .OrderByDescending(static run => run.LogicalDate ?? run.RunAfter)
            .Select(static run => Make(run.DagId, run.DagRunId, run.State, (run.RunAfter, run.LogicalDate, run.StartDate, run.EndDate)))]);
        return 0;
    }

    private static Row Make(string dagId, string runId, string? state, (DateTimeOffset After, DateTimeOffset? Logical, DateTimeOffset? Start, DateTimeOffset? End) at) => new()
    {
        { "dag_id", dagId },
        { "run_id", runId },
        { "state", state },
        { "run_after", PythonText.IsoFormat(at.After) },
        { "logical_date", PythonText.IsoFormat(at.Logical) },
        { "start_date", PythonText.IsoFormat(at.Start) },
        { "end_date", PythonText.IsoFormat(at.End) },
    };
}
