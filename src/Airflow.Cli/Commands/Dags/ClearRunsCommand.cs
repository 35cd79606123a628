using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Clearing;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags clear: clears the task instances of runs, so that the runs are done again.</summary>
internal sealed class ClearRunsCommand : ICommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<bool> _onlyFailed = Option.Flag("-f/--only-failed", "Only instances that failed.");
    private readonly Argument<bool> _onlyRunning = Option.Flag("-r/--only-running", "Only instances that are running.");
    private readonly Argument<DateInput?> _partitionEnd = Option.Time("--partition-date-end", "Only runs with a partition date up to this one.");
    private readonly Argument<DateInput?> _partitionStart = Option.Time("--partition-date-start", "Only runs with a partition date from this one on.");
    private readonly Argument<string?> _partitionKey = Option.Text("--partition-key", "Only runs of this partition.");
    private readonly Argument<string?> _runId = Option.Text("--run-id", "Only this run.");
    private readonly Argument<bool> _onLatest = Option.Flag("--run-on-latest-version", "The runs go on with the latest version of the DAG.");
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments =>
        [_dagId, _onlyFailed, _onlyRunning, _partitionEnd, _partitionStart, _partitionKey, _runId, _onLatest, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        RequireOneChoice(context);
        var stores = await context.OpenStoresAsync();
        await DagLookup.RequireDocumentAsync(context, stores, context.Get(_dagId));
        var clearing = new TaskClearing(stores.Scheduling, new DagVersionCache(stores.Dags), context.WakeSignal, context.Clock);
        var request = new ClearRequest
        {
            DagId = context.Get(_dagId),
            RunIds = [.. (await FindRunsAsync(context, stores)).Select(run => run.RunId)],
            OnlyFailed = context.Get(_onlyFailed),
            OnlyRunning = context.Get(_onlyRunning),
            OnLatestVersion = context.Get(_onLatest),
        };
        if (!context.Get(_yes) && !await AskAsync(context, await clearing.SelectAsync(request, context.CancellationToken)))
        {
            return 0;
        }

        var cleared = await clearing.ClearAsync(request, context.CancellationToken);
        var runs = cleared.Select(task => task.Key.RunId).Distinct(StringComparer.Ordinal).Count();
        context.Out.Write($"Cleared {cleared.Count} task instances of {runs} runs.\n");
        return 0;
    }

    /// <summary>Every run of a DAG at once is more than anybody means who says nothing.</summary>
    private void RequireOneChoice(CommandContext context)
    {
        var isDates = context.Get(_partitionStart) is not null || context.Get(_partitionEnd) is not null;
        var choices = new[] { context.Get(_runId) is not null, context.Get(_partitionKey) is not null, isDates }.Count(isGiven => isGiven);
        if (choices != 1)
        {
            throw new AirflowException("usage", "Choose the runs by exactly one of --run-id, --partition-key, or --partition-date-start and --partition-date-end.");
        }
    }

    private async Task<IReadOnlyList<DagRun>> FindRunsAsync(CommandContext context, AirflowStores stores)
    {
        if (context.Get(_runId) is { } runId)
        {
            return [await stores.Runs.FindAsync(context.Get(_dagId), runId, context.CancellationToken)
                ?? throw new AirflowException("run_not_found", $"DagRun for {context.Get(_dagId)} with run_id of '{runId}' not found")];
        }

        var from = context.Get(_partitionStart) is { } start ? context.ToInstant(start) : (DateTimeOffset?)null;
        var to = context.Get(_partitionEnd) is { } end ? context.ToInstant(end) : (DateTimeOffset?)null;
        var key = context.Get(_partitionKey);
        var runs = await stores.Runs.ListAsync(new RunFilter { DagId = context.Get(_dagId), NewestFirst = false }, context.CancellationToken);
        return [.. runs.Where(run => key is not null
            ? run.PartitionKey == key
            : run.PartitionDate is { } date && (from is null || date >= from) && (to is null || date <= to))];
    }

    private static async Task<bool> AskAsync(CommandContext context, IReadOnlyList<TaskInstance> selected)
    {
        if (selected.Count == 0)
        {
            context.Out.Write("Nothing to clear.\n");
            return false;
        }

        var list = string.Join('\n', selected.GroupBy(task => task.Key.RunId).Select(run => $"{run.Key}: {string.Join(", ", run.Select(task => task.Key.MapIndex < 0 ? task.Key.TaskId : $"{task.Key.TaskId}[{task.Key.MapIndex}]"))}"));
        if (await Confirmation.AskAsync(context, $"You are about to clear these {selected.Count} task instances:\n{list}\n\nAre you sure? [y/n]\n"))
        {
            return true;
        }

        context.Out.Write("Cancelled, nothing was cleared.\n");
        return false;
    }
}
