using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Airflow.Cli.Commands.Dags;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Clearing;
using Airflow.Engine.Dags;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Tasks;

/// <summary>airflow tasks clear.</summary>
internal sealed class ClearTasksCommand : IRemoteCommand
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();
    private readonly Argument<bool> _isDagPattern = Option.Flag("-R/--dag-regex", "Take the DAG id as a regular expression.");
    private readonly Argument<bool> _downstream = Option.Flag("-d/--downstream", "Tasks downstream, too.");
    private readonly Argument<DateInput?> _end = Option.Time("-e/--end-date", "Only runs with a logical date up to this one.");
    private readonly Argument<bool> _future = Option.Flag("--future", "With --run-id: later runs, too.");
    private readonly Argument<bool> _onlyFailed = Option.Flag("-f/--only-failed", "Only instances that failed.");
    private readonly Argument<bool> _onlyRunning = Option.Flag("-r/--only-running", "Only instances that are running.");
    private readonly Argument<bool> _past = Option.Flag("--past", "With --run-id: earlier runs, too.");
    private readonly Argument<string?> _runId = Option.Text("--run-id", "Only this run.");
    private readonly Argument<bool> _onLatest = Option.Flag("--run-on-latest-version", "The runs go on with the latest version of the DAG.");
    private readonly Argument<DateInput?> _start = Option.Time("-s/--start-date", "Only runs with a logical date from this one on.");
    private readonly Argument<string?> _tasks = Option.Text("-t/--task-regex", "Only tasks whose id this regular expression finds.");
    private readonly Argument<bool> _upstream = Option.Flag("-u/--upstream", "Tasks upstream, too.");
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments =>
        [_dagId, _bundles, _isDagPattern, _downstream, _end, _future, _onlyFailed, _onlyRunning, _past, _runId, _onLatest, _start, _tasks, _upstream, OutputFormat.Verbose(), _yes];

    public IReadOnlyList<Argument> LocalOnly => [_bundles];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var clearing = new TaskClearing(stores.Scheduling, new DagVersionCache(stores.Dags), context.WakeSignal, context.Clock);
        var requests = await RequestsAsync(context, stores);
        if (!context.Get(_yes) && !await AskAsync(context, await SelectAsync(context, clearing, requests)))
        {
            return 0;
        }

        foreach (var request in requests)
        {
            await clearing.ClearAsync(request, context.CancellationToken);
        }

        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var wanted = context.Get(_dagId);
        IReadOnlyList<string> dagIds = context.Get(_isDagPattern)
            ? [.. (await RemoteLookup.ListDagsAsync(context, server)).Select(static dag => dag.DagId).Where(id => Pattern(wanted, "--dag-regex").IsMatch(id))]
            : [wanted];
        var bodies = new List<(string DagId, PostClearTaskInstancesBody Body)>();
        foreach (var dagId in dagIds)
        {
            bodies.Add((dagId, await BodyAsync(context, server, dagId)));
        }

        if (!context.Get(_yes) && !await AskAsync(context, await SelectAsync(context, server, bodies)))
        {
            return 0;
        }

        foreach (var (dagId, body) in bodies)
        {
            await server.TaskInstance.PostClearTaskInstancesAsync(dagId, body, context.CancellationToken);
        }

        return 0;
    }

    private static async Task<IReadOnlyList<string>> SelectAsync(
        CommandContext context, AirflowClient server, IReadOnlyList<(string DagId, PostClearTaskInstancesBody Body)> bodies)
    {
        var selected = new List<string>();
        foreach (var (dagId, body) in bodies)
        {
            var touched = await server.TaskInstance.PostClearTaskInstancesAsync(dagId, body with { DryRun = true }, context.CancellationToken);
            selected.AddRange(touched.TaskInstances.Select(static task => Describe(task.DagId, task.TaskId, task.DagRunId, task.MapIndex, task.State, task.Id)));
        }

        return selected;
    }

    private async Task<PostClearTaskInstancesBody> BodyAsync(CommandContext context, AirflowClient server, string dagId)
    {
        var chosen = context.Get(_tasks) is not { } text ? null
            : (await server.Task.GetTasksAsync(dagId, cancellationToken: context.CancellationToken)).Tasks.Select(static task => task.TaskId ?? "").Where(id => Pattern(text, "--task-regex").IsMatch(id));
        return new PostClearTaskInstancesBody
        {
            DryRun = false,
            DagRunId = context.Get(_runId),
            IncludePast = context.Get(_past),
            IncludeFuture = context.Get(_future),
            RunOnLatestVersion = context.Get(_onLatest),
            StartDate = context.GetTime(_start),
            EndDate = context.GetTime(_end),
            TaskIds = chosen is null ? null : [.. chosen.Select(static id => JsonValue.Create(id))],
            IncludeUpstream = context.Get(_upstream),
            IncludeDownstream = context.Get(_downstream),
            OnlyFailed = context.Get(_onlyFailed),
            OnlyRunning = context.Get(_onlyRunning),
            ResetDagRuns = true,
        };
    }

    private static string Describe(string dagId, string taskId, string runId, long mapIndex, string? state, Guid id) =>
        $"<TaskInstance: {dagId}.{taskId} {runId}{(mapIndex < 0 ? "" : $" map_index={mapIndex}")} [{state ?? "None"}] ti_id={id}>";

    private static async Task<IReadOnlyList<string>> SelectAsync(CommandContext context, TaskClearing clearing, IReadOnlyList<ClearRequest> requests)
    {
        var selected = new List<TaskInstance>();
        foreach (var request in requests)
        {
            selected.AddRange(await clearing.SelectAsync(request, context.CancellationToken));
        }

        return [.. selected.Select(static task => Describe(task.Key.DagId, task.Key.TaskId, task.Key.RunId, task.Key.MapIndex, task.State.Name(), task.Id))];
    }

    private static async Task<bool> AskAsync(CommandContext context, IReadOnlyList<string> selected)
    {
        if (selected.Count == 0)
        {
            context.Out.Write("Nothing to clear.\n");
            return false;
        }

        if (await Confirmation.AskAsync(context, $"You are about to delete these {selected.Count} tasks:\n[{string.Join(", ", selected)}]\n\nAre you sure? [y/n]\n"))
        {
            return true;
        }

        context.Out.Write("Cancelled, nothing was cleared.\n");
        return false;
    }

    private async Task<IReadOnlyList<ClearRequest>> RequestsAsync(CommandContext context, AirflowStores stores)
    {
        var (wanted, bundles) = (context.Get(_dagId), context.Get(_bundles));
        BundleNames.Require(context.Configuration, bundles);
        var dagIds = new List<string> { wanted };
        if (context.Get(_isDagPattern))
        {
            var pattern = Pattern(wanted, "--dag-regex");
            dagIds = [.. (await stores.Dags.ListAsync(includeStale: false, context.CancellationToken)).Where(IsInBundle).Select(dag => dag.DagId).Where(id => pattern.IsMatch(id))];
        }
        else if (await stores.Dags.FindAsync(wanted, context.CancellationToken) is { } dag && !IsInBundle(dag))
        {
            throw new AirflowException("dag_not_found", $"DAG '{wanted}' is in bundle {dag.BundleName}, not in {string.Join(", ", bundles)}.");
        }

        var requests = new List<ClearRequest>();
        foreach (var dagId in dagIds)
        {
            var document = await DagLookup.RequireDocumentAsync(context, stores, dagId);
            var tasks = context.Get(_tasks) is { } text ? Pattern(text, "--task-regex") : null;
            requests.Add(new ClearRequest
            {
                DagId = dagId,
                RunIds = context.Get(_runId) is { } runId ? [runId] : null,
                IncludePast = context.Get(_past),
                IncludeFuture = context.Get(_future),
                OnLatestVersion = context.Get(_onLatest),
                From = context.Get(_start) is { } start ? context.ToInstant(start) : null,
                To = context.Get(_end) is { } end ? context.ToInstant(end) : null,
                TaskIds = tasks is null ? null : [.. document.Tasks.Select(task => task.TaskId).Where(id => tasks.IsMatch(id))],
                IncludeUpstream = context.Get(_upstream),
                IncludeDownstream = context.Get(_downstream),
                OnlyFailed = context.Get(_onlyFailed),
                OnlyRunning = context.Get(_onlyRunning),
            });
        }

        return requests;

        bool IsInBundle(DagRecord dag) => bundles.Length == 0 || bundles.Contains(dag.BundleName, StringComparer.Ordinal);
    }

    private static Regex Pattern(string text, string option)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (ArgumentException exception)
        {
            throw new AirflowException("bad_pattern", $"{option} '{text}' is not a regular expression: {exception.Message}");
        }
    }
}
