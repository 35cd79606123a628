using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using Airflow.Engine.Dags;
using Airflow.Engine.Params;
using Airflow.Engine.Runs;
using Airflow.Server.Api.DagVersions;

namespace Airflow.Server.Api.Dags;

/// <summary>/dags/{dag_id}/details.</summary>
internal static class DagDetailsEndpoint
{
    public static async Task GetAsync(ApiCall call) => await call.AnswerAsync(await OfAsync(call, await DagEndpoints.FindAsync(call)));

    /// <exception cref="ApiException">404: no version of the DAG is there.</exception>
    public static async Task<DagDetailsResponse> OfAsync(ApiCall call, DagRecord dag)
    {
        var version = dag.LatestVersionId is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null;
        if (version is null)
        {
            throw ApiException.NotFound($"The Dag with ID: `{dag.DagId}` was not found");
        }

        var row = DagResponse.Of(dag, call.Services);
        var document = version.Document;
        var runs = await call.Services.Stores.Runs.CountAsync(dag.DagId, call.Aborted);
        return new DagDetailsResponse(row)
        {
            Catchup = version.IsCatchup,
            DagRunTimeout = document.DagrunTimeout is { } timeout ? XmlConvert.ToString(timeout) : null,
            AssetExpression = await ExpressionAsync(call, dag),
            DocMd = document.DocMd,
            StartDate = document.StartDate,
            EndDate = document.EndDate,
            IsPausedUponCreation = document.IsPausedUponCreation,
            Params = ParamResponse.Of(document),
            RenderTemplateAsNativeObj = document.RenderTemplateAsNativeObj ?? false,
            Timezone = document.Timezone is { } zone ? NameOf(zone) : "UTC",
            LastParsed = dag.LastParsedTime,
            DefaultArgs = document.DefaultArgs is { } arguments ? ParamDeclarations.Decode(arguments) : new JsonObject(),
            RerunWithLatestVersion = document.RerunWithLatestVersion,
            OwnerLinks = document.OwnerLinks is { } links ? ParamDeclarations.Decode(links) : new JsonObject(),
            IsFavorite = await call.Services.Favorites.HasAsync(call.User.Name, dag.DagId, call.Aborted),
            ActiveRunsCount = runs.GetValueOrDefault(RunState.Running),
            LatestDagVersion = DagVersionResponse.Of(version.Version, row.DagDisplayName),
        };
    }

    private static string NameOf(SerializedTimezone zone) => zone.Name
        ?? string.Create(CultureInfo.InvariantCulture, $"{(zone.OffsetSeconds < 0 ? '-' : '+')}{TimeSpan.FromSeconds(Math.Abs(zone.OffsetSeconds ?? 0)):hh\\:mm}");

    /// <summary>The assets that the schedule waits for, with the ids that they have in the database.</summary>
    private static async Task<JsonNode?> ExpressionAsync(ApiCall call, DagRecord dag)
    {
        var expression = dag.AssetExpression is { } text ? JsonNode.Parse(text) : null;
        if (expression is not null && call.Services.Stores.Assets is { } assets)
        {
            foreach (var asset in Assets(expression).ToList())
            {
                var found = await assets.FindByNameAsync((string)asset["name"]!, call.Aborted);
                asset["id"] = found?.Id;
            }
        }

        return expression;
    }

    [SuppressMessage("Style", "IDE0072", Justification = "other kinds of nodes hold no assets")]
    private static IEnumerable<JsonObject> Assets(JsonNode? node) => node switch
    {
        JsonObject map when map["asset"] is JsonObject asset => [asset],
        JsonObject map => map.SelectMany(static entry => Assets(entry.Value)),
        JsonArray list => list.SelectMany(Assets),
        _ => [],
    };
}
