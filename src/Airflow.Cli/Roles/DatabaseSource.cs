using Airflow.Cli.Commands;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Engine.Execution;
using Microsoft.Extensions.Logging;

namespace Airflow.Cli.Roles;

/// <summary>
/// A worker as releases before 3 had it: airflow.cfg names the database of the cluster and no api-server, so it claims tries in the database.
/// </summary>
internal static class DatabaseSource
{
    /// <summary>Whether a worker's settings name a database that other hosts can reach, and no api-server.</summary>
    public static bool IsMeant(AirflowConfiguration configuration) =>
        configuration.Find("core", "execution_api_server_url")?.Text is null or "" && !configuration.GetDatabaseUrl().StartsWith("sqlite", StringComparison.Ordinal);

    public static async Task<WorkerSource> OpenAsync(CommandContext context, ILoggerFactory loggers)
    {
        var services = new RoleServices(context, await context.OpenStoresAsync(), loggers);
        var api = new LocalExecutionApi(services.SchedulerStores, services.Secrets, services.Versions, services.Clock) { Wake = services.Wake };
        var address = OwnAddress.Toward(DatabaseUrl.Parse(services.Configuration.GetDatabaseUrl()).Host);
        return new WorkerSource(services)
        {
            Configuration = services.Configuration,
            Api = api,
            Resources = services.TaskResources,
            Bundles = services.Stores.Bundles,
            Report = (worker, token) => services.Stores.Workers.ReportAsync(worker with { Address = address }, token),
        };
    }
}
