using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Runs;
using Airflow.Server.Bodies;

namespace Airflow.Server.Execution;

/// <summary>Runs and asset events in the shape of a version.</summary>
internal static class RunJson
{
    public static JsonObject Run(DagRun run, IReadOnlyList<AssetEventRecord> consumed, DateOnly version)
    {
        var json = new JsonObject
        {
            ["dag_id"] = run.DagId,
            ["run_id"] = run.RunId,
            ["logical_date"] = Wire.Time(run.LogicalDate),
            ["data_interval_start"] = Wire.Time(run.DataIntervalStart),
            ["data_interval_end"] = Wire.Time(run.DataIntervalEnd),
            ["run_after"] = Wire.Time(run.RunAfter),
            // older clients cannot read a run that has not started
            ["start_date"] = Wire.Time(run.StartDate ?? (version < ApiVersion.Partitions ? run.RunAfter : null)),
            ["end_date"] = Wire.Time(run.EndDate),
            ["clear_number"] = run.ClearNumber,
            ["run_type"] = TypeName(run, version),
        };
        if (version >= ApiVersion.RunState)
        {
            json["state"] = run.State.Name();
        }

        json["conf"] = Wire.Parse(run.Conf);
        if (version >= ApiVersion.TriggeringUser)
        {
            json["triggering_user_name"] = run.TriggeringUserName;
        }

        json["consumed_asset_events"] = new JsonArray([.. consumed.Select(item => Consumed(item, version))]);
        if (version >= ApiVersion.Partitions)
        {
            json["partition_key"] = run.PartitionKey;
            json["note"] = run.Note;
        }

        if (version >= ApiVersion.Newest)
        {
            json["partition_date"] = Wire.Time(run.PartitionDate);
            json["team_name"] = null;
        }

        return json;
    }

    public static JsonObject Asset(AssetRecord asset) => new()
    {
        ["name"] = asset.Name,
        ["uri"] = asset.Uri,
        ["group"] = asset.Group,
        ["extra"] = Wire.Parse(asset.Extra),
    };

    public static JsonObject Event(AssetEventRecord item, DateOnly version)
    {
        var json = new JsonObject
        {
            ["id"] = item.Id,
            ["timestamp"] = Wire.Time(item.Timestamp),
            ["extra"] = Wire.Parse(item.Extra),
            ["asset"] = Asset(item.Asset),
            ["created_dagruns"] = new JsonArray([.. item.CreatedRuns.Select(run => Created(run, version))]),
            ["source_task_id"] = item.SourceTaskId,
            ["source_dag_id"] = item.SourceDagId,
            ["source_run_id"] = item.SourceRunId,
            ["source_map_index"] = item.SourceMapIndex ?? -1,
        };
        if (version >= ApiVersion.Partitions)
        {
            json["partition_key"] = item.PartitionKey;
        }

        return json;
    }

    /// <summary>Run types that came later are unknown to older clients; to them such a run was triggered by hand.</summary>
    private static string TypeName(DagRun run, DateOnly version) =>
        version < ApiVersion.Partitions && run.RunType is (RunType.OperatorTriggered or RunType.AssetMaterialization) ? RunType.Manual.Name() : run.RunType.Name();

    private static JsonObject Created(DagRun run, DateOnly version)
    {
        var json = new JsonObject
        {
            ["run_id"] = run.RunId,
            ["dag_id"] = run.DagId,
            ["logical_date"] = Wire.Time(run.LogicalDate),
            ["start_date"] = Wire.Time(run.StartDate ?? run.RunAfter),
            ["end_date"] = Wire.Time(run.EndDate),
            ["state"] = run.State.Name(),
            ["data_interval_start"] = Wire.Time(run.DataIntervalStart),
            ["data_interval_end"] = Wire.Time(run.DataIntervalEnd),
        };
        if (version >= ApiVersion.Partitions)
        {
            json["partition_key"] = run.PartitionKey;
        }

        return json;
    }

    private static JsonObject Consumed(AssetEventRecord item, DateOnly version)
    {
        var json = new JsonObject
        {
            ["asset"] = new JsonObject { ["name"] = item.Asset.Name, ["uri"] = item.Asset.Uri, ["extra"] = Wire.Parse(item.Asset.Extra) },
            ["extra"] = Wire.Parse(item.Extra),
            ["source_task_id"] = item.SourceTaskId,
            ["source_dag_id"] = item.SourceDagId,
            ["source_run_id"] = item.SourceRunId,
            ["source_map_index"] = item.SourceMapIndex,
            ["source_aliases"] = new JsonArray(),
            ["timestamp"] = Wire.Time(item.Timestamp),
        };
        if (version >= ApiVersion.Newest)
        {
            json["partition_key"] = item.PartitionKey;
        }

        return json;
    }
}
