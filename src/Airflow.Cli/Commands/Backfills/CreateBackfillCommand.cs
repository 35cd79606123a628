using System.Globalization;
using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Backfills;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Backfills;

/// <summary>airflow backfill create: it returns as soon as the runs are queued.</summary>
internal sealed class CreateBackfillCommand : ICommand
{
    private readonly Argument<string?> _dagId = Option.Text("--dag-id", "The DAG.", isRequired: true);
    private readonly Argument<string?> _conf = Option.Text("--dag-run-conf", "A JSON object for the runs: their conf, and values of the DAG's params.");
    private readonly Argument<bool> _isDry = Option.Flag("--dry-run", "Show what would run, and make nothing.");
    private readonly Argument<DateInput?> _from = Option.Time("--from-date", "The earliest logical date.", isRequired: true);
    private readonly Argument<int> _maxActiveRuns = Option.PositiveInt("--max-active-runs", "How many of its runs may run at a time.", Backfill.DefaultMaxActiveRuns);
    private readonly Argument<bool?> _onLatest = Option.Switch("--run-on-latest-version", "Whether runs that are there already run the latest version of the DAG.");
    private readonly Argument<string?> _reprocess = Option.Choice("--reprocess-behavior", "Which runs that are there already run again.", ["none", "completed", "failed"]);
    private readonly Argument<bool> _isBackwards = Option.Flag("--run-backwards", "Begin with the latest date.");
    private readonly Argument<DateInput?> _to = Option.Time("--to-date", "The latest logical date.", isRequired: true);

    public IReadOnlyList<Argument> Arguments => [_dagId, _conf, _isDry, _from, _maxActiveRuns, _onLatest, _reprocess, _isBackwards, _to, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var request = RequestOf(context);
        var stores = await context.OpenStoresAsync();
        var work = new BackfillWork(stores.Scheduling, stores.Backfills, new DagVersionCache(stores.Dags), context.WakeSignal, context.Clock);
        var setting = RerunSetting.Of(context.Configuration);
        if (context.Get(_isDry))
        {
            await PreviewAsync(context, stores, work, request, setting);
            return 0;
        }

        await work.CreateAsync(request, setting, context.CancellationToken);
        return 0;
    }

    private async Task PreviewAsync(CommandContext context, AirflowStores stores, BackfillWork work, BackfillRequest request, bool? setting)
    {
        var onLatest = request.OnLatestVersion ?? await OfDagAsync(context, stores, request.DagId) ?? setting ?? true;
        context.Out.Write("Performing dry run of backfill.\nPrinting params:\n");
        foreach (var (name, value) in new[]
        {
            ("dag_id", request.DagId),
            ("from_date", Shown(request.From)),
            ("to_date", Shown(request.To)),
            ("max_active_runs", context.IsGiven(_maxActiveRuns) ? request.MaxActiveRuns.ToString(CultureInfo.InvariantCulture) : "None"),
            ("reverse", request.RunBackwards ? "True" : "False"),
            ("dag_run_conf", context.Get(_conf) ?? "None"),
            ("reprocess_behavior", context.Get(_reprocess) ?? "None"),
            ("run_on_latest_version", onLatest ? "True" : "False"),
        })
        {
            context.Out.Write($"    - {name} = {value}\n");
        }

        var runs = await work.PreviewAsync(request, context.CancellationToken);
        context.Out.Write("Runs to be attempted:\n");
        if (runs.Count > 0)
        {
            context.Out.Write(GridText.Render(["logical_date", "partition_key", "partition_date"], [.. runs.Select(CellsOf)]));
        }
    }

    private static async Task<bool?> OfDagAsync(CommandContext context, AirflowStores stores, string dagId) =>
        await stores.Dags.FindAsync(dagId, context.CancellationToken) is { } dag ? (await DagLookup.FindDocumentAsync(context, stores, dag))?.RerunWithLatestVersion : null;

    private static string[] CellsOf(DagRun run) => [Shown(run.LogicalDate), run.PartitionKey ?? "", Shown(run.PartitionDate)];

    private static string Shown(DateTimeOffset? time) => time is { } at
        ? at.UtcDateTime.ToString(at.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss'+00:00'" : "yyyy-MM-dd HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture)
        : "";

    private BackfillRequest RequestOf(CommandContext context) => new()
    {
        DagId = context.Get(_dagId)!,
        From = context.GetTime(_from)!.Value,
        To = context.GetTime(_to)!.Value,
        RunBackwards = context.Get(_isBackwards),
        Conf = context.Get(_conf) is { Length: > 0 } conf ? RunConf.Parse(conf).ToJsonString() : null,
        ReprocessBehavior = ReprocessNames.Parse(context.Get(_reprocess) ?? "none"),
        MaxActiveRuns = context.Get(_maxActiveRuns),
        OnLatestVersion = context.Get(_onLatest),
        User = context.UserName,
    };
}
