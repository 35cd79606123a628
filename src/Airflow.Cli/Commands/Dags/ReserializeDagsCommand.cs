using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags reserialize: the DAG processor looks at all files at once, instead of at its next sweep.</summary>
internal sealed class ReserializeDagsCommand : ICommand
{
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();

    public IReadOnlyList<Argument> Arguments => [_bundles, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        _ = await context.OpenStoresAsync();
        context.Wake("dags");
        return 0;
    }
}
