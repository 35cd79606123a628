using System.Text.RegularExpressions;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;
using Airflow.Engine;
using Airflow.Engine.Dags;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags pause and unpause.</summary>
internal sealed class PauseDagCommand(bool isPaused) : IRemoteCommand
{
    private readonly Argument<string> _dagId = DagArgument.DagId();
    private readonly Argument<bool> _isDrain = Option.Flag("--drain", "Let the running runs end first; none begins meanwhile.");
    private readonly Argument<string?> _output = OutputFormat.Option();
    private readonly Argument<bool> _isRegex = Option.Flag("--treat-dag-id-as-regex", "The id is a regular expression; every DAG whose id it matches is meant.");
    private readonly Argument<bool> _yes = Confirmation.Yes();

    public IReadOnlyList<Argument> Arguments =>
        isPaused ? [_dagId, _isDrain, _output, _isRegex, OutputFormat.Verbose(), _yes] : [_dagId, _output, _isRegex, OutputFormat.Verbose(), _yes];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var dags = (await FindAsync(context, stores)).Where(dag => dag.IsPaused != isPaused || dag.DrainingSince is not null).ToList();
        string[] dagIds = [.. dags.Select(static dag => dag.DagId)];
        if (!await IsConfirmedAsync(context, dagIds))
        {
            return 0;
        }

        await ChangeAsync(context, stores, dagIds);
        context.Wake("dags");

        // as in Airflow the list shows what was found, which is the state before
        context.Print(_output, [.. dags.Select(static dag => new Row { { "dag_id", dag.DagId }, { "is_paused", dag.IsPaused } })]);
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var dagId = context.Get(_dagId);
        IReadOnlyList<DagResponse> found = context.Get(_isRegex)
            ? [.. (await RemoteLookup.ListDagsAsync(context, server)).Where(dag => PatternOf(dagId).IsMatch(dag.DagId))]
            : [await server.Dag.GetDagAsync(dagId, context.CancellationToken)];
        var dags = found.Where(dag => dag.IsPaused != isPaused).ToList();
        if (!await IsConfirmedAsync(context, [.. dags.Select(static dag => dag.DagId)]))
        {
            return 0;
        }

        foreach (var dag in dags)
        {
            if (isPaused && context.Get(_isDrain))
            {
                await server.Dag.DrainDagAsync(dag.DagId, context.CancellationToken);
            }
            else
            {
                await server.Dag.PatchDagAsync(dag.DagId, new PatchDagBody { IsPaused = isPaused }, cancellationToken: context.CancellationToken);
            }
        }

        context.Print(_output, [.. dags.Select(static dag => new Row { { "dag_id", dag.DagId }, { "is_paused", dag.IsPaused } })]);
        return 0;
    }

    private async Task<bool> IsConfirmedAsync(CommandContext context, IReadOnlyList<string> dagIds)
    {
        if (dagIds.Count == 0)
        {
            context.Out.Write($"No {(isPaused ? "unpaused" : "paused")} DAGs were found\n");
            return false;
        }

        if (!context.Get(_isRegex) || context.Get(_yes))
        {
            return true;
        }

        var question = $"You are about to {(isPaused ? "pause" : "unpause")} {dagIds.Count} DAGs:\n{string.Join('\n', dagIds)}\n\nAre you sure? [y/n]\n";
        if (await Confirmation.AskAsync(context, question))
        {
            return true;
        }

        context.Out.Write("Operation cancelled by user\n");
        return false;
    }

    private static Regex PatternOf(string dagId)
    {
        try
        {
            return new Regex($"^(?:{dagId})", RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (RegexParseException exception)
        {
            throw new AirflowException("regex_invalid", $"'{dagId}' is not a regular expression: {exception.Message}", exception);
        }
    }

    private async Task ChangeAsync(CommandContext context, AirflowStores stores, string[] dagIds)
    {
        if (!isPaused || !context.Get(_isDrain))
        {
            await stores.Dags.SetPausedAsync(dagIds, isPaused, context.CancellationToken);
            return;
        }

        await stores.Dags.DrainAsync(dagIds, context.UserName, context.Clock.GetUtcNow(), context.CancellationToken);

        // those of which nothing runs need not wait for a scheduler to find that out
        var drained = (await stores.Dags.ListDrainedAsync(context.CancellationToken)).Intersect(dagIds, StringComparer.Ordinal).ToList();
        await stores.Dags.SetPausedAsync(drained, isPaused: true, context.CancellationToken);
    }

    private async Task<IReadOnlyList<DagRecord>> FindAsync(CommandContext context, AirflowStores stores)
    {
        var dagId = context.Get(_dagId);
        if (!context.Get(_isRegex))
        {
            return await stores.Dags.FindAsync(dagId, context.CancellationToken) is { } dag ? [dag] : [];
        }

        var pattern = PatternOf(dagId);
        return [.. (await stores.Dags.ListAsync(includeStale: false, context.CancellationToken)).Where(dag => pattern.IsMatch(dag.DagId))];
    }
}
