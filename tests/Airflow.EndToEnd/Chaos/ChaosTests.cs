using System.Text.RegularExpressions;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.EndToEnd.Chaos;

/// <summary>
/// Faults while a cluster works: nothing is lost, no try starts twice, no limit is exceeded, every role lives on. All of them with each
/// broker and number of schedulers are played by <c>./test chaos</c>; else a few.
/// </summary>
public sealed class ChaosTests
{
    private const int Runs = 8;
    private const int Wide = 6;
    private const int Narrow = 4;

    /// <summary>A regular expression over "fault broker schedulers"; "all" plays everything.</summary>
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("AIRFLOW_CHAOS");

    public static IEnumerable<TheoryDataRow<string, string, int>> Matrix =>
        from fault in ChaosFault.All
        from broker in new[] { "redis", "rabbitmq" }
        from schedulers in new[] { 1, 3 }
        where (broker == "redis" || !fault.NeedsRedis) && IsWanted(fault.Name, broker, schedulers)
        select new TheoryDataRow<string, string, int>(fault.Name, broker, schedulers);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Matrix))]
    [Trait("Category", "Chaos")]
    public async Task Nothing_is_lost_or_doubled(string fault, string broker, int schedulers)
    {
        await using var cluster = await ChaosCluster.StartAsync(broker, schedulers);
        var notes = new ChaosNotes(Directory.CreateDirectory(Path.Combine(cluster.Master.Folder, "notes")).FullName);
        (await cluster.Master.RunAsync("pools", "set", "narrow", "2", "of this test")).ExitCode.ShouldBe(0);
        cluster.Master.WriteDag("chaos.cs", Dag(notes));
        await cluster.Master.WaitForDagAsync("chaos");
        await TriggerAsync(cluster, 0, Runs / 2);
        await cluster.Master.WaitAsync("work to be under way", () => Task.FromResult(notes.Starts >= 5));

        // what is triggered while the database is away is not accepted, and its caller told so
        var isRefused = fault.StartsWith("database", StringComparison.Ordinal);
        var happening = ChaosFault.All.Single(one => one.Name == fault).HappenAsync(cluster);
        if (isRefused)
        {
            await happening;
        }

        await TriggerAsync(cluster, Runs / 2, Runs);
        await happening;
        for (var index = 0; index < Runs; index++)
        {
            (await cluster.Master.WaitForRunAsync("chaos", $"r{index}")).State.ShouldBe(RunState.Success);
        }

        notes.Doubled().ShouldBeEmpty();
        notes.MostTogether("narrow").ShouldBeLessThanOrEqualTo(2);
        cluster.Fallen.Select(process => process.Output).ShouldBeEmpty();
        var tasks = await cluster.Master.Stores.TaskInstances.ListForRunAsync("chaos", "r0", Cancel);
        tasks.Count.ShouldBe(Wide + Narrow + 1);
        tasks.ShouldAllBe(task => task.State == TaskState.Success);
    }

    private static async Task TriggerAsync(ChaosCluster cluster, int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            await cluster.Master.TriggerAsync("chaos", $"r{index}");
        }
    }

    private static string Dag(ChaosNotes notes) => $$"""
        var dag = new Dag("chaos") { MaxActiveRuns = 16, DefaultArgs = new() { Retries = 3, RetryDelay = TimeSpan.Zero } };
        var last = dag.Task("last", {{notes.Body}});
        for (var i = 0; i < {{Wide}}; i++)
        {
            _ = dag.Task($"wide{i}", {{notes.Body}}) >> last;
        }
        for (var i = 0; i < {{Narrow}}; i++)
        {
            _ = dag.Task($"narrow{i}", {{notes.Body}}, new() { Pool = "narrow" }) >> last;
        }
        return await DagFile.RunAsync(args);
        """;

    private static bool IsWanted(string fault, string broker, int schedulers) => Wanted switch
    {
        null or "" => IsOfTheFew(fault, broker, schedulers),
        "all" => true,
        _ => Regex.IsMatch($"{fault} {broker} {schedulers}", Wanted, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)),
    };

    private static bool IsOfTheFew(string fault, string broker, int schedulers) => (fault, broker, schedulers) is
        ("worker killed", "redis", 3) or ("scheduler killed", "rabbitmq", 3) or ("database crashed", "redis", 1) or ("messages doubled", "redis", 1);
}
