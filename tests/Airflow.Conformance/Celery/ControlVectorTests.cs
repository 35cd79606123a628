using System.Text.Json.Nodes;
using Airflow.Celery.Brokers.Memory;
using Airflow.Celery.Control;
using Airflow.Celery.Messages;
using Airflow.Celery.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Conformance.Celery;

[Trait("Category", "Conformance")]
public sealed class ControlVectorTests
{
    public static TheoryData<string, string> Fixed => Cases(
        ("inspect_ping", "ping", "{}"),
        ("inspect_active_queues", "active_queues", "{}"),
        ("inspect_reserved", "reserved", "{}"),
        ("inspect_scheduled", "scheduled", "{}"),
        ("ctl_rate_limit_unknown", "rate_limit", """{"task_name":"nosuch","rate_limit":"10/m"}"""),
        ("ctl_rate_limit_bad", "rate_limit", """{"task_name":"execute_workload","rate_limit":"10/y"}"""),
        ("ctl_rate_limit", "rate_limit", """{"task_name":"execute_workload","rate_limit":"10/m"}"""),
        ("ctl_time_limit", "time_limit", """{"task_name":"execute_workload","soft":10,"hard":20}"""),
        ("ctl_time_limit_unknown", "time_limit", """{"task_name":"nosuch","soft":10,"hard":20}"""),
        ("ctl_add_consumer", "add_consumer", """{"queue":"dynq"}"""),
        ("ctl_cancel_consumer", "cancel_consumer", """{"queue":"dynq"}"""),
        ("ctl_cancel_consumer_unknown", "cancel_consumer", """{"queue":"neverq"}"""),
        ("ctl_enable_events", "enable_events", "{}"),
        ("ctl_disable_events", "disable_events", "{}"),
        ("ctl_heartbeat", "heartbeat", "{}"),
        ("ctl_pool_grow", "pool_grow", """{"n":1}"""),
        ("ctl_pool_shrink", "pool_shrink", """{"n":1}"""),
        ("ctl_autoscale", "autoscale", """{"max":3,"min":1}"""),
        ("ctl_pool_restart", "pool_restart", "{}"),
        ("ctl_revoke_list", "revoke", """{"task_id":["a","b"]}"""),
        ("ctl_revoke_terminate_unknown", "revoke", """{"task_id":"zzz","terminate":true,"signal":"SIGTERM"}"""));

    [Theory]
    [MemberData(nameof(Fixed))]
    public async Task A_command_is_answered_as_recorded(string @case, string request)
    {
        var parts = request.Split(' ', 2);

        Vectors.ShouldMatch(await AskAsync(parts[0], JsonNode.Parse(parts[1])!.AsObject()), Recorded(@case));
    }

    [Fact]
    public async Task Stats_have_what_tools_look_for()
    {
        var stats = (await AskAsync("stats", []))!.AsObject();

        stats.Select(entry => entry.Key).ShouldBe(Recorded("inspect_stats")!.AsObject().Select(entry => entry.Key), ignoreOrder: true);
        stats["broker"]!.AsObject().Select(entry => entry.Key).ShouldBe(Recorded("inspect_stats")!["broker"]!.AsObject().Select(entry => entry.Key), ignoreOrder: true);
        stats["pool"]!.AsObject().Select(entry => entry.Key).ShouldBe(Recorded("inspect_stats")!["pool"]!.AsObject().Select(entry => entry.Key), ignoreOrder: true);
        stats["clock"]!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
    }

    private static TheoryData<string, string> Cases(params (string Case, string Method, string Arguments)[] cases)
    {
        var rows = new TheoryData<string, string>();
        foreach (var (@case, method, arguments) in cases)
        {
            rows.Add(@case, $"{method} {arguments}");
        }

        return rows;
    }

    private static JsonNode? Recorded(string @case)
    {
        var answer = CeleryVectors.Load("celery/redis-control-5.5.3.json")[@case];
        return answer is JsonArray answers ? answers[0]!["w1@vm"] : answer!["w1@vm"];
    }

    private static async Task<JsonNode?> AskAsync(string method, JsonObject arguments)
    {
        await using var broker = new MemoryBroker();
        var options = new CeleryWorkerOptions { NodeName = "w1@vm", Queues = ["default", "q2"], Concurrency = 2, AreTaskEventsOn = true };
        await using var worker = new CeleryWorker(broker, new NoRunner(), options, TimeProvider.System, NullLogger<CeleryWorker>.Instance);
        await worker.StartAsync(TestContext.Current.CancellationToken);
        try
        {
            return await ControlCommands.All[method](worker, arguments, TestContext.Current.CancellationToken);
        }
        catch (ControlException exception)
        {
            return new JsonObject { ["error"] = exception.Message };
        }
    }

    private sealed class NoRunner : IWorkloadRunner
    {
        public Task<WorkloadEnd> RunAsync(ReceivedWorkload workload, Func<int, Task> claimed, CancellationToken cancellationToken) => Task.FromResult(WorkloadEnd.Done);

        public void Stop(Guid id) => throw new InvalidOperationException($"{id} was never run.");
    }
}
