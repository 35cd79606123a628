using System.Text.Json.Nodes;
using Airflow.Engine.Assets;
using Airflow.Engine.Execution;
using Airflow.Engine.HumanInput;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.XComs;

namespace Airflow.Conformance.Execution.Contract;

/// <summary>What a supervisor may rely on, whether the stores are in its process or at the other end of a wire.</summary>
public abstract class ExecutionApiContract : IAsyncLifetime
{
    private static readonly WorkerIdentity Worker = new("worker-a", "airflow", 42, "CeleryExecutor");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected ExecutionServer Server { get; private set; } = null!;

    private IExecutionApi Api => field ??= OpenApi();

    private TaskResources Resources => field ??= OpenResources();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public virtual async ValueTask InitializeAsync()
    {
        Server = await ExecutionServer.StartAsync(Cancel);
        await Server.SaveDagAsync("wire_child", [], Cancel);
        var version = await Server.SaveDagAsync("wire", ["one", "two"], Cancel);
        await Server.Stores.Runs.CreateAsync(
            new DagRun { DagId = "wire", RunId = "r", RunType = RunType.Manual, RunAfter = Now, LogicalDate = Now, Conf = """{"ck": 1}""", CreatedDagVersionId = version }, Cancel);
        await Server.Stores.Runs.AcquireAsync("me", TimeSpan.FromHours(1), 10, Now, Cancel);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_queued_try_is_claimed_with_its_run()
    {
        var workload = await QueueAsync("one", maxTries: 2);

        var start = await Api.StartAsync(workload, Worker, Cancel);

        start.Refusal.ShouldBeNull();
        start.ShouldRetry.ShouldBeTrue();
        start.MaxTries.ShouldBe(2);
        start.Run.ShouldNotBeNull().Conf.ShouldBe("""{"ck": 1}""");
        (await FindAsync(workload.Id)).ShouldSatisfyAllConditions(row => row.State.ShouldBe(TaskState.Running), row => row.Hostname.ShouldBe("worker-a"), row => row.Pid.ShouldBe(42));
    }

    [Fact]
    public async Task The_same_worker_may_claim_twice_and_another_may_not()
    {
        var workload = await QueueAsync("one");
        var first = await Api.StartAsync(workload, Worker, Cancel);

        (await Api.StartAsync(workload, Worker, Cancel)).ShouldSatisfyAllConditions(again => again.Refusal.ShouldBeNull(), again => again.StartDate.ShouldBe(first.StartDate));
        (await Api.StartAsync(workload, Worker with { Hostname = "worker-b" }, Cancel)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task Heartbeats_tell_which_tries_are_over()
    {
        var (running, over) = (await QueueAsync("one"), await QueueAsync("two"));
        await Api.StartAsync(running, Worker, Cancel);

        (await Api.HeartbeatAsync([running.Id, over.Id], Cancel)).ShouldBe([over.Id]);
        (await FindAsync(running.Id)).LastHeartbeatAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_end_is_stored_with_its_results_and_skips()
    {
        var workload = await QueueAsync("one");
        await AddAsync("two");
        await Api.StartAsync(workload, Worker, Cancel);
        var outcome = new TryOutcome
        {
            State = TaskState.Success,
            EndDate = Now,
            Worker = Worker,
            ExitCause = new ExitCause("exit", 0),
            XComs = [new XCom(new XComKey("wire", "r", "one", XCom.ReturnKey), """{"a": [1, "é"]}""")],
            Skips = [new SkipTarget("two")],
        };

        (await Api.FinishAsync(workload, outcome, Cancel)).ShouldBeTrue();

        (await FindAsync(workload.Id)).State.ShouldBe(TaskState.Success);
        (await Server.Stores.TaskInstances.FindAsync(new TaskInstanceKey("wire", "r", "two", -1), Cancel)).ShouldNotBeNull().State.ShouldBe(TaskState.Skipped);
        JsonNode.DeepEquals(JsonNode.Parse((await Api.GetXComAsync(new XComKey("wire", "r", "one", XCom.ReturnKey), false, Cancel)).ShouldNotBeNull().Value), JsonNode.Parse("""{"a":[1,"é"]}"""))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_failure_that_is_tried_again_goes_on_under_another_id()
    {
        var workload = await QueueAsync("one", maxTries: 1);
        await Api.StartAsync(workload, Worker, Cancel);

        (await Api.FinishAsync(workload, new TryOutcome { State = TaskState.UpForRetry, EndDate = Now, Worker = Worker, Reason = "no luck", RetryDelayOverride = 7.5 }, Cancel)).ShouldBeTrue();

        (await Server.Stores.TaskInstances.FindAsync(workload.Id, Cancel)).ShouldBeNull();
        (await Server.Stores.TaskInstances.FindAsync(workload.Key, Cancel)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(TaskState.UpForRetry), row => row.RetryDelayOverride.ShouldBe(7.5));
    }

    [Fact]
    public async Task An_end_after_the_end_counts_for_nothing()
    {
        var workload = await QueueAsync("one");
        await Api.StartAsync(workload, Worker, Cancel);
        await Api.FinishAsync(workload, new TryOutcome { State = TaskState.Failed, EndDate = Now, Worker = Worker }, Cancel);

        (await Api.FinishAsync(workload, new TryOutcome { State = TaskState.Success, EndDate = Now.AddSeconds(1), Worker = Worker }, Cancel)).ShouldBeFalse();

        (await FindAsync(workload.Id)).State.ShouldBe(TaskState.Failed);
    }

    [Fact]
    public async Task A_deferral_keeps_how_it_goes_on()
    {
        var workload = await QueueAsync("one");
        await Api.StartAsync(workload, Worker, Cancel);
        var wait = new Suspension("execute_complete", """{"x":1}""") { Trigger = new SuspensionTrigger("a.Trigger", """{"moment":"now"}""", null), Timeout = Now.AddHours(1) };

        (await Api.FinishAsync(workload, new TryOutcome { State = TaskState.Deferred, EndDate = Now, Worker = Worker, Suspension = wait }, Cancel)).ShouldBeTrue();

        (await FindAsync(workload.Id)).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(TaskState.Deferred), row => row.NextMethod.ShouldBe("execute_complete"), row => row.TriggerTimeout.ShouldNotBeNull());
    }

    [Fact]
    public async Task XComs_are_set_counted_listed_and_deleted()
    {
        var key = new XComKey("wire", "r", "one", "k", 0);
        foreach (var index in new[] { 0, 1 })
        {
            await AddAsync("one", index);
            await Api.SetXComAsync(new XCom(key with { MapIndex = index }, $"[{index}]") { MappedLength = 1 }, Cancel);
        }

        (await Api.CountXComsAsync(key, Cancel)).ShouldBe(2);
        (await Api.ListXComsAsync("wire", "r", "one", "k", Cancel)).Select(xcom => (xcom.Key.MapIndex, xcom.Value)).ShouldBe([(0, "[0]"), (1, "[1]")]);
        (await Api.GetXComAtAsync(key, -1, Cancel)).ShouldNotBeNull().Value.ShouldBe("[1]");
        (await Api.GetXComElementAsync(key, 0, Cancel)).ShouldBe(new XComElement(1, "0"));
        (await Api.GetXComElementAsync(key with { Key = "none" }, 0, Cancel)).ShouldBeNull();
        await Api.DeleteXComAsync(key, Cancel);
        (await Api.GetXComAsync(key, false, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Variables_are_kept()
    {
        await Api.SetVariableAsync("a/b c", "ü", "about", Cancel);

        (await Api.GetVariableAsync("a/b c", Cancel)).ShouldBe("ü");
        (await Api.ListVariableKeysAsync("a/", Cancel)).ShouldBe(["a/b c"]);
        (await Api.DeleteVariableAsync("a/b c", Cancel)).ShouldBeTrue();
        (await Api.GetVariableAsync("a/b c", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Connections_are_found()
    {
        await Server.Secrets.Connections.AddAsync(
            new Airflow.Engine.Connections.Connection { ConnId = "c", ConnType = "http", Host = "h", Password = "p", Port = 1, Extra = "{\"x\": 1}" }, Cancel);

        (await Api.GetConnectionAsync("c", Cancel)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            found => found.Password.ShouldBe("p"), found => found.Port.ShouldBe(1), found => found.Extra.ShouldBe("{\"x\": 1}"), found => found.Login.ShouldBeNull());
        (await Api.GetConnectionAsync("none", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Runs_are_made_and_found()
    {
        var request = new ManualRunRequest { RunId = "made", TriggeredBy = "operator", RunType = RunType.OperatorTriggered, Conf = """{"a":1}""", Note = "n" };

        (await Api.TriggerRunAsync("wire_child", request, Cancel)).ShouldBe(RunCreation.Created);
        (await Api.TriggerRunAsync("wire_child", request, Cancel)).ShouldBe(RunCreation.AlreadyExists);
        (await Api.TriggerRunAsync("none", request, Cancel)).ShouldBe(RunCreation.NoSuchDag);
        (await Api.FindRunAsync("wire_child", "made", Cancel)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            run => run.Conf.ShouldBe("""{"a":1}"""), run => run.RunType.ShouldBe(RunType.OperatorTriggered), run => run.State.ShouldBe(RunState.Queued));
        (await Api.ListRunsAsync(new RunFilter { DagId = "wire_child", States = [RunState.Queued] }, Cancel)).ShouldHaveSingleItem().RunId.ShouldBe("made");
        (await Api.FindRunAsync("wire_child", "none", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Task_instances_of_a_run_are_listed_as_they_are()
    {
        var workload = await QueueAsync("one");
        await Api.StartAsync(workload, Worker, Cancel);

        (await Api.ListTaskInstancesAsync("wire", "r", Cancel)).ShouldHaveSingleItem().ShouldBe(await FindAsync(workload.Id));
    }

    [Fact]
    public async Task Rendered_fields_are_stored()
    {
        var workload = await QueueAsync("one");

        await Api.SetRenderedFieldsAsync(workload.Key, """{"op_args":["é"]}""", Cancel);

        JsonNode.Parse((await Server.Stores.TaskInstances.FindRenderedFieldsAsync(workload.Key, Cancel)).ShouldNotBeNull())!["op_args"]![0]!.GetValue<string>().ShouldBe("é");
    }

    [Fact]
    public async Task Assets_and_values_about_them_are_found()
    {
        var workload = await QueueAsync("one");
        var asset = (await Resources.Assets.FindByNameAsync("wire_asset", Cancel)).ShouldNotBeNull();

        (await Resources.Assets.FindByUriAsync("s3://wire/asset", Cancel)).ShouldBe(asset);
        (await Resources.Assets.FindByUriAsync("s3://none", Cancel)).ShouldBeNull();
        (await Resources.Assets.ListByAliasAsync("none", Cancel)).ShouldBeEmpty();
        (await Resources.Assets.ListInactiveAsync(workload.Key, Cancel)).ShouldBeEmpty();
        await Resources.AssetStates.SaveAsync(asset.Id, "wm", "5", workload.Key, Cancel);
        (await Resources.AssetStates.FindAsync(asset.Id, "wm", Cancel)).ShouldBe("5");
        (await Resources.AssetStates.DeleteAsync(asset.Id, "wm", Cancel)).ShouldBeTrue();
        (await Resources.AssetStates.ClearAsync(asset.Id, Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task Events_of_a_success_are_listed()
    {
        var workload = await QueueAsync("one");
        await Api.StartAsync(workload, Worker, Cancel);
        var update = new AssetUpdate("wire_asset", "s3://wire/asset") { Extra = """{"rows":5}""" };

        await Api.FinishAsync(workload, new TryOutcome { State = TaskState.Success, EndDate = Now, Worker = Worker, AssetUpdates = [update] }, Cancel);

        (await Resources.Assets.ListEventsAsync(new AssetEventFilter { Name = "wire_asset" }, Cancel)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            made => made.SourceTaskId.ShouldBe("one"), made => made.Asset.Uri.ShouldBe("s3://wire/asset"), made => JsonNode.Parse(made.Extra)!["rows"]!.GetValue<int>().ShouldBe(5));
    }

    [Fact]
    public async Task A_task_keeps_values_for_its_next_tries()
    {
        var workload = await QueueAsync("one");

        await Resources.TaskStates.SaveAsync(workload.Key, "k", """{"n":1}""", null, Cancel);

        JsonNode.Parse((await Resources.TaskStates.FindAsync(workload.Key, "k", Cancel)).ShouldNotBeNull())!["n"]!.GetValue<int>().ShouldBe(1);
        (await Resources.TaskStates.ClearAsync(workload.Key, Cancel)).ShouldBe(1);
        (await Resources.TaskStates.FindAsync(workload.Key, "k", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_question_to_people_is_stored()
    {
        var workload = await QueueAsync("one");

        var asked = await Resources.HumanInput.AskAsync(new HitlDetail { TaskInstanceId = workload.Id, Options = """["Yes","No"]""", Subject = "go?" }, Cancel);

        asked.Subject.ShouldBe("go?");
        (await Resources.HumanInput.FindAsync(workload.Id, Cancel)).ShouldNotBeNull().RespondedAt.ShouldBeNull();
        (await Resources.Dags.FindAsync("wire", Cancel)).ShouldNotBeNull().RelativeFileLocation.ShouldBe("wire.py");
    }

    private protected abstract IExecutionApi OpenApi();

    private protected abstract TaskResources OpenResources();

    private protected async Task<TaskWorkload> QueueAsync(string taskId, int maxTries = 0)
    {
        var task = await AddAsync(taskId, maxTries: maxTries);
        await WriteAsync(new StateChange { Tasks = [new TaskReady(task.Id, TaskState.None, TaskState.Queued, task.Pool, 1) { At = Now, TryNumber = 1 }] });
        var workloads = new TaskWorkloads(Server.Stores.Scheduling, new Engine.Scheduling.DagVersionCache(Server.Stores.Dags));
        return await workloads.OfAsync(await FindAsync(task.Id), Cancel);
    }

    private protected async Task<TaskInstance> FindAsync(Guid id) => (await Server.Stores.TaskInstances.FindAsync(id, Cancel)).ShouldNotBeNull();

    private async Task<TaskInstance> AddAsync(string taskId, int mapIndex = -1, int maxTries = 0)
    {
        var task = new TaskInstance
        {
            Id = Guid.CreateVersion7(Now), Key = new TaskInstanceKey("wire", "r", taskId, mapIndex), Pool = Pool.DefaultName, Queue = "default", MaxTries = maxTries,
        };
        await WriteAsync(new StateChange { NewTasks = [task] });
        return task;
    }

    private async Task WriteAsync(StateChange change) => (await Server.Stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);
}
