namespace Airflow.Cli.Tests.Samples;

/// <summary>Compares a run with a recording.</summary>
internal static class SampleAssertions
{
    /// <summary>Runs what was typed and expects the same bytes on stdout and stderr and the same exit code.</summary>
    public static async Task ShouldBeAsRecordedAsync(string id, TestHome home, TimeProvider? clock = null)
    {
        var sample = Sample.Read(id);

        var run = await CliRun.RunAsync(sample.Words, home, sample.Input, clock);

        SampleText.Normalize(run.Out, home).ShouldBe(SampleText.Normalize(sample.Out), run.Error);
        SampleText.Normalize(run.Error, home).ShouldBe(sample.Error);
        run.ExitCode.ShouldBe(sample.ExitCode);
    }

    /// <summary>Where the real thing fails with a stack trace, ours fails with one line: the exit code is the same, and stdout.</summary>
    public static async Task ShouldFailAsRecordedAsync(string id, TestHome home, string message)
    {
        var sample = Sample.Read(id);

        var run = await CliRun.RunAsync(sample.Words, home, sample.Input);

        run.ExitCode.ShouldBe(sample.ExitCode);
        run.Out.ShouldBe(sample.Out);
        run.Error.Trim().ShouldContain(message);
        run.Error.Trim().ShouldNotContain("\n");
    }

    /// <summary>A usage error: the same usage lines, which are all that was kept of the help, the same message, exit code 2.</summary>
    public static async Task ShouldBeUsageErrorAsRecordedAsync(string id)
    {
        var sample = Sample.Read(id);

        var run = await CliRun.RunAsync(sample.Words);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldBe(sample.Error);
        Sample.UsageOf(run.Out).ShouldBe(Sample.UsageOf(sample.Out));
    }
}
