namespace Airflow.EndToEnd.Rest;

/// <summary>Commands that ask a server elsewhere print what they print beside the database.</summary>
public class RemoteCommandTests(RestServer server) : IClassFixture<RestServer>
{
    private const string Run = "api_fixture_ok api_ok_1";

    private (string Name, string Value)[] User =>
        [("XDG_CONFIG_HOME", server.ClientFolder), ("AIRFLOW_USERNAME", "admin"), ("AIRFLOW_PASSWORD", "admin")];

    [Theory]
    [InlineData("dags list --columns dag_id,fileloc,owners,is_paused,bundle_name")]
    [InlineData("dags list -o json --columns dag_id,is_paused,tags,owners,timetable_description,next_dagrun_run_after,allowed_run_types,has_import_errors")]
    [InlineData("dags details api_fixture_cron -o yaml")]
    [InlineData("dags list-runs api_fixture_ok -o json")]
    [InlineData("dags list-runs api_fixture --state failed")]
    [InlineData($"dags state {Run}")]
    [InlineData("dags list-import-errors -o json")]
    [InlineData("tasks list api_fixture")]
    [InlineData("tasks explain api_fixture_ok first api_ok_1")]
    [InlineData("pools list")]
    [InlineData("pools get default_pool -o json")]
    [InlineData("variables list")]
    [InlineData("connections list")]
    public async Task The_same_is_printed(string line)
    {
        var words = line.Split(' ');

        var here = await server.RunAsync(words);
        var there = await server.RunAsync(["--server", server.Address, .. words], User);

        there.Error.ShouldBe(here.Error);
        WithoutVersion(there.Output).ShouldBe(WithoutVersion(here.Output));
        there.ExitCode.ShouldBe(here.ExitCode);
    }

