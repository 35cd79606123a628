using Airflow.Cli.Tests.Samples;

namespace Airflow.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Version_is_three_numbers()
    {
        var run = await CliRun.LineAsync("version");

        run.ExitCode.ShouldBe(0);
        run.Out.ShouldMatch(@"^\d+\.\d+\.\d+\n$");
    }

    [Fact]
    public async Task Help_goes_to_stdout_and_is_no_error()
    {
        var run = await CliRun.LineAsync("-h");

        run.ExitCode.ShouldBe(0);
        run.Error.ShouldBeEmpty();
        run.Out.ShouldContain("version");
    }

    [Theory]
    [InlineData("err-no-command")]
    [InlineData("err-version-flag")]
    public async Task Usage_errors_are_those_of_Airflow(string id)
    {
        var sample = Sample.Read(id);

        var run = await CliRun.RunAsync(sample.Words);

        run.ExitCode.ShouldBe(sample.ExitCode);
        run.Error.ShouldBe(sample.Error);
        Sample.UsageOf(run.Out).ShouldBe(Sample.UsageOf(sample.Out));
    }

    [Fact]
    public async Task An_unknown_command_is_answered_with_the_nearest()
    {
        var run = await CliRun.LineAsync("versoin");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("argument GROUP_OR_COMMAND: invalid choice: 'versoin' (choose from ");
        run.Error.ShouldContain("Did you mean \"airflow version\"?");
    }

    [Theory]
    [InlineData("delete -u ann", "airflow users delete")]
    [InlineData("dags lst", "airflow dags list")]
    [InlineData("dag list", "airflow dags list")]
    [InlineData("pools lits", "airflow pools list")]
    [InlineData("trigger etl", "airflow dags trigger")]
    [InlineData("users add", "airflow users create")]
    [InlineData("variables rm", "airflow variables delete")]
    [InlineData("dags list --ouptut json", "airflow dags list --output")]
    [InlineData("pool list", "airflow pools list")]
    [InlineData("help dags list", "airflow dags list --help")]
    public async Task What_was_meant_is_suggested(string line, string suggestion)
    {
        var run = await CliRun.LineAsync(line);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldEndWith($"Did you mean \"{suggestion}\"?\n");
    }

    [Fact]
    public async Task Nothing_is_suggested_when_nothing_is_near() => (await CliRun.LineAsync("qwertyuiop")).Error.ShouldNotContain("Did you mean");

    [Fact]
    public async Task A_home_that_cannot_be_made_is_named()
    {
        using var home = new TestHome(withDatabase: false);
        home.Set("AIRFLOW_HOME", "/proc/nowhere");

        var run = await CliRun.LineAsync("dags list", home);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldStartWith("The home /proc/nowhere cannot be made (");
    }

    [Fact]
    public async Task The_trace_of_an_error_is_shown_when_asked_for()
    {
        using var home = new TestHome(withDatabase: false);

        (await CliRun.LineAsync("dags list", home)).Error.ShouldNotContain("   at ");
        (await CliRun.LineAsync("dags list -v", home)).Error.ShouldContain("   at ");
    }

    [Fact]
    public async Task What_is_gone_for_good_is_said_in_one_line()
    {
        var run = await CliRun.LineAsync("generate_pod_template -o x");

        run.ExitCode.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldBe("\"airflow generate_pod_template\" is gone: there is no Kubernetes executor.\n");
    }
}
