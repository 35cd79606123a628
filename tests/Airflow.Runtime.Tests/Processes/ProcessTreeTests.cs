using System.Diagnostics;
using Airflow.Runtime.Processes;

namespace Airflow.Runtime.Tests.Processes;

public sealed class ProcessTreeTests : IDisposable
{
    private const string Gone = "999999999-1";
    private readonly string root = $"/nowhere/{Guid.CreateVersion7():N}";
    private readonly List<Process> started = [];

    public void Dispose()
    {
        foreach (var process in started)
        {
            process.Kill();
            process.Dispose();
        }
    }

    [Fact]
    public async Task What_a_dead_supervisor_left_is_killed_but_for_that_of_a_runtime_which_goes_on_alone()
    {
        var program = Start("a", Gone, root);
        var runtime = Start("b", Gone, root, "--parent");
        var called = Start("b", Gone, root);
        var supervised = Start("c", ProcessTree.Self, root);
        var elsewhere = Start("d", Gone, root + "/other");

        ProcessTree.KillOrphans(root).ShouldBe((1, 2));

        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        new[] { runtime, called, supervised, elsewhere }.ShouldAllBe(process => !process.HasExited);

        runtime.Kill();
        await runtime.WaitForExitAsync(TestContext.Current.CancellationToken);
        ProcessTree.KillOrphans(root).ShouldBe((1, 0));
        await called.WaitForExitAsync(TestContext.Current.CancellationToken);
        new[] { supervised, elsewhere }.ShouldAllBe(process => !process.HasExited);
    }

    /// <summary>A process that waits for input that never comes.</summary>
    private Process Start(string mark, string supervisor, string bundles, params string[] words)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-c", "read line", .. words]) { RedirectStandardInput = true };
        info.Environment[ProcessTree.MarkVariable] = mark;
        info.Environment[ProcessTree.SupervisorVariable] = supervisor;
        info.Environment[ProcessTree.RootVariable] = bundles;
        var process = Process.Start(info)!;
        started.Add(process);
        while (!File.ReadAllText($"/proc/{process.Id}/environ").Contains(bundles, StringComparison.Ordinal))
        {
            // it has not become the program yet
            Thread.Sleep(1);
        }

        return process;
    }
}
