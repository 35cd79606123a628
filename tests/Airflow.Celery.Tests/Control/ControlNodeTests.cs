using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Brokers.Memory;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Control;

public sealed class ControlNodeTests : IAsyncLifetime
{
    private readonly MemoryBroker broker = new();
    private readonly FakeRunner runner = new(new ConcurrentDictionary<Guid, string>()) { Running = FakeRunner.Held() };
    private CeleryWorker worker = null!;
    private IBrokerSubscription replies = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        worker = new CeleryWorker(broker, runner, new CeleryWorkerOptions { NodeName = "w1@vm", Queues = ["default"], Concurrency = 1 }, TimeProvider.System, NullLogger<CeleryWorker>.Instance);
        replies = await broker.SubscribeAsync(BrokerExchange.Replies, "me", "me.reply.celery.pidbox", Soon);
        await worker.StartAsync(Soon);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await replies.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Theory]
    [InlineData("ping", "{}", """{"ok":"pong"}""")]
    [InlineData("nosuchcmd", "{}", """{"error":"KeyError('nosuchcmd')"}""")]
    [InlineData("registered", "{}", """["execute_workload"]""")]
    [InlineData("add_consumer", """{"queue":"dynq"}""", """{"ok":"add consumer dynq"}""")]
    [InlineData("cancel_consumer", """{"queue":"neverq"}""", """{"ok":"no longer consuming from neverq"}""")]
    [InlineData("add_consumer", "{}", """{"error":"TypeError(\"missing 1 required positional argument: 'queue'\")"}""")]
    [InlineData("rate_limit", """{"task_name":"execute_workload","rate_limit":"10/m"}""", """{"ok":"new rate limit set successfully"}""")]
    [InlineData("rate_limit", """{"task_name":"execute_workload","rate_limit":"10/y"}""", """{"error":"KeyError('y')"}""")]
    [InlineData("rate_limit", """{"task_name":"nosuch","rate_limit":"10/m"}""", """{"error":"unknown task"}""")]
    [InlineData("time_limit", """{"task_name":"execute_workload","soft":10,"hard":20}""", """{"ok":"time limits set successfully"}""")]
    [InlineData("time_limit", """{"task_name":"nosuch","soft":10,"hard":20}""", """{"error":"unknown task"}""")]
    [InlineData("pool_grow", """{"n":2}""", """{"ok":"pool will grow"}""")]
    [InlineData("pool_shrink", """{"n":1}""", """{"ok":"pool will shrink"}""")]
    [InlineData("autoscale", """{"max":3,"min":1}""", """{"error":"ValueError('Autoscale not enabled')"}""")]
    [InlineData("pool_restart", "{}", """{"error":"ValueError('Pool restarts not enabled')"}""")]
    [InlineData("enable_events", "{}", """{"ok":"task events enabled"}""")]
    [InlineData("disable_events", "{}", """{"ok":"task events already disabled"}""")]
    [InlineData("heartbeat", "{}", "null")]
    [InlineData("revoke", """{"task_id":["a","b"]}""", """{"ok":"tasks {'a', 'b'} flagged as revoked"}""")]
    [InlineData("revoke", """{"task_id":"a","terminate":true}""", """{"ok":"terminate: tasks unknown"}""")]
    [InlineData("revoke", """{"task_id":"a","terminate":1}""", """{"ok":"terminate: tasks unknown"}""")]
    [InlineData("revoke", """{"task_id":"a","terminate":0}""", """{"ok":"tasks {'a'} flagged as revoked"}""")]
    [InlineData("hello", """{"from_node":"w1@vm","revoked":{}}""", "null")]
    [InlineData("scheduled", "{}", "[]")]
    public async Task A_command_is_answered_as_celery_does(string method, string arguments, string answer) =>
        (await AskAsync(method, arguments))?.ToJsonString().ShouldBe(JsonNode.Parse(answer)?.ToJsonString());

    [Fact]
    public async Task Shutdown_is_obeyed_and_not_answered()
    {
        await SendAsync("shutdown", "{}");

        await worker.ShutdownRequested.WaitAsync(Soon);
        (await AskAsync("ping", "{}")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_running_try_is_active_without_its_token()
    {
        var workload = Workloads.New();
        await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(workload, "secret", "gen1@vm", ""))], Soon);
        await Eventually.TrueAsync(() => worker.Tries.Any(one => one.IsAcknowledged), "it runs");

        var active = (await AskAsync("active", "{}"))!.AsArray().ShouldHaveSingleItem()!;

        active["id"]!.GetValue<string>().ShouldBe(workload.Id.ToString());
        (active["name"]!.GetValue<string>(), active["hostname"]!.GetValue<string>(), active["acknowledged"]!.GetValue<bool>(), active["worker_pid"]!.GetValue<int>())
            .ShouldBe(("execute_workload", "w1@vm", true, 4711));
        active.ToJsonString().ShouldNotContain("secret");
        (await AskAsync("reserved", "{}"))!.AsArray().ShouldBeEmpty();
        (await AskAsync("query_task", $$"""{"ids":["{{workload.Id}}","unknown"]}"""))!.AsObject().Single().Value![0]!.GetValue<string>().ShouldBe("active");
    }

    [Fact]
    public async Task A_revoked_message_is_not_run()
    {
        var workload = Workloads.New();
        await AskAsync("revoke", $$"""{"task_id":"{{workload.Id}}"}""");

        await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(workload, "", "gen1@vm", ""))], Soon);
        await Eventually.TrueAsync(async () => await broker.CountAsync("default", Soon) == 0, "it is taken");

        (await AskAsync("revoked", "{}"))!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe([workload.Id.ToString()]);
        worker.Handled.ShouldBe(0);
    }

    [Fact]
    public async Task A_pool_that_shrinks_to_nothing_takes_nothing_until_it_grows()
    {
        await AskAsync("pool_shrink", """{"n":1}""");
        (await AskAsync("stats", "{}"))!["pool"]!["max-concurrency"]!.GetValue<int>().ShouldBe(0);

        await AskAsync("pool_grow", """{"n":3}""");
        await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(Workloads.New(), "", "gen1@vm", ""))], Soon);

        await runner.Received.Reader.ReadAsync(Soon);
    }

    [Fact]
    public async Task The_clock_is_ahead_of_whoever_asked()
    {
        await SendAsync("ping", "{}", clock: 1_000_000);

        (await AskAsync("clock", "{}"))!["clock"]!.GetValue<long>().ShouldBeGreaterThan(1_000_000);
    }

    [Fact]
    public async Task Events_tell_the_life_of_a_try_once_they_are_wanted()
    {
        await using var events = await broker.SubscribeAsync(BrokerExchange.Events, "task.#", "celeryev.me", Soon);
        await AskAsync("enable_events", "{}");
        runner.Running.SetResult();
        await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(Workloads.New(), "secret", "gen1@vm", ""))], Soon);

        var seen = new List<string>();
        await foreach (var message in events.ReadAllAsync(Soon))
        {
            Encoding.UTF8.GetString(message.Body.Span).ShouldNotContain("secret");
            message.Headers["hostname"]!.GetValue<string>().ShouldBe("w1@vm");
            seen.AddRange(JsonNode.Parse(message.Body.Span)!.AsArray().Select(one => one!["type"]!.GetValue<string>()));
            if (seen.Count >= 3)
            {
                break;
            }
        }

        seen.ShouldBe(["task-received", "task-started", "task-succeeded"]);
    }

    private Task SendAsync(string method, string arguments, long clock = 0)
    {
        var body = $$$"""{"method":"{{{method}}}","arguments":{{{arguments}}},"destination":null,"pattern":null,"matcher":null,"ticket":"t-{{{method}}}","reply_to":{"exchange":"reply.celery.pidbox","routing_key":"me"}}""";
        return broker.SendAsync(BrokerExchange.Control, "", new BrokerMessage { Body = Encoding.UTF8.GetBytes(body), Headers = new() { ["clock"] = clock } }, Soon);
    }

    private async Task<JsonNode?> AskAsync(string method, string arguments)
    {
        await SendAsync(method, arguments);
        await foreach (var reply in replies.ReadAllAsync(Soon))
        {
            if (reply.Headers["ticket"]!.GetValue<string>() == $"t-{method}")
            {
                reply.DeliveryMode.ShouldBe(1);
                return JsonNode.Parse(reply.Body.Span)!["w1@vm"];
            }
        }

        throw new InvalidOperationException("There is no answer.");
    }
}
