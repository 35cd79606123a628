using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Airflow.Celery.Brokers;
using Airflow.Celery.Messages;
using Airflow.Celery.Tests.Harness;
using Airflow.Celery.Workers;
using Airflow.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Celery.Tests.Tools;

/// <summary>The real command line of Celery 5.5.3 against a worker of ours.</summary>
public abstract class CeleryToolsContractTests : IAsyncLifetime
{
    private const string Node = "celery@vm";
    private readonly FakeRunner runner = new(new ConcurrentDictionary<Guid, string>());
    private string url = "";
    private IBroker broker = null!;
    private CeleryWorker worker = null!;

    private static CancellationToken Soon => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await PythonTools.Celery.RequireAsync();
        url = await StartServerAsync();
        broker = BrokerCatalog.Open(new BrokerOptions { Url = url }, TimeProvider.System, NullLoggerFactory.Instance);
        worker = new CeleryWorker(
            broker,
            runner,
            new CeleryWorkerOptions { NodeName = Node, Queues = ["default", "kafka_queue"], Concurrency = 3, AreTaskEventsOn = true, HeartbeatInterval = TimeSpan.FromMilliseconds(500) },
            TimeProvider.System,
            NullLogger<CeleryWorker>.Instance);
        await worker.StartAsync(Soon);
    }

    public async ValueTask DisposeAsync()
    {
        if (broker is not null)
        {
            await worker.DisposeAsync();
            await broker.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Inspect_sees_the_worker()
    {
        (await InspectAsync("ping"))["ok"]!.GetValue<string>().ShouldBe("pong");
        (await InspectAsync("active_queues")).AsArray().Select(queue => queue!["name"]!.GetValue<string>()).ShouldBe(["default", "kafka_queue"]);
        (await InspectAsync("stats"))["pool"]!["max-concurrency"]!.GetValue<int>().ShouldBe(3);
        (await InspectAsync("registered")).AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["execute_workload"]);
        (await InspectAsync("conf"))["worker_concurrency"]!.GetValue<int>().ShouldBe(3);
        (await InspectAsync("scheduled")).AsArray().ShouldBeEmpty();
        (await InspectAsync("reserved")).AsArray().ShouldBeEmpty();
        (await InspectAsync("revoked")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Inspect_sees_what_runs()
    {
        runner.Running = FakeRunner.Held();
        var workload = Workloads.New();
        await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(workload, "secret", "gen1@vm", ""))], Soon);
        await Eventually.TrueAsync(() => worker.Tries.Any(one => one.IsAcknowledged), "it runs");

        (await InspectAsync("active")).AsArray().Single()!["id"]!.GetValue<string>().ShouldBe(workload.Id.ToString());
        runner.Running.SetResult();
    }

    [Fact]
    public async Task Report_and_status_print_the_worker()
    {
        (await PythonTools.Celery.RunAsync("celery", "-b", url, "inspect", "-t", "60", "-d", Node, "report")).Output.ShouldContain("software -> airflow.net");
        (await PythonTools.Celery.RunAsync("celery", "-b", url, "status", "-t", "60", "-d", Node)).Output.ShouldContain("1 node online");
    }

    [Theory]
    [InlineData("inspect active_queues", "'kafka_queue'")]
    [InlineData("inspect ping", "pong")]
    [InlineData("inspect registered", "* execute_workload")]
    [InlineData("status", "celery@vm: OK")]
    [InlineData("control add_consumer etl", "add consumer etl")]
    public async Task The_application_that_tutorials_name_reaches_the_worker(string line, string text)
    {
        var words = line.Split(' ');

        // who is named is waited for no longer than until he answers
        var (code, output) = await PythonTools.Celery.RunAsync(
            "celery", AirflowApp.Environment(url), ["-A", AirflowApp.Name, words[0], "-t", "60", "-d", Node, .. words[1..]]);

        code.ShouldBe(0, output);
        output.ShouldContain(text);
    }

    [Fact]
    public async Task Control_changes_queues_and_slots()
    {
        (await ControlAsync("add_consumer", "dynq")).ShouldContain("add consumer dynq");
        worker.Consumer!.Queues.ShouldBe(["default", "kafka_queue", "dynq"]);
        (await ControlAsync("cancel_consumer", "dynq")).ShouldContain("no longer consuming from dynq");
        (await ControlAsync("pool_grow", "2")).ShouldContain("pool will grow");
        worker.Slots.Limit.ShouldBe(5);
    }

    [Fact]
    public async Task Control_shuts_the_worker_down()
    {
        await PythonTools.Celery.RunAsync("celery", "-b", url, "control", "-t", "0.5", "-d", Node, "shutdown");

        await worker.ShutdownRequested.WaitAsync(Soon);
    }

    [Fact]
    public async Task Events_are_dumped()
    {
        using var events = PythonTools.Start(Path.Combine(await PythonTools.Celery.RequireAsync(), "celery"), "-b", url, "events", "--dump");
        try
        {
            await ReadUntilAsync(events.StandardOutput, "heartbeat:");
            await broker.PublishAsync([new QueuedMessage("default", WorkloadMessage.Write(Workloads.New(), "secret", "gen1@vm", ""))], Soon);
            await ReadUntilAsync(events.StandardOutput, "task received:");
            await ReadUntilAsync(events.StandardOutput, "task succeeded:");
            await worker.StopAsync(null, Soon);
            await ReadUntilAsync(events.StandardOutput, "shutdown:");
        }
        finally
        {
            events.Kill(entireProcessTree: true);
        }
    }

    protected abstract Task<string> StartServerAsync();

    private static async Task ReadUntilAsync(StreamReader output, string text)
    {
        var seen = new List<string>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Soon);
        patience.CancelAfter(TimeSpan.FromSeconds(120));
        while (await output.ReadLineAsync(patience.Token) is { } line)
        {
            seen.Add(line);
            line.ShouldNotContain("secret");
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"There was no {text} in {string.Join('\n', seen)}");
    }

    private async Task<JsonNode> InspectAsync(string command)
    {
        var (code, output) = await PythonTools.Celery.RunAsync("celery", "-b", url, "inspect", "-j", "-t", "60", "-d", Node, command);
        code.ShouldBe(0, output);
        return JsonNode.Parse(output)![Node]!;
    }

    private async Task<string> ControlAsync(string command, string argument) =>
        (await PythonTools.Celery.RunAsync("celery", "-b", url, "control", "-t", "60", "-d", Node, command, argument)).Output;
}
