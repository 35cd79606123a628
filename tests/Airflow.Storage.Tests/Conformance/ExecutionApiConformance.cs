using Airflow.Engine.Connections;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Secrets;
using Airflow.Engine.Tasks;
using Airflow.Engine.Variables;
using Airflow.Engine.XComs;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>What a supervisor asks of the process that has the database, on a real one.</summary>
public abstract class ExecutionApiConformance(ITestDatabase database) : StoreConformance(database)
{
    private static readonly WorkerIdentity Worker = new("host", "airflow", 42, "LocalExecutor");
    private readonly ISecretCipher cipher = FernetCipher.FromKeys("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", TimeProvider.System);

    [Fact]
    public async Task A_deferred_try_has_its_triggers_arguments_encrypted()
    {
        await StartRunAsync();
        var (task, workload) = await QueuedAsync("a");
        await Api().StartAsync(workload, Worker, Cancel);
        var suspension = new Suspension("go_on", """{"x":1}""") { Trigger = new SuspensionTrigger("a.B", """{"password":"hunter2"}""", null) };

        (await Api().FinishAsync(workload, Outcome(TaskState.Deferred) with { Suspension = suspension }, Cancel)).ShouldBeTrue();

        var row = await FindAsync(task.Id);
        row.State.ShouldBe(TaskState.Deferred);
        var trigger = (await Stores.TaskInstances.FindTriggerAsync(row.TriggerId.ShouldNotBeNull(), Cancel)).ShouldNotBeNull();
        trigger.Classpath.ShouldBe("a.B");
        trigger.Kwargs.ShouldNotContain("hunter2");
        cipher.Decrypt(trigger.Kwargs).ShouldBe("""{"password":"hunter2"}""");
    }

    [Fact]
    public async Task A_first_try_has_nothing_behind_it()
    {
        await StartRunAsync();
        var (_, workload) = await QueuedAsync("a");

        var start = await Api().StartAsync(workload, Worker, Cancel);

        (start.Refusal, start.TaskRescheduleCount, start.FirstRescheduleStart, start.XComKeysToClear.Count).ShouldBe((null, 0, null, 0));
        (await Api().StartAsync(workload, Worker, Cancel)).StartDate.ShouldBe(start.StartDate);
        (await Api().StartAsync(workload, Worker with { Pid = 43 }, Cancel)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_later_part_of_a_try_is_told_how_many_there_were_and_when_the_first_began()
    {
        await StartRunAsync();
        var (task, workload) = await QueuedAsync("a");
        var first = await Api().StartAsync(workload, Worker, Cancel);
        await Api().FinishAsync(workload, Outcome(TaskState.UpForReschedule) with { RescheduleDate = Noon }, Cancel);
        (await WriteAsync(Queue(task, TaskState.UpForReschedule))).ShouldBe(StateResult.Applied);

        var second = await Api().StartAsync(workload, Worker, Cancel);

        second.TaskRescheduleCount.ShouldBe(1);
        second.FirstRescheduleStart.ShouldBe(first.StartDate);
    }

    [Fact]
    public async Task A_later_try_is_told_what_its_predecessor_left_to_clear()
    {
        await StartRunAsync();
        var (task, workload) = await QueuedAsync("a");
        await AddAsync(NewTask("b"));
        await Api().StartAsync(workload, Worker, Cancel);
        await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "a", "rows"), "1"), Cancel);
        await Stores.XComs.SaveAsync(new XCom(new XComKey("d", "r", "b", "other"), "1"), Cancel);
        var next = NewId();
        await WriteAsync(End(task, TaskState.UpForRetry, next));
        await WriteAsync(Queue(task with { Id = next }, TaskState.UpForRetry, tryNumber: 2));

        (await Api().StartAsync(workload with { Id = next, TryNumber = 2 }, Worker, Cancel)).XComKeysToClear.ShouldBe(["rows"]);
    }

    [Fact]
    public async Task A_dag_that_is_not_there_cannot_be_triggered() =>
        (await Api().TriggerRunAsync("nowhere", new ManualRunRequest { TriggeredBy = "operator" }, Cancel)).ShouldBe(RunCreation.NoSuchDag);

    private LocalExecutionApi Api()
    {
        var sources = new SecretSources(new Dictionary<string, string>(StringComparer.Ordinal));
        var secrets = new SecretCatalogs(
            new VariableCatalog(Stores.Variables, cipher, sources), new ConnectionCatalog(Stores.Connections, cipher, sources), cipher);
        var stores = new SchedulerStores(Stores.StateWriter, Stores.Runs, Stores.TaskInstances, Stores.Dags, Stores.XComs, Stores.Pools, Stores.Jobs);
        return new LocalExecutionApi(stores, secrets, new DagVersionCache(Stores.Dags), TimeProvider.System);
    }

    private async Task<(TaskInstance Task, TaskWorkload Workload)> QueuedAsync(string taskId)
    {
        var task = NewTask(taskId) with { MaxTries = 1 };
        await AddAsync(task);
        (await WriteAsync(Queue(task))).ShouldBe(StateResult.Applied);
        return (task, new TaskWorkload
        {
            Id = task.Id,
            Key = task.Key,
            TryNumber = 1,
            DagVersionId = Guid.Empty,
            Queue = task.Queue,
            Pool = task.Pool,
            BundleName = "dags-folder",
            BundleVersion = "v",
            DagRelPath = "d.cs",
            LogPath = "l",
        });
    }

    private static TryOutcome Outcome(TaskState state) => new() { State = state, EndDate = Noon };
}
