namespace Airflow.EndToEnd;

/// <summary>Services in the background, as the tutorials start them, and their end.</summary>
public sealed class BackgroundTests
{
    [Fact]
    public async Task Services_run_in_the_background_and_are_stopped_by_name()
    {
        await using var home = new StandaloneHome();
        (await home.RunAsync("db", "init")).ExitCode.ShouldBe(0);
        try
        {
            var web = await home.RunAsync("webserver", "-p", home.Port.ToString(), "-D");
            web.ExitCode.ShouldBe(0, web.Error);
            web.Output.ShouldContain("stop it with: airflow api-server stop");
            (await home.RunAsync("scheduler", "-D")).ExitCode.ShouldBe(0);
            using var http = new HttpClient();
            (await http.GetStringAsync($"http://127.0.0.1:{home.Port}/health")).ShouldContain("\"scheduler\":{\"status\":\"healthy\"");
            await home.WaitAsync("the words of the scheduler", async () => (await File.ReadAllTextAsync(Path.Combine(home.Folder, "airflow-scheduler.log"))).Contains("started with LocalExecutor", StringComparison.Ordinal));

            var second = await home.RunAsync("scheduler", "-D");
            second.ExitCode.ShouldBe(1);
            second.Error.ShouldContain("airflow scheduler runs already");
        }
        finally
        {
            (await home.RunAsync("webserver", "stop")).ExitCode.ShouldBe(0);
            (await home.RunAsync("scheduler", "stop")).Output.ShouldContain("has stopped");
        }

        File.Exists(Path.Combine(home.Folder, "airflow-api_server.pid")).ShouldBeFalse();
        File.Exists(Path.Combine(home.Folder, "airflow-scheduler.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_keeps_a_service_from_starting_is_said_at_once()
    {
        await using var home = new StandaloneHome();

        var run = await home.RunAsync("scheduler", "-D");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith("airflow scheduler did not start (exit code 1): Database migration required.");
        run.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_scheduler_ends_after_the_passes_it_was_given()
    {
        await using var home = new StandaloneHome();
        (await home.RunAsync("db", "migrate")).ExitCode.ShouldBe(0);

        (await home.RunAsync("scheduler", "--num_runs", "2")).ExitCode.ShouldBe(0);
        (await home.RunAsync("dag-processor", "-n", "1")).ExitCode.ShouldBe(0);
    }
}
