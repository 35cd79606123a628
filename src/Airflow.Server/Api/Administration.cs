using Airflow.Server.Api.Accounts;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Config;
using Airflow.Server.Api.Connections;
using Airflow.Server.Api.EventLogs;
using Airflow.Server.Api.Jobs;
using Airflow.Server.Api.Monitor;
using Airflow.Server.Api.Plugins;
using Airflow.Server.Api.Pools;
using Airflow.Server.Api.Providers;
using Airflow.Server.Api.Variables;
using Airflow.Server.Api.Workers;

namespace Airflow.Server.Api;

/// <summary>The operations that are about the installation rather than about its DAGs.</summary>
internal static class Administration
{
    public static void Map(ApiRoutes routes)
    {
        SessionEndpoints.Map(routes);
        AccessTokenEndpoints.Map(routes);
        UserEndpoints.Map(routes);
        RoleEndpoints.Map(routes);
        PoolEndpoints.Map(routes);
        VariableEndpoints.Map(routes);
        ConnectionEndpoints.Map(routes);
        ConfigEndpoints.Map(routes);
        ProviderEndpoints.Map(routes);
        PluginEndpoints.Map(routes);
        MonitorEndpoints.Map(routes);
        MetricsOperation.Map(routes);
        JobEndpoints.Map(routes);
        WorkerEndpoints.Map(routes);
        EventLogEndpoints.Map(routes);
    }
}
