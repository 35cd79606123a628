using System.Text.Json.Nodes;
using Airflow.Engine.Assets;

namespace Airflow.Engine.Timetables;

/// <summary>Runs are made when assets are updated, never by the clock.</summary>
public class AssetTriggeredTimetable : TrivialTimetable
{
    public AssetTriggeredTimetable(AssetCondition condition)
        : this(condition, "simple")
    {
    }

    protected AssetTriggeredTimetable(AssetCondition condition, string module)
        : base(module)
    {
        ArgumentNullException.ThrowIfNull(condition);
        AssetCondition = condition;
    }

    /// <summary>Which updates make a run.</summary>
    public AssetCondition AssetCondition { get; }

    public override string Summary => "Asset";

    public override string Description => "Triggered by assets";

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now) => null;

    public override JsonObject Serialize() => new() { ["asset_condition"] = AssetCondition.ToJson() };
}
