using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Dags.Deploying;
using Airflow.Server.Api.Auth;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Deploying;

/// <summary>/deploy: DAG files are built as the dag-processor builds them, and put into the DAGs folder when nothing is wrong. What Airflow does not have, under its conventions.</summary>
internal static class DeployEndpoints
{
    public static void Map(ApiRoutes routes) => routes.Map(new("POST", "/deploy", "deploy_dags", ApiNeed.Edit(ApiResources.DagCode), DeployAsync)
    {
        Tag = "Deploy",
        IsUpload = true,
        Parameters =
        [
            ApiParameter.Flag("dry_run", otherwise: false) with { Description = "Only tell what it would do." },
            ApiParameter.Text("folder") with { Description = "Where the files go below the DAGs folder." },
            ApiParameter.Text("path") with { Description = "The name of a file that is the whole body." },
            ApiParameter.Flag("remove_others", otherwise: false) with { Description = "Files of the folder that are not among them go." },
        ],
        Answer = typeof(DeployResponse),
    });

    private static async Task DeployAsync(ApiCall call)
    {
        var deployer = call.Services.Deployer ?? throw new ApiException(403, "Deploying is turned off ([api] enable_deploy)");
        var order = new DeployOrder
        {
            Files = await DeployUpload.ReadAsync(call),
            Folder = call.Text("folder") ?? "",
            RemovesOthers = call.Flag("remove_others") == true,
            IsDryRun = call.Flag("dry_run") == true,
        };
        var report = await RunAsync(deployer, order, call.Aborted);
        if (report.IsLive)
        {
            await call.AuditAsync(new AuditEntry { At = default, Event = call.OperationId, Extra = Told(report) });
            call.Services.Wake.Wake("files");
        }

        if (report.HasErrors && !order.IsDryRun)
        {
            throw ApiException.Invalid(report.Problems.Where(static problem => problem.IsError).Select(Detail));
        }

        await call.AnswerAsync(DeployResponse.Of(report));
    }

    private static async Task<DeployReport> RunAsync(IDagDeployer deployer, DeployOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await deployer.DeployAsync(order, cancellationToken);
        }
        catch (AirflowException exception) when (exception.Code is "deploy_refused")
        {
            throw ApiException.BadRequest(exception.Message);
        }
        catch (AirflowException exception) when (exception.Code is "deploy_conflict" or "deploy_impossible")
        {
            throw ApiException.Conflict(exception.Message);
        }
    }

    private static JsonObject Detail(DeployProblem problem) => new()
    {
        ["type"] = "dag_file_error",
        ["loc"] = new JsonArray([problem.File, .. new[] { problem.Line, problem.Column }.OfType<int>().Select(static number => (JsonNode)number)]),
        ["msg"] = problem.Code.Length > 0 ? $"{problem.Code}: {problem.Message}" : problem.Message,
        ["input"] = problem.Detail.Length > 0 ? problem.Detail : null,
    };

    private static string Told(DeployReport report) => new JsonObject
    {
        ["files"] = new JsonObject(report.Files.Where(static file => file.Change != DeployChange.Unchanged)
            .Select(static file => KeyValuePair.Create(file.Path, (JsonNode?)$"{file.Change.ToString().ToLowerInvariant()} {file.Hash}".TrimEnd()))),
        ["dags"] = new JsonObject(report.Dags.Select(static dag => KeyValuePair.Create(dag.DagId, (JsonNode?)dag.Change.ToString().ToLowerInvariant()))),
    }.ToJsonString(Wire.Json);
}
