using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools list.</summary>
internal sealed class ListPoolsCommand : ICommand
{
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        var pools = await stores.Pools.ListAsync(context.CancellationToken);
        context.Print(_output, [.. pools.Select(PoolRow.Make)]);
        return 0;
    }
}
