using Airflow.Engine.Listing;

namespace Airflow.Server.Api;

/// <summary>The DAG in a path, where a tilde stands for all that the caller may read.</summary>
internal static class DagScope
{
    public const string Any = "~";

    public static bool IsAny(ApiCall call) => call.Route("dag_id") == Any;

    /// <summary>Narrows a list to the DAG of the path, or to those that the caller may read.</summary>
    public static ListFilters OfDag(this ListFilters filters, ApiCall call, string resource)
    {
        if (!IsAny(call))
        {
            return filters.Add(ListFilter.Is("dag_id", call.Route("dag_id")));
        }

        return call.User.DagsFor("can_read", resource) is { } dags ? filters.Add(ListFilter.In("dag_id", dags)) : filters;
    }

    /// <summary>Refuses a path whose DAG is not there.</summary>
    public static async Task RequireAsync(ApiCall call)
    {
        if (!IsAny(call) && await call.Services.Stores.Dags.FindAsync(call.Route("dag_id"), call.Aborted) is null)
        {
            throw ApiException.NotFound($"The Dag with ID: `{call.Route("dag_id")}` was not found");
        }
    }
}
