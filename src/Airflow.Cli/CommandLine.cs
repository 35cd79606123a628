using Airflow.Cli.Commands;
using Airflow.Cli.Daemons;
using Airflow.Cli.Legacy;
using Airflow.Cli.Parsing;
using Airflow.Cli.Remote;
using Airflow.Engine;

namespace Airflow.Cli;

/// <summary>Finds the command that was typed, reads its arguments, runs it, and turns every error into one line and an exit code.</summary>
internal static class CommandLine
{
    public const int UsageError = 2;
    public const int Failure = 1;
    public const int Interrupted = 130;

    public static async Task<int> RunAsync(string[] words, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var console = environment.Console;
        try
        {
            return await RunTypedAsync(words, environment, cancellationToken);
        }
        catch (UsageException exception)
        {
            console.Out.Write(exception.Help);
            await console.Out.FlushAsync(CancellationToken.None);
            console.Error.Write($"\n{exception.Program} command error: {exception.Message}, see help above.\n");
            if (exception.Suggestion is { } suggestion)
            {
                console.Error.Write($"Did you mean \"{suggestion}\"?\n");
            }

            return UsageError;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
#pragma warning disable CA1031 // the edge of the command line: whatever went wrong becomes a line for a person
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await console.Out.FlushAsync(CancellationToken.None);
            WriteError(console.Error, exception, IsVerbose(words));
            return Failure;
        }
        finally
        {
            await console.Out.FlushAsync(CancellationToken.None);
        }
    }

    private static async Task<int> RunTypedAsync(string[] all, CommandEnvironment environment, CancellationToken cancellationToken)
    {
        var (words, server) = RemoteOption.Take(all);
        var typed = CommandResolver.Resolve(words);
        Notify(environment, typed.Notice);
        if (typed.Entry is null)
        {
            environment.Console.Out.Write(typed.Page);
            return typed.ExitCode;
        }

        var command = typed.Entry.Create();
        var arguments = Parse(typed, command);
        if (arguments.Unrecognized.Count > 0)
        {
            if (LegacyRewriter.RewriteFlags(typed.Program[(typed.Program.IndexOf(' ', StringComparison.Ordinal) + 1)..], typed.Rest) is not { } rewritten)
            {
                throw Unrecognized(typed, command, arguments);
            }

            Notify(environment, rewritten.Notice);
            if (rewritten.Words is null)
            {
                return UsageError;
            }

            typed = CommandResolver.Resolve(rewritten.Words);
            command = typed.Entry!.Create();
            arguments = Parse(typed, command);
        }

        if (arguments.IsHelpRequested)
        {
            environment.Console.Out.Write(HelpOf(typed, command).Render());
            return 0;
        }

        if (arguments.Unrecognized.Count > 0)
        {
            throw Unrecognized(typed, command, arguments);
        }

        var note = typed.Entry.Audit is { } audit ? new ActionNote(audit, words, command.Arguments, arguments) : null;
        await using var context = new CommandContext(environment, arguments, note, cancellationToken);
        return server is null ? await command.RunAsync(context) : await RemoteRun.RunAsync(typed.Program, command, context, server);
    }

    private static ParsedArguments Parse(ResolvedCommand typed, ICommand command) => new ArgumentParser(HelpOf(typed, command)).Parse(typed.Rest);

    private static CommandHelp HelpOf(ResolvedCommand typed, ICommand command) =>
        new(typed.Program, typed.Entry!.Summary, command.Arguments) { Details = typed.Entry.Details };

    /// <summary>As in Airflow, words that nobody knows are an error of the whole command line.</summary>
    private static UsageException Unrecognized(ResolvedCommand typed, ICommand command, ParsedArguments arguments) =>
        new("airflow", CommandResolver.RootHelp(), $"unrecognized arguments: {string.Join(' ', arguments.Unrecognized)}")
        {
            Suggestion = CommandSuggestion.FindOption(command.Arguments, arguments.Unrecognized[0]) is { } option ? $"{typed.Program} {option}" : null,
        };

    private static void Notify(CommandEnvironment environment, string? notice)
    {
        // a process in the background repeats what was typed, whose notice was given
        if (notice is not null && !environment.Variables.ContainsKey(ServiceOptions.BackgroundVariable))
        {
            environment.Console.Error.Write(notice + "\n");
        }
    }

    private static void WriteError(TextWriter error, Exception exception, bool isVerbose)
    {
        error.Write(exception is AirflowException or IOException or UnauthorizedAccessException
            ? $"{exception.Message}\n"
            : $"{exception.GetType().Name}: {exception.Message}\n");
        if (isVerbose)
        {
            error.Write($"{exception}\n");
        }
    }

    private static bool IsVerbose(string[] words) => words.Contains("-v") || words.Contains("--verbose");
}
