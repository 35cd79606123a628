using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Jobs;

/// <summary>/jobs: the roles that run, and those that ran.</summary>
internal static class JobEndpoints
{
    public static void Map(ApiRoutes routes) => routes.Map(new("GET", "/jobs", "get_jobs", ApiNeed.Read(ApiResources.Jobs), ListAsync)
    {
        Tag = "Job",
        Parameters =
        [
            ApiParameter.Flag("is_alive"),
            .. ApiParameter.Range("start_date"),
            .. ApiParameter.Range("end_date"),
            Paging.Limit,
            Paging.Offset,
            Paging.OrderBy("id"),
            ApiParameter.Text("job_state"),
            ApiParameter.Text("job_type"),
            ApiParameter.Text("hostname"),
            ApiParameter.Text("executor_class"),
        ],
        Answer = typeof(JobCollectionResponse),
    });

    private static async Task ListAsync(ApiCall call)
    {
        var listing = call.Services.Listings.Jobs;
        var filters = new ListFilters(call)
            .Range("start_date", "start_date")
            .Range("end_date", "end_date")
            .Is("state", "job_state")
            .Is("job_type", "job_type")
            .Is("hostname", "hostname")
            .Is("executor_class", "executor_class");
        if (call.Flag("is_alive") is { } isAlive)
        {
            var oldest = call.Services.Clock.GetUtcNow() - TimeSpan.FromSeconds(call.Services.Configuration.GetInt("scheduler", "scheduler_health_check_threshold"));
            filters.Add(new ListFilter(isAlive ? "alive" : "dead", ListOperator.AnyOf, oldest));
        }

        var page = await listing.ListAsync(Paging.Read(call, listing, filters.All), call.Aborted);
        await call.AnswerAsync(new JobCollectionResponse([.. page.Items.Select(JobResponse.Of)], page.Total));
    }
}
