using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Airflow.Shared;

namespace Airflow.Cli.Tests.Commands.Celery;

/// <summary>airflow celery inspect beside the real celery inspect, both asking the same worker.</summary>
public sealed partial class InspectCommandTests(CeleryCluster cluster) : IClassFixture<CeleryCluster>, IAsyncLifetime
{
    private const string Node = "celery@vm";

    public ValueTask InitializeAsync() => cluster.RequireAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("ping")]
    [InlineData("active_queues")]
    [InlineData("active")]
    [InlineData("reserved")]
    [InlineData("scheduled")]
    [InlineData("revoked")]
    [InlineData("registered")]
    [InlineData("conf")]
    [InlineData("report")]
    [InlineData("stats")]
    public async Task It_prints_what_Celerys_own_command_prints(string method)
    {
        await PythonTools.Celery.RequireAsync();
        await RequireWorkerAsync();

        var (code, theirs) = await PythonTools.Celery.RunAsync("celery", "--no-color", "-b", cluster.Url, "inspect", "-t", "5", "-d", Node, method);
        var ours = await CliRun.RunAsync(["celery", "inspect", "-t", "5", "-d", Node, method], cluster.Home);

        ours.ExitCode.ShouldBe(code);
        Steady(ours.Out).ShouldBe(Steady(theirs));
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("active_queues")]
    public async Task Its_JSON_is_Celerys(string method)
    {
        await PythonTools.Celery.RequireAsync();
        await RequireWorkerAsync();

        var (_, theirs) = await PythonTools.Celery.RunAsync("celery", "-b", cluster.Url, "inspect", "-j", "-t", "5", "-d", Node, method);
        var ours = await CliRun.RunAsync(["celery", "inspect", "-j", "-t", "5", "-d", Node, method], cluster.Home);

        JsonNode.DeepEquals(JsonNode.Parse(ours.Out), JsonNode.Parse(theirs)).ShouldBeTrue(ours.Out);
    }

    [Fact]
    public async Task Nobody_answering_is_exit_code_69()
    {
        var run = await CliRun.LineAsync("celery inspect ping -t 0.1 -d nobody@nowhere", cluster.Home);

        run.ExitCode.ShouldBe(69);
        run.Error.ShouldBe("Error: No nodes replied within time constraint\n");
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_with_what_can()
    {
        var run = await CliRun.LineAsync("celery inspect weather", cluster.Home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("active_queues");
    }

    private async Task RequireWorkerAsync()
    {
        if ((await CliRun.RunAsync(["celery", "inspect", "ping", "-t", "0.5", "-d", Node], cluster.Home)).ExitCode != 0)
        {
            await cluster.StartWorkerAsync(Node, "default", "kafka_queue");
        }
    }

    /// <summary>Without the numbers that grow from one question to the next.</summary>
    private static string Steady(string text) => Growing().Replace(text, "$1 N").Trim();

    [GeneratedRegex("""("(?:clock|uptime|utime|stime|maxrss)":) "?[\d.]+"?""", RegexOptions.None, 1000)]
    private static partial Regex Growing();
}
