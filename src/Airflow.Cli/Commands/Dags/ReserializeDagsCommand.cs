using Airflow.Cli.Commands.Jobs;
using Airflow.Cli.Output;
using Airflow.Cli.Parsing;
using Airflow.Cli.Roles;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Cli.Commands.Dags;

/// <summary>airflow dags reserialize: the DAG processor looks at all files at once; where none runs, this command does its work.</summary>
internal sealed class ReserializeDagsCommand : ICommand
{
    private readonly Argument<string[]> _bundles = DagArgument.Bundles();

    public IReadOnlyList<Argument> Arguments => [_bundles, OutputFormat.Verbose()];

    public async Task<int> RunAsync(CommandContext context)
    {
        BundleNames.Require(context.Configuration, context.Get(_bundles));
        var stores = await context.OpenStoresAsync();
        var now = context.Clock.GetUtcNow();
        var jobs = await stores.Jobs.ListAsync("DagProcessorJob", "running", int.MaxValue, context.CancellationToken);
        if (jobs.Any(job => JobLife.IsAlive(context, job, now)))
        {
            context.Wake("dags");
            return 0;
        }

        using var services = new RoleServices(context, stores, NullLoggerFactory.Instance);
        var summary = await new DagProcessorRole(services) { BundleNames = context.Get(_bundles) }.RunOnceAsync(context.CancellationToken);
        if (summary.Errors > 0)
        {
            context.WriteError("Error: Failed to load all files. For details, run `airflow dags list-import-errors`");
        }

        return 0;
    }
}
