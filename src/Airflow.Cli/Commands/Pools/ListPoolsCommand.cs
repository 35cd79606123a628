using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools list.</summary>
internal sealed class ListPoolsCommand : IRemoteCommand
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

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        var pools = await RemoteLookup.ListAsync(async (offset, limit) =>
        {
            var page = await server.Pool.GetPoolsAsync(new GetPoolsQuery { Offset = offset, Limit = limit }, context.CancellationToken);
            return (page.Pools, (long?)page.TotalEntries);
        });
        context.Print(_output, [.. pools.OrderBy(static pool => pool.Name, StringComparer.Ordinal).Select(PoolRow.Make)]);
        return 0;
    }
}
