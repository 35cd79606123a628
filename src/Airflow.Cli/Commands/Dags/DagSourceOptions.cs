using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Dags;

/// <summary>Whether a listing tells of the stored DAGs or of the files as they are now.</summary>
internal sealed class DagSourceOptions
{
    public Argument<string[]> Bundles { get; } = DagArgument.Bundles();

    public Argument<bool> Local { get; } = Option.Flag("-l/--local", "Parse the files here and now instead of asking the database.");

    public Argument<string?> Subdir { get; } = Option.Text("-S/--subdir", "Parse this file or folder here and now instead of asking the database.");

    public async Task<int> RunAsync(CommandContext context, Func<FoundDags, Task<int>> tell)
    {
        var bundles = context.Get(Bundles);
        BundleNames.Require(context.Configuration, bundles);
        if (context.Get(Local) || context.IsGiven(Subdir))
        {
            await using var local = await LocalDags.ParseAsync(context, bundles, context.Get(Subdir));
            return await tell(new FoundDags(local.Stores, await local.ListAsync(context.CancellationToken), await local.ListErrorsAsync(context.CancellationToken)) { IsLocal = true });
        }

        var stores = await context.OpenStoresAsync();
        return await tell(new FoundDags(
            stores,
            [.. (await stores.Dags.ListAsync(includeStale: false, context.CancellationToken)).Where(dag => bundles.Length == 0 || bundles.Contains(dag.BundleName))],
            await stores.Dags.ListImportErrorsAsync(context.CancellationToken)));
    }
}
