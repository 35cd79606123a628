using Airflow.Cli.Parsing;
using Airflow.Engine;
using Airflow.Engine.Users;

namespace Airflow.Cli.Commands.Users;

/// <summary>The two options that say where a password comes from; without them it is asked for, twice.</summary>
internal sealed class PasswordChoice
{
    public Argument<string?> Password { get; } = Option.Text("-p/--password", "The password.");

    public Argument<bool> Random { get; } = Option.Flag("--use-random-password", "Make a password nobody could guess, and print it.");

    public string Read(CommandContext context)
    {
        if (context.Get(Random))
        {
            return RandomPassword.New();
        }

        if (context.Get(Password) is { Length: > 0 } password)
        {
            return password;
        }

        var first = Ask(context, "Password:");
        return string.Equals(first, Ask(context, "Repeat for confirmation:"), StringComparison.Ordinal)
            ? first
            : throw new AirflowException("password_mismatch", "Passwords did not match");
    }

    /// <summary>A random password is shown once; nobody could know it otherwise.</summary>
    public void Show(CommandContext context, string password)
    {
        if (context.Get(Random))
        {
            context.Out.Write($"Password: {password}\n");
        }
    }

    private static string Ask(CommandContext context, string question)
    {
        context.Error.Write(question);
        var answer = context.Console.ReadHidden();
        return string.IsNullOrEmpty(answer)
            ? throw new AirflowException("password_missing", "No password was given: use --password or --use-random-password where nobody can be asked.")
            : answer;
    }
}
