using System.Diagnostics;

namespace Airflow.EndToEnd;

/// <summary>A DAG file in the folder that a first standalone made is a program of its own.</summary>
public sealed class DotnetRunTests(SharedStandalone standalone)
{
    private const string Sales = """
        using Airflow;
        using Airflow.Providers.Standard;

        var dag = new Dag("run_as_program")
        {
            Schedule    = "@daily",
            StartDate   = new(2026, 1, 1),
            DefaultArgs = new() { Owner = "data", Retries = 2, RetryDelay = TimeSpan.FromMinutes(5) },
            Params      = { ["region"] = new Param<string>("eu") { Enum = ["eu", "us"] } },
        };

        var extract = dag.Task("extract", context => Orders.Load(context.Params.Get<string>("region"), context.DataInterval));
        var total   = dag.Task("total", extract, orders => orders.Sum(order => order.Amount));
        var report  = dag.Add(new BashOperator("report") { BashCommand = "echo 'sum {{ ti.xcom_pull(\"total\") }}'" });

        _ = extract >> total >> report;

        return await DagFile.RunAsync(args);

        record Order(int Id, decimal Amount);

        static class Orders
        {
            public static Order[] Load(string region, DataInterval day) => region == "us" ? throw new TaskFailedException(retryable: false, "no orders there") : [new(1, 9.50m), new(2, 12m)];
        }
        """;

    [Fact]
    public async Task It_runs_at_once_with_its_log_on_the_console_and_says_by_its_exit_code_how_it_went()
    {
        standalone.Home.WriteDag("run_as_program.cs", Sales);

        var good = await RunAsync();
        good.ExitCode.ShouldBe(0, good.Output + good.Error);
        good.Output.ShouldContain("sum 21.5");
        good.Output.ShouldContain("report: success");

        var bad = await RunAsync("--conf", """{"region": "us"}""");
        bad.ExitCode.ShouldBe(1, bad.Output + bad.Error);
        (bad.Output + bad.Error).ShouldContain("no orders there");

        (await RunAsync("list")).Output.ShouldContain("run_as_program");
    }

    private async Task<CommandResult> RunAsync(params string[] arguments)
    {
        var file = standalone.Home.DagFile("run_as_program.cs");
        var info = new ProcessStartInfo("dotnet", ["run", file, "--", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(file)!,
        };
        using var process = Process.Start(info)!;
        return await process.ReadToEndAsync(TimeSpan.FromMinutes(5));
    }
}
