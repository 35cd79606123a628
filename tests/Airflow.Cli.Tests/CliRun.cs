using Airflow.Cli.Commands;

namespace Airflow.Cli.Tests;

/// <summary>Runs command lines in this process against a home of their own.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>Runs a line; words are separated by blanks.</summary>
    public static Task<CliRun> LineAsync(string line, TestHome? home = null, string input = "", TimeProvider? clock = null) =>
        RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), home, input, clock);

    public static async Task<CliRun> RunAsync(string[] words, TestHome? home = null, string input = "", TimeProvider? clock = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var reader = new StringReader(input);
        var environment = new CommandEnvironment
        {
            Console = new ConsoleStreams { In = reader, Out = output, Error = error },
            Variables = home?.Variables ?? new Dictionary<string, string>(StringComparer.Ordinal),
            WorkingDirectory = home?.Path ?? Environment.CurrentDirectory,
            Clock = clock ?? TimeProvider.System,
        };
        var exitCode = await CommandLine.RunAsync(words, environment, TestContext.Current.CancellationToken);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }
}
