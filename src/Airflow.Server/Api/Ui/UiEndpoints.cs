namespace Airflow.Server.Api.Ui;

/// <summary>Everything below /ui.</summary>
internal static class UiEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        UserEndpoints.Map(routes);
        DashboardEndpoints.Map(routes);
        DagRunsEndpoints.Map(routes);
        GridEndpoints.Map(routes);
        StructureEndpoints.Map(routes);
        GanttEndpoints.Map(routes);
        CalendarEndpoints.Map(routes);
        SessionEndpoint.Map(routes);
        HomeEndpoint.Map(routes);
        WorkerEndpoints.Map(routes);
        LogStreamEndpoint.Map(routes);
        LogPageEndpoints.Map(routes);
        LogSearchEndpoint.Map(routes);
        MarkPreviewEndpoint.Map(routes);
        CodeEndpoint.Map(routes);
        XComValuesEndpoint.Map(routes);
        OverviewEndpoint.Map(routes);
        TaskOverviewEndpoint.Map(routes);
        RunInsightEndpoint.Map(routes);
        RunPageEndpoint.Map(routes);
        TrendEndpoint.Map(routes);
        DagPageEndpoint.Map(routes);
        ConnectionKindsEndpoint.Map(routes);
        CompareEndpoint.Map(routes);
        DependencyEndpoint.Map(routes);
        ConfigSourceEndpoint.Map(routes);
    }
}
