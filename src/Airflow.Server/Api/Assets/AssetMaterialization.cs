using Airflow.Engine.Runs;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.DagRuns;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api.Assets;

/// <summary>/assets/{asset_id}/materialize: runs the DAG that makes an asset.</summary>
internal static class AssetMaterialization
{
    public static BodyModel Body { get; } = new(
        BodyField.Optional("dag_run_id", BodyKind.Text),
        BodyField.Optional("data_interval_start", BodyKind.Time),
        BodyField.Optional("data_interval_end", BodyKind.Time),
        BodyField.Optional("logical_date", BodyKind.Time),
        BodyField.Optional("run_after", BodyKind.Time) with { IsNaiveAllowed = true },
        BodyField.Optional("conf", BodyKind.Map),
        BodyField.Optional("note", BodyKind.Text),
        BodyField.Optional("partition_key", BodyKind.Text))
    {
        Name = "MaterializeAssetBody",
    };

    public static async Task AnswerAsync(ApiCall call)
    {
        var assetId = call.Long("asset_id") ?? 0;
        var dags = await call.Services.AssetEvents.ListProducersAsync((int)Math.Clamp(assetId, -1, int.MaxValue), call.Aborted);
        if (dags.Count != 1)
        {
            throw dags.Count == 0
                ? ApiException.NotFound($"No Dag materializes asset with ID: {assetId}")
                : ApiException.Conflict($"More than one Dag materializes asset with ID: {assetId}");
        }

        if (!call.User.CanFor(dags[0], "can_create", ApiResources.DagRuns))
        {
            throw new ApiException(403, $"User is not authorized to trigger a run for Dag: {dags[0]} that materializes this asset");
        }

        await RunTrigger.AnswerAsync(call, dags[0], RunType.AssetMaterialization, "materialize_asset");
    }
}
