using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Runs;

namespace Airflow.Engine.Timetables;

/// <summary>Runs are made by the clock and by updates of assets.</summary>
public sealed class AssetOrTimeSchedule : AssetTriggeredTimetable
{
    private readonly ITimetable _timetable;

    public AssetOrTimeSchedule(ITimetable timetable, AssetCondition condition)
        : base(condition, "assets")
    {
        ArgumentNullException.ThrowIfNull(timetable);
        _timetable = timetable;
    }

    public override string Summary => $"Asset or {_timetable.Summary}";

    public override string Description => $"Triggered by assets or {_timetable.Description}";

    public override bool IsPeriodic => _timetable.IsPeriodic;

    public override bool CanBeScheduled => _timetable.CanBeScheduled;

    public override int? ActiveRunsLimit => _timetable.ActiveRunsLimit;

    public override void Validate()
    {
        if (_timetable is AssetTriggeredTimetable)
        {
            throw new TimetableException(TimetableException.Invalid, "The timetable of AssetOrTimeSchedule must not be triggered by assets itself.");
        }
    }

    public override DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now) =>
        _timetable.NextDagRunInfo(lastAutomatedRun, restriction, now);

    public override DataInterval InferManualDataInterval(DateTimeOffset runAfter) => _timetable.InferManualDataInterval(runAfter);

    public override string GenerateRunId(RunType type, DagRunInfo run, Random random) =>
        type == RunType.AssetTriggered ? base.GenerateRunId(type, run, random) : _timetable.GenerateRunId(type, run, random);

    public override JsonObject Serialize() => new()
    {
        ["asset_condition"] = AssetCondition.ToJson(),
        ["timetable"] = TimetableFactory.ToJson(_timetable),
    };
}
