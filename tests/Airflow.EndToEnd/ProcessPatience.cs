using System.Diagnostics;
using System.Text;

namespace Airflow.EndToEnd;

/// <summary>No test waits for ever for a process: one that does not end in time is killed with its children, and the test is told what it had printed.</summary>
internal static class ProcessPatience
{
    /// <summary>Reads all that it prints, until it has ended and so has everything that writes to the same pipes.</summary>
    public static async Task<CommandResult> ReadToEndAsync(this Process process, TimeSpan patience)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        await process.EndAsync(
            Task.WhenAll(CopyAsync(process.StandardOutput, output), CopyAsync(process.StandardError, error), process.WaitForExitAsync()),
            patience,
            () => Text(output) + Text(error));
        return new CommandResult(process.ExitCode, Text(output), Text(error));
    }

    /// <summary>Waits for an end that has been asked for.</summary>
    /// <param name="process">What shall end.</param>
    /// <param name="end">Completes with it.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="output">What it has printed so far.</param>
    /// <exception cref="TimeoutException">It did not end and was killed.</exception>
    public static async Task EndAsync(this Process process, Task end, TimeSpan patience, Func<string> output)
    {
        try
        {
            await end.WaitAsync(patience, TimeProvider.System);
        }
        catch (TimeoutException exception)
        {
            var ended = process.HasExited ? "has ended, but its children hold what it prints" : "has not ended";
            process.Kill(entireProcessTree: true);
            var words = string.Join(' ', process.StartInfo.ArgumentList.Prepend(process.StartInfo.FileName));
            throw new TimeoutException($"{words} (process {process.Id}) {ended} after {patience}. Output:\n{output()}", exception);
        }
    }

    private static async Task CopyAsync(StreamReader reader, StringBuilder into)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (into)
            {
                into.Append(buffer, 0, count);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
