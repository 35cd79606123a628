using Airflow.Engine.Runs;

namespace Airflow.EndToEnd;

/// <summary>airflow tasks render: what a try had, or would have.</summary>
public sealed class RenderTaskTests(SharedStandalone standalone)
{
    private readonly StandaloneHome home = standalone.Home;

    [Fact]
    public async Task Fields_are_rendered_without_running_the_task_and_read_back_after_it_ran()
    {
        home.WriteDag("rendered.cs", $$$"""
            using Airflow;
            using Airflow.Providers.Standard;
            var dag = new Dag("rendered");
            dag.Add(new BashOperator("greet") { BashCommand = "echo {{ ds }} {{ run_id }} > '{{{home.Folder}}}/greeted'" });
            return await DagFile.RunAsync(args);
            """);
        await home.WaitForDagAsync("rendered");

        var before = await home.RunAsync("tasks", "render", "rendered", "greet", "2026-01-05");
        File.Exists(Path.Combine(home.Folder, "greeted")).ShouldBeFalse();
        (await home.RunAsync("dags", "trigger", "rendered", "--run-id", "r1", "--logical-date", "2026-01-05")).ExitCode.ShouldBe(0);
        (await home.WaitForRunAsync("rendered", "r1")).State.ShouldBe(RunState.Success);
        var after = await home.RunAsync("tasks", "render", "rendered", "greet", "r1");

        before.ExitCode.ShouldBe(0, before.Output + before.Error);
        before.Output.ShouldContain("# property: bash_command\n");
        before.Output.ShouldContain("\necho 2026-01-05 test__2026-01-05");
        after.ExitCode.ShouldBe(0, after.Error);
        after.Output.ShouldContain($"\necho 2026-01-05 r1 > '{home.Folder}/greeted'\n", Case.Sensitive, after.Output);
    }
}
