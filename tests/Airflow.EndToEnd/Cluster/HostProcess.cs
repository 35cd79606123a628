using System.Diagnostics;

namespace Airflow.EndToEnd.Cluster;

/// <summary>Programs of the system that a cluster of hosts needs, to their end or for its life.</summary>
internal static class HostProcess
{
    /// <summary>Runs one to its end, which must be a good one; returns what it prints.</summary>
    public static async Task<string> RunAsync(params string[] words)
    {
        var (exitCode, output, error) = await TryAsync(words);
        exitCode.ShouldBe(0, $"{string.Join(' ', words)}: {error}{output}");
        return output;
    }

    public static async Task<CommandResult> TryAsync(params string[] words)
    {
        using var process = Process.Start(Info(words))!;
        return await process.ReadToEndAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>Starts one that goes on running.</summary>
    public static Process Begin(params string[] words)
    {
        var process = Process.Start(Info(words))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static ProcessStartInfo Info(string[] words) =>
        new(words[0], words[1..]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true };
}
