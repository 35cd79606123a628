using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>A timetable without a calendar of its own.</summary>
public abstract class TrivialTimetable(string module = "simple") : Timetable(module)
{
    private static readonly string[] ByLogicalDate = ["logical_date"];

    public override bool IsPeriodic => false;

    public override IReadOnlyList<string> RunOrdering => ByLogicalDate;

    public override DataInterval InferManualDataInterval(DateTimeOffset runAfter) => new(runAfter, runAfter);

    public override JsonObject Serialize() => [];
}
