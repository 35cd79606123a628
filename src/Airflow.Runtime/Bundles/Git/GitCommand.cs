using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Airflow.Engine;

namespace Airflow.Runtime.Bundles.Git;

/// <summary>Runs the git executable without ever asking anybody anything; passwords go through its environment, never its arguments.</summary>
internal sealed class GitCommand(GitBundleOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>What it printed.</summary>
    /// <exception cref="AirflowException">git_missing, git_failed.</exception>
    public async Task<string> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] words = [.. arguments];
        using var process = Start(folder, words);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? output.Trim()
                : throw new AirflowException("git_failed", $"Bundle {options.Name}: git {words[0]} of {options.Repository} failed: {LastLine(await error)}") { IsTransient = true };
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new AirflowException("git_failed", $"Bundle {options.Name}: git {words[0]} of {options.Repository} took more than {Patience.TotalMinutes} minutes.") { IsTransient = true };
        }
    }

    private Process Start(string folder, string[] arguments)
    {
        var info = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["GIT_TERMINAL_PROMPT"] = "0";
        info.Environment["GIT_ASKPASS"] = "true";
        info.Environment["LC_ALL"] = "C";
        if (options.KeyFile is { Length: > 0 } key)
        {
            var check = options.ChecksHostKey ? "yes" : "no";
            info.Environment["GIT_SSH_COMMAND"] = $"ssh -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking={check} -i '{key.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        }

        if (options.Password is { Length: > 0 } password && options.Repository.StartsWith("http", StringComparison.Ordinal))
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{(options.User is { Length: > 0 } user ? user : "user")}:{password}"));
            info.Environment["GIT_CONFIG_COUNT"] = "1";
            info.Environment["GIT_CONFIG_KEY_0"] = "http.extraHeader";
            info.Environment["GIT_CONFIG_VALUE_0"] = $"Authorization: Basic {login}";
        }

        try
        {
            return Process.Start(info) ?? throw new AirflowException("git_missing", "git could not be started.");
        }
        catch (Win32Exception exception)
        {
            throw new AirflowException("git_missing", $"Bundle {options.Name} needs the program git on this host: {exception.Message}", exception);
        }
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
}
