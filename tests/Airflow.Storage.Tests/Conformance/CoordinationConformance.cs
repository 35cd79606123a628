using Airflow.Engine.Coordination;

namespace Airflow.Storage.Tests.Conformance;

/// <summary>Jobs and the audit log.</summary>
public abstract class CoordinationConformance(ITestDatabase database) : StoreConformance(database)
{
    private static readonly Job Scheduler = new()
    {
        JobType = "SchedulerJob",
        State = "running",
        Hostname = "h",
        UnixName = "u",
        Pid = 7,
        ExecutorClass = "LocalExecutor",
        StartDate = Noon,
        LatestHeartbeat = Noon,
        LeaseOwner = "h:7",
    };

    [Fact]
    public async Task A_job_begins_beats_and_ends()
    {
        var id = await Stores.Jobs.StartAsync(Scheduler, Cancel);
        (await Stores.Jobs.ListAsync(null, null, 10, Cancel)).ShouldBe([Scheduler with { Id = id }]);

        await Stores.Jobs.HeartbeatAsync(id, Noon.AddSeconds(5), Cancel);
        await Stores.Jobs.EndAsync(id, "success", Noon.AddSeconds(9), Cancel);
        await Stores.Jobs.HeartbeatAsync(id, Noon.AddSeconds(20), Cancel);

        (await Stores.Jobs.ListAsync(null, null, 10, Cancel)).ShouldBe(
            [Scheduler with { Id = id, State = "success", EndDate = Noon.AddSeconds(9), LatestHeartbeat = Noon.AddSeconds(9) }]);
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_and_filtered()
    {
        var first = await Stores.Jobs.StartAsync(Scheduler, Cancel);
        var second = await Stores.Jobs.StartAsync(Scheduler with { JobType = "TriggererJob" }, Cancel);
        var third = await Stores.Jobs.StartAsync(Scheduler, Cancel);
        await Stores.Jobs.EndAsync(first, "failed", Noon, Cancel);

        (await IdsAsync(null, null, 2)).ShouldBe([third, second]);
        (await IdsAsync("SchedulerJob", null, 10)).ShouldBe([third, first]);
        (await IdsAsync("SchedulerJob", "running", 10)).ShouldBe([third]);

        async Task<IEnumerable<int>> IdsAsync(string? type, string? state, int limit) => (await Stores.Jobs.ListAsync(type, state, limit, Cancel)).Select(job => job.Id);
    }

    [Fact]
    public async Task A_worker_tells_of_itself_again_and_again()
    {
        var worker = Worker(1, "worker-a", "default");
        await Stores.Workers.ReportAsync(worker, Cancel);
        var later = worker with
        {
            Queues = new[] { "default", "kafka_queue" },
            Active = 3,
            CpuPercent = 12.5,
            MemoryUsed = 5_000_000_000,
            MemoryTotal = 8_000_000_000,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["core.parallelism"] = "7" },
            StartedAt = Noon.AddSeconds(2),
            LatestHeartbeat = Noon.AddSeconds(2),
        };
        await Stores.Workers.ReportAsync(later, Cancel);

        var stored = (await Stores.Workers.ListAsync(null, null, Cancel)).ShouldHaveSingleItem();

        stored.ShouldBeEquivalentTo(later with { StartedAt = Noon });
    }

    [Fact]
    public async Task Workers_are_listed_by_host_and_by_whether_they_are_alive()
    {
        await Stores.Workers.ReportAsync(Worker(1, "a", "default") with { LatestHeartbeat = Noon.AddSeconds(-60) }, Cancel);
        await Stores.Workers.ReportAsync(Worker(2, "a", "default") with { StartedAt = Noon.AddSeconds(1) }, Cancel);
        await Stores.Workers.ReportAsync(Worker(3, "b", "default") with { StartedAt = Noon.AddSeconds(2), EndedAt = Noon.AddSeconds(3) }, Cancel);

        (await PidsAsync(null, null)).ShouldBe([3, 2, 1]);
        (await PidsAsync("a", null)).ShouldBe([2, 1]);
        (await PidsAsync(null, Noon.AddSeconds(-10))).ShouldBe([2]);
        (await Stores.Workers.ForgetAsync(Noon.AddSeconds(-30), Cancel)).ShouldBe(1);
        (await PidsAsync(null, null)).ShouldBe([3, 2]);

        async Task<IEnumerable<int>> PidsAsync(string? host, DateTimeOffset? since) => (await Stores.Workers.ListAsync(host, since, Cancel)).Select(worker => worker.Pid);
    }

    private static WorkerRecord Worker(int pid, string host, params string[] queues) => new()
    {
        Id = new Guid(pid, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        Name = $"celery@{host}",
        Hostname = host,
        Address = "10.0.0.7",
        Pid = pid,
        Queues = queues,
        Capacity = 4,
        Version = "1.0",
        LogPort = 8793,
        StartedAt = Noon,
        LatestHeartbeat = Noon,
    };

    [Fact]
    public async Task The_audit_log_is_filtered_newest_first()
    {
        var whole = new AuditEntry
        {
            At = Noon,
            Event = "clear",
            DagId = "d",
            TaskId = "t",
            RunId = "r",
            MapIndex = 1,
            TryNumber = 2,
            LogicalDate = Noon,
            Owner = "ann",
            Extra = "{}",
        };
        await Stores.AuditLog.AddAsync(whole, Cancel);
        await Stores.AuditLog.AddAsync(new AuditEntry { At = Noon, Event = "trigger", DagId = "d" }, Cancel);
        await Stores.AuditLog.AddAsync(new AuditEntry { At = Noon, Event = "login" }, Cancel);

        var all = await Stores.AuditLog.ListAsync(null, null, null, 10, Cancel);
        all.Select(entry => entry.Event).ShouldBe(["login", "trigger", "clear"]);
        all[2].ShouldBe(whole with { Id = all[2].Id });
        (await Stores.AuditLog.ListAsync("d", null, null, 1, Cancel)).ShouldHaveSingleItem().Event.ShouldBe("trigger");
        (await Stores.AuditLog.ListAsync("d", "t", "clear", 10, Cancel)).Count.ShouldBe(1);
        (await Stores.AuditLog.ListAsync("d", "t", "trigger", 10, Cancel)).ShouldBeEmpty();
    }
}
