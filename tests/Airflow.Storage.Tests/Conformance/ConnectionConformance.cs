using Airflow.Engine.Coordination;
using Airflow.Engine.Tasks;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Heartbeats, leases and changes of state go on while everything else waits for a connection, on servers.</summary>
public abstract class ConnectionConformance(ITestDatabase database) : StoreConformance(database)
{
    private const int Connections = 2;

    [Fact]
    public async Task Heartbeats_leases_and_changes_never_wait_for_others_to_give_their_connections_back()
    {
        var runs = await StartedAsync();
        var job = await Stores.Jobs.StartAsync(new Job { JobType = "SchedulerJob", State = "running", Hostname = "h", StartDate = Noon }, Cancel);
        await using var stores = AirflowDatabase.Open(new StorageOptions { Url = Url, PoolSize = Connections, MaxOverflow = 0 });
        await using var hold = await HoldVariablesAsync();
        var stuck = Enumerable.Range(0, 5).Select(_ => stores.Variables.ListAsync(Cancel)).ToArray();
        while (await CountWaitingAsync() < Connections)
        {
            // until the others have taken all the connections that there are
        }

        await stores.Jobs.HeartbeatAsync(job, Noon.AddMinutes(1), Cancel);
        (await stores.TaskInstances.HeartbeatAsync([runs.Id], Noon.AddMinutes(1), Cancel)).ShouldBeEmpty();
        (await stores.Runs.RenewAsync("me", Minute, Cancel)).ShouldNotBeEmpty();
        (await stores.StateWriter.WriteAsync(new() { Tasks = [End(runs)] }, Cancel)).IsApplied.ShouldBeTrue();
        stuck.ShouldAllBe(each => !each.IsCompleted);

        await hold.DisposeAsync();
        await Task.WhenAll(stuck);
    }

    [Fact]
    public async Task Without_a_pool_no_connection_is_kept()
    {
        await using var stores = AirflowDatabase.Open(new StorageOptions { Url = Url, IsPooled = false });
        await Stores.DisposeAsync();

        await stores.Variables.ListAsync(Cancel);
        await stores.Jobs.HeartbeatAsync(1, Noon, Cancel);

        // the server notices in its own time, but long before a pool would give one up
        var begun = TimeProvider.System.GetTimestamp();
        while (await CountOpenAsync() is > 0 and var open)
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromMinutes(1), $"{open} are open");
        }
    }

    /// <summary>Keeps everybody else out of the table of variables until it is disposed.</summary>
    protected abstract Task<IAsyncDisposable> HoldVariablesAsync();

    /// <summary>Connections that wait for the table.</summary>
    protected abstract Task<int> CountWaitingAsync();

    /// <summary>Connections of others to the database.</summary>
    protected abstract Task<int> CountOpenAsync();

    private async Task<TaskInstance> StartedAsync()
    {
        await StartRunAsync();
        var task = NewTask("a");
        await AddAsync(task);
        await RunAsync(task);
        return task;
    }
}
