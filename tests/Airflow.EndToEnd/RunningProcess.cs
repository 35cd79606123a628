using System.Diagnostics;
using System.Text;

namespace Airflow.EndToEnd;

/// <summary>A process of the executable that goes on running, with all that it has printed.</summary>
internal sealed class RunningProcess : IAsyncDisposable
{
    /// <summary>How long it may let tasks end, and how long it may take to end without them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StringBuilder output = new();
    private readonly Process process;

    public RunningProcess(ProcessStartInfo info)
    {
        process = Process.Start(info)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Once it has exited; of a signal 128 and its number.</summary>
    public int ExitCode => process.ExitCode;

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

    public Task WaitForExitAsync(CancellationToken cancellationToken) => process.WaitForExitAsync(cancellationToken);

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Children, and theirs.</summary>
    public IReadOnlyList<int> Descendants()
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(Parent).OfType<(int Pid, int Parent)>().ToLookup(entry => entry.Parent, entry => entry.Pid);
        List<int> found = [];
        var queue = new Queue<int>([Id]);
        while (queue.TryDequeue(out var next))
        {
            foreach (var child in parents[next])
            {
                found.Add(child);
                queue.Enqueue(child);
            }
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!process.HasExited && !await EndsAfterSignalAsync())
            {
                // some tasks of tests never end, and then the second one must be enough
                await SignalAsync("TERM");
                await process.EndAsync(process.WaitForExitAsync(), Patience, () => Output);
            }
        }
        finally
        {
            process.Dispose();
        }
    }

    private async Task<bool> EndsAfterSignalAsync()
    {
        await SignalAsync("TERM");
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static (int Pid, int Parent)? Parent(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), out var pid))
        {
            return null;
        }

        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return (pid, int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0]));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Note(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
