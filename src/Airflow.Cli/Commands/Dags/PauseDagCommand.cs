using System.Text.RegularExpressions;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Engine.Dags;
using Airflow.Engine;
using Airflow.Storage;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags pause and unpause.</summary>
internal sealed class PauseDagCommand(bool isPaused) : ICommand
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
        if (dags.Count == 0)
        {
            context.Out.Write($"No {(isPaused ? "unpaused" : "paused")} DAGs were found\n");
            return 0;
        }

        if (context.Get(_isRegex) && !context.Get(_yes))
        {
            var list = string.Join('\n', dags.Select(static dag => dag.DagId));
            var question = $"You are about to {(isPaused ? "pause" : "unpause")} {dags.Count} DAGs:\n{list}\n\nAre you sure? [y/n]\n";
            if (!await Confirmation.AskAsync(context, question))
            {
                context.Out.Write("Operation cancelled by user\n");
                return 0;
            }
        }

        await ChangeAsync(context, stores, [.. dags.Select(static dag => dag.DagId)]);
        context.Wake("dags");

        // as in Airflow the list shows what was found, which is the state before
        context.Print(_output, [.. dags.Select(static dag => new Row { { "dag_id", dag.DagId }, { "is_paused", dag.IsPaused } })]);
        return 0;
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

        try
        {
            var pattern = new Regex($"^(?:{dagId})", RegexOptions.None, TimeSpan.FromSeconds(1));
            return [.. (await stores.Dags.ListAsync(includeStale: false, context.CancellationToken)).Where(dag => pattern.IsMatch(dag.DagId))];
        }
        catch (RegexParseException exception)
        {
            throw new AirflowException("regex_invalid", $"'{dagId}' is not a regular expression: {exception.Message}", exception);
        }
    }
}
