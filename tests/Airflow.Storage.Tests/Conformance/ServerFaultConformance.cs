using Airflow.Engine.Execution;
using Airflow.Engine.Pools;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Engine.Variables;
using Airflow.Shared;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>A server that crashes, connections that are cut and other processes at the same rows: nothing is lost, nothing is done twice.</summary>
public abstract class ServerFaultConformance(ITestDatabase database) : StoreConformance(database)
{
    protected abstract int Port { get; }

    /// <summary>What the query of a URL has when nothing is to be encrypted.</summary>
    protected abstract string Unencrypted { get; }

    /// <summary>What a listener is told when it begins, since it may have missed it.</summary>
    protected virtual IReadOnlyList<string> ToldAtFirst => [];

    [Fact]
    public async Task A_server_that_crashes_while_changes_are_written_loses_none_and_doubles_none()
    {
        await StartRunAsync();
        using var enough = new CancellationTokenSource();
        var writing = Enumerable.Range(0, 4).Select(writer => WriteUntilAsync(writer, enough.Token)).ToArray();

        for (var i = 0; i < 2; i++)
        {
            await WaitForTasksAsync(40 * (i + 1), writing);
            await KillAsync();
            await StartAsync();
        }

        await WaitForTasksAsync(200, writing);
        await enough.CancelAsync();
        var written = (await Task.WhenAll(writing)).Sum();

        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Count.ShouldBe(written);
    }

    [Fact]
    public async Task Connections_that_are_terminated_lose_no_change_and_double_none()
    {
        await StartRunAsync();
        using var enough = new CancellationTokenSource();
        var writing = Enumerable.Range(0, 4).Select(writer => WriteUntilAsync(writer, enough.Token)).ToArray();

        for (var i = 1; i <= 15; i++)
        {
            await WaitForTasksAsync(8 * i, writing);
            await EndConnectionsAsync();
        }

        await enough.CancelAsync();
        var written = (await Task.WhenAll(writing)).Sum();

        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Count.ShouldBe(written);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_done_again()
    {
        await StartRunAsync();
        await using var proxy = new CuttingProxy(Port, "COMMIT");
        await using var stores = AirflowDatabase.Open(Url.Replace($":{Port}/", $":{proxy.Port}/", StringComparison.Ordinal) + $"&{Unencrypted}");
        (await stores.Variables.SaveAsync(new StoredVariable("first", "1", null, false), Cancel)).ShouldBeTrue();

        proxy.CutNext(1);
        (await stores.Variables.SaveAsync(new StoredVariable("second", "2", null, false), Cancel)).ShouldBeTrue();
        proxy.CutNext(1);
        var task = NewTask("a");
        (await stores.StateWriter.WriteAsync(new StateChange { NewTasks = [task] }, Cancel)).ShouldBe(StateResult.Applied);
        proxy.CutNext(1);
        (await stores.StateWriter.WriteAsync(new StateChange { Tasks = [Queue(task)] }, Cancel)).ShouldBe(StateResult.Applied);

        proxy.Cuts.ShouldBe(3);
        (await Stores.Pools.ListUsageAsync(Cancel)).Single(usage => usage.Pool.Name == Pool.DefaultName).Queued.ShouldBe(1);
    }

    [Fact]
    public async Task A_rollback_whose_answer_was_lost_is_no_error()
    {
        await StartRunAsync();
        await using var proxy = new CuttingProxy(Port, "ROLLBACK");
        await using var stores = AirflowDatabase.Open(Url.Replace($":{Port}/", $":{proxy.Port}/", StringComparison.Ordinal) + $"&{Unencrypted}");
        var task = NewTask("a");
        (await stores.StateWriter.WriteAsync(new StateChange { NewTasks = [task] }, Cancel)).ShouldBe(StateResult.Applied);
        var change = new StateChange { Tasks = [Queue(task)] };
        (await stores.StateWriter.WriteAsync(change, Cancel)).ShouldBe(StateResult.Applied);

        proxy.CutNext(1);
        var result = await stores.StateWriter.WriteAsync(change, Cancel);

        proxy.Cuts.ShouldBe(1);
        result.IsApplied.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_processes_that_fight_for_a_pool_and_its_tasks_never_exceed_it()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("narrow", 7, null, false), Cancel);
        var tasks = Enumerable.Range(0, 40).Select(i => NewTask($"t{i}", pool: "narrow")).ToArray();
        await AddAsync(tasks);
        AirflowStores[] processes = [Stores, OpenAnother(), OpenAnother()];

        var results = await Task.WhenAll(processes.SelectMany(stores => tasks.Select(
            task => Task.Run(() => stores.StateWriter.WriteAsync(new StateChange { Tasks = [Queue(task)] }, Cancel), Cancel))));

        results.Count(result => result.IsApplied).ShouldBe(7);
        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Count(task => task.State == TaskState.Queued).ShouldBe(7);
        (await QueryAsync("SELECT occupied_slots FROM slot_pool WHERE pool = 'narrow'")).ShouldBe("7");
    }

