using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Client;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools get.</summary>
internal sealed class GetPoolCommand : IRemoteCommand
{
    private readonly Argument<string> _name = PoolLookup.Name();
    private readonly Argument<string?> _output = OutputFormat.Option();

    public IReadOnlyList<Argument> Arguments => [_name, _output, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        var stores = await context.OpenStoresAsync();
        context.Print(_output, [PoolRow.Make(await PoolLookup.RequireAsync(context, stores, context.Get(_name)))]);
        return 0;
    }

    public async Task<int> RunRemoteAsync(CommandContext context, AirflowClient server)
    {
        context.Print(_output, [PoolRow.Make(await server.Pool.GetPoolAsync(context.Get(_name), context.CancellationToken))]);
        return 0;
    }
}
