using Airflow.Cli.Parsing;
using Airflow.Engine;

namespace Airflow.Cli.Commands;

/// <summary>Asks before something is lost; scripts say --yes.</summary>
internal static class Confirmation
{
    public static Argument<bool> Yes() => Option.Flag("-y/--yes", "Do not ask.");

    /// <summary>Goes on only when somebody types these words: for what cannot be undone.</summary>
    public static async Task RequireWordsAsync(CommandContext context, string words)
    {
        var answer = await context.AskAsync($"Enter '{words}' (without quotes) to proceed.\n");
        if (answer?.Trim() != words)
        {
            throw new AirflowException("cancelled", "User did not confirm; exiting.");
        }
    }

    /// <summary>True for y or yes; an end of input without an answer is an error, so that a script does not take silence for either.</summary>
    public static async Task<bool> AskAsync(CommandContext context, string question) => await context.AskAsync(question) is { } answer
        ? answer.Trim().ToUpperInvariant() is "Y" or "YES"
        : throw new AirflowException("no_answer", "\nNobody answered: the input is at its end. Use --yes to go on without being asked.");
}
