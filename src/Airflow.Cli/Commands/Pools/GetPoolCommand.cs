using Airflow.Cli.Output;
using Airflow.Cli.Parsing;

namespace Airflow.Cli.Commands.Pools;

/// <summary>airflow pools get.</summary>
internal sealed class GetPoolCommand : ICommand
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
}
