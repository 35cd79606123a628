using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Airflow.Engine.Runs;
using Airflow.Storage;

namespace Airflow.EndToEnd;

/// <summary>A private AIRFLOW_HOME driven through the real executable, as a user would.</summary>
internal sealed class StandaloneHome : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "airflow");
    private readonly StringBuilder output = new();
    private Process? standalone;

    public string Folder { get; } = Directory.CreateTempSubdirectory("airflow-e2e-").FullName;

    public int Port { get; } = FreePort();

    public AirflowStores Stores => field ??= AirflowDatabase.Open($"sqlite:///{Path.Combine(Folder, "airflow.db")}");

    public string Oracle => Path.Combine(Folder, "oracle.txt");

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public Process Process => standalone!;

    public async Task StartAsync(params (string Name, string Value)[] environment)
    {
        standalone = Process.Start(Info(["standalone", "--port", Port.ToString()], environment))!;
        standalone.OutputDataReceived += (_, line) => Note(line.Data);
        standalone.ErrorDataReceived += (_, line) => Note(line.Data);
        standalone.BeginOutputReadLine();
        standalone.BeginErrorReadLine();
        using var http = new HttpClient();
        await WaitAsync("a healthy standalone", async () =>
        {
            if (standalone.HasExited)
            {
                return true;
            }

            try
            {
                return (await http.GetStringAsync($"http://127.0.0.1:{Port}/api/v2/monitor/health")).Contains("\"scheduler\":{\"status\":\"healthy\"", StringComparison.Ordinal);
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    public async Task<CommandResult> RunAsync(params string[] words)
    {
        using var process = Process.Start(Info(words))!;
        var error = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandResult(process.ExitCode, text, await error);
    }

    public void WriteDag(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "dags"));
        File.WriteAllText(Path.Combine(Folder, "dags", name), text);
    }

    public Task WaitForDagAsync(string dagId) => WaitAsync(
        $"DAG {dagId}", async () => (await Stores.Dags.ListAsync(false, CancellationToken.None)).Any(dag => dag.DagId == dagId));

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

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (standalone is { HasExited: false })
        {
            await SignalAsync("TERM");
            await standalone.WaitForExitAsync();
        }

        standalone?.Dispose();
        await Stores.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private void Note(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    private ProcessStartInfo Info(string[] words, params (string Name, string Value)[] environment)
    {
        var info = new ProcessStartInfo(Executable, words) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("AIRFLOW", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["AIRFLOW_HOME"] = Folder;
        info.Environment["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False";
        info.Environment["AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION"] = "False";
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
