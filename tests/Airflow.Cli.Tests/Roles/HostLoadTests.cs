using Airflow.Cli.Roles;
using Airflow.Engine.Coordination;

namespace Airflow.Cli.Tests.Roles;

public sealed class HostLoadTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-load-").FullName;

    private static WorkerRecord Worker { get; } = new()
    {
        Id = Guid.Empty,
        Name = "celery@a",
        Hostname = "a",
        Pid = 1,
        Queues = [],
        Capacity = 1,
        StartedAt = default,
        LatestHeartbeat = default,
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_processors_are_told_since_the_last_time()
    {
        var load = new HostLoad(folder);
        Write("cpu  100 0 100 700 100 0 0 0 0 0");
        load.AddTo(Worker).CpuPercent.ShouldBeNull();
        Write("cpu  150 0 125 750 175 0 0 0 0 0");

        var told = load.AddTo(Worker);

        told.CpuPercent.ShouldBe(37.5);
        (told.MemoryUsed, told.MemoryTotal).ShouldBe((768 * 1024, 1024 * 1024));
        load.AddTo(Worker).CpuPercent.ShouldBeNull("no time has gone by");
    }

    [Fact]
    public void A_host_that_tells_nothing_has_its_workers_all_the_same() => new HostLoad(Path.Combine(folder, "none")).AddTo(Worker).ShouldBe(Worker);

    private void Write(string processors)
    {
        File.WriteAllText(Path.Combine(folder, "stat"), processors + "\ncpu0 1 2 3\n");
        File.WriteAllText(Path.Combine(folder, "meminfo"), "MemTotal:        1024 kB\nMemFree:         100 kB\nMemAvailable:    256 kB\n");
    }
}