    [Fact]
    public async Task Changes_of_many_rows_in_any_order_do_not_wait_for_each_other_for_ever()
    {
        await StartRunAsync();
        var tasks = Enumerable.Range(0, 30).Select(i => NewTask($"t{i}")).ToArray();
        await AddAsync(tasks);
        var another = OpenAnother();

        // one changes them forth, the other back: each pair of changes would lock them in opposite orders
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => (i % 2 == 0 ? Stores : another).StateWriter.WriteAsync(
                new StateChange { Tasks = [.. (i % 2 == 0 ? tasks : tasks.Reverse()).Select(task => new TaskReady(task.Id, TaskState.None, TaskState.Scheduled, task.Pool, 1) { At = Noon, TryNumber = 1 })] },
                Cancel),
            Cancel)));

        results.Count(result => result.IsApplied).ShouldBe(1);
    }

    [Fact]
    public async Task Several_schedulers_that_ask_at_once_get_each_run_once_and_no_more_of_a_dag_than_may_run()
    {
        await SaveDagAsync("d", maxActiveRuns: 5);
        for (var i = 0; i < 20; i++)
        {
            (await Stores.Runs.CreateAsync(Run("d", $"r{i}", Noon.AddSeconds(i)), Cancel)).ShouldBe(RunCreation.Created);
        }

        AirflowStores[] schedulers = [Stores, OpenAnother(), OpenAnother()];
        var leased = await Task.WhenAll(schedulers.Select((stores, i) => Task.Run(() => stores.Runs.AcquireAsync($"s{i}", Minute, 100, Noon.AddMinutes(1), Cancel), Cancel)));

        leased.SelectMany(runs => runs).Select(lease => lease.Run.RunId).ShouldBe(["r0", "r1", "r2", "r3", "r4"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_wake_reaches_who_listens_in_another_process_also_after_its_connection_was_cut()
    {
        var heard = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await using var listener = Stores.Listen.ShouldNotBeNull()(topic => heard.Writer.TryWrite(topic));
        foreach (var topic in ToldAtFirst)
        {
            (await heard.Reader.ReadAsync(Cancel)).ShouldBe(topic);
        }

        OpenAnother().WakeSignal.ShouldNotBeNull().Wake("config");
        (await heard.Reader.ReadAsync(Cancel)).ShouldBe("config");

        await EndConnectionsAsync();
        OpenAnother().WakeSignal.ShouldNotBeNull().Wake("runs");
        (await heard.Reader.ReadAsync(Cancel)).ShouldBe("runs");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_its_password()
    {
        await KillAsync();
        await using var stores = AirflowDatabase.Open(Url);

        var error = await Should.ThrowAsync<Airflow.Engine.AirflowException>(() => stores.Database.CheckAsync(Cancel));

        (error.Code, error.IsTransient).ShouldBe(("database_unreachable", true));
        error.Message.ShouldContain($"127.0.0.1:{Port}/faults");
        error.Message.ShouldNotContain("p@ss");
        error.Message.ShouldNotContain("p%40ss");
    }

    /// <summary>As a power failure would.</summary>
    protected abstract Task KillAsync();

    protected abstract Task StartAsync();

    /// <summary>As an administrator would, all that there are.</summary>
    protected abstract Task EndConnectionsAsync();

    /// <summary>One value of the database, past our own code.</summary>
    protected abstract Task<string> QueryAsync(string sql);

    /// <summary>Adds pairs until told to stop; returns the number of instances that were confirmed.</summary>
    private async Task<int> WriteUntilAsync(int writer, CancellationToken enough)
    {
        var written = 0;
        while (!enough.IsCancellationRequested)
        {
            TaskInstance[] pair = [NewTask($"first_{writer}_{written}"), NewTask($"second_{writer}_{written}")];
            (await Stores.StateWriter.WriteAsync(new StateChange { NewTasks = pair }, CancellationToken.None)).ShouldBe(StateResult.Applied);
            written += 2;
        }

        return written;
    }

    private async Task WaitForTasksAsync(int count, IReadOnlyList<Task> writers)
    {
        while ((await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).Count < count)
        {
            foreach (var writer in writers.Where(writer => writer.IsCompleted))
            {
                // it has failed: nobody has told it to stop
                await writer;
            }
        }
    }
}
