using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Runs;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags list-runs.</summary>
internal sealed class ListRunsCommand : ICommand
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
        context.Print(_output, [.. runs.Where(run => !context.Get(_noBackfill) || run.RunType != RunType.Backfill).Select(static run => new Row
        {
            { "dag_id", run.DagId },
            { "run_id", run.RunId },
            { "state", run.State.Name() },
            { "run_after", PythonText.IsoFormat(run.RunAfter) },
            { "logical_date", PythonText.IsoFormat(run.LogicalDate) },
            { "start_date", PythonText.IsoFormat(run.StartDate) },
            { "end_date", PythonText.IsoFormat(run.EndDate) },
        })]);
        return 0;
    }
}
