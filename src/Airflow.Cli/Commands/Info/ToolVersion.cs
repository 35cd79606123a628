using System.ComponentModel;
using System.Diagnostics;

namespace Airflow.Cli.Commands.Info;

/// <summary>The version that a program on the path prints of itself.</summary>
internal static class ToolVersion
{
    private const string Missing = "NOT AVAILABLE";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static async Task<string> FindAsync(string[] command, CommandContext context)
    {
        using var timeout = new CancellationTokenSource(Longest, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.CancellationToken);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(either.Token), process.StandardError.ReadToEndAsync(either.Token));
            var text = texts[0].Length > 0 ? texts[0] : texts[1];
            return text.Split('\n')[0].Trim() is { Length: > 0 } line ? line : Missing;
        }
        catch (Win32Exception)
        {
            return Missing;
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            return "no answer";
        }
    }
}
