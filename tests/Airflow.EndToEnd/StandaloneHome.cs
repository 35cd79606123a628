using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Airflow.Engine.Callbacks;
using Airflow.Engine.Runs;
using Airflow.Engine.Scheduling;
using Airflow.Engine.Tasks;
using Airflow.Shared;
using Airflow.Storage;

namespace Airflow.EndToEnd;

/// <summary>A private AIRFLOW_HOME driven through the real executable, as a user would.</summary>
internal sealed class StandaloneHome : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "airflow");
    private readonly List<RunningProcess> started = [];
    private RunningProcess? standalone;
    private bool hasConfig;

    public string Folder { get; } = Directory.CreateTempSubdirectory("airflow-e2e-").FullName;

    public int Port { get; } = FreePort.Find();

    public string DatabaseFile
    {
        get => field ?? Path.Combine(Folder, "airflow.db");
        init;
    }

    /// <summary>What the URL of the database has after the file.</summary>
    public string DatabaseQuery { get; init; } = "";

    /// <summary>The database; a SQLite file in the home unless said otherwise.</summary>
    public string DatabaseUrl
    {
        get => field ?? $"sqlite:///{DatabaseFile}{DatabaseQuery}";
        init;
    }

    /// <summary>Words before the executable's own, such as those that put it into a network of its own.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    public AirflowStores Stores => field ??= AirflowDatabase.Open(DatabaseUrl);

    /// <summary>A file to which tasks append, one line each time their body runs.</summary>
    public string Oracle => Path.Combine(Folder, "oracle.txt");

    /// <summary>
    /// The same for an interpolated string of a DAG whose tasks append at the same moment: a file for each process. .NET appends to where the file ended
    /// when it was opened, so that of two lines that are written at once one may be lost.
    /// </summary>
    public string OwnOracle => Oracle + ".{Environment.ProcessId}";

    /// <summary>What all oracles say; those of one process in their order.</summary>
    public IReadOnlyList<string> OracleLines => [.. Directory.GetFiles(Folder, "oracle.txt*").SelectMany(File.ReadAllLines)];

    public string Output => string.Concat(started.Select(process => process.Output));

    /// <summary>The standalone started last.</summary>
    public RunningProcess Process => standalone!;

    /// <summary>What was started last.</summary>
    public RunningProcess Begun => started[^1];

    public Task StartAsync(params (string Name, string Value)[] environment) => WaitUntilHealthyAsync(BeginStandalone(environment));

    public RunningProcess BeginStandalone(params (string Name, string Value)[] environment) =>
        standalone = Begin(["standalone", "--port", $"{Port}"], environment);

    /// <summary>Starts a command that goes on running.</summary>
    public RunningProcess Begin(string[] words, params (string Name, string Value)[] environment)
    {
        var process = new RunningProcess(Info(words, environment));
        started.Add(process);
        return process;
    }

    /// <summary>Waits until the scheduler is healthy, or the process has ended.</summary>
    public async Task WaitUntilHealthyAsync(RunningProcess process)
    {
        using var http = new HttpClient();
        await WaitAsync("a healthy scheduler", async () => process.HasExited || await IsHealthyAsync(http));
    }

    public async Task<CommandResult> RunAsync(params string[] words) => await RunAsync(words, []);

    public async Task<CommandResult> RunAsync(string[] words, params (string Name, string Value)[] environment)
    {
        using var process = System.Diagnostics.Process.Start(Info(words, environment))!;
        return await process.ReadToEndAsync(TimeSpan.FromMinutes(5));
    }

    public string DagFile(string name) => Path.Combine(Folder, "dags", name);

    public void WriteDag(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "dags"));
        File.WriteAllText(DagFile(name), text);
    }

    /// <summary>From now on airflow.cfg says everything, and the environment nothing. {AIRFLOW_HOME} in it is the home.</summary>
    public void WriteConfig(string text)
    {
        File.WriteAllText(Path.Combine(Folder, "airflow.cfg"), text.Replace("{AIRFLOW_HOME}", Folder, StringComparison.Ordinal));
        hasConfig = true;
    }

    public Task WaitForDagAsync(string dagId) => WaitAsync($"DAG {dagId}", async () =>
    {
        (await Stores.Dags.ListImportErrorsAsync(CancellationToken.None)).ShouldNotContain(error => error.FileName == $"{dagId}.cs");
        return (await Stores.Dags.ListAsync(false, CancellationToken.None)).Any(dag => dag.DagId == dagId);
    });

    public async Task TriggerAsync(string dagId, string runId)
    {
        var result = await RunAsync("dags", "trigger", dagId, "--run-id", runId);
        result.ExitCode.ShouldBe(0, result.Error);
    }

    public async Task<DagRun> WaitForRunAsync(string dagId, string runId)
    {
        DagRun? run = null;
        await WaitAsync($"the end of {dagId} {runId}", async () =>
        {
            run = await Stores.Runs.FindAsync(dagId, runId, CancellationToken.None);
            return run?.State.IsFinished() == true;
        });
        return run!;
    }

    /// <summary>Saves the file, triggers its DAG, and waits for the end of the run r1.</summary>
    public async Task<DagRun> RunDagAsync(string dagId, string text)
    {
        WriteDag($"{dagId}.cs", text);
        await WaitForDagAsync(dagId);
        await TriggerAsync(dagId, "r1");
        return await WaitForRunAsync(dagId, "r1");
    }

    /// <summary>Waits until every callback of the run has been called.</summary>
    public async Task<IReadOnlyList<CallbackRecord>> WaitForCallbacksAsync(string dagId, string runId = "r1")
    {
        IReadOnlyList<CallbackRecord> all = [];
        await WaitAsync($"the callbacks of {dagId}", async () =>
        {
            all = await Stores.Callbacks.ListAsync(dagId, runId, CancellationToken.None);
            return all.All(callback => callback.State is "success" or "failed");
        });
        return all;
    }

    public async Task<TaskInstance> TaskAsync(string dagId, string taskId, string runId = "r1") =>
        (await Stores.TaskInstances.FindAsync(new TaskInstanceKey(dagId, runId, taskId, -1), CancellationToken.None)).ShouldNotBeNull();

    /// <summary>The earlier tries, oldest first.</summary>
    public Task<IReadOnlyList<TaskInstance>> HistoryAsync(string dagId, string taskId, string runId = "r1") =>
        Stores.TaskInstances.ListHistoryAsync(new TaskInstanceKey(dagId, runId, taskId, -1), CancellationToken.None);

    public Task WaitForLineAsync(string line) => WaitAsync(
        $"the line '{line}' of a task", () => Task.FromResult(OracleLines.Contains(line)));

    public string LogFile(string dagId, string taskId, int tryNumber = 1, string runId = "r1") =>
        Path.Combine(Folder, "logs", LogPaths.For(new TaskInstanceKey(dagId, runId, taskId, -1), tryNumber));

    /// <summary>The events of a try's log; each line must be an object.</summary>
    public IReadOnlyList<string> LogEvents(string dagId, string taskId, int tryNumber = 1, string runId = "r1") =>
        [.. File.ReadLines(LogFile(dagId, taskId, tryNumber, runId)).Select(line => JsonNode.Parse(line, null, new JsonDocumentOptions())!["event"]!.GetValue<string>())];

    public async Task WaitAsync(string what, Func<Task<bool>> isThere)
    {
        var clock = TimeProvider.System;
        var begin = clock.GetTimestamp();
        while (!await isThere())
        {
            if (clock.GetElapsedTime(begin) > Patience)
            {
                throw new TimeoutException($"Waited {Patience} for {what}. Output:\n{Output}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), clock);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in started)
        {
            await process.DisposeAsync();
        }

        await Stores.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetStringAsync($"http://127.0.0.1:{Port}/api/v2/monitor/health")).Contains("\"scheduler\":{\"status\":\"healthy\"", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private ProcessStartInfo Info(string[] words, params (string Name, string Value)[] environment)
    {
        string[] line = [.. Launcher, Executable, .. words];
        var info = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("AIRFLOW", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["AIRFLOW_HOME"] = Folder;
        if (!hasConfig)
        {
            info.Environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = DatabaseUrl;
            info.Environment["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False";
            info.Environment["AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION"] = "False";
        }

        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }
}
