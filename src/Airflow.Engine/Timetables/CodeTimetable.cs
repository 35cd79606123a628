using System.Text.Json.Nodes;

namespace Airflow.Engine.Timetables;

/// <summary>
/// A timetable that an author wrote in C#. Only its texts are known here: what it says of runs is asked of its code, in a process apart
/// (<see cref="ICodeTimetables"/>).
/// </summary>
public sealed class CodeTimetable : ITimetable
{
    private const string Prefix = "csharp:";
    private static readonly string[] ByInterval = ["data_interval_end", "logical_date"];
    private readonly JsonObject data;

    public CodeTimetable(string typePath, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(typePath);
        ArgumentNullException.ThrowIfNull(data);
        TypePath = typePath;
        this.data = (JsonObject)data.DeepClone();
    }

    public string TypeName => TypePath[(TypePath.LastIndexOfAny(['.', '+', ':']) + 1)..];

    public string TypePath { get; }

    public string Summary => data["summary"]?.GetValue<string>() ?? TypeName;

    public string Description => data["description"]?.GetValue<string>() ?? "";

    public bool IsPeriodic => data["periodic"]?.GetValue<bool>() ?? true;

    public bool CanBeScheduled => true;

    public IReadOnlyList<string> RunOrdering => ByInterval;

    public int? ActiveRunsLimit => data["active_runs_limit"]?.GetValue<int>();

    public bool IsPartitioned => false;

    public bool IsPartitionedAtRuntime => false;

    /// <summary>Whether the import path of a serialised timetable is one of these.</summary>
    public static bool Is(string typePath) => typePath.StartsWith(Prefix, StringComparison.Ordinal);

    public static CodeTimetable Of(CustomTimetable timetable)
    {
        ArgumentNullException.ThrowIfNull(timetable);
        return new CodeTimetable(Prefix + timetable.GetType().FullName, new JsonObject
        {
            ["summary"] = timetable.Summary,
            ["description"] = timetable.Description,
            ["periodic"] = timetable.IsPeriodic,
            ["active_runs_limit"] = timetable.ActiveRunsLimit,
            // what its author gave it is part of the version, as for every other timetable
            ["arguments"] = XComJson.ToNode(timetable, timetable.GetType()),
        });
    }

    public void Validate()
    {
        // the file is read only when the code itself has answered once
    }

    public DagRunInfo? NextDagRunInfo(DagRunInfo? lastAutomatedRun, TimeRestriction restriction, DateTimeOffset now) =>
        throw new TimetableException(TimetableException.NotSupported, $"The timetable {TypeName} is C# code, which is asked in a process apart; not from here.");

    public DataInterval InferManualDataInterval(DateTimeOffset runAfter) => new(runAfter, runAfter);

    public string GenerateRunId(Runs.RunType type, DagRunInfo run, Random random)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Runs.RunIds.Make(type, run.RunAfter);
    }

    public JsonObject Serialize() => (JsonObject)data.DeepClone();
}
