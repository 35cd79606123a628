using System.Text.Json;
using Airflow.Engine.Runs;
using Airflow.Engine.XComs;
using Airflow.Shared;

namespace Airflow.EndToEnd.Faults;

/// <summary>A disk that has no room for logs costs the logs, which is said, and no task.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Tasks_go_on_without_their_logs_and_the_reason_is_said()
    {
        using var mount = TmpfsMount.Create("128k");
        await using var home = new StandaloneHome();
        await home.StartAsync(("AIRFLOW__LOGGING__BASE_LOG_FOLDER", mount.Folder));
        var run = await home.RunDagAsync("full_disk", """
            var dag = new Dag("full_disk");
            var many = dag.Task("many", context =>
            {
                for (var i = 0; i < 1000; i++) { Console.WriteLine(new string('x', 1000)); }
                return 42;
            });
            dag.Task("next", many, value => { Console.WriteLine("next"); return value + 1; });
            return await DagFile.RunAsync(args);
            """);
        run.State.ShouldBe(RunState.Success);
        (await home.Stores.XComs.FindAsync(new XComKey("full_disk", "r1", "next", XCom.ReturnKey), false, TestContext.Current.CancellationToken)).ShouldNotBeNull().Value.ShouldBe("43");
        await home.WaitAsync("the reason", () => Task.FromResult(home.Output.Contains("cannot be written, the rest of this try's log is lost", StringComparison.Ordinal)));
        home.Output.ShouldContain("No space left on device");

        // what was written before is whole lines
        var file = Directory.EnumerateFiles(mount.Folder, "attempt=1.log", SearchOption.AllDirectories).Single(path => path.Contains("task_id=many", StringComparison.Ordinal));
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        lines.Length.ShouldBeGreaterThan(10);
        foreach (var line in lines)
        {
            Should.NotThrow(() => JsonDocument.Parse(line).Dispose(), line);
        }
    }
}