    [Fact]
    public async Task A_user_logs_in_and_changes_things()
    {
        var environment = new[] { ("XDG_CONFIG_HOME", Path.Combine(server.ClientFolder, "login")) };
        (await server.RunAsync(["login", server.Address, "--name", "prod", "-u", "admin", "-p", "wrong"], environment)).Error.ShouldContain("refused it (401)");
        (await server.RunAsync(["login", server.Address, "--name", "prod", "-u", "admin", "-p", "admin"], environment)).Output.ShouldContain("airflow --server prod dags list");
        File.GetUnixFileMode(Path.Combine(server.ClientFolder, "login", "airflow", "servers.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await SucceedAsync("pools set remote 3 mine", "Pool remote created");
        await SucceedAsync("pools set remote 4 mine", "Pool remote created");
        await SucceedAsync("pools get remote -o json", "\"slots\": \"4\"");
        await SucceedAsync("pools delete remote", "Pool remote deleted");
        await SucceedAsync("variables set remote 1", "Variable remote created");
        await SucceedAsync("variables set remote 2", "Variable remote created");
        await SucceedAsync("variables get remote", "2");
        await SucceedAsync("variables delete remote", "Variable remote deleted");
        await SucceedAsync("variables get remote -d none", "none");
        await SucceedAsync("dags unpause api_fixture_paused", "api_fixture_paused");
        await SucceedAsync("dags pause api_fixture_paused", "api_fixture_paused");
        await SucceedAsync("dags trigger api_fixture_paused -r by_remote -c {\"a\":1}", "by_remote");
        await SucceedAsync("dags hold api_fixture_paused by_remote -r lunch", "Run by_remote of DAG api_fixture_paused is held.");
        await SucceedAsync("dags resume api_fixture_paused by_remote", "Run by_remote of DAG api_fixture_paused goes on.");
        await SucceedAsync("logout prod", "prod is forgotten.");

        async Task SucceedAsync(string line, string expected)
        {
            string[] words = line.StartsWith("logout", StringComparison.Ordinal) ? line.Split(' ') : ["--server", "prod", .. line.Split(' ')];
            var run = await server.RunAsync(words, environment);
            run.Error.ShouldBeEmpty(line);
            run.Output.ShouldContain(expected, customMessage: line);
        }
    }

    [Fact]
    public async Task Logs_states_and_clearing_work_from_afar()
    {
        var triggered = await RemoteAsync("dags trigger api_fixture_ok -r remote_log");
        triggered.ExitCode.ShouldBe(0, triggered.Error);

        var tasks = (await server.RunAsync(["tasks", "list", "api_fixture_ok"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var followed = await RemoteAsync($"tasks logs api_fixture_ok {tasks[0]} remote_log -f");
        followed.ExitCode.ShouldBe(0, followed.Error);
        var here = await server.RunAsync(["tasks", "logs", "api_fixture_ok", tasks[0], "remote_log"]);
        followed.Output.ShouldBe(here.Output);

        (await RemoteAsync($"tasks state api_fixture_ok {tasks[0]} remote_log")).Output.ShouldBe("success\n");
        (await RemoteAsync("tasks states-for-dag-run api_fixture_ok remote_log -o json")).Output.ShouldContain("\"state\": \"success\"");
        var cleared = await RemoteAsync($"tasks clear api_fixture_ok -t ^{tasks[0]}$ --run-id remote_log -y");
        cleared.ExitCode.ShouldBe(0, cleared.Error);
        (await RemoteAsync($"tasks logs api_fixture_ok {tasks[0]} remote_log --try 2 -f")).ExitCode.ShouldBe(0);
    }

    /// <summary>A run that waits has no instances; the log is followed from the first one on.</summary>
    [Fact]
    public async Task A_log_is_followed_before_its_task_is_there()
    {
        (await RemoteAsync("dags pause api_fixture_ok")).ExitCode.ShouldBe(0);
        (await RemoteAsync("dags trigger api_fixture_ok -r remote_wait")).ExitCode.ShouldBe(0);
        var task = (await server.RunAsync(["tasks", "list", "api_fixture_ok"])).Output.Split('\n')[0];

        var unknown = await RemoteAsync("tasks logs api_fixture_ok none remote_wait -f");
        unknown.Error.ShouldContain("refused it (404)");
        unknown.ExitCode.ShouldBe(1);

        var follow = RemoteAsync($"tasks logs api_fixture_ok {task} remote_wait -f");
        await Task.WhenAny(follow, Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
        (follow.IsCompleted ? (await follow).Error : "").ShouldBeEmpty();
        (await RemoteAsync("dags unpause api_fixture_ok")).ExitCode.ShouldBe(0);
        var followed = await follow;

        followed.ExitCode.ShouldBe(0, followed.Error);
        followed.Output.ShouldBe((await server.RunAsync(["tasks", "logs", "api_fixture_ok", task, "remote_wait"])).Output);
    }

    /// <summary>The version of Airflow whose API it speaks, as Airflow's clients expect it.</summary>
    [Fact]
    public async Task The_server_tells_its_version() => (await RemoteAsync("version")).Output.ShouldBe("3.3.2\n");

    [Theory]
    [InlineData("dags trigger none", "refused it (404)")]
    [InlineData("variables get none", "Variable none does not exist.")]
    [InlineData("tasks state api_fixture_ok none api_ok_1", "refused it (404)")]
    [InlineData("dags state api_fixture_ok nothing_like_this_run", "")]
    public async Task What_is_not_there_is_said(string line, string error)
    {
        var run = await RemoteAsync(line);

        run.Error.ShouldContain(error);
        run.Error.ShouldNotContain("Exception");
    }

    /// <summary>Airflow's API does not tell versions of folders, which have none there.</summary>
    private static string WithoutVersion(string output) => string.Join('\n', output.Split('\n').Where(line => !line.Contains("bundle_version", StringComparison.Ordinal)));

    private Task<CommandResult> RemoteAsync(string line) => server.RunAsync(["--server", server.Address, .. line.Split(' ')], User);
}
