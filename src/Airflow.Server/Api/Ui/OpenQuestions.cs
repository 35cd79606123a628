using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Ui;

/// <summary>How many tasks of a DAG wait for the answer of a person.</summary>
internal static class OpenQuestions
{
    private static readonly string[] States = ["awaiting_input", "deferred"];

    /// <summary>Counts those that more is said of; none where the caller may not read questions.</summary>
    public static async Task<int> CountAsync(ApiCall call, string dagId, params ListFilter[] more)
    {
        if (!call.User.CanFor(dagId, "can_read", ApiResources.HumanInput))
        {
            return 0;
        }

        var query = new ListQuery { Filters = [ListFilter.Is("dag_id", dagId), ListFilter.Is("is_open", true), ListFilter.In("state", States), .. more], Limit = 1 };
        return (await call.Services.Listings.Questions.ListAsync(query, call.Aborted)).Total;
    }
}
