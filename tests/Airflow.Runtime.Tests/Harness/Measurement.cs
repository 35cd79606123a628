using System.Diagnostics;
using Airflow.Engine.MessagePack;
using Airflow.Runtime.Frames;
using Airflow.Runtime.Frames.Messages;

namespace Airflow.Runtime.Tests.Harness;

/// <summary>Prints how fast and how large runtimes are; run by hand: <c>Airflow.Runtime.Tests measure FOLDER</c>.</summary>
internal static class Measurement
{
    private const int Tasks = 5000;

    public static int Run(string folder) => RunAsync(folder).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string folder)
    {
        Frames();
        var began = Stopwatch.GetTimestamp();
        await using var harness = new RuntimeHarness(options => options with { SocketFolder = folder, WarmMinimum = 1 });
        harness.Pool.Start();
        SpinWait.SpinUntil(() => harness.Pool.IdleCount == 1);
        Console.WriteLine($"runtime ready after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms (with compiling the DAGs)");
        await FirstAsync(harness, "nothing");
        await FirstAsync(harness, "nothing");
        await FirstAsync(harness, "number");
        // the host is warm now: what is left is loading another version's assembly and running its top-level code
        await FirstAsync(harness, "number", "v2");
        await FirstAsync(harness, "number", "v2");
        foreach (var parallel in new[] { 1, 2, 4, 32 })
        {
            await ManyAsync(harness, parallel);
        }
        foreach (var pid in Process.GetProcessesByName(Process.GetCurrentProcess().ProcessName).Select(process => process.Id))
        {
            var pss = File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            Console.WriteLine($"pid {pid}{(pid == Environment.ProcessId ? " (host)" : "")}: {pss}, {Process.GetProcessById(pid).Threads.Count} threads");
        }
        return 0;
    }

    private static void Frames()
    {
        using var writer = new MessagePackWriter();
        var startup = new StartupDetails
        {
            Ti = new TaskInstance { DagId = "d", RunId = "manual__2026-01-01T00:00:00+00:00", TaskId = "t", TryNumber = 1 },
            BundleInfo = new BundleInfo { Name = "dags-folder", Version = new string('a', 64) },
            TiContext = new TIRunContext { DagRun = new DagRun { DagId = "d", RunId = "manual__2026-01-01T00:00:00+00:00", RunType = "manual", State = "running" } },
        };
        var success = new SucceedTask { TaskOutlets = [], OutletEvents = [] };
        for (var round = 0; round < 5; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Tasks; i++)
            {
                foreach (var message in new FrameMessage[] { startup, success })
                {
                    writer.Clear();
                    FrameCodec.Encode(writer, new Frame(i, message));
                    _ = FrameCodec.Decode(writer.Written.Span[FrameCodec.HeaderLength..]);
                }
            }
            Console.WriteLine($"StartupDetails and SucceedTask, written and read: {Stopwatch.GetElapsedTime(began).TotalMicroseconds / Tasks:F2} us");
        }
    }

    private static async Task FirstAsync(RuntimeHarness harness, string taskId, string version = TestDags.Version)
    {
        var began = Stopwatch.GetTimestamp();
        await harness.Supervisor.RunAsync(harness.Launch(taskId, version: version), CancellationToken.None);
        Console.WriteLine($"one '{taskId}' of {version}: {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F2} ms");
    }

    private static async Task ManyAsync(RuntimeHarness harness, int parallel)
    {
        var launches = Enumerable.Range(0, Tasks).Select(_ => harness.Launch("nothing")).ToList();
        var times = new double[Tasks];
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(async _ =>
        {
            for (var i = Interlocked.Increment(ref next); i < Tasks; i = Interlocked.Increment(ref next))
            {
                var start = Stopwatch.GetTimestamp();
                await harness.Supervisor.RunAsync(launches[i], CancellationToken.None);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }));
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Array.Sort(times);
        Console.WriteLine($"{parallel} at a time: {Tasks / elapsed:F0} tasks/s, p50 {times[Tasks / 2]:F3} ms, p99 {times[Tasks * 99 / 100]:F3} ms, processes {harness.Pool.IdleCount + harness.Pool.BusyCount}");
    }
}
