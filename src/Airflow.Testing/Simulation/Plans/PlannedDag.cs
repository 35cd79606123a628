using System.Text;
using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Engine.Pools;
using Airflow.Engine.Scheduling;
using Airflow.Testing.Memory;

namespace Airflow.Testing.Simulation.Plans;

/// <summary>The DAG of a plan as the document that schedulers read.</summary>
internal static class PlannedDag
{
    public const string SmallPool = "small";

    public static SerializedDag Document(DagPlan dag, DateTimeOffset start) => new()
    {
        DagId = dag.DagId,
        Fileloc = $"/dags/{dag.DagId}.cs",
        RelativeFileloc = $"{dag.DagId}.cs",
        MaxActiveTasks = dag.MaxActiveTasks,
        MaxActiveRuns = dag.MaxActiveRuns,
        Catchup = dag.IsCatchup,
        Tasks = [.. dag.Tasks.Select(task => Task(dag, task))],
        Timetable = dag.Ticks == 0 ? null : new SerializedTimetable(
            "airflow.timetables.trigger.CronTriggerTimetable",
            JsonElement.Parse("""{"expression": "* * * * *", "timezone": "UTC", "interval": 0.0, "run_immediately": false}""")),
        StartDate = dag.Ticks == 0 ? null : FirstTick(dag, start),
        EndDate = dag.Ticks == 0 ? null : FirstTick(dag, start).AddMinutes(dag.Ticks - 1),
    };

    /// <summary>The logical dates that its schedule asks for.</summary>
    public static IEnumerable<DateTimeOffset> TicksOf(DagPlan dag, DateTimeOffset start) =>
        Enumerable.Range(0, dag.Ticks).Select(tick => FirstTick(dag, start).AddMinutes(tick));

    public static async Task StoreAsync(SimulationPlan plan, MemoryDatabase database)
    {
        database.Pools[SmallPool] = new Pool(SmallPool, plan.PoolSlots);
        var start = database.Clock.GetUtcNow();
        foreach (var dag in plan.Dags)
        {
            var document = Document(dag, start);
            var record = new DagRecord
            {
                DagId = dag.DagId,
                FileLocation = document.Fileloc,
                RelativeFileLocation = $"{dag.DagId}.cs",
                BundleName = "dags-folder",
                BundleVersion = "v1",
                MaxActiveRuns = dag.MaxActiveRuns,
                MaxActiveTasks = dag.MaxActiveTasks,
                Next = NextRuns.First(document, start),
            };
            var file = new ParsedFile
            {
                BundleName = "dags-folder",
                RelativePath = $"{dag.DagId}.cs",
                ParsedAt = start,
                Dags = [new ParsedDag { Dag = record, Data = Encoding.UTF8.GetString(DagSerialization.Write(document)), DagHash = "h" }],
            };
            await database.Stores.Dags.SaveAsync([file], CancellationToken.None);
        }
    }

    // ticks to catch up lie before the start; without catch-up, the first comes a minute after it, so that none is passed over
    private static DateTimeOffset FirstTick(DagPlan dag, DateTimeOffset start) => dag.IsCatchup ? start.AddMinutes(-dag.Ticks) : start.AddMinutes(1);

    private static SerializedTask Task(DagPlan dag, TaskPlan task) => new()
    {
        TaskId = task.TaskId,
        TaskType = "CSharpTask",
        TaskModule = "Airflow.Sdk",
        DownstreamTaskIds = [.. dag.Tasks.Where(other => other.Upstream.Contains(task.TaskId)).Select(other => other.TaskId)],
        TriggerRule = task.Rule,
        Retries = task.Retries,
        RetryDelay = TimeSpan.FromSeconds(3),
        Pool = task.IsInSmallPool ? SmallPool : null,
        PoolSlots = task.PoolSlots,
        PriorityWeight = task.Priority,
        DependsOnPast = task.DependsOnPast,
        IsSetup = task.IsSetup,
        IsTeardown = task.IsTeardown,
        IsMapped = task.IsMapped ? true : null,
        ExpandInput = Source(task),
        PartialKwargs = task.IsMapped ? Partial(task) : null,
    };

    /// <summary>A mapped task has its options among its partial arguments, as Airflow writes it.</summary>
    private static JsonElement Partial(TaskPlan task) => JsonSerializer.SerializeToElement(new Dictionary<string, object>
    {
        ["retries"] = task.Retries,
        ["retry_delay"] = 3.0,
        ["pool"] = task.IsInSmallPool ? SmallPool : Pool.DefaultName,
        ["pool_slots"] = task.PoolSlots,
        ["priority_weight"] = task.Priority,
        ["depends_on_past"] = task.DependsOnPast,
        ["trigger_rule"] = task.Rule,
    });

    private static SerializedExpandInput? Source(TaskPlan task) => task switch
    {
        { MapsOver: { } count } => new SerializedExpandInput(
            SerializedExpandInput.DictOfLists,
            JsonSerializer.SerializeToElement(new Dictionary<string, int[]> { ["value"] = [.. Enumerable.Range(0, count)] })),
        { MapsOverTask: { } source } => new SerializedExpandInput(SerializedExpandInput.DictOfLists, JsonElement.Parse(
            $$$$"""{"value": {"__type": "xcomref", "__var": {"task_id": "{{{{source}}}}", "key": "return_value"}}}""")),
        _ => null,
    };
}
