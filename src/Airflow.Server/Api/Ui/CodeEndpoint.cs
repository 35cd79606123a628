using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.DagVersions;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/code/{dag_id}: the source of a version of a DAG beside the list of its versions, which is what a page of code shows first.</summary>
internal static class CodeEndpoint
{
    private const int MostVersions = 100;

    public static void Map(ApiRoutes routes) =>
        routes.Map(UiOperations.Get("/code/{dag_id}", "get_code", ApiResources.DagCode, GetAsync, ApiParameter.Integer("version_number") with { Minimum = 0 }));

    private static async Task GetAsync(ApiCall call)
    {
        var dagId = call.Route("dag_id");
        var dag = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted) ?? throw ApiException.NotFound($"Dag with id {dagId} was not found");
        var number = call.Int("version_number") ?? dag.LatestVersionNumber;
        var source = number is null ? null : await call.Services.Stores.Dags.FindSourceAsync(dagId, number, call.Aborted);
        var versions = call.User.CanFor(dagId, "can_read", ApiResources.DagVersions)
            ? (await call.Services.Listings.DagVersions.ListAsync(
                new ListQuery { Filters = [ListFilter.Is("dag_id", dagId)], Order = [ListOrder.Parse("-version_number")], Limit = MostVersions },
                call.Aborted)).Items
            : [];
        await call.AnswerAsync(new
        {
            Content = source,
            VersionNumber = number,
            dag.FileLocation,
            dag.LastParsedTime,
            dag.LastParseDuration,
            DagVersions = versions.Select(static one => DagVersionResponse.Of(one.Version, one.DisplayName)),
        });
    }
}
