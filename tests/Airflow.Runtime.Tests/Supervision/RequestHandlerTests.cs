using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Secrets;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;
using Airflow.Runtime.Supervision;
using Airflow.Runtime.Tests.Harness;
using DagRun = Airflow.Engine.Runs.DagRun;
using EngineTask = Airflow.Engine.Tasks.TaskInstance;
using State = Airflow.Engine.Tasks.TaskState;

namespace Airflow.Runtime.Tests.Supervision;

public sealed class RequestHandlerTests : IAsyncDisposable
{
    private readonly ResourceDatabase database = new();
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly FakeExecutionApi api = new();
    private readonly RequestHandler handler;

    public RequestHandlerTests()
    {
        var workload = new TaskWorkload
        {
            Id = Guid.Empty,
            Key = new TaskInstanceKey("d", "r", "t", -1),
            TryNumber = 1,
            DagVersionId = Guid.Empty,
            Queue = "default",
            Pool = "default_pool",
            BundleName = "b",
            BundleVersion = "v",
            DagRelPath = "d.cs",
            LogPath = "l",
        };
        var run = new DagRun { DagId = "d", RunId = "r", RunType = RunType.Scheduled, RunAfter = Day, LogicalDate = Day };
        handler = new RequestHandler(new TaskLaunch(workload, new TaskStart { Run = run, StartDate = Day }, "l"), api, database.Resources, new SecretMasker(new MaskingOptions()), maxMapLength: 4);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task The_result_waits_for_the_end_of_the_try_and_other_values_do_not()
    {
        await AskAsync(new SetXCom { DagId = "d", RunId = "r", TaskId = "t", Key = "rows", Value = FrameValue.FromJson("1") });
        await AskAsync(new SetXCom { DagId = "d", RunId = "r", TaskId = "t", Key = "return_value", Value = FrameValue.FromJson("{\"a\":1}"), MappedLength = 1 });
        api.XComs.Keys.ShouldHaveSingleItem().Key.ShouldBe("rows");
        handler.XComs.ShouldHaveSingleItem().ShouldBe(
            new XCom(new XComKey("d", "r", "t", "return_value"), "{\"a\":1}") { MappedLength = 1, MappedKeys = "[\"a\"]" });
        (await AskAsync(new GetXCom { DagId = "d", RunId = "r", TaskId = "t", Key = "return_value" })).ShouldBeOfType<XComResult>().Value.ToJson().ShouldBe("{\"a\":1}");
    }

    [Fact]
    public async Task A_list_longer_than_max_map_length_is_refused_only_where_tasks_are_mapped_over_it()
    {
        var list = FrameValue.FromJson("[1,2,3,4,5]");
        var (_, error) = await handler.AnswerAsync(new SetXCom { DagId = "d", RunId = "r", TaskId = "t", Key = "return_value", Value = list, MappedLength = 5 });

        error.ShouldBeOfType<ErrorResponse>().Detail.ToJson().ShouldContain("unmappable return value length: 5 > 4; the pushed value is too large to map as a downstream's dependency");
        handler.XComs.ShouldBeEmpty();
        await AskAsync(new SetXCom { DagId = "d", RunId = "r", TaskId = "t", Key = "return_value", Value = list });
        handler.XComs.ShouldHaveSingleItem().MappedLength.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_not_there_has_the_error_of_the_protocol()
    {
        (await AskAsync(new GetVariable { Key = "no" })).ShouldBe(new ErrorResponse { Error = "VARIABLE_NOT_FOUND", Detail = FrameValue.FromJson("{\"key\":\"no\"}") });
        (await AskAsync(new GetConnection { ConnId = "no" })).ShouldBe(new ErrorResponse { Error = "CONNECTION_NOT_FOUND", Detail = FrameValue.FromJson("{\"conn_id\":\"no\"}") });
        (await AskAsync(new GetXCom { DagId = "d", RunId = "r", TaskId = "x", Key = "k" })).ShouldBeOfType<XComResult>().Value.IsNil.ShouldBeTrue();
    }

    [Fact]
    public async Task Results_of_a_mapped_task_are_given_one_by_one_and_in_slices()
    {
        for (var index = 0; index < 3; index++)
        {
            var key = new XComKey("d", "r", "m", "return_value", index);
            api.XComs[key] = new XCom(key, $"{index * 10}");
        }
        (await AskAsync(new GetXComCount { DagId = "d", RunId = "r", TaskId = "m", Key = "return_value" })).ShouldBe(new XComCountResponse { Len = 3 });
        (await AskAsync(Item(-1))).ShouldBeOfType<XComSequenceIndexResult>().Root.ToJson().ShouldBe("20");
        (await AskAsync(Item(3))).ShouldBeOfType<ErrorResponse>().Error.ShouldBe("XCOM_NOT_FOUND");
        var slice = await AskAsync(new GetXComSequenceSlice { DagId = "d", RunId = "r", TaskId = "m", Key = "return_value", Start = 1 });
        slice.ShouldBeOfType<XComSequenceSliceResult>().Root.Select(value => value.ToJson()).ShouldBe(["10", "20"]);
    }

    [Fact]
    public async Task Earlier_runs_and_their_tasks_are_found()
    {
        api.Runs.Add(new DagRun { DagId = "d", RunId = "r0", RunType = RunType.Scheduled, RunAfter = Day, LogicalDate = Day.AddDays(-1), State = RunState.Success, StartDate = Day });
        api.Runs.Add(new DagRun { DagId = "d", RunId = "r1", RunType = RunType.Scheduled, RunAfter = Day, LogicalDate = Day.AddDays(-2), State = RunState.Failed });
        api.Tasks.Add(new EngineTask { Id = Guid.Empty, Key = new TaskInstanceKey("d", "r0", "g.t", 0), Pool = "p", Queue = "q", State = State.Success });
        (await AskAsync(new GetPreviousDagRun { DagId = "d", LogicalDate = Day })).ShouldBeOfType<PreviousDagRunResult>().DagRun!.RunId.ShouldBe("r0");
        (await AskAsync(new GetPreviousDagRun { DagId = "d", LogicalDate = Day, State = "failed" })).ShouldBeOfType<PreviousDagRunResult>().DagRun!.RunId.ShouldBe("r1");
        (await AskAsync(new GetPrevSuccessfulDagRun())).ShouldBeOfType<PrevSuccessfulDagRunResult>().StartDate.ShouldBe(Day);
        (await AskAsync(new GetDRCount { DagId = "d", States = ["success"] })).ShouldBe(new DRCount { Count = 1 });
        (await AskAsync(new GetTICount { DagId = "d", TaskGroupId = "g", States = ["success"] })).ShouldBe(new TICount { Count = 1 });
        (await AskAsync(new GetTaskStates { DagId = "d", RunIds = ["r0"] })).ShouldBeOfType<TaskStatesResult>().TaskStates.ToJson().ShouldBe("{\"r0\":{\"g.t_0\":\"success\"}}");
    }

    [Fact]
    public async Task A_run_that_exists_already_cannot_be_triggered()
    {
        (await AskAsync(new TriggerDagRun { DagId = "other", RunId = "new" })).ShouldBe(new OKResponse { Ok = true });
        api.Runs.Add(new DagRun { DagId = "other", RunId = "old", RunType = RunType.Manual, RunAfter = Day });
        (await AskAsync(new TriggerDagRun { DagId = "other", RunId = "old" })).ShouldBeOfType<ErrorResponse>().Error.ShouldBe("DAGRUN_ALREADY_EXISTS");
    }

    [Fact]
    public async Task A_request_that_is_not_known_is_answered_by_an_error_and_not_by_silence()
    {
        var (reply, error) = await handler.AnswerAsync(new UnknownMessage("GetMoon", FrameValue.EmptyMap));
        reply.ShouldBeNull();
        error.ShouldBeOfType<ErrorResponse>().Error.ShouldBe("GENERIC_ERROR");
    }

    [Fact]
    public async Task Rendered_fields_are_stored_without_secrets()
    {
        await AskAsync(new MaskSecret { Value = FrameValue.FromText("hunter22") });
        await AskAsync(new SetRenderedFields { RenderedFields = FrameValue.FromJson("{\"bash_command\":\"login hunter22\"}") });
        api.RenderedFields.ShouldBe(["{\"bash_command\":\"login ***\"}"]);
    }

    private static GetXComSequenceItem Item(int offset) => new() { DagId = "d", RunId = "r", TaskId = "m", Key = "return_value", Offset = offset };

    private async Task<FrameMessage?> AskAsync(FrameMessage request)
    {
        var (reply, error) = await handler.AnswerAsync(request);
        error.ShouldBeNull();
        return reply;
    }
}
