using System.Text.Json.Nodes;
using Airflow.Engine.Coordination;
using Airflow.Engine.Execution;
using Airflow.Engine.Secrets;
using Airflow.Engine.Triggers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Engine.Tests.Triggers;

public sealed class TriggerRunnerTests : ITriggerStore, IStateWriter, IWakeSignal, ICodeTriggers
{
    private readonly List<StoredTrigger> _stored = [];
    private readonly List<TaskResume> _resumed = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trigger_whose_moment_has_come_fires_with_its_event()
    {
        Add(1, "airflow.providers.standard.triggers.temporal.DateTimeTrigger", """{"moment": "2020-01-01T00:00:00Z"}""", nextKwargs: """{"x": 1}""");

        await RunAsync(Runner(), 1);

        _resumed.ShouldHaveSingleItem().NextKwargs.ShouldBe("""{"x":1,"event":"2020-01-01T00:00:00.0000000Z"}""");
    }

    [Fact]
    public async Task No_more_run_than_the_capacity_allows()
    {
        Add(1, "a.DateTimeTrigger", Far);
        Add(2, "a.DateTimeTrigger", Far);

        (await Runner(capacity: 1).RunOnceAsync(Cancel)).ShouldBe(1);

        _stored.Count(trigger => trigger.TriggererId == 5).ShouldBe(1);
    }

    [Fact]
    public async Task A_trigger_whose_class_is_unknown_is_left_to_others()
    {
        Add(1, "a.B", "{}");

        (await Runner().RunOnceAsync(Cancel)).ShouldBe(0);

        _stored[0].TriggererId.ShouldBeNull();
    }

    [Fact]
    public async Task Triggers_of_dag_files_are_run_where_their_code_may_run()
    {
        Add(1, "csharp:Ready, file", """{"Order":7}""");

        await RunAsync(Runner(), 1);

        _resumed.ShouldHaveSingleItem().NextKwargs.ShouldBe("""{"event":"csharp:Ready, file {\u0022Order\u0022:7}"}""");
    }

    [Fact]
    public async Task A_trigger_whose_task_was_cleared_ends()
    {
        Add(1, "a.DateTimeTrigger", Far);
        var runner = Runner();
        (await runner.RunOnceAsync(Cancel)).ShouldBe(1);

        _stored.Clear();

        (await runner.RunOnceAsync(Cancel)).ShouldBe(0);
        _resumed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", null, "The trigger has no usable argument 'moment'.")]
    [InlineData(Far, "2020-01-01T00:00:00Z", "Trigger timeout")]
    public async Task A_trigger_that_cannot_fire_fails_its_try(string arguments, string? timeout, string error)
    {
        Add(1, "a.DateTimeTrigger", arguments, timeout is null ? null : DateTimeOffset.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture));

        await RunAsync(Runner(), 1);

        var resume = _resumed.ShouldHaveSingleItem();
        resume.NextMethod.ShouldBe("__fail__");
        resume.NextKwargs.ShouldContain(error.Replace("'", "\\u0027", StringComparison.Ordinal));
    }

    Task<JsonNode?> ICodeTriggers.RunAsync(StoredTrigger trigger, string arguments, CancellationToken cancellationToken) =>
        Task.FromResult<JsonNode?>(JsonValue.Create($"{trigger.Classpath} {arguments}"));

    public Task<IReadOnlyList<StoredTrigger>> ListAsync(int triggererId, DateTimeOffset aliveSince, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredTrigger>>([.. _stored.Take(limit)]);

    public Task<bool> ClaimAsync(StoredTrigger trigger, int triggererId, CancellationToken cancellationToken)
    {
        _stored[_stored.IndexOf(trigger)] = trigger with { TriggererId = triggererId };
        return Task.FromResult(true);
    }

    public Task<StateResult> WriteAsync(StateChange change, CancellationToken cancellationToken)
    {
        change.BrokenLeases.ShouldBe([77]);
        var resume = change.Tasks.ShouldHaveSingleItem().ShouldBeOfType<TaskResume>();
        _resumed.Add(resume);
        _stored.RemoveAll(trigger => trigger.Id == resume.TriggerId);
        return Task.FromResult(StateResult.Applied);
    }

    void IWakeSignal.Wake(string topic) => topic.ShouldBe("runs");

    private const string Far = """{"moment": "2999-01-01T00:00:00Z"}""";

    private async Task RunAsync(TriggerRunner runner, int resumed)
    {
        while (_resumed.Count < resumed)
        {
            Cancel.ThrowIfCancellationRequested();
            await runner.RunOnceAsync(Cancel);
        }
    }

    private TriggerRunner Runner(int capacity = 10) => new(
        this, this, this, FernetCipher.FromKeys("", TimeProvider.System), new TriggerRunnerOptions { TriggererId = 5, Hostname = "h", Capacity = capacity }, TimeProvider.System, NullLogger<TriggerRunner>.Instance)
    {
        Code = this,
    };

    private void Add(long id, string classpath, string kwargs, DateTimeOffset? timeout = null, string? nextKwargs = null) => _stored.Add(new StoredTrigger
    {
        Id = id,
        Classpath = classpath,
        Kwargs = kwargs,
        TaskInstanceId = Guid.Empty,
        RunId = 77,
        Pool = "default_pool",
        PoolSlots = 1,
        NextKwargs = nextKwargs,
        Timeout = timeout,
    });
}
