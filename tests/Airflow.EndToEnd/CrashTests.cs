using Airflow.Engine.Coordination;
using Airflow.Engine.Runs;

namespace Airflow.EndToEnd;

public sealed class CrashTests
{
    /// <summary>The process ends as by kill -9 at the named point; after a restart the run ends right, and no body ran twice for one try.</summary>
    [Theory]
    [InlineData("scheduler-before-commit:4")]
    [InlineData("scheduler-after-commit:4")]
    [InlineData("claim-before:3")]
    [InlineData("claim-after:3")]
    [InlineData("executor-claimed:3")]
    [InlineData("executor-ended:3")]
    [InlineData("finish-before:3")]
    [InlineData("finish-after:3")]
    public async Task A_killed_process_loses_nothing_and_doubles_nothing(string point)
    {
        await using var home = new StandaloneHome();
        home.WriteDag("ten.cs", $$"""
            using Airflow;
            var dag = new Dag("ten") { DefaultArgs = new() { Retries = 3, RetryDelay = TimeSpan.FromMilliseconds(10) } };
            TaskNode? last = null;
            for (var i = 0; i < 10; i++)
            {
                var id = $"t{i}";
                TaskNode task = dag.Task(id, context => File.AppendAllText("{{home.Oracle}}", $"{id} {context.TryNumber}\n"));
                if (last is not null && i % 3 != 0) { _ = last >> task; }
                last = task;
            }
            return await DagFile.RunAsync(args);
            """);
        await home.StartAsync((CrashPoints.Variable, point));
        await home.WaitForDagAsync("ten");
        await home.RunAsync("dags", "trigger", "ten", "--run-id", "r1");
        await home.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        home.Process.ExitCode.ShouldBe(137);

        await home.StartAsync();
        (await home.WaitForRunAsync("ten", "r1")).State.ShouldBe(RunState.Success);
        var lines = File.ReadAllLines(home.Oracle);
        lines.ShouldBeUnique();
        lines.Select(line => line.Split(' ')[0]).Distinct().Count().ShouldBe(10);
    }
}
