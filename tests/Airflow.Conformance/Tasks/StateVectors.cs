using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Conformance.Tasks;

[Trait("Category", "Conformance")]
public class StateVectors
{
    private const string File = "semantics/states.json";

    private static readonly DateTimeOffset Now = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Now.AddHours(-1);

    /// <summary>Colours are the UI's, and jobs have states of their own.</summary>
    public static TheoryData<string> Ids() => Vectors.Ids(
        File,
        @case => @case["group"]!.GetValue<string>() is var group && group != "colour"
            && !(group == "list" && @case["input"]!["of"]!.GetValue<string>() is not ("dag_run" or "task_instance")));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Answers_as_airflow_does(string id)
    {
        var @case = Vectors.Case(File, id);
        var input = @case["input"]!.AsObject();
        var actual = @case["group"]!.GetValue<string>() switch
        {
            "list" => List(input["of"]!.GetValue<string>()),
            "groups" => input["dag_run_state"] is { } run ? RunGroups(RunNames.ParseState(run.GetValue<string>())) : TaskGroups(State(input["task_instance_state"])),
            "scheduling_groups" => SchedulingGroups(State(input["task_instance_state"])),
            "dag_run_set_state" => RunDatesOf(input),
            "task_set_state" => TaskDatesOf(input),
            "worker_start" => Start(input),
            "worker_report" => Report(input),
            "schedule" => Schedule(input),
            "clear" => Clear(input),
            var group => throw new InvalidOperationException($"The group {group} is not known."),
        };
        Vectors.ShouldMatch(actual, @case["expected"]);
    }

    private static TaskState State(JsonNode? name) => TaskStates.Parse(name?.GetValue<string>());

    private static JsonObject List(string of)
    {
        var names = of == "dag_run"
            ? Enum.GetValues<RunState>().Select(state => state.Name())
            : Enum.GetValues<TaskState>().Where(state => state != TaskState.None).Select(state => state.Name()!);
        return new JsonObject { ["states"] = new JsonArray(names.Select(name => (JsonNode)name).ToArray()) };
    }

    private static JsonObject RunGroups(RunState state) => new() { ["finished"] = state.IsFinished(), ["unfinished"] = !state.IsFinished() };

    private static JsonObject TaskGroups(TaskState state) => new()
    {
        ["finished"] = state.IsFinished(),
        ["unfinished"] = !state.IsFinished(),
        ["failed_states"] = state.IsFailure(),
        ["success_states"] = state.IsSuccess(),
        ["adoptable_states"] = state.IsAdoptable(),
    };

    private static JsonObject SchedulingGroups(TaskState state) => new()
    {
        ["holds_a_worker_slot"] = state.IsExecuting(),
        ["schedulable"] = state.IsSchedulable(),
        ["runnable"] = state.IsRunnable(),
        ["queueable"] = state.IsQueueable(),
        ["counts_for_task_limits"] = state.CountsForTaskLimits(),
    };

    private static JsonObject RunDatesOf(JsonObject input)
    {
        var from = input["from"] is { } name ? RunNames.ParseState(name.GetValue<string>()) : (RunState?)null;
        var to = RunNames.ParseState(input["to"]!.GetValue<string>());
        return new JsonObject { ["dates_empty"] = Changes(default), ["dates_present"] = Changes(new RunDates(Before, Before, Before)) };

        JsonObject Changes(RunDates dates)
        {
            var after = dates.After(from, to, Now);
            return new JsonObject
            {
                ["queued_at"] = Change(dates.QueuedAt, after.QueuedAt),
                ["start_date"] = Change(dates.StartDate, after.StartDate),
                ["end_date"] = Change(dates.EndDate, after.EndDate),
            };
        }
    }

    private static JsonObject TaskDatesOf(JsonObject input)
    {
        var (from, to) = (State(input["from"]), State(input["to"]));
        var hasStart = input["has_start_date"]!.GetValue<bool>();
        var dates = new TaskDates(hasStart ? Before : null, hasStart && from.IsFinished() ? Before : null);
        var after = dates.After(from, to, Now);
        return new JsonObject
        {
            ["changed"] = from != to,
            ["state"] = to.Name(),
            ["start_date"] = Change(dates.StartDate, after.StartDate),
            ["end_date"] = Change(dates.EndDate, after.EndDate),
        };
    }

    private static string Change(DateTimeOffset? before, DateTimeOffset? after) =>
        before == after ? "kept" : after == Now ? "set_to_now" : "cleared";

    private static JsonObject Start(JsonObject input)
    {
        var report = WorkerReport.Start(State(input["from"]), input["same_client_as_before"]!.GetValue<bool>());
        return report.Status == 409
            ? new JsonObject { ["status"] = 409, ["reason"] = "invalid_state" }
            : new JsonObject
            {
                ["status"] = report.Status,
                ["state"] = report.State.Name(),
                ["should_retry"] = Engine.Tasks.Retries.RetryDelay.MayRetry(
                    State(input["from"]), input["try_number"]!.GetValue<int>(), input["max_tries"]!.GetValue<int>()),
            };
    }

    private static JsonObject Report(JsonObject input)
    {
        var report = WorkerReport.Of(State(input["from"]), State(input["to"]));
        return report.Status switch
        {
            409 => new JsonObject { ["status"] = 409, ["reason"] = "invalid_state" },
            422 => new JsonObject { ["status"] = 422 },
            _ => new JsonObject
            {
                ["status"] = report.Status,
                ["state"] = report.State.Name(),
                ["new_id"] = report.IsNewTry,
                ["end_date_set"] = report.EndsTry,
                ["try_number"] = 1,
            },
        };
    }

    private static JsonObject Schedule(JsonObject input)
    {
        var from = State(input["from"]);
        var tryNumber = input["try_number"]!.GetValue<int>();
        var next = ScheduledTry.Of(from, tryNumber, input["does_nothing_operator"]!.GetValue<bool>());
        return new JsonObject
        {
            ["rows"] = next is null ? 0 : 1,
            ["state"] = (next?.State ?? from).Name(),
            ["try_number"] = next?.TryNumber ?? tryNumber,
        };
    }

    private static JsonObject Clear(JsonObject input)
    {
        var tryNumber = input["try_number"]!.GetValue<int>();
        var task = ClearedTask.Of(State(input["from"]), tryNumber, input["max_tries"]!.GetValue<int>(), input["task_retries"]?.GetValue<int>());
        var wanted = input["dag_run_state"]!.GetValueKind() == JsonValueKind.False ? (RunState?)null
            : input["dag_run_state"]!.GetValue<string>() is "default" ? RunState.Queued
            : RunNames.ParseState(input["dag_run_state"]!.GetValue<string>());
        var run = ClearedRun.Of(RunNames.ParseState(input["run_state"]!.GetValue<string>()), wanted);
        return new JsonObject
        {
            ["state"] = task.State.Name(),
            ["try_number"] = tryNumber,
            ["max_tries"] = task.MaxTries,
            ["run_state"] = run.State.Name(),
            ["run_start_date"] = run.ClearsStartDate ? "cleared" : "kept",
            ["new_id"] = task.IsNewTry,
            ["clear_number"] = run.CountsAsClear ? 1 : 0,
        };
    }
}
