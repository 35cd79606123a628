using System.Text.Json.Nodes;
using Airflow.Conformance.Timetables;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling.Rules;
using Airflow.Engine.Tasks;

namespace Airflow.Conformance.Scheduling;

[Trait("Category", "Conformance")]
public class DependencyVectors
{
    private const string File = "semantics/deps.json";

    private static readonly DateTimeOffset Now = new(2024, 2, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Ids() => Vectors.Ids(File);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        var input = @case["input"]!.AsObject();
        var actual = @case["group"]!.GetValue<string>() switch
        {
            "queue" => QueueVector.Answer(input),
            "branch" => Branch(input),
            "task_creation" => TaskCreation(input),
            "pool_slots_value" => PoolSlots(input),
            _ => Check(input),
        };
        Vectors.ShouldMatch(actual, @case["expected"]);
    }

    private static JsonObject Check(JsonObject input)
    {
        var scene = new DependencyScene(input);
        var status = input["check"]!.GetValue<string>() switch
        {
            "previous_run" => TaskDependencies.PreviousRun(scene.PreviousRunFacts()),
            "task_limit" => TaskDependencies.TaskLimit(
                scene.Count(TaskLimitStates, false), scene.TaskNumber("max_active_tis_per_dag"),
                scene.Count(TaskLimitStates, true), scene.TaskNumber("max_active_tis_per_dagrun")),
            "dag_limit" => TaskDependencies.DagLimit(scene.Running(), scene.Dag["max_active_tasks"]?.GetValue<int>() ?? 16),
            "runnable_date" => TaskDependencies.DateReached(
                scene.LogicalDate, Instant(scene.Task["end_date"]), Instant(scene.Dag["end_date"]), Now),
            "after_start" => TaskDependencies.AfterStart(scene.LogicalDate, Instant(scene.Task["start_date"]), Instant(scene.Dag["start_date"])),
            "retry_period" => TaskDependencies.RetryPeriod(scene.State, scene.NextRetry(Now), Now, scene.Flag("ignore_in_retry_period")),
            "reschedule" => TaskDependencies.Reschedule(
                scene.State, Instant((input["reschedule_dates"] as JsonArray)?.LastOrDefault()), Now, scene.Flag("ignore_in_reschedule_period")),
            "valid_state" => TaskDependencies.StateAllowed(
                scene.State, input["for"]!.GetValue<string>() == "queueable" ? TaskStateGroups.IsQueueable : TaskStateGroups.IsRunnable),
            "not_running" => TaskDependencies.NotRunning(scene.State),
            "expanded" => TaskDependencies.Expanded(scene.Task["expand"] is not null, scene.MapIndex, scene.Flag("ignore_unmapped_tasks")),
            "mapping_source" => scene.MappingSource(),
            "pool" => scene.Pool(),
            "unpaused" => TaskDependencies.DagUnpaused("d", scene.IsPaused),
            "run_running" => TaskDependencies.RunRunning(scene.RunState),
            var other => throw new InvalidOperationException($"The check {other} is not known."),
        };
        return Write(status, true);
    }

    private static bool TaskLimitStates(TaskState state) => TaskStateGroups.CountsForTaskLimits(state) && state != TaskState.Queued;

    private static JsonObject Branch(JsonObject input)
    {
        var xcom = input["branch_xcom"] as JsonObject;
        var choice = new BranchChoice("br", TaskStates.Parse(input["branch_state"]?.GetValue<string>()).IsFinished(), Names(xcom?["followed"]), Names(xcom?["skipped"]));
        var answer = Write(TaskDependencies.Branch(input["task"]!.GetValue<string>(), [choice]), false);
        answer.TryAdd("state_set", null);
        answer["parent_is_a_skipper"] = true;
        return answer;
    }

    private static string[]? Names(JsonNode? list) => (list as JsonArray)?.Select(name => name!.GetValue<string>()).ToArray();

    private static JsonObject TaskCreation(JsonObject input)
    {
        var dag = input["dag"]!;
        var tasks = dag["tasks"]!.AsArray().Select(task => new PlannedTask(
            task!["id"]!.GetValue<string>(),
            Instant(task["start_date"]) ?? Instant(dag["start_date"]),
            Instant(task["end_date"]) ?? Instant(dag["end_date"]),
            (task["expand"] as JsonArray)?.Count));
        var names = RunPlan.Instances(tasks, RunNames.ParseType(input["run_type"]!.GetValue<string>()), Instant(input["logical_date"]))
            .Select(instance => DagVector.Name(instance.TaskId, instance.MapIndex)).Order(StringComparer.Ordinal);
        return new JsonObject { ["task_instances"] = new JsonArray(names.Select(name => (JsonNode)new JsonArray(name, null)).ToArray()) };
    }

    private static JsonObject PoolSlots(JsonObject input)
    {
        try
        {
            return new JsonObject { ["pool_slots"] = new QueueCandidate { DagId = "d", RunId = "r", TaskId = "t", PoolSlots = input["pool_slots"]!.GetValue<int>() }.PoolSlots };
        }
        catch (ArgumentException)
        {
            return new JsonObject { ["error"] = "ValueError" };
        }
    }

    private static JsonObject Write(DependencyStatus status, bool hasName)
    {
        var json = new JsonObject
        {
            ["met"] = status.IsMet,
            ["reasons"] = new JsonArray(status.Reasons.Select(reason => (JsonNode)reason.Code).ToArray()),
        };
        if (hasName)
        {
            json["check_name"] = status.Name;
        }
        if (status.NewState != TaskState.None)
        {
            json["state_set"] = status.NewState.Name();
        }
        return json;
    }

    private static DateTimeOffset? Instant(JsonNode? text) => TimetableVector.Instant(text);
}
