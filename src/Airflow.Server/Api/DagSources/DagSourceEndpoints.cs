using System.Globalization;
using System.Text;
using Airflow.Engine.Dags;
using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;
using Microsoft.Net.Http.Headers;

namespace Airflow.Server.Api.DagSources;

/// <summary>/dagSources.</summary>
internal static class DagSourceEndpoints
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Plain = new("text/plain");

    public static void Map(ApiRoutes routes) => routes.Map(new("GET", "/dagSources/{dag_id}", "get_dag_source", ApiNeed.Read(ApiResources.DagCode), GetAsync)
    {
        Tag = "DagSource",
        Parameters = [ApiParameter.Integer("version_number"), ApiParameter.Text("accept") with { In = "header", Default = "*/*" }],
        Answer = typeof(DagSourceResponse),
    });

    private static async Task GetAsync(ApiCall call)
    {
        var isPlain = IsPlain(call.Text("accept") ?? "*/*");
        var dagId = call.Route("dag_id");
        var asked = call.Long("version_number");
        var dag = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted);
        var number = asked is null ? dag?.LatestVersionNumber : asked is >= 0 and <= int.MaxValue ? (int)asked.Value : null;
        var source = dag is null || number is null ? null : await call.Services.Stores.Dags.FindSourceAsync(dagId, number, call.Aborted);
        if (dag is null || source is null)
        {
            var name = asked?.ToString(CultureInfo.InvariantCulture) ?? "None";
            throw ApiException.NotFound($"The source code of the Dag {dagId}, version_number {name} was not found");
        }

        if (!await SeesWholeFileAsync(call, dag))
        {
            source = "REDACTED - you do not have read permission on all Dags in the file";
        }

        if (!isPlain)
        {
            await call.AnswerAsync(new DagSourceResponse(source, dagId, number, dag.DisplayName ?? dagId));
            return;
        }

        call.Response.ContentType = "text/plain; charset=utf-8";
        await call.WriteAsync(Encoding.UTF8.GetBytes(source));
    }

    /// <summary>A file may hold other DAGs, too.</summary>
    private static async Task<bool> SeesWholeFileAsync(ApiCall call, DagRecord dag)
    {
        if (call.User.DagsFor("can_read", ApiResources.Dags) is not { } visible || dag.RelativeFileLocation is not { } file)
        {
            return true;
        }

        var query = new ListQuery { Filters = [ListFilter.Is("bundle_name", dag.BundleName), ListFilter.Is("relative_fileloc", file)], Limit = int.MaxValue };
        return (await call.Services.Listings.Dags.ListAsync(query, call.Aborted)).Items.All(other => visible.Contains(other.DagId));
    }

    /// <summary>Whether text is wanted rather than JSON, by the first form of the head that can be given.</summary>
    private static bool IsPlain(string accept)
    {
        foreach (var wanted in MediaTypeHeaderValue.TryParseList([accept], out var list) ? list.OrderByDescending(static one => one.Quality ?? 1) : Enumerable.Empty<MediaTypeHeaderValue>())
        {
            if (Json.IsSubsetOf(wanted))
            {
                return false;
            }

            if (Plain.IsSubsetOf(wanted))
            {
                return true;
            }
        }

        throw new ApiException(406, "Only application/json or text/plain is supported");
    }
}
