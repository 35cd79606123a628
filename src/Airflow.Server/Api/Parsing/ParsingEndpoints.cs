using Airflow.Engine.Coordination;
using Airflow.Engine.Dags;
using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Parsing;

/// <summary>/parseDagFile: has the dag processor look at a file at once.</summary>
internal static class ParsingEndpoints
{
    /// <summary>What schedulers and processors are woken with.</summary>
    private const string Topic = "files";

    public static void Map(ApiRoutes routes) => routes.Map(new("PUT", "/parseDagFile/{file_token}", "reparse_dag_file", ApiNeed.Read(ApiResources.Dags), AskAsync)
    {
        Tag = "DAG Parsing",
        IsList = true,
        Status = 201,
    });

    private static async Task AskAsync(ApiCall call)
    {
        if (FileToken.Read(call.Services.SecretKey, call.Route("file_token")) is not { } file)
        {
            throw ApiException.NotFound("File not found");
        }

        var listing = call.Services.Listings.Dags;
        var dags = await listing.ListAsync(
            new ListQuery { Filters = [ListFilter.Is("bundle_name", file.BundleName), ListFilter.Is("relative_fileloc", file.RelativePath)], Limit = int.MaxValue }, call.Aborted);
        if (dags.Total == 0)
        {
            throw ApiException.NotFound("File not found");
        }

        if (dags.Items.Any(dag => !call.User.CanFor(dag.DagId, "can_edit", ApiResources.Dags)))
        {
            throw new ApiException(403, "Forbidden");
        }

        if (!await call.Services.ParseRequests.AddAsync(file.BundleName, file.RelativePath, call.Aborted))
        {
            throw ApiException.UniqueViolation();
        }

        call.Services.Wake.Wake(Topic);
        await call.AuditAsync(new AuditEntry { At = default, Event = "reparse_dag_file", Extra = file.RelativePath });
        await call.AnswerAsync<object?>(null);
    }
}
