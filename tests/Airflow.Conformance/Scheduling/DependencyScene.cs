using System.Text.Json.Nodes;
using Airflow.Conformance.Timetables;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;
using Airflow.Engine.Tasks.Retries;

namespace Airflow.Conformance.Scheduling;

/// <summary>The DAG, its runs and the instance that a dependency vector asks about.</summary>
internal sealed class DependencyScene
{
    private readonly JsonObject _input;
    private readonly JsonArray _runs;
    private readonly int _run;
    private readonly DagVector _vector;

    public DependencyScene(JsonObject input)
    {
        _input = input;
        var owner = input["dags"]!["d"]!;
        Dag = owner["dag"]!.AsObject();
        _runs = owner["runs"]!.AsArray();
        IsPaused = owner["paused"]?.GetValue<bool>() ?? false;
        var asked = input["run"]?.GetValue<string>();
        _run = asked is null ? _runs.Count - 1 : _runs.Select((run, index) => (run, index)).First(pair => pair.run!["run_id"]!.GetValue<string>() == asked).index;
        _vector = new DagVector(Dag);
        var name = input["task"]!.GetValue<string>();
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        TaskId = bracket < 0 ? name : name[..bracket];
        MapIndex = bracket < 0 ? -1 : int.Parse(name.AsSpan(bracket + 1, name.Length - bracket - 2), null);
        Task = Dag["tasks"]!.AsArray().Select(task => task!.AsObject()).First(task => task["id"]!.GetValue<string>() == TaskId);
    }

    public JsonObject Dag { get; }

    public JsonObject Task { get; }

    public string TaskId { get; }

    public int MapIndex { get; }

    public bool IsPaused { get; }

    public DateTimeOffset? LogicalDate => TimetableVector.Instant(_runs[_run]!["logical_date"]);

    public TaskState State => Instances(_run, TaskId).First(instance => instance.MapIndex == MapIndex).State;

    public RunState RunState => RunNames.ParseState(_runs[_run]!["state"]?.GetValue<string>() ?? "running");

    public bool Flag(string name) => (_input["context"] as JsonObject)?[name]?.GetValue<bool>() ?? false;

    public int? TaskNumber(string name) => Task[name]?.GetValue<int>();

    /// <summary>Instances of the task in such a state, in all runs or in the asked one.</summary>
    public int Count(Func<TaskState, bool> isCounted, bool inRun) => Enumerable.Range(0, _runs.Count).Where(run => !inRun || run == _run)
        .Sum(run => Instances(run, TaskId).Count(instance => isCounted(instance.State)));

    /// <summary>Running instances of all tasks in all runs.</summary>
    public int Running() => Enumerable.Range(0, _runs.Count)
        .Sum(run => _vector.Graph.Tasks.Sum(task => Instances(run, task.Id).Count(instance => instance.State == TaskState.Running)));

    public PreviousRunFacts PreviousRunFacts()
    {
        var catchup = Dag["catchup"]?.GetValue<bool>() ?? false;
        var runs = _runs.Select((run, index) => Run(run!, index)).ToArray();
        var previous = PreviousRuns.Of(runs[_run], runs, catchup);
        var own = previous is null ? [] : Instances(previous.Id, TaskId);
        var downstream = previous is null ? [] : _vector.Graph.Downstream(_vector.Task(TaskId))
            .SelectMany(task => Instances(previous.Id, _vector.Graph.Tasks[task].Id)).ToArray();
        return new PreviousRunFacts
        {
            DependsOnPast = Task["depends_on_past"]?.GetValue<bool>() ?? false,
            WaitForDownstream = Task["wait_for_downstream"]?.GetValue<bool>() ?? false,
            IgnoreFirstDependsOnPast = Task["ignore_first_depends_on_past"]?.GetValue<bool>() ?? false,
            Catchup = catchup,
            TaskStartDate = TimetableVector.Instant(Task["start_date"]),
            HasPreviousRun = previous is not null,
            PreviousLogicalDate = previous?.LogicalDate,
            PreviousInstances = own.Length,
            PreviousUnsuccessful = own.Count(IsUnsuccessful),
            PreviousUnsuccessfulDownstream = downstream.Count(IsUnsuccessful),
            HasAnyEarlierInstance = runs.Any(run => run.LogicalDate < LogicalDate && Instances(run.Id, TaskId).Length > 0),
        };
    }

    public DateTimeOffset? NextRetry(DateTimeOffset now)
    {
        var ended = now.AddSeconds(-_runs[_run]!["ended_seconds_ago"]![TaskId]!.GetValue<double>());
        return ended + RetryDelay.After(RetryArguments.Read(Task), null, new RetryTry("d", TaskId, LogicalDate, 1));
    }

    public DependencyStatus MappingSource() =>
        TaskDependencies.MappingSource(new UpstreamInspector(_vector.Graph, View(_run)).EvaluateMappingSources(_vector.Task(TaskId)));

    public DependencyStatus Pool()
    {
        var name = Task["pool"]?.GetValue<string>() ?? "default_pool";
        var needed = Task["pool_slots"]?.GetValue<int>() ?? 1;
        var pools = PoolVector.Read(_input);
        if (!pools.TryGetValue(name, out var pool))
        {
            return TaskDependencies.Pool(name, null, needed);
        }
        var held = Dag["tasks"]!.AsArray().Where(task => (task!["pool"]?.GetValue<string>() ?? "default_pool") == name && task["id"]!.GetValue<string>() != TaskId)
            .Sum(task => Enumerable.Range(0, _runs.Count).Sum(run => Instances(run, task!["id"]!.GetValue<string>()).Count(instance => pool.Occupies(instance.State)))
                * (task!["pool_slots"]?.GetValue<int>() ?? 1));
        return TaskDependencies.Pool(name, pool.Total - held, needed);
    }

    private static bool IsUnsuccessful(InstanceState instance) => instance.State is not (TaskState.Success or TaskState.Skipped);

    private static DagRun Run(JsonNode run, int index) => new()
    {
        Id = index,
        DagId = "d",
        RunId = run["run_id"]!.GetValue<string>(),
        RunType = RunNames.ParseType(run["run_type"]!.GetValue<string>()),
        LogicalDate = TimetableVector.Instant(run["logical_date"]),
        RunAfter = TimetableVector.Instant(run["logical_date"]) ?? default,
    };

    private InstanceState[] Instances(int run, string taskId)
    {
        var only = (_runs[run]!["only_tasks"] as JsonArray)?.Select(task => task!.GetValue<string>()).ToArray();
        return only?.Contains(taskId) == false ? [] : [.. View(run).Instances(_vector.Task(taskId))];
    }

    private RunInstances View(int run) => _vector.Run((_runs[run]!["states"] as JsonObject) ?? []);
}
