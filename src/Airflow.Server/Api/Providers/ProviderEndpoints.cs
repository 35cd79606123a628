using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Providers;

/// <summary>/providers: the packages that this installation came with.</summary>
internal static class ProviderEndpoints
{
    public static void Map(ApiRoutes routes) => routes.Map(new("GET", "/providers", "get_providers", ApiNeed.Read(ApiResources.Providers), ListAsync)
    {
        Tag = "Provider",
        Parameters = [Paging.Limit, Paging.Offset],
        Answer = typeof(ProviderCollectionResponse),
    });

    private static Task ListAsync(ApiCall call)
    {
        var all = call.Services.Providers;
        var limit = (int)Math.Min(call.Long("limit") ?? 50, call.Services.MaxPageLimit);
        var offset = (int)Math.Min(call.Long("offset") ?? 0, int.MaxValue);
        return call.AnswerAsync(new ProviderCollectionResponse([.. all.Skip(offset).Take(limit)], all.Count));
    }
}
