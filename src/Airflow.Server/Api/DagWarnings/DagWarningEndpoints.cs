using Airflow.Engine.Dags;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.DagWarnings;

/// <summary>/dagWarnings.</summary>
internal static class DagWarningEndpoints
{
    public static void Map(ApiRoutes routes) => routes.Map(new("GET", "/dagWarnings", "list_dag_warnings", ApiNeed.Read(ApiResources.DagWarnings), ListAsync)
    {
        Tag = "DagWarning",
        IsList = true,
        Parameters =
        [
            ApiParameter.Text("dag_id"), ApiParameter.Text("warning_type") with { Choices = DagWarningTypes.All, IsEnum = true },
            Paging.Limit, Paging.Offset, Paging.OrderBy("dag_id"),
        ],
        Answer = typeof(DagWarningCollectionResponse),
    });

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.DagWarnings;
        var filters = new ListFilters(call).Is("dag_id", "dag_id").Is("warning_type", "warning_type").Visible("dag_id", "can_read", ApiResources.DagWarnings);
        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new DagWarningCollectionResponse(
            [.. page.Items.Select(static warning => new DagWarningResponse(warning.DagId, warning.Type, warning.Message, warning.At, warning.DagDisplayName))], page.Total));
    }
}
