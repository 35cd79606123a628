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

    [Fact]
    public async Task What_is_gone_for_good_is_said_in_one_line()
    {
        var run = await CliRun.LineAsync("generate_pod_template -o x");

        run.ExitCode.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldBe("\"airflow generate_pod_template\" is gone: there is no Kubernetes executor.\n");
    }
}
