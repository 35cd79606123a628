namespace Airflow.Cli.Tests.Samples;

/// <summary>Runs recorded command lines one after the other, in the order in which they were recorded.</summary>
internal sealed class SampleSequence(TestHome home)
{
    /// <summary>Runs a line for what it leaves behind.</summary>
    public async Task DoAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            await RunAsync(Sample.Read(id));
        }
    }

    /// <summary>Runs a line; everything it says and writes must be what was recorded.</summary>
    public async Task CheckAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            var sample = Sample.Read(id);
            var run = await RunAsync(sample);
            run.Out.ShouldBe(sample.Out, id);
            run.Error.ShouldBe(sample.Error, id);
            run.ExitCode.ShouldBe(sample.ExitCode, id);
            foreach (var (name, content) in sample.Files)
            {
                (await File.ReadAllTextAsync(home.PathOf(name), TestContext.Current.CancellationToken)).ShouldBe(content, id);
            }
        }
    }

    /// <summary>Runs a line that must fail as recorded; the sentence is ours.</summary>
    public async Task CheckFailureAsync(string id)
    {
        var sample = Sample.Read(id);
        var run = await RunAsync(sample);
        run.Out.ShouldBe(sample.Out, id);
        run.Error.ShouldNotBeEmpty(id);
        run.ExitCode.ShouldBe(sample.ExitCode, id);
    }

    private Task<CliRun> RunAsync(Sample sample)
    {
        foreach (var (name, value) in sample.Variables)
        {
            home.Set(name, value);
        }

        return CliRun.RunAsync(sample.Words, home, sample.Input);
    }
}
