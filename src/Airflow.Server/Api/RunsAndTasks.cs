using Airflow.Server.Api.Backfills;
using Airflow.Server.Api.DagRuns;
using Airflow.Server.Api.Explaining;
using Airflow.Server.Api.Holding;
using Airflow.Server.Api.TaskGroups;
using Airflow.Server.Api.TaskInstances;
using Airflow.Server.Api.TaskLogs;
using Airflow.Server.Api.XComs;

namespace Airflow.Server.Api;

/// <summary>The operations on runs, and on all that belongs to a run.</summary>
internal static class RunsAndTasks
{
    public static void Map(ApiRoutes routes)
    {
        DagRunEndpoints.Map(routes);
        DagRunChanges.Map(routes);
        DagRunBulk.Map(routes);
        DagRunBatch.Map(routes);
        DagRunClearing.Map(routes);
        DagRunWait.Map(routes);
        UpstreamEventEndpoint.Map(routes);
        TaskInstanceEndpoints.Map(routes);
        TaskInstanceChanges.Map(routes);
        TaskInstanceBatch.Map(routes);
        TaskInstanceBulk.Map(routes);
        TaskClearEndpoint.Map(routes);
        TaskTryEndpoints.Map(routes);
        TaskDependencyEndpoints.Map(routes);
        ExtraLinkEndpoint.Map(routes);
        TaskGroupEndpoints.Map(routes);
        TaskLogEndpoints.Map(routes);
        XComEndpoints.Map(routes);
        ExplainEndpoints.Map(routes);
        HoldEndpoints.Map(routes);
        BackfillEndpoints.Map(routes);
    }
}
