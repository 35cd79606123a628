using System.Text.Json.Nodes;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Tests.Harness;

namespace Airflow.Runtime.Tests.Pool;

public class RuntimePoolTests
{
    [Fact]
    public async Task Long_tasks_soon_have_a_process_each()
    {
        await using var harness = new RuntimeHarness(options => options with { Slots = 4 });
        var conf = new JsonObject { ["folder"] = harness.Folder };
        var launches = Enumerable.Range(0, 4).Select(_ => harness.Launch("blocks_on_file", conf: conf)).ToList();
        var running = launches.Select(harness.RunAsync).ToList();
        await Task.WhenAll(launches.Select(launch => RuntimeHarness.SawAsync(launch, "started")));
        harness.Pool.BusyCount.ShouldBe(4);
        await File.WriteAllTextAsync(Path.Combine(harness.Folder, "go"), "", TestContext.Current.CancellationToken);
        (await Task.WhenAll(running)).ShouldAllBe(outcome => outcome.State == TaskState.Success);
    }

    [Fact]
    public async Task No_more_processes_start_than_there_are_slots()
    {
        await using var harness = new RuntimeHarness(options => options with { Slots = 2 });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => harness.RunAsync("pid")));
        outcomes.Select(outcome => outcome.XComs[0].Value).Distinct(StringComparer.Ordinal).Count().ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_process_is_replaced_after_so_many_tasks()
    {
        await using var harness = new RuntimeHarness(options => options with { MaxTasks = 2 });
        var pids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            pids.Add((await harness.RunAsync("pid")).XComs[0].Value);
        }
        pids[0].ShouldBe(pids[1]);
        pids[1].ShouldNotBe(pids[2]);
        pids[2].ShouldBe(pids[3]);
    }

    [Fact]
    public async Task A_process_of_tasks_gives_way_to_its_supervisor()
    {
        await using var harness = new RuntimeHarness();
        var pid = (await harness.RunAsync("pid")).XComs[0].Value;
        Nice(pid).ShouldBeGreaterThan(Nice("self"));

        static int Nice(string process)
        {
            var fields = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(fields[(fields.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task A_process_is_replaced_at_its_age()
    {
        await using var harness = new RuntimeHarness(options => options with { MaxAge = TimeSpan.Zero });
        var first = (await harness.RunAsync("pid")).XComs[0].Value;
        (await harness.RunAsync("pid")).XComs[0].Value.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_process_that_keeps_too_much_memory_is_replaced()
    {
        await using var harness = new RuntimeHarness(options => options with { MaxResidentBytes = 1 });
        var pids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 17; i++)
        {
            pids.Add((await harness.RunAsync("pid")).XComs[0].Value);
        }
        pids.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_process_with_too_many_files_makes_room_for_another_one()
    {
        await using var harness = new RuntimeHarness(options => options with { MaxAssemblies = 1, Slots = 1 });
        var first = (await harness.RunAsync("pid")).XComs[0].Value;
        var second = (await harness.RunAsync(harness.Launch("pid", version: "v2"))).XComs[0].Value;
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task A_runtime_that_cannot_start_fails_the_try_and_says_why()
    {
        await using var harness = new RuntimeHarness(options => options with { Command = "/nonexistent/airflow" });
        var outcome = await harness.RunAsync("number");
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.ExitCause.ShouldNotBeNull().Kind.ShouldBe("lost");
        outcome.Reason.ShouldNotBeNull().ShouldContain("/nonexistent/airflow");
    }

    [Fact]
    public async Task A_runtime_that_ends_at_once_fails_the_try_and_says_how()
    {
        await using var harness = new RuntimeHarness(options => options with { Command = "/bin/sh", CommandArguments = ["-c", "exit 5"] });
        (await harness.RunAsync("number")).Reason.ShouldNotBeNull().ShouldContain("exit code 5");
    }

    [Fact]
    public async Task A_generic_runtime_is_there_before_anything_runs()
    {
        await using var harness = new RuntimeHarness(options => options with { WarmMinimum = 1 });
        harness.Pool.Start();
        (await harness.RunAsync("number")).State.ShouldBe(TaskState.Success);
        (harness.Pool.IdleCount + harness.Pool.BusyCount).ShouldBe(1);
    }
}
