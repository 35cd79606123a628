using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.ImportErrors;

/// <summary>/importErrors.</summary>
internal static class ImportErrorEndpoints
{
    public static void Map(ApiRoutes routes)
    {
        routes.Map(new("GET", "/importErrors", "get_import_errors", ApiNeed.Read(ApiResources.ImportErrors), ListAsync)
        {
            Tag = "Import Error",
            Parameters =
            [
                Paging.Limit, Paging.Offset, Paging.OrderBy("id"), .. ApiParameter.Pattern("filename"), ApiParameter.Text("filename"), ApiParameter.Text("bundle_name"),
            ],
            Answer = typeof(ImportErrorCollectionResponse),
        });
        routes.Map(new("GET", "/importErrors/{import_error_id}", "get_import_error", ApiNeed.Read(ApiResources.ImportErrors), GetAsync)
        {
            Tag = "Import Error",
            Parameters = [ApiParameter.Integer("import_error_id") with { In = "path", IsRequired = true }],
            Answer = typeof(ImportErrorResponse),
        });
    }

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.ImportErrors;
        var filters = Visible(call).Pattern("filename", "filename").Is("filename", "filename").Is("bundle_name", "bundle_name");
        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new ImportErrorCollectionResponse([.. page.Items.Select(ImportErrorResponse.Of)], page.Total));
    }

    private static async Task GetAsync(ApiCall call)
    {
        var id = call.Long("import_error_id");
        var page = await call.Services.Listings.ImportErrors.ListAsync(
            new ListQuery { Filters = Visible(call).Add(ListFilter.Is("id", id)).All, Limit = 1 }, call.Aborted);
        await call.AnswerAsync(page.Items is [var found]
            ? ImportErrorResponse.Of(found)
            : throw ApiException.NotFound($"The ImportError with import_error_id: `{id}` was not found"));
    }

    private static ListFilters Visible(ApiCall call)
    {
        var filters = new ListFilters(call);
        return call.User.DagsFor("can_read", ApiResources.Dags) is { } dags ? filters.Add(ListFilter.In("only_dags", dags.DefaultIfEmpty(""))) : filters;
    }
}
