namespace Airflow.Cli.Tests.Commands;

public sealed class ServiceCommandTests : IDisposable
{
    private readonly TestHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("api-server", "airflow-api_server.pid")]
    [InlineData("scheduler", "airflow-scheduler.pid")]
    [InlineData("dag-processor", "airflow-dag-processor.pid")]
    [InlineData("standalone", "airflow-standalone.pid")]
    public async Task What_does_not_run_cannot_be_stopped(string command, string file)
    {
        var run = await CliRun.LineAsync($"{command} stop", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith($"airflow {command} does not run here: there is no {_home.PathOf(file)}. ");
    }

    [Fact]
    public async Task The_file_of_a_process_that_is_gone_is_removed()
    {
        await File.WriteAllTextAsync(_home.PathOf("x.pid"), "999999999\n", TestContext.Current.CancellationToken);

        var run = await CliRun.LineAsync("scheduler stop --pid x.pid", _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("the process of");
        File.Exists(_home.PathOf("x.pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_webserver_of_earlier_releases_is_stopped_by_its_old_name()
    {
        var run = await CliRun.LineAsync("webserver stop", _home);

        run.Error.ShouldStartWith("DeprecationWarning: \"airflow webserver\" is now \"airflow api-server stop\"\nairflow api-server does not run here");
    }

    [Fact]
    public async Task Another_word_than_stop_is_a_usage_error()
    {
        var run = await CliRun.LineAsync("scheduler stpo", _home);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldEndWith("unrecognized arguments: stpo, see help above.\nDid you mean \"airflow scheduler stop\"?\n");
    }

    [Fact]
    public async Task One_DAG_alone_is_not_scheduled_any_more()
    {
        var run = await CliRun.LineAsync("scheduler -d etl", _home);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("-d would change what");
    }

    [Theory]
    [InlineData("api-server -p 99999", "99999 is no port")]
    [InlineData("api-server -p 0", "0 is no port")]
    [InlineData("api-server -H 192.0.2.1 -p 45987", "Nothing can listen on 192.0.2.1, port 45987")]
    public async Task Where_nothing_can_listen_is_said_in_one_line(string line, string message)
    {
        var run = await CliRun.LineAsync(line, _home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith(message);
        run.Error.Trim().ShouldNotContain("\n");
    }
}
