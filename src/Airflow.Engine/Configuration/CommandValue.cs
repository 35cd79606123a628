using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Airflow.Engine.Configuration;

/// <summary>The output of the command that a _CMD form names.</summary>
internal static class CommandValue
{
    /// <summary>Runs the command without a shell; its output is the value as it is, a trailing newline included.</summary>
    public static string Run(string commandLine, string origin)
    {
        try
        {
            return Run(ShellWords.Split(commandLine), origin);
        }
        catch (FormatException exception)
        {
            throw new AirflowConfigException("config_command", $"The command of {origin} cannot be read: {exception.Message}", exception);
        }
    }

    private static string Run(IReadOnlyList<string> words, string origin)
    {
        if (words.Count == 0)
        {
            throw new AirflowConfigException("config_command", $"{origin} names no command.");
        }

        var errors = new StringBuilder();
        using var process = new Process { StartInfo = new(words[0], words.Skip(1)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true } };
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new AirflowConfigException("config_command", $"The program {words[0]} of {origin} cannot be started: {exception.Message}", exception);
        }

        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new AirflowConfigException(
                "config_command",
                $"The command {words[0]} of {origin} ended with exit code {process.ExitCode}. {errors.ToString().Trim()}".TrimEnd());
    }
}
