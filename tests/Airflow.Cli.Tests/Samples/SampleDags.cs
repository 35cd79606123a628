using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Airflow.Engine.Dags;

namespace Airflow.Cli.Tests.Samples;

/// <summary>The DAGs of the recordings, stored as the DAG processor would.</summary>
internal static class SampleDags
{
    public static readonly DateTimeOffset ParsedAt = new(2026, 6, 15, 10, 11, 12, 345, 678, TimeSpan.Zero);

    public static async Task<TestHome> SeedAsync(bool isPaused = true)
    {
        var home = new TestHome();
        await using var stores = home.OpenStores();
        await stores.Dags.SaveAsync([EtlDaily(home), HourlySensor(home), ManualReport(home)], CancellationToken.None);
        await stores.Dags.SetPausedAsync(["etl_daily", "manual_report"], isPaused, CancellationToken.None);
        var day = new DateTimeOffset(2026, 6, 16, 2, 0, 0, TimeSpan.Zero);
        await stores.Dags.SetNextDagRunAsync("etl_daily", new NextDagRun(day, day, day, day), CancellationToken.None);
        var hour = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await stores.Dags.SetNextDagRunAsync("hourly_sensor", new NextDagRun(hour, hour, hour, hour), CancellationToken.None);
        return home;
    }

    private static ParsedFile EtlDaily(TestHome home) => Parse(home, new DagRecord
    {
        DagId = "etl_daily",
        FileLocation = home.PathOf("dags/etl_daily.py"),
        RelativeFileLocation = "etl_daily.py",
        BundleName = "dags-folder",
        Owners = "data-team",
        Description = "Extract, transform and load once a day",
        TimetableSummary = "0 2 * * *",
        TimetableDescription = "At 02:00",
        TimetablePeriodic = true,
        MaxActiveRuns = 1,
        Tags = ["etl", "daily"],
        LastParsedTime = ParsedAt,
    }, Cron("0 2 * * *"), [("extract", ["transform"]), ("transform", ["load"]), ("load", [])]);

    private static ParsedFile HourlySensor(TestHome home) => Parse(home, new DagRecord
    {
        DagId = "hourly_sensor",
        FileLocation = home.PathOf("dags/hourly_sensor.py"),
        RelativeFileLocation = "hourly_sensor.py",
        BundleName = "dags-folder",
        Owners = "airflow",
        TimetableSummary = "0 * * * *",
        TimetablePeriodic = true,
        LastParsedTime = ParsedAt,
        LastParseDuration = 0.2,
    }, Cron("0 * * * *"), [("wait", ["group_a.a"]), ("group_a.a", ["group_a.b"]), ("group_a.b", [])]);

    private static ParsedFile ManualReport(TestHome home) => Parse(home, new DagRecord
    {
        DagId = "manual_report",
        FileLocation = home.PathOf("dags/manual_report.py"),
        RelativeFileLocation = "manual_report.py",
        BundleName = "dags-folder",
        Owners = "airflow",
        LastParsedTime = ParsedAt,
        LastParseDuration = 0.3,
    }, null, [("build", ["render", "choose"]), ("render", []), ("choose", ["publish"]), ("publish", [])]);

    private static ParsedFile Parse(TestHome home, DagRecord record, SerializedTimetable? timetable, (string Id, string[] Downstream)[] tasks)
    {
        var document = new SerializedDag
        {
            DagId = record.DagId,
            Fileloc = home.PathOf($"dags/{record.RelativeFileLocation}"),
            RelativeFileloc = record.RelativeFileLocation,
            Timetable = timetable,
            Params = record.DagId == "manual_report" ? [new SerializedParam { Name = "name", Default = Json("\"report\""), Schema = Json("""{"type": "string"}""") }] : null,
            Tasks = [.. tasks.Select(static task => new SerializedTask { TaskId = task.Id, TaskType = "BashOperator", UiColor = ColorOf(task.Id), DownstreamTaskIds = ImmutableArray.Create(task.Downstream) })],
            TaskGroup = new SerializedTaskGroup { Children = [.. Children(tasks.Select(static task => task.Id).ToList())] },
        };
        return new ParsedFile
        {
            BundleName = record.BundleName,
            RelativePath = record.RelativeFileLocation,
            ParsedAt = ParsedAt,
            Dags =
            [
                new ParsedDag { Dag = record, Data = Encoding.UTF8.GetString(DagSerialization.Write(document)), DagHash = DagHash.Compute(document), IsPausedUponCreation = true },
            ],
        };
    }

    private static string ColorOf(string taskId) =>
        taskId == "wait" ? "#e6f1f2" : taskId.StartsWith("group_a.", StringComparison.Ordinal) ? "#e8f7e4" : "#f0ede4";

    private static IEnumerable<SerializedGroupChild> Children(IReadOnlyList<string> taskIds)
    {
        var inner = taskIds.Where(static id => id.StartsWith("group_a.", StringComparison.Ordinal)).ToList();
        if (inner.Count > 0)
        {
            yield return new SerializedGroupChild("group_a", new SerializedTaskGroup
            {
                GroupId = "group_a",
                UpstreamTaskIds = ["wait"],
                Children = [.. inner.Select(static id => new SerializedGroupChild(id, null))],
            });
        }

        foreach (var id in taskIds.Except(inner))
        {
            yield return new SerializedGroupChild(id, null);
        }
    }

    private static SerializedTimetable Cron(string expression) => new(
        "airflow.timetables.trigger.CronTriggerTimetable",
        Json($$"""{"expression": "{{expression}}", "timezone": "UTC", "interval": 0.0, "run_immediately": false}"""));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
