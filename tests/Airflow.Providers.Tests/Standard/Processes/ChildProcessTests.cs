using System.ComponentModel;

namespace Airflow.Providers.Standard.Processes;

public sealed class ChildProcessTests
{
    private readonly List<string> _lines = [];

    [Fact]
    public async Task A_process_left_behind_that_holds_the_output_is_ended()
    {
        var end = await RunAsync(Bash("sleep 1000 & echo $!") with { LeftoverGrace = TimeSpan.Zero });

        end.ExitCode.ShouldBe(0);
        end.LeftSomethingBehind.ShouldBeTrue();
        _lines.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_process_left_behind_with_an_output_of_its_own_goes_on()
    {
        var end = await RunAsync(Bash("sleep 0.01 > /dev/null 2>&1 & echo done"));

        end.LeftSomethingBehind.ShouldBeFalse();
        _lines.ShouldBe(["done"]);
    }

    [Fact]
    public async Task A_process_that_ignores_the_request_to_end_is_killed()
    {
        using var cancel = new CancellationTokenSource();
        var start = Bash("trap '' TERM; echo ready; while :; do sleep 0.01; done") with { KillGrace = TimeSpan.FromMilliseconds(50) };

        await Should.ThrowAsync<OperationCanceledException>(() => ChildProcess.RunAsync(start, _ => cancel.Cancel(), _ => { }, cancel.Token));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_error_that_names_it() =>
        (await Should.ThrowAsync<Win32Exception>(() => RunAsync(Bash(":") with { Path = "/no/such/program" }))).Message.ShouldContain("/no/such/program");

    [Fact]
    public async Task A_failing_reader_of_lines_leaves_no_process_behind()
    {
        await Should.ThrowAsync<InvalidOperationException>(() =>
            ChildProcess.RunAsync(
                Bash("echo $$; exec sleep 1000"),
                line =>
                {
                    _lines.Add(line);
                    throw new InvalidOperationException("the log is full");
                },
                _ => { },
                TestContext.Current.CancellationToken));

        Directory.Exists($"/proc/{_lines[0]}").ShouldBeFalse();
    }

    [Fact]
    public async Task Much_output_arrives_completely()
    {
        await RunAsync(Bash("seq 1 200000"));

        _lines.Count.ShouldBe(200_000);
        _lines[^1].ShouldBe("200000");
    }

    private static ProcessStart Bash(string command) => new(
        "/bin/bash", ["-c", command], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, Path.GetTempPath());

    private Task<ProcessEnd> RunAsync(ProcessStart start) =>
        ChildProcess.RunAsync(start, _lines.Add, _ => { }, TestContext.Current.CancellationToken);
}
