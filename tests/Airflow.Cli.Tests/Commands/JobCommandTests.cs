using Airflow.Cli.Tests.Samples;
using Airflow.Engine.Coordination;
using static Airflow.Cli.Tests.Samples.SampleAssertions;

namespace Airflow.Cli.Tests.Commands;

public sealed class JobCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = SampleDags.ParsedAt;

    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("jobs-check-none")]
    [InlineData("jobs-check-conflict")]
    [InlineData("jobs-check-host-local")]
    public Task Without_jobs_the_answer_is_as_recorded(string id) => ShouldBeAsRecordedAsync(id, _home);

    [Theory]
    [InlineData("jobs-check-two")]
    [InlineData("jobs-check-multiple")]
    [InlineData("jobs-check-one")]
    [InlineData("jobs-check-host")]
    [InlineData("dags-list-jobs-table")]
    [InlineData("dags-list-jobs-json")]
    [InlineData("dags-list-jobs-yaml")]
    [InlineData("dags-list-jobs-plain")]
    [InlineData("dags-list-jobs-limit")]
    [InlineData("dags-list-jobs-state")]
    public async Task Jobs_are_told_as_recorded(string id)
    {
        await StartAsync();

        await ShouldBeAsRecordedAsync(id, _home, new FixedClock(Now.AddSeconds(5)));
    }

    [Fact]
    public async Task A_job_without_a_recent_heartbeat_is_not_alive()
    {
        await StartAsync();

        var run = await CliRun.LineAsync("jobs check --limit 0", _home, clock: new FixedClock(Now.AddMinutes(5)));

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldBe("No alive jobs found.\n");
    }

    /// <summary>A triggerer that ended, a DAG processor and a scheduler that live.</summary>
    private async Task StartAsync()
    {
        await using var stores = _home.OpenStores();
        var triggerer = await stores.Jobs.StartAsync(Job("TriggererJob", Now.AddSeconds(-2)), CancellationToken.None);
        await stores.Jobs.EndAsync(triggerer, "success", Now, CancellationToken.None);
        await stores.Jobs.StartAsync(Job("DagProcessorJob", Now.AddSeconds(-1)), CancellationToken.None);
        await stores.Jobs.StartAsync(Job("SchedulerJob", Now), CancellationToken.None);
    }

    private static Job Job(string type, DateTimeOffset start) =>
        new() { JobType = type, State = "running", Hostname = "HOST", StartDate = start, LatestHeartbeat = Now };
}
