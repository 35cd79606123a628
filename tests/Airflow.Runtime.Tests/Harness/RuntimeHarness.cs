using System.Text.Json.Nodes;
using Airflow.Engine.Execution;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Runtime.Pool;
using Airflow.Runtime.Supervision;
using Microsoft.Extensions.Logging.Abstractions;

namespace Airflow.Runtime.Tests.Harness;

/// <summary>A pool of real runtime processes and a supervisor over a server in memory.</summary>
internal sealed class RuntimeHarness : IAsyncDisposable
{
    private readonly ResourceDatabase database = new();
    private readonly string folder = Directory.CreateTempSubdirectory("airflow-rt-").FullName;
    private int launches;

    public RuntimeHarness(Func<RuntimeOptions, RuntimeOptions>? pool = null, Func<SupervisorOptions, SupervisorOptions>? supervisor = null)
    {
        Pool = new RuntimePool((pool ?? (options => options))(Options(folder)), TimeProvider.System, NullLogger<RuntimePool>.Instance);
        Supervisor = new TaskSupervisor(
            Pool, Api, database.Resources, (supervisor ?? (options => options))(new SupervisorOptions()), TimeProvider.System, NullLogger<TaskSupervisor>.Instance);
    }

    public RuntimePool Pool { get; }

    public TaskSupervisor Supervisor { get; }

    public FakeExecutionApi Api { get; } = new();

    public string Folder => folder;

    public static RuntimeOptions Options(string folder) => new()
    {
        Command = Environment.ProcessPath!,
        BundleRoot = TestDags.BundleRoot,
        SocketFolder = Path.Combine(folder, "s"),
        WarmMinimum = 0,
        Slots = 8,
    };

    public TaskLaunch Launch(string taskId, bool shouldRetry = false, string version = TestDags.Version, string file = TestDags.File, TimeSpan? timeout = null, JsonObject? conf = null)
    {
        var number = Interlocked.Increment(ref launches);
        var workload = new TaskWorkload
        {
            Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            Key = new TaskInstanceKey("cases", "run_1", taskId, -1),
            TryNumber = 1,
            DagVersionId = Guid.Empty,
            Queue = "default",
            Pool = "default_pool",
            BundleName = TestDags.Bundle,
            BundleVersion = version,
            DagRelPath = file,
            LogPath = $"{number}/{taskId}.log",
            ExecutionTimeout = timeout,
        };
        var start = new TaskStart
        {
            Run = new DagRun { DagId = "cases", RunId = "run_1", RunType = RunType.Manual, RunAfter = TimeProvider.System.GetUtcNow(), Conf = conf?.ToJsonString() ?? "{}" },
            StartDate = TimeProvider.System.GetUtcNow(),
            ShouldRetry = shouldRetry,
        };
        return new TaskLaunch(workload, start, Path.Combine(folder, "logs", workload.LogPath));
    }

    public Task<TryOutcome> RunAsync(TaskLaunch launch) => Supervisor.RunAsync(launch, TestContext.Current.CancellationToken);

    public Task<TryOutcome> RunAsync(string taskId, bool shouldRetry = false) => RunAsync(Launch(taskId, shouldRetry));

    public static IReadOnlyList<JsonObject> Log(TaskLaunch launch)
    {
        if (!File.Exists(launch.LogFile))
        {
            return [];
        }
        using var stream = new FileStream(launch.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    /// <summary>Waits until a line of the log says that.</summary>
    public static async Task SawAsync(TaskLaunch launch, string text)
    {
        while (!Log(launch).Any(line => line["event"]!.GetValue<string>() == text))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
