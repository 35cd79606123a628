using Airflow.Server.Api.Assets;
using Airflow.Server.Api.DagSources;
using Airflow.Server.Api.DagStats;
using Airflow.Server.Api.DagTags;
using Airflow.Server.Api.DagVersions;
using Airflow.Server.Api.DagWarnings;
using Airflow.Server.Api.Dags;
using Airflow.Server.Api.Deploying;
using Airflow.Server.Api.HumanInput;
using Airflow.Server.Api.ImportErrors;
using Airflow.Server.Api.Parsing;
using Airflow.Server.Api.StateStores;
using Airflow.Server.Api.Tasks;

namespace Airflow.Server.Api;

/// <summary>The operations that are about DAGs as their authors wrote them, and about the assets that they name.</summary>
internal static class Definitions
{
    public static void Map(ApiRoutes routes)
    {
        DagEndpoints.Map(routes);
        DagVersionEndpoints.Map(routes);
        DagTagEndpoints.Map(routes);
        DagSourceEndpoints.Map(routes);
        DagStatsEndpoints.Map(routes);
        DagWarningEndpoints.Map(routes);
        ImportErrorEndpoints.Map(routes);
        TaskEndpoints.Map(routes);
        ParsingEndpoints.Map(routes);
        DeployEndpoints.Map(routes);
        AssetEndpoints.Map(routes);
        AssetEventEndpoints.Map(routes);
        QueuedEventEndpoints.Map(routes);
        AssetStateEndpoints.Map(routes);
        TaskStateEndpoints.Map(routes);
        HumanInputEndpoints.Map(routes);
    }
}
