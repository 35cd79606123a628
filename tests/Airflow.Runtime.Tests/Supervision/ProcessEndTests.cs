using System.Diagnostics;
using Airflow.Engine.Execution;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Supervision;
using Airflow.Runtime.Tests.Harness;

namespace Airflow.Runtime.Tests.Supervision;

public class ProcessEndTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData("exit_3", 3)]
    [InlineData("exit_137", 137)]
    public async Task An_exit_in_the_middle_fails_one_try_and_the_next_one_gets_a_new_process(string taskId, int code)
    {
        await using var harness = new RuntimeHarness();
        var outcome = await harness.RunAsync(taskId);
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.ExitCause.ShouldBe(new ExitCause("exit", code));
        outcome.Reason.ShouldNotBeNull().ShouldContain($"exit code {code}");
        (await harness.RunAsync(taskId, shouldRetry: true)).State.ShouldBe(TaskState.UpForRetry);
        (await harness.RunAsync("number")).State.ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task A_clean_exit_without_a_word_is_a_success()
    {
        await using var harness = new RuntimeHarness();
        (await harness.RunAsync("exit_0")).State.ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task A_signal_is_told_apart_from_the_exit_code_that_shells_give_it()
    {
        await using var harness = new RuntimeHarness();
        var outcome = await harness.RunAsync("signal_9");
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.ExitCause.ShouldBe(new ExitCause("signal", Signal: 9));
    }

    [Fact]
    public async Task A_crash_leaves_its_last_words_in_the_log()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("fail_fast");
        var outcome = await harness.RunAsync(launch);
        outcome.ExitCause.ShouldBe(new ExitCause("signal", Signal: 6));
        RuntimeHarness.Log(launch).ShouldContain(line => line["logger"]!.GetValue<string>() == "task.stderr" && line["event"]!.GetValue<string>().Contains("the end"));
    }

    [Fact]
    public async Task A_task_that_takes_all_memory_fails_alone_and_its_process_is_not_used_again()
    {
        await using var harness = new RuntimeHarness(options => options with { HeapLimitBytes = 64 * 1024 * 1024 });
        var pid = (await harness.RunAsync("pid")).XComs[0].Value;
        var outcome = await harness.RunAsync("hungry");
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.Reason.ShouldNotBeNull().ShouldContain("memory", Case.Insensitive);
        (await harness.RunAsync("pid")).XComs[0].Value.ShouldNotBe(pid);
    }

    [Fact]
    public async Task A_task_that_listens_stops_at_the_request()
    {
        await using var harness = new RuntimeHarness(supervisor: options => options with { CancelGrace = TimeSpan.FromMinutes(2) });
        var launch = harness.Launch("listens");
        var running = harness.RunAsync(launch);
        await RuntimeHarness.SawAsync(launch, "listens");
        harness.Supervisor.Stop(launch.Workload.Id, StopReason.Killed).ShouldBeTrue();
        var outcome = await running;
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.ExitCause.ShouldBe(new ExitCause("killed", 143));
        (await harness.RunAsync("number")).State.ShouldBe(TaskState.Success);
    }

    [Theory]
    [InlineData("deaf")]
    [InlineData("deaf_family")]
    public async Task A_task_that_ignores_the_request_is_killed_with_all_it_started(string taskId)
    {
        await using var harness = new RuntimeHarness(supervisor: options => options with { CancelGrace = Short, TerminateGrace = Short });
        var launch = harness.Launch(taskId, shouldRetry: true);
        var running = harness.RunAsync(launch);
        await RuntimeHarness.SawAsync(launch, "deaf");
        harness.Supervisor.Stop(launch.Workload.Id, StopReason.Killed);
        var outcome = await running;
        outcome.State.ShouldBe(TaskState.Failed);
        outcome.ExitCause.ShouldBe(new ExitCause("killed", Signal: 9));
        await GoneAsync("sleep 1000");
    }

    [Fact]
    public async Task A_task_that_outlives_its_limit_is_stopped_and_retried()
    {
        await using var harness = new RuntimeHarness(supervisor: options => options with { CancelGrace = Short, TerminateGrace = Short, TimeoutGrace = TimeSpan.Zero });
        var outcome = await harness.RunAsync(harness.Launch("deaf", shouldRetry: true, timeout: TimeSpan.FromMilliseconds(300)));
        outcome.State.ShouldBe(TaskState.UpForRetry);
        outcome.ExitCause.ShouldNotBeNull().Kind.ShouldBe("timeout");
        outcome.Reason.ShouldNotBeNull().ShouldContain("execution_timeout");
    }

    [Fact]
    public async Task A_shutdown_gives_the_try_back()
    {
        await using var harness = new RuntimeHarness();
        using var shutdown = new CancellationTokenSource();
        var launch = harness.Launch("listens");
        var running = harness.Supervisor.RunAsync(launch, shutdown.Token);
        await RuntimeHarness.SawAsync(launch, "listens");
        await shutdown.CancelAsync();
        (await running).State.ShouldBe(TaskState.None);
    }

    [Fact]
    public async Task A_try_that_ends_by_itself_during_a_shutdown_keeps_its_result()
    {
        await using var harness = new RuntimeHarness();
        using var shutdown = new CancellationTokenSource();
        var outcome = await harness.Supervisor.RunAsync(harness.Launch("number"), shutdown.Token);
        await shutdown.CancelAsync();
        outcome.State.ShouldBe(TaskState.Success);
    }

    [Fact]
    public async Task Processes_that_a_task_leaves_are_killed_even_when_they_detached()
    {
        await using var harness = new RuntimeHarness();
        var launch = harness.Launch("leaves_daemon");
        (await harness.RunAsync(launch)).State.ShouldBe(TaskState.Success);
        await GoneAsync("sleep 4242");
        RuntimeHarness.Log(launch).ShouldContain(line => line["event"]!.GetValue<string>().Contains("left 1 process(es) running"));
    }

    [Fact]
    public async Task A_runtime_that_is_killed_between_tasks_costs_nothing()
    {
        await using var harness = new RuntimeHarness();
        var pid = int.Parse((await harness.RunAsync("pid")).XComs[0].Value);
        Process.GetProcessById(pid).Kill();
        var outcome = await harness.RunAsync("pid");
        outcome.State.ShouldBe(TaskState.Success);
        int.Parse(outcome.XComs[0].Value).ShouldNotBe(pid);
    }

    [Fact]
    public async Task The_end_of_the_supervisor_ends_its_runtimes()
    {
        var folder = Directory.CreateTempSubdirectory("airflow-sup-").FullName;
        using var supervisor = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["supervisor", folder]) { RedirectStandardOutput = true })!;
        (await supervisor.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("ready");
        var children = Children(supervisor.Id);
        children.Count.ShouldBe(2);
        supervisor.Kill();
        await supervisor.WaitForExitAsync(TestContext.Current.CancellationToken);
        foreach (var child in children)
        {
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static List<Process> Children(int parent) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!))
            .Where(pid => Stat(pid) is { Length: > 1 } stat && stat[1] == $"{parent}").Select(Process.GetProcessById),
    ];

    /// <summary>State, parent and so on.</summary>
    private static string[] Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Who has been killed may be there for a moment longer.</summary>
    private static async Task GoneAsync(string command)
    {
        while (Commands().Contains(command))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static List<string> Commands() =>
    [
        .. Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Select(folder =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').Trim();
            }
            catch (IOException)
            {
                return "";
            }
        }),
    ];
}
