using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Airflow.Engine;
using Airflow.Engine.Coordination;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;
using Airflow.Storage;

namespace Airflow.Cli.Bench;

/// <summary>A private AIRFLOW_HOME with a system of its own, driven as users drive theirs: files, triggers, the database.</summary>
internal class BenchHome : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private readonly TimeProvider clock;
    private readonly HttpClient http = new();
    private readonly List<Process> processes = [];
    private readonly (string Name, string Value)[] environment;

    public BenchHome(TimeProvider clock, params (string Name, string Value)[] environment)
        : this(clock, null, environment)
    {
    }

    /// <summary>With a database of its own when none is given.</summary>
    protected BenchHome(TimeProvider clock, string? databaseUrl, (string Name, string Value)[] environment)
    {
        this.clock = clock;
        this.environment = environment;
        Folder = Directory.CreateTempSubdirectory("airflow-bench-").FullName;
        Port = FreePort();
        Stores = AirflowDatabase.Open(databaseUrl ?? $"sqlite:///{Path.Combine(Folder, "airflow.db")}");
        Wake = Stores.WakeSignal ?? new WakeSender(WakeFolder.For(Folder));
    }

    public string Folder { get; }

    public int Port { get; protected init; }

    public AirflowStores Stores { get; }

    public IWakeSignal Wake { get; }

    /// <summary>A folder in which tasks of a workload leave a file each time they run, for counting what really ran.</summary>
    public string Notes => Path.Combine(Folder, "notes");

    public IReadOnlyList<int> ProcessIds => [.. processes.Select(process => process.Id)];

    protected TimeProvider Clock => clock;

    /// <summary>Starts standalone; returns the milliseconds until /health says that the scheduler is healthy.</summary>
    public virtual async Task<double> StartAsync(CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        StartProcess(Folder, "standalone", "--port", Port.ToString());
        await WaitAsync("a healthy standalone", IsHealthyAsync, cancellationToken);
        return clock.GetElapsedTime(begin).TotalMilliseconds;
    }

    /// <summary>Runs a command of this executable on the home; returns its milliseconds.</summary>
    public async Task<double> RunCommandAsync(string[] words, CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        using var process = Process.Start(StartInfo(Folder, environment, words))!;
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return clock.GetElapsedTime(begin).TotalMilliseconds;
    }

    public void WriteDag(string name, string text)
    {
        var folder = Path.Combine(Folder, "dags");
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, $".{name}.part");
        File.WriteAllText(part, text);
        File.Move(part, Path.Combine(folder, name), overwrite: true);
    }

    public Task WaitForDagsAsync(int count, CancellationToken cancellationToken) => WaitAsync(
        $"{count} DAGs",
        async () =>
        {
            // thousands of DAGs are not asked for every few milliseconds while they are being stored
            await Task.Delay(TimeSpan.FromMilliseconds(count < 1_000 ? 0 : 500), clock, cancellationToken);
            await ThrowIfBrokenAsync(cancellationToken);
            return (await Stores.Dags.ListAsync(false, cancellationToken)).Count >= count;
        },
        cancellationToken);

    /// <summary>A DAG file with an error would be waited for in vain.</summary>
    public async Task ThrowIfBrokenAsync(CancellationToken cancellationToken)
    {
        if (await Stores.Dags.ListImportErrorsAsync(cancellationToken) is [var error, ..])
        {
            throw new AirflowException("bench_wrong", $"The benchmark's DAG file {error.FileName} has an import error: {error.StackTrace}");
        }
    }

    public async Task<DagRun> TriggerAsync(string dagId, string runId, CancellationToken cancellationToken)
    {
        var dag = await Stores.Dags.FindAsync(dagId, cancellationToken) ?? throw new AirflowException("bench_no_dag", $"The benchmark's DAG {dagId} is not there.");
        var now = clock.GetUtcNow();
        var run = new DagRun
        {
            DagId = dagId,
            RunId = runId,
            RunType = RunType.Manual,
            RunAfter = now,
            QueuedAt = now,
            TriggeredBy = "cli",
            BundleVersion = dag.BundleVersion,
            CreatedDagVersionId = dag.LatestVersionId,
        };
        await Stores.Runs.CreateAsync(run, cancellationToken);
        Wake.Wake("queued");
        return run;
    }

    /// <summary>Waits for the run that the schedule of a DAG makes, and for its end.</summary>
    public async Task<DagRun> WaitForFirstRunAsync(string dagId, CancellationToken cancellationToken)
    {
        DagRun? first = null;
        await WaitAsync(
            $"a run of {dagId}",
            async () => (first = (await Stores.Runs.ListAsync(new RunFilter { DagId = dagId }, cancellationToken)).FirstOrDefault()) is not null,
            cancellationToken);
        return await WaitForRunAsync(first!, cancellationToken);
    }

    /// <summary>Waits until so many runs have ended and none is left to do.</summary>
    public Task WaitForNoRunAsync(int count, CancellationToken cancellationToken) => WaitAsync(
        $"the end of {count} runs",
        async () =>
        {
            // when they ended is in the database: whoever asks too often is part of what is measured
            await Task.Delay(TimeSpan.FromMilliseconds(count < 1_000 ? 250 : 1_500), clock, cancellationToken);
            var open = await Stores.Runs.ListAsync(new RunFilter { States = [RunState.Queued, RunState.Running], Limit = 1 }, cancellationToken);
            return open.Count == 0 && (await Stores.Runs.ListAsync(new RunFilter { States = [RunState.Success, RunState.Failed], Limit = count }, cancellationToken)).Count >= count;
        },
        cancellationToken);

    /// <summary>Waits for the end of the run and checks that every task succeeded at its first try.</summary>
    public async Task<DagRun> WaitForRunAsync(DagRun run, CancellationToken cancellationToken)
    {
        DagRun? found = null;
        await WaitAsync($"the end of {run.DagId} {run.RunId}", async () =>
        {
            found = await Stores.Runs.FindAsync(run.DagId, run.RunId, cancellationToken);
            return found?.State.IsFinished() == true;
        }, cancellationToken);
        var tasks = await Stores.TaskInstances.ListForRunAsync(run.DagId, run.RunId, cancellationToken);
        var odd = tasks.FirstOrDefault(task => task.State != TaskState.Success || task.TryNumber != 1);
        return odd is null
            ? found!
            : throw new AirflowException("bench_wrong", $"{odd.Key} ended as {odd.State.Name()} at try {odd.TryNumber}; the measurement does not count.");
    }

    public virtual async ValueTask DisposeAsync()
    {
        // the last that was started first: workers before what they talk to
        foreach (var process in Enumerable.Reverse(processes))
        {
            if (!process.HasExited)
            {
                using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            process.Dispose();
        }

        http.Dispose();
        await Stores.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts a role of this executable on a home; what it prints goes nowhere.</summary>
    protected void StartProcess(string folder, params string[] words) => StartProcess(folder, environment, words);

    protected void StartProcess(string folder, (string Name, string Value)[] settings, params string[] words)
    {
        var process = Process.Start(StartInfo(folder, settings, words))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
    }

    private static ProcessStartInfo StartInfo(string folder, (string Name, string Value)[] settings, string[] words)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("AIRFLOW_", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["AIRFLOW_HOME"] = folder;
        info.Environment["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False";
        info.Environment["AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION"] = "False";
        foreach (var (name, value) in settings)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    protected async Task<bool> IsHealthyAsync()
    {
        try
        {
            return (await http.GetStringAsync($"http://127.0.0.1:{Port}/health")).Contains("\"scheduler\":{\"status\":\"healthy\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    protected async Task WaitAsync(string what, Func<Task<bool>> isThere, CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        while (!await isThere())
        {
            if (clock.GetElapsedTime(begin) > Patience)
            {
                throw new AirflowException("bench_timeout", $"Waited {Patience} for {what}. The home of the benchmark is {Folder}.");
            }

            await Task.Delay(PollInterval, clock, cancellationToken);
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
