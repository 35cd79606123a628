using Airflow.Engine;
using Airflow.Engine.Execution;
using Airflow.Engine.Pools;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Pools are counted in the commit that takes their slots, so nobody ever exceeds them.</summary>
public abstract class PoolConformance(ITestDatabase database) : StoreConformance(database)
{
    [Fact]
    public async Task A_full_pool_refuses_the_whole_change()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("small", 2), Cancel);
        var tasks = new[] { NewTask("a", pool: "small"), NewTask("b", pool: "small"), NewTask("c", pool: "small") };
        await AddAsync(tasks);

        (await WriteAsync(Queue(tasks[0]), Queue(tasks[1]), Queue(tasks[2]))).ShouldBe(new StateResult(StateRefusal.PoolFull, "small"));
        (await UsageAsync("small")).Queued.ShouldBe(0);
        (await WriteAsync(Queue(tasks[0]), Queue(tasks[1]))).ShouldBe(StateResult.Applied);
        (await WriteAsync(Queue(tasks[2]))).Refusal.ShouldBe(StateRefusal.PoolFull);

        await WriteAsync(Claim(tasks[0]));
        await WriteAsync(End(tasks[0]));
        (await WriteAsync(Queue(tasks[2]))).ShouldBe(StateResult.Applied);
    }

    [Fact]
    public async Task A_change_may_use_the_slot_that_it_gives_back()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("one", 1), Cancel);
        var first = NewTask("a", pool: "one");
        var second = NewTask("b", pool: "one");
        await AddAsync(first, second);
        await RunAsync(first);

        (await WriteAsync(Queue(second), End(first))).ShouldBe(StateResult.Applied);
        (await UsageAsync("one")).Occupied.ShouldBe(1);
    }

    [Fact]
    public async Task Tasks_take_as_many_slots_as_they_say()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("p", 5), Cancel);
        var big = NewTask("a", pool: "p") with { PoolSlots = 3 };
        var bigger = NewTask("b", pool: "p") with { PoolSlots = 3 };
        await AddAsync(big, bigger);

        (await WriteAsync(Queue(big))).ShouldBe(StateResult.Applied);
        (await WriteAsync(Queue(bigger))).Refusal.ShouldBe(StateRefusal.PoolFull);
        (await UsageAsync("p")).Open.ShouldBe(2);
    }

    [Fact]
    public async Task An_unlimited_pool_is_never_full()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("endless", -1), Cancel);
        var task = NewTask("a", pool: "endless") with { PoolSlots = 1_000_000 };
        await AddAsync(task);

        (await WriteAsync(Queue(task))).ShouldBe(StateResult.Applied);
        (await UsageAsync("endless")).Open.ShouldBe(int.MaxValue);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_has_no_slots()
    {
        await StartRunAsync();
        var task = NewTask("a", pool: "nowhere");
        await AddAsync(task);

        (await WriteAsync(Queue(task))).ShouldBe(new StateResult(StateRefusal.PoolFull, "nowhere"));
        (await WriteAsync(new TaskSettle(task.Id, TaskState.None, TaskState.Skipped, "nowhere", 1) { At = Noon })).ShouldBe(StateResult.Applied);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Deferred_tasks_hold_a_slot_where_the_pool_counts_them(bool includeDeferred, int occupied)
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("p", 1, IncludeDeferred: includeDeferred), Cancel);
        var task = NewTask("a", pool: "p");
        var other = NewTask("b", pool: "p");
        await AddAsync(task, other);
        await RunAsync(task);
        await WriteAsync(End(task, TaskState.Deferred));

        (await UsageAsync("p")).Occupied.ShouldBe(occupied);
        (await WriteAsync(Queue(other))).IsApplied.ShouldBe(!includeDeferred);
    }

    [Fact]
    public async Task Changing_what_a_pool_counts_counts_it_anew()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("p", 1), Cancel);
        var task = NewTask("a", pool: "p");
        var other = NewTask("b", pool: "p");
        await AddAsync(task, other);
        await RunAsync(task);
        await WriteAsync(End(task, TaskState.Deferred));

        (await Stores.Pools.SaveAsync(new Pool("p", 1, IncludeDeferred: true), Cancel)).ShouldBeFalse();

        (await WriteAsync(Queue(other))).Refusal.ShouldBe(StateRefusal.PoolFull);
    }

    [Fact]
    public async Task Of_changes_that_come_together_those_are_applied_for_which_there_is_room()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("p", 3), Cancel);
        var tasks = Enumerable.Range(0, 20).Select(index => NewTask($"t{index}", pool: "p")).ToArray();
        await AddAsync(tasks);
        await RunAsync(tasks[0]);

        var queued = tasks.Skip(2).Select(task => WriteAsync(Queue(task))).ToArray();
        var ended = WriteAsync(End(tasks[0]));
        var moved = WriteAsync(Claim(tasks[1]));
        var results = await Task.WhenAll(queued);

        (await ended).ShouldBe(StateResult.Applied);
        (await moved).Refusal.ShouldBe(StateRefusal.TaskMoved);
        var applied = results.Count(result => result.IsApplied);
        applied.ShouldBeInRange(2, 3);
        results.Where(result => !result.IsApplied).ShouldAllBe(result => result == new StateResult(StateRefusal.PoolFull, "p"));
        (await UsageAsync("p")).Queued.ShouldBe(applied);
        (await Stores.Pools.ListOccupancyAsync(Cancel)).Single(pool => pool.Pool.Name == "p").Occupied.ShouldBe(applied);
    }

    [Fact]
    public async Task Two_schedulers_never_exceed_a_pool() => (await RunManyAsync()).ShouldBeInRange(1, 3);

    [Fact]
    public async Task Slots_that_are_recounted_meanwhile_are_never_exceeded()
    {
        var stores = OpenAnother();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var recounting = RecountAsync();

        var most = await RunManyAsync();
        await end.CancelAsync();
        var times = await recounting;

        most.ShouldBeInRange(1, 3);
        times.ShouldBeGreaterThan(0);
        (await Stores.Pools.ListOccupancyAsync(Cancel)).Single(pool => pool.Pool.Name == "p").Occupied.ShouldBe(0);

        async Task<int> RecountAsync()
        {
            var done = 0;
            for (; !end.IsCancellationRequested; done++)
            {
                await stores.Pools.RecountAsync(Cancel);
            }

            return done;
        }
    }

    [Fact]
    public async Task A_run_that_is_deleted_while_its_task_ends_gives_its_slot_back_once()
    {
        await Stores.Pools.SaveAsync(new Pool("p", 50), Cancel);
        for (var index = 0; index < 25; index++)
        {
            await StartRunAsync("d", $"r{index}");
            var task = NewTask("a", "d", $"r{index}", "p");
            await AddAsync(task);
            await RunAsync(task);

            await Task.WhenAll(WriteAsync(End(task)), Stores.Runs.DeleteAsync("d", $"r{index}", Cancel));
        }

        (await Stores.Pools.ListOccupancyAsync(Cancel)).Single(pool => pool.Pool.Name == "p").Occupied.ShouldBe(0);
    }

    [Fact]
    public async Task Recounting_corrects_a_wrong_count()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("p", 1), Cancel);
        var task = NewTask("a", pool: "p");
        await AddAsync(task, NewTask("b", pool: "p"));
        await WriteAsync(Queue(task));
        await Stores.Pools.DeleteAsync("p", Cancel);
        await Stores.Pools.SaveAsync(new Pool("p", 1), Cancel);

        await Stores.Pools.RecountAsync(Cancel);

        (await WriteAsync(Queue(NewTask("b", pool: "p")))).IsApplied.ShouldBeFalse();
        (await UsageAsync("p")).Open.ShouldBe(0);
    }

    [Fact]
    public async Task Slots_of_a_deleted_run_are_free_again()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("p", 1), Cancel);
        var task = NewTask("a", pool: "p");
        await AddAsync(task);
        await RunAsync(task);
        (await Stores.Runs.DeleteAsync("d", "r", Cancel)).ShouldBeTrue();
        await StartRunAsync("d2", "r2");
        var next = NewTask("a", "d2", "r2", "p");
        await AddAsync(next);

        (await WriteAsync(Queue(next))).ShouldBe(StateResult.Applied);
    }

    [Fact]
    public async Task Pools_are_made_changed_and_deleted()
    {
        (await Stores.Pools.ListAsync(Cancel)).ShouldBe([new Pool(Pool.DefaultName, 128, "Default pool")]);
        (await Stores.Pools.SaveAsync(new Pool("p", 3, "three", true), Cancel)).ShouldBeTrue();
        (await Stores.Pools.FindAsync("p", Cancel)).ShouldBe(new Pool("p", 3, "three", true));
        (await Stores.Pools.SaveAsync(new Pool("p", 4), Cancel)).ShouldBeFalse();
        (await Stores.Pools.FindAsync("p", Cancel)).ShouldBe(new Pool("p", 4));
        (await Stores.Pools.DeleteAsync("p", Cancel)).ShouldBeTrue();
        (await Stores.Pools.DeleteAsync("p", Cancel)).ShouldBeFalse();
        (await Should.ThrowAsync<AirflowException>(() => Stores.Pools.DeleteAsync(Pool.DefaultName, Cancel))).Code.ShouldBe("pool_is_default");
    }

    /// <summary>Forty tasks in a pool of three, by four loops on two stores; answers how many were in it at most, read right after each reservation.</summary>
    private async Task<int> RunManyAsync()
    {
        await StartRunAsync();
        await Stores.Pools.SaveAsync(new Pool("p", 3), Cancel);
        var tasks = Enumerable.Range(0, 40).Select(i => NewTask($"t{i}", pool: "p")).ToArray();
        await AddAsync(tasks);
        var waiting = new System.Collections.Concurrent.ConcurrentQueue<TaskInstance>(tasks);
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => LoopAsync(i % 2 == 0 ? Stores : OpenAnother())));

        (await Stores.TaskInstances.ListForRunAsync("d", "r", Cancel)).ShouldAllBe(task => task.State == TaskState.Success);
        (await UsageAsync("p")).Occupied.ShouldBe(0);
        return most;

        async Task LoopAsync(AirflowStores stores)
        {
            await Task.Yield();
            while (waiting.TryDequeue(out var task))
            {
                if (!(await stores.StateWriter.WriteAsync(new StateChange { Tasks = [Queue(task)] }, Cancel)).IsApplied)
                {
                    waiting.Enqueue(task);
                    continue;
                }

                var occupied = (await stores.Pools.ListUsageAsync(Cancel)).Single(usage => usage.Pool.Name == "p").Occupied;
                InterlockedMax(ref most, occupied);
                await stores.StateWriter.WriteAsync(new StateChange { Tasks = [Claim(task)] }, Cancel);
                await stores.StateWriter.WriteAsync(new StateChange { Tasks = [End(task)] }, Cancel);
            }
        }
    }

    private async Task<PoolUsage> UsageAsync(string name) => (await Stores.Pools.ListUsageAsync(Cancel)).Single(usage => usage.Pool.Name == name);

    private static void InterlockedMax(ref int most, int value)
    {
        var seen = Volatile.Read(ref most);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
