using static Airflow.Cli.Tests.Samples.SampleAssertions;

namespace Airflow.Cli.Tests.Commands.Celery;

public sealed class CeleryCommandTests : IAsyncLifetime
{
    private readonly CeleryCluster _cluster = new();

    public ValueTask InitializeAsync() => _cluster.RequireAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData("celery-list-workers-none-table")]
    [InlineData("celery-list-workers-none-json")]
    [InlineData("celery-list-workers-none-yaml")]
    [InlineData("celery-list-workers-none-plain")]
    [InlineData("celery-add-queue-none")]
    [InlineData("celery-shutdown-worker-none")]
    [InlineData("celery-shutdown-all-ask")]
    public Task Without_workers_it_is_as_recorded(string id) => ShouldBeAsRecordedAsync(id, _cluster.Home);

    [Theory]
    [InlineData("celery-list-workers-table")]
    [InlineData("celery-list-workers-json")]
    [InlineData("celery-list-workers-yaml")]
    [InlineData("celery-list-workers-plain")]
    [InlineData("celery-shutdown-worker-unknown")]
    public async Task With_a_worker_it_is_as_recorded(string id)
    {
        await _cluster.StartWorkerAsync("w1@HOST", "q1", "q2");

        await ShouldBeAsRecordedAsync(id, _cluster.Home);
    }

    [Fact]
    public async Task Queues_come_and_go_as_recorded()
    {
        await _cluster.StartWorkerAsync("w1@HOST", "q1", "q2");

        foreach (var id in new[] { "celery-add-queue", "celery-list-workers-after-add", "celery-remove-queue", "celery-remove-all-queues", "celery-list-workers-after-remove-all" })
        {
            await ShouldBeAsRecordedAsync(id, _cluster.Home);
        }

        (await CliRun.LineAsync("celery remove-all-queues -H w1@HOST", _cluster.Home)).Out.ShouldContain("serves no queue already");
    }

    [Fact]
    public async Task A_worker_is_shut_down_as_recorded()
    {
        var worker = await _cluster.StartWorkerAsync("w1@HOST", "q1");

        await ShouldBeAsRecordedAsync("celery-shutdown-worker", _cluster.Home);

        await worker.ShutdownRequested.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_worker_may_be_named_without_what_every_name_begins_with()
    {
        var worker = await _cluster.StartWorkerAsync("celery@box", "q1");

        (await CliRun.LineAsync("celery shutdown-worker -H box", _cluster.Home)).ExitCode.ShouldBe(0);

        await worker.ShutdownRequested.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task All_workers_are_shut_down_without_a_question_for_scripts()
    {
        var workers = new[] { await _cluster.StartWorkerAsync("w1@HOST", "q1"), await _cluster.StartWorkerAsync("w2@HOST", "q1") };

        (await CliRun.LineAsync("celery shutdown-all-workers -y", _cluster.Home)).ExitCode.ShouldBe(0);

        await Task.WhenAll(workers.Select(worker => worker.ShutdownRequested)).WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_broker_that_is_away_is_named()
    {
        _cluster.Home.Set("AIRFLOW__CELERY__BROKER_URL", "redis://127.0.0.1:1/0");

        var run = await CliRun.LineAsync("celery list-workers", _cluster.Home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("redis://127.0.0.1:1/0");
        run.Error.Trim().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("celery worker -a nope", "--autoscale takes max,min")]
    [InlineData("celery worker -u 999", "--umask")]
    public async Task What_a_worker_cannot_use_is_said_before_it_starts(string line, string message)
    {
        _cluster.Home.Set("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", "http://127.0.0.1:1/execution/");

        var run = await CliRun.LineAsync(line, _cluster.Home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(message);
    }

    [Fact]
    public Task A_concurrency_that_is_no_number_is_a_usage_error() => UsageErrorAsync();

    [Fact]
    public async Task Stopping_a_worker_that_does_not_run_is_no_error()
    {
        var run = await CliRun.LineAsync("celery stop", _cluster.Home);

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldContain("airflow-worker.pid");
    }

    private static async Task UsageErrorAsync()
    {
        var sample = Samples.Sample.Read("celery-worker-bad-concurrency");

        var run = await CliRun.RunAsync(sample.Words);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe(sample.Error);
    }
}
